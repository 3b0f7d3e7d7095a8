// How the tests are run: one project a kind, each kind in its folder. Never more than three files at once: two cores are
// kept at work by three, for one of them waits for its browser or its database.
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
  house: { seconds: 60, turn: 0 },
  rules: { seconds: 60, turn: 1 },
  database: { seconds: 120, turn: 2 },
  access: { seconds: 300, turn: 2 },
  routes: { seconds: 120, turn: 2 },
  journeys: { seconds: 300, turn: 2 },
} as const;

export default defineConfig({
  root,
  test: {
    globalSetup: [path.join(root, "tests/stage/setup.ts")],
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: Object.entries(kinds).map(([name, kind]) => ({
      root,
      test: {
        name,
        include: [`tests/${name}/**/*.test.{ts,tsx}`],
        environment: "node",
        // No file keeps anything for the next, so a worker serves many: each would read the whole house anew.
        isolate: false,
        env: { NODE_ENV: "test", LOG_LEVEL: "silent", TZ: "UTC", ACCOUNT_KEYS: "5e".repeat(32) },
        setupFiles: [path.join(root, "tests/stage/quiet.ts")],
        testTimeout: kind.seconds * 1000,
        hookTimeout: kind.seconds * 1000,
        sequence: { groupOrder: kind.turn },
      },
    })),
  },
});
