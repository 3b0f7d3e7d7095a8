// Asks the product, the limit inside the process and the usual form the same questions by turns, so that whatever else the machine does falls on all alike.
import type { Figure } from "#app/commands/bench";
import { connect } from "#app/commands/postgres/connect";
import { findProviders, findWithCounts, order } from "#app/search/find.server";
import { dayAround } from "#app/search/judge.server";
import { prepare } from "#app/search/question.server";
import type { Wish } from "#app/search/wish";
import { placeNumber } from "./directory";
import { type Caseworker, caseworker } from "./house";
import { Limit } from "./limit";
import { readNation } from "./nation-in-memory";
import { askAlike, askNormalised, indexPoints } from "./normalised";
import { type Asked, bestWish, NOW, nearestWish, questions, TODAY, textWish } from "./questions";
import { atMost, share, shown, timed } from "./times";

const WARMING = 60;
const MEASURED = 400;
/** Reading every row takes half a second, so these are asked less often. */
const WARMING_ALIKE = 8;
const MEASURED_ALIKE = 60;

export type Took = Record<
  "nearest" | "best" | "whole" | "counted" | "limit" | "limitBest" | "usual" | "text" | "alike",
  number[]
>;

/** What the search does before it reads what the results show: conditions, nearness, opening, order. */
async function ids({ asks, actor }: Caseworker, wish: Wish): Promise<{ ids: string[]; took: number }> {
  return asks(async (db) => {
    const begun = performance.now();
    const question = await prepare(db, actor, wish, NOW);
    const { rows } = await order(db, question, dayAround(wish.open, NOW, actor.timeZone));
    return { ids: rows.slice(0, wish.shown).map(({ id }) => id), took: performance.now() - begun };
  });
}

async function askAll(
  asked: Asked,
  who: Caseworker,
  limit: Limit,
  usual: () => Promise<unknown>,
): Promise<Partial<Took>> {
  const nearest = await ids(who, nearestWish(asked));
  let near: number[] = [];
  const inProcess = await timed(() => {
    near = limit.nearest(asked);
  });
  if (nearest.ids.map(placeNumber).join() !== near.join())
    throw new Error(`the limit finds other places: ${JSON.stringify(asked)}`);
  const best = await ids(who, bestWish(asked));
  let good: number[] = [];
  const inProcessBest = await timed(() => {
    good = limit.best(asked);
  });
  if (best.ids.map(placeNumber).join() !== good.join())
    throw new Error(`the limit orders otherwise: ${JSON.stringify(asked)}`);
  return {
    nearest: [nearest.took],
    limit: [inProcess],
    best: [best.took],
    limitBest: [inProcessBest],
    usual: [await timed(usual)],
    whole: [await timed(() => who.asks((db) => findProviders(db, who.actor, nearestWish(asked), NOW)))],
    counted: [await timed(() => who.asks((db) => findWithCounts(db, who.actor, bestWish(asked), NOW)))],
  };
}

/** @param alike whether to hold texts against ILIKE too */
export async function ask(url: string, membershipId: string, places: number, alike: boolean): Promise<Took> {
  const admin = await connect(url, "bench");
  const who = await caseworker(url, membershipId);
  const took: Took = {
    nearest: [],
    best: [],
    whole: [],
    counted: [],
    limit: [],
    limitBest: [],
    usual: [],
    text: [],
    alike: [],
  };
  try {
    const limit = new Limit(await readNation(admin, places));
    await indexPoints(admin);
    for (const [n, asked] of questions(WARMING + MEASURED, TODAY).entries()) {
      const times = await askAll(asked, who, limit, () => askNormalised(admin, asked));
      if (n >= WARMING) keep(took, times);
    }
    for (const [n, asked] of questions(alike ? WARMING_ALIKE + MEASURED_ALIKE : 0, TODAY).entries()) {
      const text = await ids(who, textWish(asked));
      if (n >= WARMING_ALIKE) keep(took, { text: [text.took], alike: [await timed(() => askAlike(admin, asked))] });
    }
    return took;
  } finally {
    await who.leave();
    await admin.end({ timeout: 1 });
  }
}

function keep(took: Took, times: Partial<Took>): void {
  for (const [name, values] of Object.entries(times)) took[name as keyof Took].push(...values);
}

export function figuresOf(took: Took): Figure[] {
  const limit = share(took.limit, 0.95);
  const at = (name: keyof Took, part: number) => share(took[name], part);
  return [
    shown("25 nearest p50 ms, against the limit in the process", at("nearest", 0.5), at("limit", 0.5)),
    atMost("25 nearest p95 ms, against the limit in the process", at("nearest", 0.95), limit, 8, "at most 8 times"),
    shown("25 nearest p99 ms, against the limit in the process", at("nearest", 0.99), at("limit", 0.99)),
    atMost(
      "25 best, all usual filters, p95 ms, against the limit in the process",
      at("best", 0.95),
      at("limitBest", 0.95),
      8,
      "at most 8 times",
    ),
    atMost(
      "25 nearest p95 ms, against the usual normalised form",
      at("nearest", 0.95),
      at("usual", 0.95),
      1 / 30,
      "at most 1/30",
    ),
    shown("25 nearest p99 ms, against the usual normalised form", at("nearest", 0.99), at("usual", 0.99)),
    shown(
      "25 nearest with all that is shown and the total, p95 ms, against the 25 nearest alone",
      at("whole", 0.95),
      at("nearest", 0.95),
    ),
    atMost("text p95 ms, against ILIKE", at("text", 0.95), at("alike", 0.95), 1 / 10, "at most 1/10"),
    atMost(
      "25 best with filters' counts and the total, p95 ms, against the 25 best alone",
      at("counted", 0.95),
      at("best", 0.95),
      5,
      "at most 5 times",
    ),
  ];
}
