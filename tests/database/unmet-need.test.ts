// Unmet need and who was referred, as the database sums them, against a plain count of every row, at the edges of quarters and in any time zone.
import fc from "fast-check";
import { expect, test } from "vitest";
import { connect } from "#app/commands/postgres/connect";
import { readCoverage } from "#app/models/insight/coverage.server";
import { type Period, parsePeriod } from "#app/models/insight/period";
import { ledgerOf, type UnmetRow } from "#app/models/insight/unmet-need";
import { readUnmetNeed } from "#app/models/insight/unmet-need.server";
import { localDay } from "#app/models/values/calendar-day";
import type { SpecialtyId } from "#app/models/values/ids";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { toNorthside } from "#tests/stage/referral-story";

const QUARTER = parsePeriod("2025-Q2") as Period;
const ZONES = ["America/New_York", "Pacific/Honolulu", "Asia/Kathmandu"];

/** One referral and the offer it was first put in, both laid as they stand. */
const history = fc.array(
  fc.record({
    // Hours around both ends of the quarter, where zones differ, and some days within it.
    at: fc.oneof(
      fc.integer({ min: -30, max: 30 }).map((hours) => Date.UTC(2025, 3, 1, hours)),
      fc.integer({ min: -30, max: 30 }).map((hours) => Date.UTC(2025, 6, 1, hours)),
      fc.integer({ min: 0, max: 80 }).map((days) => Date.UTC(2025, 3, 3 + days)),
    ),
    offer: fc.constantFrom("lapsed", "waitlisted", "declined", "accepted", "offered", "withdrawn"),
    code: fc.constantFrom("no_capacity", "waitlist_only", "not_eligible", "other"),
    referral: fc.constantFrom("sent", "declined", "in_progress", "expired", "entered_in_error"),
    area: fc.constantFrom("212xx", "210xx", "Ocean City"),
    language: fc.constantFrom("en", "es"),
    specialty: fc.boolean(),
  }),
  { minLength: 400, maxLength: 400 },
);
type Line = (typeof history extends fc.Arbitrary<infer Lines> ? Lines : never)[number];

async function lay(stage: Stage, lines: readonly Line[]): Promise<void> {
  const { referralId, north } = await toNorthside(stage);
  const { counselingId, mentalHealthId } = stage.cast;
  const admin = await connect(stage.urls.admin, "story");
  try {
    await admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      const told = JSON.stringify(
        lines.map((line) => ({
          ...line,
          at: new Date(line.at).toISOString(),
          of: line.specialty ? counselingId : mentalHealthId,
        })),
      );
      await sql`create temporary table laid on commit drop as select gen_random_uuid() as id, row_number() over ()::int as n, l.*
        from json_to_recordset(${told}::text::json) as l(at timestamptz, offer text, code text, referral text, area text, language text, "of" uuid)`;
      await sql`insert into referral (id, agency_id, case_id, client_id, number, specialty_id, state, created_by, created_at, sent_at)
        select l.id, r.agency_id, r.case_id, r.client_id, 'R-8' || l.n, l.of, l.referral, r.created_by, l.at, l.at from laid l cross join referral r where r.id = ${referralId}`;
      await sql`insert into offer (agency_id, referral_id, organization_id, service_at_location_id, state, created_at, decline_code, summary)
        select o.agency_id, l.id, o.organization_id, o.service_at_location_id, l.offer, l.at, case when l.offer = 'declined' then l.code end,
          jsonb_build_object('urgency', 'routine', 'area', l.area, 'language', l.language) from laid l cross join offer o where o.id = ${north}`;
    });
  } finally {
    await admin.end({ timeout: 1 });
  }
}

/** Line by line, with nothing clever. */
function plainly(lines: readonly Line[], zone: string, ids: { counseling: string; mental: string }): UnmetRow[] {
  const { from, until } = QUARTER;
  const kinds = { lapsed: "unanswered", waitlisted: "waiting", declined: "full" } as const;
  return lines.flatMap(({ at, offer, code, referral, area, language, specialty }) => {
    const day = localDay(new Date(at), zone);
    const kind = kinds[offer as keyof typeof kinds];
    if (day < from || day >= until || referral === "entered_in_error" || !kind) return [];
    if (kind === "full" && code !== "no_capacity" && code !== "waitlist_only") return [];
    const specialtyId = specialty ? ids.counseling : ids.mental;
    return [{ kind, specialtyId, specialty: null, area: area.replace("xx", ""), language, time: "", times: 1 }];
  });
}

const nameless = (ledger: ReturnType<typeof ledgerOf>) =>
  JSON.parse(JSON.stringify(ledger, (key, value) => (key === "specialty" ? null : value)));
const sorted = (ledger: ReturnType<typeof ledgerOf>) => ({
  total: ledger.total,
  specialties: nameless(ledger).specialties.toSorted((one: { specialtyId: string }, other: { specialtyId: string }) =>
    one.specialtyId < other.specialtyId ? -1 : 1,
  ),
});

test("Nadia reads what a plain count finds, in each zone her agency could keep; Ines, Finn and Mara read nothing of it", () =>
  onStage(async (stage) => {
    const lines = fc.sample(history, { numRuns: 1, seed: 20_261_123 })[0] ?? [];
    await lay(stage, lines);
    const { nadia, ines, finn, mara, counselingId, mentalHealthId } = stage.cast;
    for (const zone of ZONES) {
      await stage.asRole("app_definer", (db) =>
        db.execute(`update agency set time_zone = '${zone}' where slug = 'harbor'`),
      );
      const ledger = await stage.as(nadia, (db) => readUnmetNeed(db, QUARTER), "read");
      const plain = ledgerOf(plainly(lines, zone, { counseling: counselingId, mental: mentalHealthId }));
      expect(sorted(ledger)).toEqual(sorted(plain));
      expect(ledger.total).toBeGreaterThan(80);
    }
    for (const other of [ines, finn, mara]) {
      expect((await stage.as(other, (db) => readUnmetNeed(db, QUARTER), "read")).specialties).toEqual([]);
    }
  }));

test("Nadia sees who was referred for a need and all below it, area by area, and where nobody near takes them", () =>
  onStage(async (stage) => {
    const lines = fc.sample(history, { numRuns: 1, seed: 7 })[0] ?? [];
    await lay(stage, lines);
    const { nadia, mentalHealthId } = stage.cast;
    const filter = { withinMetres: 16_000, language: null, time: null };
    const { areas, places } = await stage.as(
      nadia,
      (db) => readCoverage(db, nadia, mentalHealthId as SpecialtyId, QUARTER, filter),
      "read",
    );
    const { from, until } = QUARTER;
    const asked = lines.filter(({ at, referral }) => {
      const day = localDay(new Date(at), nadia.timeZone);
      return day >= from && day < until && referral !== "entered_in_error";
    });
    const count = (area: string) => asked.filter((line) => line.area === area).length;
    expect(areas.map((area) => [area.area, area.asked]).toSorted()).toEqual([
      ["210", count("210xx")],
      ["212", count("212xx")],
      ["Ocean City", count("Ocean City")],
    ]);
    expect(places.map(({ organizationName }) => organizationName).toSorted()).toEqual([
      "Northside Care",
      "Southside Aid",
    ]);
    expect(areas.find(({ area }) => area === "212")).toMatchObject({ desert: false });
    expect(areas.find(({ area }) => area === "Ocean City")).toMatchObject({ point: null, desert: false });
  }));
