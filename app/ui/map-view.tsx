// A map beside a list that says the same. Loads only in a browser, after the page works without it; asks no other host.
import { useEffect, useRef, useState } from "react";
import { useSay } from "#app/i18n/speech";
import type { MapHandle } from "./map-canvas.client";

export type MapPoint = { readonly lat: number; readonly lon: number };

/** As GeoJSON has it: longitude first. */
export type MapShape =
  | { readonly type: "Polygon"; readonly coordinates: readonly (readonly (readonly number[])[])[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly (readonly (readonly number[])[])[])[] };

export type MapMarker = MapPoint & {
  readonly id: string;
  /** The number of the same place in the list. */
  readonly number: number;
  readonly label: string;
  readonly selected?: boolean;
};

type MapViewProps = {
  markers: readonly MapMarker[];
  /** Null: nobody said where to measure from. */
  centre: MapPoint | null;
  /** Drawn as a circle around the centre. */
  radiusMetres?: number;
  /** Areas drawn as they are. */
  shapes?: readonly MapShape[];
  /** What the map is of; the results of a search, unless said. */
  label?: string;
  onSelect?: (id: string) => void;
};

export function MapView({ markers, centre, radiusMetres, shapes, label, onSelect }: MapViewProps) {
  const say = useSay();
  const frame = useRef<HTMLDivElement>(null);
  const map = useRef<MapHandle | null>(null);
  const select = useRef(onSelect);
  select.current = onSelect;
  // Words come anew with every answer of the server; a map that was drawn again for them would forget where it was.
  const speak = useRef(say);
  speak.current = say;
  const [state, setState] = useState<"loading" | "shown" | "absent">("loading");

  useEffect(() => {
    let gone = false;
    const start = async () => {
      const { drawMap } = await import("./map-canvas.client");
      const target = frame.current;
      if (gone || !target) return;
      const { current: words } = speak;
      map.current = drawMap(target, {
        onSelect: (id) => select.current?.(id),
        words: {
          zoomIn: words("ui.map.zoom-in"),
          zoomOut: words("ui.map.zoom-out"),
          centre: words("ui.map.centre"),
          source: words("ui.map.source"),
          marker: (number, label) => words("ui.map.marker", { number, label }),
          cluster: (numbers) => words("ui.map.cluster", { count: numbers.length, numbers: numbers.join(", ") }),
        },
      });
      setState("shown");
    };
    // No WebGL, or an old browser: the list says everything the map would.
    start().catch(() => setState("absent"));
    return () => {
      gone = true;
      map.current?.remove();
      map.current = null;
    };
  }, []);

  useEffect(() => {
    if (state === "shown") map.current?.show({ markers, centre, radiusMetres, shapes });
  }, [state, markers, centre, radiusMetres, shapes]);

  return (
    <section className="map" aria-label={label ?? say("ui.map.label")} data-state={state}>
      <div className="map-canvas" ref={frame} />
      {state === "shown" ? null : <p className={`map-words map-${state}`}>{say(`ui.map.${state}`)}</p>}
      <noscript>
        <p className="map-words">{say("ui.map.absent")}</p>
      </noscript>
    </section>
  );
}
