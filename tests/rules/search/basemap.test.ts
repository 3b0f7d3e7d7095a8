// Proves that the offline map is small, whole and drawn from land that is there. Draws nothing.
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeBasemap } from "#app/commands/basemap";
import { townLayers } from "#app/search/basemap-layers";
import type { Town } from "#app/search/geocode-gazetteer";

type Layers = {
  features: { properties: { name?: string; rank?: number }; geometry: { type: string; coordinates: unknown } }[];
};

const town = (name: string, latitude: number, longitude: number, postalCodes: number): Town => ({
  town: name,
  state: "MA",
  latitude,
  longitude,
  postalCodes,
  searchName: name.toLowerCase(),
  timeZone: "America/New_York",
});
const names = (layers: { features: { properties: object }[] } | undefined) =>
  layers?.features.map((feature) => (feature.properties as { name: string }).name);

describe("town labels", () => {
  test("keep a large town beside a larger one, and leave a small neighbour to the near view", () => {
    const { country, byState, frames } = townLayers([
      town("Springfield", 42.1, -72.59, 20),
      town("Holyoke", 42.2, -72.61, 6),
      town("Agawam", 42.07, -72.61, 2),
      town("Pittsfield", 42.45, -73.25, 2),
    ]);
    expect(names(country)).toEqual(["Springfield", "Holyoke", "Pittsfield"]);
    expect(country.features.map((feature) => feature.properties.rank)).toEqual([1, 2, 3]);
    expect(names(byState.get("MA"))).toEqual(["Agawam"]);
    expect(frames.get("MA")).toEqual([-72.61, 42.07, -72.61, 42.07]);
  });
});

describe("the map's files", () => {
  let folder = "";
  const read = async (name: string) => JSON.parse(await readFile(path.join(folder, name), "utf8")) as Layers;
  const sizes = async (name: string) => {
    const content = await readFile(path.join(folder, name));
    return { plain: content.length / 1000, zipped: gzipSync(content).length / 1000 };
  };

  beforeAll(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), "basemap-")), "map");
    expect(await writeBasemap(folder)).toBe(true);
  });
  afterAll(() => rm(path.dirname(folder), { recursive: true, force: true }));

  test("are not written a second time", async () => {
    const before = (await stat(path.join(folder, "states.json"))).mtimeMs;
    expect(await writeBasemap(folder)).toBe(false);
    expect((await stat(path.join(folder, "states.json"))).mtimeMs).toBe(before);
  });

  test("are small enough for a telephone", async () => {
    const [states, counties, towns] = await Promise.all(["states.json", "counties.json", "towns.json"].map(sizes));
    expect(states?.zipped).toBeLessThan(80);
    expect(counties?.plain).toBeLessThan(700);
    expect(towns?.plain).toBeLessThan(700);
  });

  test("hold every state, and a border for every county's neighbourhood", async () => {
    const states = await read("states.json");
    expect(states.features.length).toBeGreaterThanOrEqual(51);
    expect(states.features.map((state) => state.properties.name)).toContain("Massachusetts");
    for (const { geometry } of states.features) expect(geometry.type).toMatch(/^(Multi)?Polygon$/);
    const [borders] = (await read("counties.json")).features;
    expect(borders?.geometry.type).toBe("MultiLineString");
    expect(borders?.geometry.coordinates).toHaveProperty("3000");
  });

  test("name Chicago from afar and Chicopee when near", async () => {
    const country = await read("towns.json");
    expect(country.features.find((feature) => feature.properties.name === "Chicago")?.properties.rank).toBe(1);
    expect(names(await read("towns/MA.json"))).toContain("Chicopee");
  });
});
