// How the map looks: land, counties, states and towns from files of our own. Names no other host and no font file.
import type { StyleSpecification } from "maplibre-gl";

/** Quiet colours of the theme: the markers are what one looks for. */
const COLOURS = {
  water: "#dfe9ec",
  land: "#f8f9f7",
  county: "#d5dbd8",
  state: "#93a5a2",
  town: "#43544f",
  halo: "#ffffff",
  radius: "#0f6460",
};

export const EMPTY_COLLECTION = { type: "FeatureCollection", features: [] } as const;

export function mapStyle(source: string): StyleSpecification {
  const file = (name: string) => ({ type: "geojson", data: `/basemap/${name}.json`, attribution: source }) as const;
  return {
    version: 8,
    sources: {
      states: file("states"),
      counties: file("counties"),
      towns: file("towns"),
      radius: { type: "geojson", data: { ...EMPTY_COLLECTION, features: [] } },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": COLOURS.water } },
      { id: "land", type: "fill", source: "states", paint: { "fill-color": COLOURS.land } },
      line("county-lines", "counties", COLOURS.county, 1),
      line("state-lines", "states", COLOURS.state, 1.4),
      {
        id: "radius-fill",
        type: "fill",
        source: "radius",
        paint: { "fill-color": COLOURS.radius, "fill-opacity": 0.06 },
      },
      {
        id: "radius-line",
        type: "line",
        source: "radius",
        paint: { "line-color": COLOURS.radius, "line-width": 1.5, "line-dasharray": [3, 2] },
      },
      townLabels(),
    ],
  };
}

function line(id: string, source: string, colour: string, width: number): StyleSpecification["layers"][number] {
  return { id, type: "line", source, paint: { "line-color": colour, "line-width": width } };
}

/** Larger towns first: a label that has no room gives way to a more important one. */
function townLabels(): StyleSpecification["layers"][number] {
  return {
    id: "town-labels",
    type: "symbol",
    source: "towns",
    layout: {
      "text-field": ["get", "name"],
      "text-font": ["Public Sans Variable", "sans-serif"],
      "text-size": ["interpolate", ["linear"], ["zoom"], 5, 10, 10, 13, 13, 15],
      "symbol-sort-key": ["get", "rank"],
      "text-padding": 6,
      "text-max-width": 8,
    },
    paint: { "text-color": COLOURS.town, "text-halo-color": COLOURS.halo, "text-halo-width": 1.4 },
  };
}
