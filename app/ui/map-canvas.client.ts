// Draws the map with MapLibre. Loaded by map-view in a browser only; talks to no host but the one the page came from.
import {
  AttributionControl,
  type GeoJSONSource,
  LngLatBounds,
  Map as MapLibre,
  Marker,
  NavigationControl,
  setWorkerUrl,
} from "maplibre-gl";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { circleRing } from "./map-circle";
import { spread } from "./map-spread";
import { mapStyle } from "./map-style";
import { nameNearTowns } from "./map-towns.client";
import type { MapMarker, MapPoint } from "./map-view";

type MapWords = {
  zoomIn: string;
  zoomOut: string;
  centre: string;
  source: string;
  marker: (number: number, label: string) => string;
};

type MapOptions = { words: MapWords; onSelect: (id: string) => void };

type MapContent = { markers: readonly MapMarker[]; centre: MapPoint; radiusMetres?: number | undefined };

export type MapHandle = { show: (content: MapContent) => void; remove: () => void };

/** Pixels between the middles of two markers; each is thirty wide. */
const MARKER_GAP = 32;

/** @throws where the browser cannot draw: the caller then shows the words instead */
export function drawMap(container: HTMLElement, { words, onSelect }: MapOptions): MapHandle {
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
  const loaded = map.once("load");
  nameNearTowns(map);
  let markers: Marker[] = [];
  let framed = "";
  map.on("moveend", () => moveApart(map, markers));
  return {
    show(content) {
      for (const marker of markers) marker.remove();
      markers = [centreMarker(content.centre, words.centre), ...content.markers.map(numberedMarker)];
      for (const marker of markers) marker.addTo(map);
      void loaded.then(() => drawRadius(map, content));
      // Choosing a place only marks it; the map moves when the places themselves change.
      const places = JSON.stringify([content.centre, content.radiusMetres, content.markers.map(({ id }) => id)]);
      if (places !== framed) frame(map, content);
      framed = places;
      moveApart(map, markers);
    },
    remove: () => map.remove(),
  };

  function numberedMarker({ id, number, lat, lon, label, selected }: MapMarker): Marker {
    const button = document.createElement("button");
    button.type = "button";
    button.className = selected ? "map-marker map-marker-selected" : "map-marker";
    button.textContent = String(number);
    button.title = label;
    button.setAttribute("aria-label", words.marker(number, label));
    if (selected) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => onSelect(id));
    return new Marker({ element: button, anchor: "bottom" }).setLngLat([lon, lat]);
  }
}

function centreMarker({ lat, lon }: MapPoint, title: string): Marker {
  const point = document.createElement("span");
  point.className = "map-centre";
  point.title = title;
  return new Marker({ element: point }).setLngLat([lon, lat]);
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

function drawRadius(map: MapLibre, { centre, radiusMetres }: MapContent): void {
  const source = map.getSource<GeoJSONSource>("radius");
  if (!source) return;
  const ring = radiusMetres ? [circleRing(centre, radiusMetres)] : [];
  source.setData({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: ring } });
}

/** Shows the whole radius, or all places where there is none. */
function frame(map: MapLibre, { markers, centre, radiusMetres }: MapContent): void {
  const bounds = new LngLatBounds();
  bounds.extend([centre.lon, centre.lat]);
  if (radiusMetres) for (const corner of circleRing(centre, radiusMetres)) bounds.extend(corner);
  else for (const { lon, lat } of markers) bounds.extend([lon, lat]);
  // Room on the right for the zoom buttons.
  map.fitBounds(bounds, { padding: { top: 40, right: 60, bottom: 32, left: 32 }, maxZoom: 13, animate: false });
}
