// How the tests are run: one project a kind, each kind in its folder. Never more than two at once, for two cores.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./stage/longest-first";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** The kinds in the order they run: the quick ones first, so that a mistake is told soon. */
export const kinds = {
  house: { seconds: 60 },
  rules: { seconds: 60 },
  database: { seconds: 120 },
  access: { seconds: 300 },
  routes: { seconds: 120 },
  journeys: { seconds: 300 },
} as const;

export default defineConfig({
  root,
  test: {
    globalSetup: [path.join(root, "tests/stage/setup.ts")],
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: Object.entries(kinds).map(([name, kind], order) => ({
      root,
      test: {
        name,
        include: [`tests/${name}/**/*.test.{ts,tsx}`],
        environment: "node",
        env: { NODE_ENV: "test", LOG_LEVEL: "silent", TZ: "UTC", ACCOUNT_KEYS: "5e".repeat(32) },
        setupFiles: [path.join(root, "tests/stage/quiet.ts")],
        testTimeout: kind.seconds * 1000,
        hookTimeout: kind.seconds * 1000,
        sequence: { groupOrder: order },
      },
    })),
  },
});
