// The rules of time as properties: what ends on a day is judged alike wherever it is asked, on the place's own calendar and across a change of clocks.
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { constraintOf, type Db } from "#app/database/transaction.server";
import { readLines } from "#app/models/invoice/row.server";
import { excludesOn, holdsOn } from "#app/models/practitioner/holds";
import { readLapsed } from "#app/models/referral/lapsed.server";
import { readPlaces } from "#app/models/referral/sending-facts.server";
import { addDays, type CalendarDay, daysBetween, localDay, startOfDay } from "#app/models/values/calendar-day";
import { fetchDetails } from "#app/search/details.server";
import { offers } from "#drizzle/schema";
import type { Cast } from "#tests/stage/cast";
import { harborAsks, northsideHolds } from "#tests/stage/credential-story";
import { put } from "#tests/stage/every-row/put";
import { delivered, inReview } from "#tests/stage/money-story";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { inesDrafts, inesSends, rosaAgrees } from "#tests/stage/referral-story";

/** Zones on both sides of the date line, with and without summer time; Troll's clock moves by two hours. */
const ZONES = [
  "America/New_York",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "Australia/Lord_Howe",
  "Antarctica/Troll",
  "Africa/Cairo",
];
const MINUTE = 60_000;

/** Days around the changes of the clocks of these zones, and any others. */
const day = fc.oneof(
  fc.constantFrom(
    "2026-03-08",
    "2026-03-29",
    "2026-04-05",
    "2026-04-24",
    "2026-10-04",
    "2026-10-25",
    "2026-10-30",
    "2026-11-01",
  ),
  fc.integer({ min: 0, max: 400 }).map((days) => addDays("2026-01-01" as CalendarDay, days)),
) as fc.Arbitrary<CalendarDay>;
const near = (of: CalendarDay) => fc.integer({ min: -3, max: 3 }).map((days) => addDays(of, days));

/** A credential whose days lie around the day that is asked about. */
const case_ = day.chain((asked) =>
  fc.record({
    asked: fc.constant(asked),
    issuedOn: fc.option(near(addDays(asked, -3))),
    expiresOn: fc.option(near(addDays(asked, 1))),
    revokedOn: fc.option(near(asked), { freq: 3 }),
    verified: fc.boolean(),
  }),
);

