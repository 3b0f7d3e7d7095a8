// A quarter that is over and its score cards, for stories about them. Counts nothing itself.
import fc from "fast-check";
import postgres from "postgres";
import { expect } from "vitest";
import { makeCards } from "#app/models/insight/make-cards.server";
import { histories, layHistory } from "./insight-history";
import type { Stage } from "./on-stage";

const MIDDLE = new Date("2026-08-15T12:00:00Z");

/** A quarter of Northside and Southside, forty clients, and the cards of it, made on the twelfth of October. */
export async function quarterOver(stage: Stage) {
  const { cast, asRole, setClock, urls } = stage;
  const admin = postgres(urls.admin, { max: 1, onnotice: () => {} });
  const [history] = fc.sample(histories([MIDDLE, MIDDLE], 40, 2), { seed: 11, numRuns: 1 });
  if (!history) throw new Error("no history");
  const houses = {
    agencyId: cast.agencyId,
    membershipId: cast.ines.membershipId,
    places: [cast.northside, cast.southside],
  };
  await layHistory(admin, houses, history);
  await admin.end();
  setClock(new Date("2026-10-05T12:00:00Z"));
  expect(await asRole("app_job", makeCards)).toBe(0);
  setClock(new Date("2026-10-12T12:00:00Z"));
  expect(await asRole("app_job", makeCards)).toBe(2);
  expect(await asRole("app_job", makeCards)).toBe(0);
  return history;
}
