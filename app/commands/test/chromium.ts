// Finds the Chromium that journeys drive, or installs Debian's where that is allowed. Never downloads one by itself.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { environmentWith } from "#app/env.server";
import { Stop } from "../stop";

/** Without windows first: the same pages for a fifth less of the processor. */
const WINDOWLESS = "chromium-headless-shell";
const programs = [WINDOWLESS, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const cachedPrograms = [
  "chrome-linux/chrome",
  "chrome-linux64/chrome",
  "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * @param chosen CHROMIUM_PATH, which is used whatever else there is
 * @param folders where programs are looked for; the search path of this process unless a test says otherwise
 * @throws Stop with what to do when there is none
 */
export async function findChromium(
  chosen: string | undefined,
  say: (sentence: string) => void,
  folders = searchPath(),
): Promise<string> {
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Stop(`CHROMIUM_PATH is ${chosen}, and there is no such file: correct it, or leave it out.`);
  }
  const found = findInstalled(folders) ?? (await findCached());
  if (found) return found;
  if (mayInstall(folders)) {
    say("Installing Chromium with apt-get, for the journeys.");
    installDebian();
    const installed = findInstalled(folders);
    if (installed) return installed;
  }
  throw new Stop(
    "There is no Chromium for the journeys: install one (Debian: apt-get install chromium), or set CHROMIUM_PATH.",
  );
}

function searchPath(): string[] {
  return (environmentWith({}).PATH ?? "").split(path.delimiter);
}

function findInstalled(folders: string[]): string | null {
  const places = folders.flatMap((folder) => programs.map((program) => path.join(folder, program)));
  return places.find((place) => existsSync(place)) ?? null;
}

/** Where Playwright keeps those it has downloaded; the newest, for the names end in a number. */
async function findCached(): Promise<string | null> {
  const cache = path.join(
    homedir(),
    process.platform === "darwin" ? "Library/Caches/ms-playwright" : ".cache/ms-playwright",
  );
  const names = (await readdir(cache).catch(() => []))
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort()
    .reverse();
  const places = names.flatMap((name) => cachedPrograms.map((program) => path.join(cache, name, program)));
  return places.find((place) => existsSync(place)) ?? null;
}

function mayInstall(folders: string[]): boolean {
  return process.getuid?.() === 0 && folders.some((folder) => existsSync(path.join(folder, "apt-get")));
}

/** The one without windows where Debian has it, which is smaller too. */
function installDebian(): void {
  const environment = environmentWith({ DEBIAN_FRONTEND: "noninteractive" });
  const ask = (words: string[]) => spawnSync("apt-get", words, { stdio: "ignore", env: environment }).status === 0;
  ask(["update"]);
  const install = ["install", "-y", "--no-install-recommends"];
  if (ask([...install, WINDOWLESS]) || ask([...install, "chromium"])) return;
  throw new Stop("Chromium could not be installed with apt-get: install one yourself, or set CHROMIUM_PATH.");
}
