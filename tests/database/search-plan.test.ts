// The plans of the search's statement: nearness and words are answered by the indexes made for them, with every lock on.
import { type SQL, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/transaction.server";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { asId, type SpecialtyId } from "#app/models/values/ids";
import { type Gathering, nearest, verdictsOf } from "#app/search/gather.server";
import type { Question } from "#app/search/question";
import { prepare } from "#app/search/question.server";
import { NOTHING_ASKED, type Wish } from "#app/search/wish";
import { onStage } from "#tests/stage/on-stage";
import { fillDirectory, termId } from "../../bench/search/directory";
import { FIRST_LEAF, FIRST_TWIG, towns, wordOf } from "../../bench/search/nation";

const MONDAY_TEN = new Date("2026-11-23T15:00:00Z");
const PLACES = 7_000;
const [TOWN] = towns;

const wish = (changes: Partial<Wish>): Wish => ({
  ...NOTHING_ASKED,
  centre: TOWN ?? null,
  radiusMetres: 16_000,
  open: { kind: "at", day: asCalendarDay("2026-11-24"), minute: 600 },
  ...changes,
});

type Plan = { "Node Type": string; "Index Name"?: string; "Relation Name"?: string; Plans?: Plan[] };

/** Indexes that are used, and the tables that are read from end to end. */
async function planOf(db: Db, statement: SQL): Promise<{ indexes: string[]; read: string[] }> {
  const [row] = await db.execute<{ "QUERY PLAN": [{ Plan: Plan }] }>(sql`explain (format json) ${statement}`);
  const nodes: Plan[] = [];
  const visit = (node: Plan) => {
    nodes.push(node);
    node.Plans?.forEach(visit);
  };
  if (row) visit(row["QUERY PLAN"][0].Plan);
  return {
    indexes: nodes.flatMap((node) => node["Index Name"] ?? []),
    read: nodes.filter((node) => node["Node Type"] === "Seq Scan").flatMap((node) => node["Relation Name"] ?? []),
  };
}

test("of twenty thousand listings Ines's search reads few: nearness and words go by their indexes, under every policy", () =>
  onStage(async ({ as, cast, urls }) => {
    await fillDirectory(urls.admin, PLACES);
    const explain = (changes: Partial<Wish>, gathering: Gathering) =>
      as(
        cast.ines,
        async (db) => {
          const [who] = await db.execute<{ role: string }>(sql`select current_user as role`);
          expect(who?.role).toBe("app_user");
          return planOf(db, await statementOf(db, cast.ines, changes, gathering));
        },
        "read",
      );
    const leaf = asId<SpecialtyId>(termId(FIRST_LEAF));
    const twig = asId<SpecialtyId>(termId(FIRST_TWIG));
    for (const specialtyId of [leaf, twig, null]) {
      for (const gathering of [
        { choice: "about", most: 35 },
        { choice: "any" },
        { choice: "nearest", edge: { around: 9_000, afar: null }, network: true },
        { choice: "about", all: true },
      ] as const) {
        const { indexes, read } = await explain({ specialtyId }, gathering);
        expect(indexes).toContain("listing_nearby");
        expect(read).not.toContain("listing");
      }
    }
    for (const radiusMetres of [16_000, null]) {
      const { indexes, read } = await explain({ text: wordOf(1500, 3), radiusMetres }, { choice: "any" });
      expect(indexes).toContain("listing_words");
      expect(read).not.toContain("listing");
    }
  }));

async function statementOf(db: Db, actor: Actor, changes: Partial<Wish>, gathering: Gathering): Promise<SQL> {
  const question: Question = await prepare(db, actor, wish(changes), MONDAY_TEN);
  return nearest(question, verdictsOf(question), gathering);
}
