// Every figure the database counts equals a plain, slow count, on random histories around the edges of periods in several zones.

import { sql } from "drizzle-orm";
import fc from "fast-check";
import postgres from "postgres";
import { expect, test } from "vitest";
import { asCalendarDay, startOfDay } from "#app/models/values/calendar-day";
import { countPlainly, histories, layHistory } from "#tests/stage/insight-history";
import { onStage } from "#tests/stage/on-stage";

// A quarter that begins before and ends after the clocks are turned; one of a zone a day ahead, on the other half of the year.
const PERIODS = [
  { zone: "America/New_York", from: "2026-01-01", until: "2026-04-01" },
  { zone: "Pacific/Auckland", from: "2026-07-01", until: "2026-10-01" },
  { zone: "America/Los_Angeles", from: "2025-10-01", until: "2026-01-01" },
].map(({ zone, from, until }) => ({ zone, from: asCalendarDay(from), until: asCalendarDay(until) }));

interface Row extends Record<string, unknown> {
  readonly organization_id: string;
  readonly figure: string;
  readonly people: number;
  readonly part: number;
  readonly whole: number;
  readonly sample: number[];
}

test("The worker counts what happened in a quarter of the agency's calendar, no minute more and no minute less", () =>
  onStage(async ({ cast, asRole, urls }) => {
    const admin = postgres(urls.admin, { max: 1, onnotice: () => {} });
    const places = [cast.northside, cast.southside];
    const houses = { agencyId: cast.agencyId, membershipId: cast.ines.membershipId, places };
    try {
      for (const period of PERIODS) {
        await admin`update agency set time_zone = ${period.zone} where id = ${cast.agencyId}`;
        const edges = [startOfDay(period.from, period.zone), startOfDay(period.until, period.zone)] as const;
        await fc.assert(
          fc.asyncProperty(histories(edges, 14, places.length), async (history) => {
            await layHistory(admin, houses, history);
            const rows = await asRole("app_job", (db) =>
              db.execute<Row>(
                sql`select * from app.card_counts(${cast.agencyId}::uuid, ${period.from}::date, ${period.until}::date) where figure not in ('declined', 'mix_urgency', 'mix_age', 'mix_language')`,
              ),
            );
            for (const [provider, { organizationId }] of places.entries()) {
              const counted = rows
                .filter((row) => row.organization_id === organizationId)
                .map(({ figure, people, part, whole, sample }) => [figure, { people, part, whole, sample }]);
              expect(Object.fromEntries(counted)).toEqual(countPlainly(history, provider, period));
            }
          }),
          { numRuns: 5 },
        );
      }
    } finally {
      await admin.end();
    }
  }));
