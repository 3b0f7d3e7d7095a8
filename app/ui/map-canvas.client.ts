// Draws the map with MapLibre. Loaded by map-view in a browser only; talks to no host but the one the page came from.
import {
  AttributionControl,
  type GeoJSONSource,
  LngLatBounds,
  Map as MapLibre,
  type Marker,
  NavigationControl,
  setWorkerUrl,
} from "maplibre-gl";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { circleRing } from "./map-circle";
import { clustersOf } from "./map-clusters";
import { centreMarker, type MarkerWords, NEAREST_ZOOM, placeMarker } from "./map-markers.client";
import { spread } from "./map-spread";
import { mapStyle } from "./map-style";
import { nameNearTowns } from "./map-towns.client";
import type { MapMarker, MapPoint, MapShape } from "./map-view";

type MapWords = MarkerWords & { zoomIn: string; zoomOut: string; centre: string; source: string };

type MapOptions = { words: MapWords; onSelect: (id: string) => void };

type MapContent = {
  markers: readonly MapMarker[];
  centre: MapPoint | null;
  radiusMetres?: number | undefined;
  shapes?: readonly MapShape[] | undefined;
};

export type MapHandle = { show: (content: MapContent) => void; remove: () => void };

/** Pixels between the middles of two markers; each is thirty wide. */
const MARKER_GAP = 32;
/** So many on one another become one marker; fewer stand beside each other. */
const LEAST_CLUSTER = 4;

/** @throws where the browser cannot draw: the caller then shows the words instead */
export function drawMap(container: HTMLElement, { words, onSelect }: MapOptions): MapHandle {
  const map = emptyMap(container, words);
  const loaded = map.once("load");
  nameNearTowns(map);
  let content: MapContent = { markers: [], centre: null };
  let drawn: Marker[] = [];
  let grouped = "";
  let framed = "";
  map.on("moveend", () => draw(false));
  return {
    show(next) {
      content = next;
      void loaded.then(() => drawAreas(map, next));
      // Choosing a place only marks it; the map moves when the places themselves change.
      const places = JSON.stringify([next.centre, next.radiusMetres, next.markers.map(({ id }) => id), next.shapes]);
      if (places !== framed) frame(map, next);
      framed = places;
      draw(true);
    },
    remove: () => map.remove(),
  };

  /** @param anew although what lies together is as it was: a place was chosen */
  function draw(anew: boolean): void {
    const spots = content.markers.map(({ lon, lat }) => map.project([lon, lat]));
    const least = map.getZoom() < NEAREST_ZOOM ? LEAST_CLUSTER : Number.POSITIVE_INFINITY;
    const clusters = clustersOf(spots, MARKER_GAP, least);
    if (anew || JSON.stringify(clusters) !== grouped) {
      for (const marker of drawn) marker.remove();
      const places = clusters.map((positions) => positions.flatMap((position) => content.markers[position] ?? []));
      drawn = [
        ...(content.centre ? [centreMarker(content.centre, words.centre)] : []),
        ...places.flatMap((together) => placeMarker(map, together, words, onSelect)),
      ];
      for (const marker of drawn) marker.addTo(map);
    }
    grouped = JSON.stringify(clusters);
    moveApart(map, drawn);
  }
}

function emptyMap(container: HTMLElement, words: MapWords): MapLibre {
  // The worker is bundled beside this module: MapLibre would look for a file whose name the build has changed.
  setWorkerUrl(new URL(worker, window.location.href).href);
  const map = new MapLibre({
    container,
    style: mapStyle(words.source),
    center: [-98, 39],
    zoom: 3,
    maxZoom: 15,
    dragRotate: false,
    pitchWithRotate: false,
    attributionControl: false,
    // Two fingers move the map, one finger still scrolls the page.
    cooperativeGestures: false,
    locale: { "NavigationControl.ZoomIn": words.zoomIn, "NavigationControl.ZoomOut": words.zoomOut },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new AttributionControl({ compact: false }), "bottom-right");
  // Moved by keyboard it would say nothing that the list does not.
  map.getCanvas().tabIndex = -1;
  return map;
}

/** Markers that would cover each other stand beside each other; every number can be read and pressed. */
function moveApart(map: MapLibre, markers: readonly Marker[]): void {
  const offsets = spread(
    markers.map((marker) => map.project(marker.getLngLat())),
    MARKER_GAP,
  );
  markers.forEach((marker, position) => {
    const { x, y } = offsets[position] ?? { x: 0, y: 0 };
    marker.setOffset([x, y]);
  });
}

function drawAreas(map: MapLibre, { centre, radiusMetres, shapes = [] }: MapContent): void {
  const source = map.getSource<GeoJSONSource>("radius");
  const around: MapShape[] =
    radiusMetres && centre ? [{ type: "Polygon", coordinates: [circleRing(centre, radiusMetres)] }] : [];
  source?.setData({
    type: "FeatureCollection",
    features: [...around, ...shapes].map((shape) => ({
      type: "Feature",
      properties: {},
      geometry: structuredClone(shape) as GeoJSON.Geometry,
    })),
  });
}

const cornersOf = ({ type, coordinates }: MapShape): readonly (readonly number[])[] =>
  type === "Polygon" ? coordinates.flat() : coordinates.flat(2);

/** Shows the whole radius, or all places where there is none. */
function frame(map: MapLibre, { markers, centre, radiusMetres, shapes = [] }: MapContent): void {
  const bounds = new LngLatBounds();
  if (centre) bounds.extend([centre.lon, centre.lat]);
  if (radiusMetres && centre) for (const corner of circleRing(centre, radiusMetres)) bounds.extend(corner);
  else for (const { lon, lat } of markers) bounds.extend([lon, lat]);
  for (const [lon, lat] of shapes.flatMap(cornersOf)) bounds.extend([lon ?? 0, lat ?? 0]);
  if (bounds.isEmpty()) return;
  // Room on the right for the zoom buttons.
  map.fitBounds(bounds, { padding: { top: 40, right: 60, bottom: 32, left: 32 }, maxZoom: 13, animate: false });
}
