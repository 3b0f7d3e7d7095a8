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

/** The source of small towns' names, and how near one must be for them to have room. */
export const NEAR_TOWNS = "near-towns";
export const NEAR_ZOOM = 8;

export const EMPTY_COLLECTION = { type: "FeatureCollection", features: [] } as const;

export function mapStyle(source: string): StyleSpecification {
  const file = (name: string) => ({ type: "geojson", data: `/basemap/${name}.json`, attribution: source }) as const;
  return {
    version: 8,
    sources: {
      states: file("states"),
      counties: file("counties"),
      towns: file("towns"),
      // Filled by map-towns with the states in view: all small towns of the country would weigh three megabytes.
      [NEAR_TOWNS]: { type: "geojson", data: { ...EMPTY_COLLECTION, features: [] } },
      radius: { type: "geojson", data: { ...EMPTY_COLLECTION, features: [] } },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": COLOURS.water } },
      { id: "land", type: "fill", source: "states", paint: { "fill-color": COLOURS.land } },
      { ...line("county-lines", "counties", COLOURS.county, 1), minzoom: 5 },
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
      townLabels(NEAR_TOWNS, { minzoom: NEAR_ZOOM, size: 0.9 }),
      townLabels("towns", { minzoom: 0, size: 1 }),
    ],
  };
}

function line(id: string, source: string, colour: string, width: number): StyleSpecification["layers"][number] {
  return { id, type: "line", source, paint: { "line-color": colour, "line-width": width } };
}

/** Larger towns first: a label that has no room gives way to a more important one, in its own layer and in those above. */
function townLabels(
  source: string,
  { minzoom, size }: { minzoom: number; size: number },
): StyleSpecification["layers"][number] {
  return {
    id: `${source}-labels`,
    type: "symbol",
    source,
    minzoom,
    // Seen from afar only the large towns are named.
    filter: ["<=", ["get", "rank"], ["step", ["zoom"], 1, 5, 2, 7, 3, NEAR_ZOOM, 4]],
    layout: {
      "text-field": ["get", "name"],
      "text-font": ["Public Sans Variable", "sans-serif"],
      "text-size": ["interpolate", ["linear"], ["zoom"], 5, 10 * size, 10, 13 * size, 13, 15 * size],
      "symbol-sort-key": ["get", "rank"],
      "text-padding": 6,
      "text-max-width": 8,
    },
    paint: { "text-color": COLOURS.town, "text-halo-color": COLOURS.halo, "text-halo-width": 1.4 },
  };
}
