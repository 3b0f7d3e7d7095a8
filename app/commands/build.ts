// Builds what browsers and the server run, when something it is made from has changed. Never touches data.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { environmentWith } from "#app/env.server";
import { runCommand, Stop } from "./stop";

const sources = ["app", "drizzle/schema", "public"];
const settings = ["package.json", "package-lock.json", "remix.config.js", "tsconfig.json", "vite.config.ts"];
const fingerprintFile = path.resolve("build/fingerprint");
export const serverBuildFile = path.resolve("build/server/index.js");
export const clientBuildFolder = path.resolve("build/client");

/** Builds unless the last build was made from the same files; tells whether it did. */
export async function buildIfChanged(say: (sentence: string) => void = () => {}): Promise<boolean> {
  const last = existsSync(serverBuildFile) ? await readFile(fingerprintFile, "utf8").catch(() => "") : "";
  if (last === (await takeFingerprint())) return false;
  // The map's files are part of what is served; loading what draws them takes half a second, so only now.
  const { writeBasemap } = await import("./basemap");
  await writeBasemap();
  const fingerprint = await takeFingerprint();
  if (last === fingerprint) return false;
  say("Building: about half a minute, and only when something has changed.");
  await build();
  await mkdir(path.dirname(fingerprintFile), { recursive: true });
  await writeFile(fingerprintFile, fingerprint);
  return true;
}

/** A digest of the names and contents of everything that ends up in a build. */
export async function takeFingerprint(): Promise<string> {
  const digest = createHash("sha256").update(process.version);
  const files = (await Promise.all(sources.map(listFiles))).flat();
  // Commands and catalogue tests are not built; a change there must not cost half a minute.
  const built = [
    ...files.filter((file) => !file.startsWith(path.join("app", "commands") + path.sep)),
    ...settings,
  ].sort();
  for (const file of built)
    digest
      .update(`${file}\0`)
      .update(await readFile(file).catch(ifGone))
      .update("\0");
  return digest.digest("hex");
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !isDraft(file));
}

/** Of a map that another start is drawing beside: never served, and gone in a moment. */
const isDraft = (file: string): boolean => /^basemap\.\d+$/.test(file.split(path.sep)[1] ?? "");

/** Another start moved its map into this one's place while it was read: as if it were not there. */
function ifGone(failure: NodeJS.ErrnoException): string {
  if (failure.code !== "ENOENT") throw failure;
  return "";
}

function build(): Promise<void> {
  const program = path.resolve("node_modules/@remix-run/dev/dist/cli.js");
  const words = [program, "vite:build"];
  const environment = environmentWith({
    NODE_ENV: "production",
    DATABASE_URL: undefined,
    DATABASE_MIGRATOR_URL: undefined,
  });
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"], env: environment });
    const output: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => output.push(part));
    child.stderr.on("data", (part: Buffer) => output.push(part));
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Stop(`${Buffer.concat(output).toString()}\nThe build failed: see the lines above.`));
    });
  });
}

if (process.argv[1] === import.meta.filename) {
  void runCommand(async () => {
    const built = await buildIfChanged();
    process.stdout.write(built ? "Built.\n" : "Nothing has changed since the last build.\n");
    return 0;
  });
}
