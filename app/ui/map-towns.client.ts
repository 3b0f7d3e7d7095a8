// Names the small towns of the states in view once one looks closely. Loads each state's file once; asks no other host.
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { NEAR_TOWNS, NEAR_ZOOM } from "./map-style";

type Frame = [west: number, south: number, east: number, north: number];
type Labels = { features: GeoJSON.Feature[] };

/** Watches where the map looks and fills in what is missing there. A file that does not come leaves the map without those names. */
export function nameNearTowns(map: MapLibre): void {
  const shown: GeoJSON.Feature[] = [];
  const asked = new Set<string>();
  let frames: Promise<Record<string, Frame>> | null = null;

  async function fillIn(): Promise<void> {
    if (map.getZoom() < NEAR_ZOOM) return;
    frames ??= load<Record<string, Frame>>("states");
    const wanted = Object.entries(await frames).filter(([state, frame]) => !asked.has(state) && isInView(map, frame));
    if (wanted.length === 0) return;
    for (const [state] of wanted) asked.add(state);
    const files = await Promise.all(wanted.map(([state]) => load<Labels>(state)));
    shown.push(...files.flatMap((file) => file.features));
    map.getSource<GeoJSONSource>(NEAR_TOWNS)?.setData({ type: "FeatureCollection", features: shown });
  }

  const start = () => void fillIn().catch(() => undefined);
  map.on("moveend", start);
  void map.once("load").then(start);
}

async function load<Content>(name: string): Promise<Content> {
  const answer = await fetch(`/basemap/towns/${name}.json`);
  if (!answer.ok) throw new Error(`no basemap file ${name}: ${answer.status}`);
  return (await answer.json()) as Content;
}

function isInView(map: MapLibre, [west, south, east, north]: Frame): boolean {
  const view = map.getBounds();
  return west <= view.getEast() && east >= view.getWest() && south <= view.getNorth() && north >= view.getSouth();
}
