// The markers of the map: one with the number of the list, one for several places together, one where the search starts. Places none by itself.
import { LngLatBounds, type Map as MapLibre, Marker } from "maplibre-gl";
import type { MapMarker, MapPoint } from "./map-view";

export type MarkerWords = {
  marker: (number: number, label: string) => string;
  cluster: (numbers: readonly number[]) => string;
};

/** From this near on nothing is put together: what lies in one house stays that near. */
export const NEAREST_ZOOM = 14;

/** One place under its number, or several that press the map nearer; none for none. */
export function placeMarker(
  map: MapLibre,
  places: readonly MapMarker[],
  words: MarkerWords,
  onSelect: (id: string) => void,
): Marker[] {
  const [first, ...others] = places;
  if (!first) return [];
  const button = others.length === 0 ? numbered(first, words, onSelect) : clustered(map, places, words);
  return [new Marker({ element: button, anchor: "bottom" }).setLngLat([first.lon, first.lat])];
}

export function centreMarker({ lat, lon }: MapPoint, title: string): Marker {
  const point = document.createElement("span");
  point.className = "map-centre";
  point.title = title;
  return new Marker({ element: point }).setLngLat([lon, lat]);
}

function numbered({ id, number, label, selected }: MapMarker, words: MarkerWords, onSelect: (id: string) => void) {
  const button = pressable(selected ? "map-marker map-marker-selected" : "map-marker", words.marker(number, label));
  button.textContent = String(number);
  if (selected) button.setAttribute("aria-current", "true");
  button.addEventListener("click", () => onSelect(id));
  return button;
}

function clustered(map: MapLibre, places: readonly MapMarker[], words: MarkerWords) {
  const numbers = places.map(({ number }) => number);
  const selected = places.some((place) => place.selected);
  const look = selected ? "map-marker map-cluster map-marker-selected" : "map-marker map-cluster";
  const button = pressable(look, words.cluster(numbers));
  button.textContent = `${numbers.length}\u00d7`;
  button.addEventListener("click", () => {
    const bounds = new LngLatBounds();
    for (const { lon, lat } of places) bounds.extend([lon, lat]);
    map.fitBounds(bounds, { padding: 60, maxZoom: NEAREST_ZOOM + 0.5, animate: false });
  });
  return button;
}

/** The list says all of it: a stop at every marker would only be in a keyboard's way. */
function pressable(className: string, label: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.tabIndex = -1;
  button.className = className;
  button.title = label;
  button.setAttribute("aria-label", label);
  return button;
}