test("a credential and an exclusion hold on the same days in the code and in the database", () =>
  onStage(async ({ asRole }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(case_, { minLength: 1, maxLength: 60 }), async (cases) => {
        const rows = cases.map((one, n) => ({
          n,
          v: one.verified ? "2026-01-01" : null,
          i: one.issuedOn,
          e: one.expiresOn,
          r: one.revokedOn,
          d: one.asked,
        }));
        const asked = await asRole("app_definer", (db) =>
          db.execute<{ credential: boolean; exclusion: boolean }>(sql`
            select app.credential_holds(c.v, c.i, c.e, c.r, c.d) as credential, app.exclusion_holds(c.i, c.e, c.d) as exclusion
            from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) c(n int, v timestamptz, i date, e date, r date, d date)
            order by c.n`),
        );
        const expected = cases.map(({ asked: on, verified, issuedOn, expiresOn, revokedOn }) => ({
          credential: holdsOn({ verifiedAt: verified ? new Date(0) : null, issuedOn, expiresOn, revokedOn }, on),
          exclusion: excludesOn({ excludedOn: issuedOn, endsOn: expiresOn }, on),
        }));
        expect([...asked]).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  }));

/** An instant within two hours of a midnight on the place's own clock. */
const moment = fc.record({
  zone: fc.constantFrom(...ZONES),
  day,
  minutes: fc.integer({ min: -120, max: 120 }),
  /** How far the end lies from the day that begins there. */
  ends: fc.integer({ min: -1, max: 2 }),
  /** Of an exclusion instead of a licence. */
  excluded: fc.boolean(),
});

test("what ends this midnight is judged alike in search, sending, on an open referral and before a notice, on the place's own clock", () =>
  onStage(async (stage) => {
    const { as, asRole, cast, setClock } = stage;
    await harborAsks(stage);
    await northsideHolds(stage);
    await rosaAgrees(stage);
    const place = cast.northside.serviceAtLocationId;
    const { referralId } = await inesSends(stage, [place]);
    const draftId = await inesDrafts(stage, [place]);
    await asRole("app_definer", (db) => confirmExclusion(db, cast));
    await fc.assert(
      fc.asyncProperty(moment, async ({ zone, day: begins, minutes, ends, excluded }) => {
        const now = new Date(startOfDay(begins, zone).getTime() + minutes * MINUTE);
        const endsOn = addDays(begins, ends);
        await asRole("app_definer", (db) => layStanding(db, { zone, endsOn, excluded }));
        setClock(now);
        const today = localDay(now, zone);
        const days = { verifiedAt: now, issuedOn: null, expiresOn: endsOn, revokedOn: null };
        const holds = excluded ? !excludesOn({ excludedOn: null, endsOn }, today) : holdsOn(days, today);
        const reason = holds ? null : excluded ? "excluded" : "credential";
        const judged = await as(cast.ines, async (db) => {
          const [found] = await fetchDetails(db, [place], { agencyId: cast.agencyId, today, around: today });
          const [chosen] = await readPlaces(db, cast.agencyId, [place]);
          const lapsed = (await readLapsed(db, [referralId])).get(referralId) ?? [];
          return {
            search: found?.lacks?.reason ?? null,
            step: chosen?.excluded ? "excluded" : (chosen?.missingCredentials.length ?? 0) > 0 ? "credential" : null,
            flag: lapsed[0]?.reason ?? null,
          };
        });
        const sending = await refusedSending(stage, draftId);
        expect({ ...judged, sending }).toEqual({ search: reason, step: reason, flag: reason, sending: reason });
        const remaining = await asRole("app_job", async (db) => {
          const [due] = await db.execute<{ remaining: number }>(sql`select remaining from app.due_credentials(5)`);
          return due?.remaining ?? null;
        });
        expect(remaining).toBe(excluded ? null : daysBetween(today, endsOn));
      }),
      { numRuns: 30 },
    );
  }));

test("an invoice line is held on exactly the days on which the licence of who came did not hold", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const id = await inReview(stage, await delivered(stage, 3));
    await harborAsks(stage, "practitioner");
    await northsideHolds(stage, { of: "practitioner" });
    const offset = fc.integer({ min: -5, max: 1 });
    await fc.assert(
      fc.asyncProperty(offset, fc.integer({ min: 1, max: 5 }), async (from, length) => {
        const today = localDay(new Date(), "UTC");
        const days = {
          verifiedAt: new Date(),
          issuedOn: addDays(today, from),
          expiresOn: addDays(today, from + length),
          revokedOn: null,
        };
        await asRole("app_definer", (db) =>
          db.execute(
            sql`update credential set issued_on = ${days.issuedOn}::date, expires_on = ${days.expiresOn}::date`,
          ),
        );
        const lines = await as(cast.finn, (db) => readLines(db, id));
        expect(lines.map(({ facts }) => (facts.lacking === "" ? null : "credential"))).toEqual(
          lines.map(({ serviceDay }) => (holdsOn(days, serviceDay) ? null : "credential")),
        );
      }),
      { numRuns: 15 },
    );
  }));

/** One entry of a list that a person has confirmed to be Northside; its days are set by each run. */
async function confirmExclusion(db: Db, cast: Cast): Promise<void> {
  const { agencyId: agency_id, northside, nadia } = cast;
  const list_id = await put(db, "exclusion_list", { agency_id, name: "A list", authority: "A board" });
  const id = await put(db, "exclusion_match", {
    agency_id,
    list_id,
    fingerprint: "f",
    organization_id: northside.organizationId,
    entry_name: "Northside",
    score: 100,
    reasons: sql`'{same-name}'::text[]`,
  });
  await db.execute(
    sql`update exclusion_match set state = 'confirmed', words = 'x', decided_by = ${nadia.membershipId}::uuid where id = ${id}::uuid`,
  );
}

interface Standing {
  readonly zone: string;
  readonly endsOn: CalendarDay;
  readonly excluded: boolean;
}

/** Either the licence ends on that day and no exclusion holds, or the other way round. */
async function layStanding(db: Db, { zone, endsOn, excluded }: Standing): Promise<void> {
  await db.execute(sql`update location set time_zone = ${zone}`);
  await db.execute(sql`update credential set expires_on = ${excluded ? null : endsOn}::date`);
  await db.execute(sql`update exclusion_match set ends_on = ${excluded ? endsOn : "2000-01-01"}::date`);
}

class Undone extends Error {}

/** What the database itself says to an offer there, taken back at once. */
async function refusedSending({ as, cast }: Stage, referralId: string): Promise<"credential" | "excluded" | null> {
  try {
    await as(cast.ines, async (db) => {
      await db.insert(offers).values({
        agencyId: cast.agencyId,
        referralId,
        organizationId: cast.northside.organizationId,
        serviceAtLocationId: cast.northside.serviceAtLocationId,
        identified: true,
        summary: { urgency: "soon" },
      });
      throw new Undone();
    });
  } catch (failure) {
    if (failure instanceof Undone) return null;
    return constraintOf(failure) === "offer_not_excluded" ? "excluded" : "credential";
  }
  return null;
}
