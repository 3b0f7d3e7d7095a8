// Measures the provider search on a made-up nation of up to a million services at location; bench/README.md says how each figure is made.
import { cpus, totalmem } from "node:os";
import type { Figure } from "#app/commands/bench";
import { ask, figuresOf, type Took } from "./search/asking";
import { fillDirectory } from "./search/directory";
import { type House, openHouse } from "./search/house";
import { measureLoading } from "./search/loading";
import { measurePages } from "./search/pages";
import { share, table } from "./search/times";

const FEW = 1000;
const GROWTH = [10_000, 100_000, 1_000_000];
const PACKAGES = 4;

export async function run(): Promise<Figure[]> {
  const house = await openHouse();
  try {
    const [processor] = cpus();
    say(
      `${processor?.model ?? process.arch}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB; Node ${process.version}; ${house.version}`,
    );
    return await measure(house);
  } finally {
    await house.close();
  }
}

async function measure(house: House): Promise<Figure[]> {
  const figures = await measureLoading(await house.database("loaded"), PACKAGES);
  const few = await fill(house, FEW);
  const asked: { places: number; took: Took }[] = [];
  let last = few;
  for (const places of GROWTH) {
    last = await fill(house, places);
    asked.push({ places, took: await ask(last.url, last.membershipId, places, places === GROWTH.at(-1)) });
  }
  say(growth(asked));
  const [largest] = asked.slice(-1);
  if (largest) figures.unshift(...figuresOf(largest.took));
  return [...figures, ...(await measurePages(few.url, last.url))];
}

async function fill(house: House, places: number): Promise<{ url: string; membershipId: string }> {
  const url = await house.database(`places_${places}`);
  const begun = performance.now();
  const membershipId = await fillDirectory(url, places);
  say(`${places.toLocaleString("en")} places made in ${Math.round((performance.now() - begun) / 1000)} s`);
  return { url, membershipId };
}

function growth(asked: readonly { places: number; took: Took }[]): string {
  const of = (times: readonly number[]) => [share(times, 0.5), share(times, 0.95), share(times, 0.99)];
  const rows = asked.flatMap(({ places, took }) => [
    [`${places.toLocaleString("en")} places: 25 nearest`, ...of(took.nearest)],
    ["  25 best, all usual filters", ...of(took.best)],
    ["  25 nearest with all that is shown and the total", ...of(took.whole)],
    ["  25 best with all that is shown, the filters' counts and the total", ...of(took.counted)],
    ["  limit in the process, nearest", ...of(took.limit)],
    ["  limit in the process, best", ...of(took.limitBest)],
    ["  usual normalised form, nearest", ...of(took.usual)],
    ...(took.text.length > 0
      ? [
          ["  text", ...of(took.text)],
          ["  ILIKE", ...of(took.alike)],
        ]
      : []),
  ]);
  return table([["milliseconds", "p50", "p95", "p99"], ...rows]);
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}
