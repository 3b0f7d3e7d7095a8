// How the tests are run: one project a kind, each kind in its folder. Never more than two files at once, for two cores.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./stage/longest-first";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/**
 * The quick kinds first, so that a mistake is told soon. All that take a database run among each other: kind by kind,
 * one core would wait at the end of each for the other's last file.
 */
export const kinds = {
  // Neither keeps anything from one file to the next, so a worker serves them all.
  house: { seconds: 60, turn: 0, isolate: false },
  rules: { seconds: 60, turn: 1, isolate: false },
  database: { seconds: 120, turn: 2, isolate: true },
  access: { seconds: 300, turn: 2, isolate: true },
  routes: { seconds: 120, turn: 2, isolate: true },
  journeys: { seconds: 300, turn: 2, isolate: true },
} as const;

export default defineConfig({
  root,
  test: {
    globalSetup: [path.join(root, "tests/stage/setup.ts")],
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: Object.entries(kinds).map(([name, kind]) => ({
      root,
      test: {
        name,
        include: [`tests/${name}/**/*.test.{ts,tsx}`],
        environment: "node",
        isolate: kind.isolate,
        env: { NODE_ENV: "test", LOG_LEVEL: "silent", TZ: "UTC", ACCOUNT_KEYS: "5e".repeat(32) },
        setupFiles: [path.join(root, "tests/stage/quiet.ts")],
        testTimeout: kind.seconds * 1000,
        hookTimeout: kind.seconds * 1000,
        sequence: { groupOrder: kind.turn },
      },
    })),
  },
});
