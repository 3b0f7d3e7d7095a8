// Every figure the database counts equals a plain, slow count, on random histories around the edges of periods in several zones.

import { sql } from "drizzle-orm";
import fc from "fast-check";
import postgres from "postgres";
import { expect, test } from "vitest";
import { asCalendarDay, startOfDay } from "#app/models/values/calendar-day";
import { HISTORY_FIGURES, PAPER_FIGURES } from "#tests/stage/compared-figures";
import { countPlainly, histories, layHistory } from "#tests/stage/insight-history";
import { countPapers, papers } from "#tests/stage/insight-papers";
import { layPapers } from "#tests/stage/lay-papers";
import { onStage } from "#tests/stage/on-stage";
import { nameOf, type PlainCount } from "#tests/stage/plain-tally";

// A quarter that begins before and ends after the clocks are turned; one of a zone a day ahead, on the other half of the year.
const PERIODS = [
  { zone: "America/New_York", from: "2026-01-01", until: "2026-04-01" },
  { zone: "Pacific/Auckland", from: "2026-07-01", until: "2026-10-01" },
  { zone: "America/Los_Angeles", from: "2025-10-01", until: "2026-01-01" },
].map(({ zone, from, until }) => ({ zone, from: asCalendarDay(from), until: asCalendarDay(until) }));

interface Row extends Record<string, unknown> {
  readonly organization_id: string;
  readonly figure: string;
  readonly label: string;
  readonly people: number;
  readonly part: number;
  readonly whole: number;
  readonly part_squares: number;
  readonly whole_squares: number;
  readonly products: number;
  readonly sample: number[];
}

const plainOf = (row: Row): [string, PlainCount] => [
  nameOf(row.figure, row.label),
  {
    people: row.people,
    part: row.part,
    whole: row.whole,
    squares: [row.part_squares, row.whole_squares, row.products],
    sample: row.sample,
  },
];

test("The worker counts what happened in a quarter of the agency's calendar, no minute more and no minute less", () =>
  onStage(async ({ cast, asRole, urls }) => {
    const admin = postgres(urls.admin, { max: 1, onnotice: () => {} });
    const places = [cast.northside, cast.southside];
    const houses = { agencyId: cast.agencyId, membershipId: cast.ines.membershipId, places };
    const counted = new Set<string>();
    try {
      for (const period of PERIODS) {
        await admin`update agency set time_zone = ${period.zone} where id = ${cast.agencyId}`;
        const edges = [startOfDay(period.from, period.zone), startOfDay(period.until, period.zone)] as const;
        const both = fc.tuple(histories(edges, 14, places.length), papers(period, 14, places.length));
        await fc.assert(
          fc.asyncProperty(both, async ([history, paper]) => {
            await layHistory(admin, houses, history);
            await layPapers(admin, houses, paper);
            const rows = await asRole("app_job", (db) =>
              db.execute<Row>(
                sql`select * from app.card_counts(${cast.agencyId}::uuid, ${period.from}::date, ${period.until}::date)`,
              ),
            );
            for (const { figure } of rows) counted.add(figure);
            for (const [provider, { organizationId }] of places.entries()) {
              const own = rows.filter((row) => row.organization_id === organizationId).map(plainOf);
              expect(Object.fromEntries(own)).toEqual({
                ...countPlainly(history, provider, period),
                ...countPapers(paper, provider, period),
              });
            }
          }),
          { numRuns: 5 },
        );
      }
      // None of them held only because nothing was there to count.
      expect([...counted].sort()).toEqual([...HISTORY_FIGURES, ...PAPER_FIGURES].sort());
    } finally {
      await admin.end();
    }
  }));
