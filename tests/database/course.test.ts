// How far referrals came, as the database counts it anew every minute, against following each of them by hand.
import fc from "fast-check";
import { expect, test } from "vitest";
import { connect } from "#app/commands/postgres/connect";
import { type CourseCount, coursesOf, wholeCourse } from "#app/models/insight/course";
import { readCourses } from "#app/models/insight/course.server";
import { type Period, parsePeriod } from "#app/models/insight/period";
import { localDay } from "#app/models/values/calendar-day";
import { courseCounts } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { toNorthside } from "#tests/stage/referral-story";

const QUARTER = parsePeriod("2025-Q2") as Period;
const DAY = 86_400_000;

const history = fc.array(
  fc.record({
    sent: fc.oneof(
      fc.integer({ min: -30, max: 30 }).map((hours) => Date.UTC(2025, 3, 1, hours)),
      fc.integer({ min: 0, max: 100 }).map((days) => Date.UTC(2025, 3, 3 + days)),
    ),
    answered: fc.integer({ min: 1, max: 20 }),
    ended: fc.integer({ min: 21, max: 90 }),
    state: fc.constantFrom("sent", "declined", "accepted", "in_progress", "completed", "cancelled", "entered_in_error"),
    language: fc.constantFrom("en", "es"),
  }),
  { minLength: 300, maxLength: 300 },
);
type Line = (typeof history extends fc.Arbitrary<infer Lines> ? Lines : never)[number];

const ACCEPTED = ["accepted", "in_progress", "completed", "cancelled"];

async function lay(stage: Stage, lines: readonly Line[]): Promise<void> {
  const { referralId, north } = await toNorthside(stage);
  const admin = await connect(stage.urls.admin, "story");
  try {
    await admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      const told = JSON.stringify(lines.map((line) => ({ ...line, sent: new Date(line.sent).toISOString() })));
      await sql`create temporary table laid on commit drop as select gen_random_uuid() as id, row_number() over ()::int as n, l.*
        from json_to_recordset(${told}::text::json) as l(sent timestamptz, answered int, ended int, state text, language text)`;
      await sql`insert into referral (id, agency_id, case_id, client_id, number, specialty_id, state, created_by, created_at, sent_at, answered_at, ended_at, outcome)
        select l.id, r.agency_id, r.case_id, r.client_id, 'R-7' || l.n, r.specialty_id, l.state, r.created_by, l.sent, l.sent,
          l.sent + make_interval(days => l.answered), case when l.state = 'completed' then l.sent + make_interval(days => l.ended) end,
          case when l.state = 'completed' then 'got_service' end from laid l cross join referral r where r.id = ${referralId}`;
      await sql`insert into offer (agency_id, referral_id, organization_id, service_at_location_id, state, created_at, summary)
        select o.agency_id, l.id, o.organization_id, o.service_at_location_id, 'offered', l.sent, jsonb_build_object('urgency', 'routine', 'language', l.language)
        from laid l cross join offer o where o.id = ${north}`;
      // The case was in one programme for a month, and joined another meanwhile.
      await sql`insert into enrolment (agency_id, case_id, client_id, programme_id, state, stage_id, eligibility, reason_code, created_by, created_at, ended_at, ended_by)
        select r.agency_id, r.case_id, r.client_id, p.id::uuid, p.state, p.id::uuid, 'yes', case p.state when 'left' then 'other' end, r.created_by,
          p.since::timestamptz, p.until::timestamptz, case p.state when 'left' then r.created_by end
        from referral r cross join (values (${FIRST.id}, 'left', ${FIRST.since}, ${FIRST.until}), (${SECOND.id}, 'enrolled', ${SECOND.since}, null)) p (id, state, since, until)
        where r.id = ${referralId}`;
    });
  } finally {
    await admin.end({ timeout: 1 });
  }
}

const FIRST = {
  id: "019a0000-0000-7000-8000-00000000000a",
  since: "2025-04-20T12:00:00Z",
  until: "2025-05-20T12:00:00Z",
};
const SECOND = { id: "019a0000-0000-7000-8000-00000000000b", since: "2025-05-01T12:00:00Z" };

/** The one it was in when the referral was sent; of two the one it joined first. */
function programmeAt(sent: number): string {
  if (sent >= Date.parse(FIRST.since) && sent < Date.parse(FIRST.until)) return FIRST.id;
  return sent >= Date.parse(SECOND.since) ? SECOND.id : "";
}

function plainly(lines: readonly Line[], zone: string, groupOf: (line: Line) => string = () => ""): CourseCount[] {
  return lines.flatMap((line): CourseCount[] => {
    const { sent, answered, ended, state } = line;
    const value = groupOf(line);
    const day = localDay(new Date(sent), zone);
    if (day < QUARTER.from || day >= QUARTER.until || state === "entered_in_error") return [];
    return [
      { value, step: "sent", days: 0, count: 1 },
      ...(ACCEPTED.includes(state) ? [{ value, step: "accepted" as const, days: answered, count: 1 }] : []),
      ...(state === "completed" ? [{ value, step: "completed" as const, days: ended, count: 1 }] : []),
    ];
  });
}

test("Sol reads what following each referral finds, counted by the worker and fresh after each change; Ines and Mara read nothing", () =>
  onStage(async (stage) => {
    const [lines = []] = fc.sample(history, { numRuns: 1, seed: 20_261_123 });
    await lay(stage, lines);
    const { sol, ines, mara } = stage.cast;
    const count = () => stage.asRole("app_job", (db) => db.execute("select app.count_changed_courses()"));
    const look = (who: typeof sol) => stage.as(who, (db) => readCourses(db, who, QUARTER, "language"), "read");
    const counting = Date.now();
    await count();
    const { whole, groups, countedAt } = await look(sol);
    expect(whole).toEqual(wholeCourse(plainly(lines, sol.timeZone)));
    expect(groups.map(({ value }) => value).toSorted()).toEqual(["en", "es"]);
    expect(countedAt?.getTime()).toBeGreaterThanOrEqual(counting - DAY / 1440);
    const byProgramme = coursesOf(plainly(lines, sol.timeZone, ({ sent }) => programmeAt(sent)));
    expect(byProgramme.length).toBe(3);
    const programmes = await stage.as(sol, (db) => readCourses(db, sol, QUARTER, "programme"), "read");
    expect(programmes.groups.map(({ name, ...group }) => group)).toEqual(byProgramme);
    for (const { value, steps } of byProgramme) {
      const narrowed = { grouping: "programme", value } as const;
      const alone = await stage.as(sol, (db) => readCourses(db, sol, QUARTER, "age", narrowed), "read");
      expect([alone.whole, alone.groups]).toEqual([steps, []]);
    }
    // One of them is taken back since: the next run counts its quarter anew, and no other.
    await stage.asRole("app_definer", async (db) => {
      await db.execute(`update referral set state = 'entered_in_error' where number = 'R-71'`);
      await db.execute(
        `select app.record_event('referral.retracted', 'referral', r.id, '{}'::jsonb, r.agency_id, null, r.client_id, r.case_id, r.id) from referral r where number = 'R-71'`,
      );
    });
    await count();
    const [first, ...others] = lines;
    const later = [...(first ? [{ ...first, state: "entered_in_error" as const }] : []), ...others];
    expect((await look(sol)).whole).toEqual(wholeCourse(plainly(later, sol.timeZone)));
    expect((await look(ines)).groups).toEqual([]);
    expect(await stage.as(mara, (db) => db.$count(courseCounts), "read")).toBe(0);
  }));
