// What stands on the day a card is made, places and credentials, equals a plain, slow look at each, on random standings around midnight in several zones.

import fc from "fast-check";
import postgres from "postgres";
import { expect, test } from "vitest";
import { figuresOf } from "#app/models/insight/card";
import { readStandings } from "#app/models/insight/make-cards.server";
import { asCalendarDay, localDay, startOfDay } from "#app/models/values/calendar-day";
import { type AgencyId, asId } from "#app/models/values/ids";
import { STANDING_FIGURES } from "#tests/stage/compared-figures";
import { histories, layHistory } from "#tests/stage/insight-history";
import { countStanding, layStanding, standings } from "#tests/stage/insight-standing";
import { onStage } from "#tests/stage/on-stage";

const DAYS = [
  { zone: "America/New_York", day: "2026-03-08" },
  { zone: "Pacific/Auckland", day: "2026-10-12" },
].map(({ zone, day }) => ({ zone, day: asCalendarDay(day) }));

test("The worker sees the places and credentials that hold on the agency's own day", () =>
  onStage(async ({ cast, asRole, urls, setClock }) => {
    const admin = postgres(urls.admin, { max: 1, onnotice: () => {} });
    const places = [cast.northside, cast.southside];
    const houses = { agencyId: cast.agencyId, membershipId: cast.ines.membershipId, places };
    const told = new Set<string>();
    try {
      for (const { zone, day } of DAYS) {
        await admin`update agency set time_zone = ${zone} where id = ${cast.agencyId}`;
        const midnight = startOfDay(day, zone);
        const all = fc.tuple(
          histories([midnight, midnight], 14, places.length),
          standings(day, places.length),
          fc.integer({ min: -90, max: 90 }),
        );
        await fc.assert(
          fc.asyncProperty(all, async ([history, standing, minutes]) => {
            await layHistory(admin, houses, history);
            await layStanding(admin, houses, standing);
            const now = new Date(midnight.getTime() + minutes * 60_000);
            setClock(now);
            const found = await asRole("app_job", (db) =>
              readStandings(
                db,
                asId<AgencyId>(cast.agencyId),
                places.map(({ organizationId }) => organizationId),
              ),
            );
            for (const [provider, { organizationId }] of places.entries()) {
              const plain = countStanding(history, standing, provider, localDay(now, zone));
              const seen = found.find((one) => one.organizationId === organizationId)?.standing;
              expect(seen).toMatchObject(plain);
              if (!seen) return;
              const figures = figuresOf([], seen, "a");
              for (const key of STANDING_FIGURES) if (figures[key].state === "told") told.add(key);
              const { underWay, openPlaces, credentials, credentialsValid } = plain;
              if (figures.capacity.state === "told")
                expect(figures.capacity.value).toBe(underWay / (underWay + (openPlaces ?? 0)));
              if (figures.credentials.state === "told")
                expect(figures.credentials.value).toBe(credentialsValid / credentials);
            }
          }),
          { numRuns: 6 },
        );
      }
      expect([...told].sort()).toEqual([...STANDING_FIGURES].sort());
    } finally {
      await admin.end();
    }
  }));
