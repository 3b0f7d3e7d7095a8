// What a supervisor reads of caseloads, of what is late and of how referrals came out equals a plain count, on random casework around today and the edges of a quarter.
import fc from "fast-check";
import postgres, { type Sql } from "postgres";
import { expect, test } from "vitest";
import { type Period, parsePeriod } from "#app/models/insight/period";
import { readCaseloads, readLate, readOutcomes } from "#app/models/insight/supervision-desk.server";
import { addDays, asCalendarDay, localDay, startOfDay } from "#app/models/values/calendar-day";
import { asId, type ProgrammeId } from "#app/models/values/ids";
import { onStage } from "#tests/stage/on-stage";

const QUARTER = parsePeriod("2026-Q1") as Period;
const TODAY = asCalendarDay("2026-03-20");
const ZONES = ["America/New_York", "Pacific/Auckland"] as const;
const DAY = 86_400_000;

const uuidOf = (kind: number, number: number) =>
  `00000000-0000-4000-${8000 + kind}-${String(number).padStart(12, "0")}`;
const PROGRAMME = asId<ProgrammeId>(uuidOf(9, 0));

const dueDays = fc.integer({ min: -4, max: 3 });

/** A case, who carries it, and what is to be done on it. Days are counted from today. */
const caseworkIn = (zone: string) => {
  const edges = [startOfDay(QUARTER.from, zone), startOfDay(QUARTER.until, zone)];
  const ended = fc
    .tuple(fc.constantFrom(...edges), fc.integer({ min: -30, max: 30 }))
    .map(([edge, hours]) => new Date(edge.getTime() + hours * 3_600_000));
  return fc.array(
    fc.record({
      owner: fc.constantFrom("ines", "ines", "carl"),
      isClosed: fc.boolean(),
      enrolled: fc.constantFrom("enrolled", "enrolled", "left", null),
      referrals: fc.array(
        fc.record({
          state: fc.constantFrom("sent", "sent", "in_progress", "completed", "not_completed", "cancelled"),
          due: fc.option(dueDays, { nil: null, freq: 6 }),
          ended,
          outcome: fc.constantFrom("got_service", "partly", "no_show"),
        }),
        { maxLength: 3 },
      ),
      review: fc.option(fc.record({ isOpen: fc.boolean(), due: dueDays })),
      tasks: fc.array(fc.record({ isOpen: fc.boolean(), due: fc.option(dueDays, { freq: 6 }) }), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 12 },
  );
};
type Carried = (ReturnType<typeof caseworkIn> extends fc.Arbitrary<infer All> ? All : never)[number];

interface House {
  readonly agencyId: string;
  readonly owners: Readonly<Record<string, string>>;
}

const dayOf = (days: number | null) => (days === null ? null : addDays(TODAY, days));

/** In the place of what was there. As the owner of the server: triggers and keys to other tables are off for it. */
async function layCasework(admin: Sql, { agencyId: agency_id, owners }: House, all: readonly Carried[]): Promise<void> {
  const of = (at: number) => ({ agency_id, case_id: uuidOf(1, at) });
  const flat = <Thing>(thingsOf: (carried: Carried) => readonly Thing[]) =>
    all.flatMap((carried, at) => thingsOf(carried).map((thing, n) => ({ carried, thing, at, n: at * 10 + n })));
  const rows = {
    case: all.map(({ owner, isClosed }, at) => ({
      ...{ id: uuidOf(1, at), agency_id, client_id: uuidOf(0, at), number: `K-${at}` },
      ...{ owner_membership_id: owners[owner] ?? "", state: isClosed ? "closed" : "active" },
    })),
    enrolment: flat(({ enrolled }) => (enrolled === null ? [] : [enrolled])).map(({ at, thing: state }) => ({
      ...{ ...of(at), client_id: uuidOf(0, at), programme_id: PROGRAMME, stage_id: uuidOf(8, 0), state },
      ...{ eligibility: "yes", created_by: owners.ines ?? "" },
      ...(state === "left"
        ? { reason_code: "moved", ended_at: new Date(), ended_by: owners.ines ?? "" }
        : { reason_code: null, ended_at: null, ended_by: null }),
    })),
    referral: flat(({ referrals }) => referrals).map(({ at, n, thing: { state, due, ended, outcome } }) => ({
      ...{ ...of(at), id: uuidOf(2, n), client_id: uuidOf(0, at), number: `R-${n}`, state },
      ...{ answer_by: dayOf(due), created_by: owners.ines ?? "", sent_at: new Date(ended.getTime() - 30 * DAY) },
      ...{ ended_at: isEnded(state) ? ended : null, outcome: state.endsWith("completed") ? outcome : null },
    })),
    plan_review: flat(({ review }) => (review ? [review] : [])).map(({ at, thing: { isOpen, due } }) => ({
      ...{ ...of(at), id: uuidOf(3, at), plan_id: uuidOf(3, at), due_on: dayOf(due) },
      ...{ from_day: "2026-01-01", until_day: "2026-04-01", state: isOpen ? "open" : "decided" },
      ...(isOpen
        ? { decision: null, decided_by: null, decided_at: null }
        : { decision: "continue", decided_by: owners.ines ?? "", decided_at: new Date() }),
    })),
    case_task: flat(({ tasks }) => tasks).map(({ at, n, thing: { isOpen, due } }) => ({
      ...{ ...of(at), id: uuidOf(4, n), words: "Ask for the lease.", assigned_to: owners.ines ?? "" },
      ...{ due_on: dayOf(due), state: isOpen ? "open" : "done", ended_at: isOpen ? null : new Date() },
    })),
  };
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    for (const table of Object.keys(rows)) await sql`delete from ${sql(table)}`;
    for (const [table, made] of Object.entries(rows)) {
      if (made.length > 0) await sql`insert into ${sql(table)} ${sql(made as readonly Record<string, string>[])}`;
    }
  });
}

const isEnded = (state: string) => ["completed", "not_completed", "cancelled"].includes(state);
const NAMES: Readonly<Record<string, string>> = { ines: "Ines Moreau", carl: "Carl Whitfield" };
const inProgramme = (all: readonly Carried[], asked: ProgrammeId | null) =>
  all.map((carried, at) => ({ carried, at })).filter(({ carried }) => !asked || carried.enrolled === "enrolled");

/** Each case by itself, its things one after another; by who carries it. */
function loadsOf(all: readonly Carried[], asked: ProgrammeId | null) {
  const loads = new Map<string, { cases: number; waiting: number; late: number; reviews: number; tasks: number }>();
  for (const { carried } of inProgramme(all, asked)) {
    if (carried.isClosed) continue;
    const name = NAMES[carried.owner] ?? "";
    const load = loads.get(name) ?? { cases: 0, waiting: 0, late: 0, reviews: 0, tasks: 0 };
    load.cases += 1;
    for (const { state, due } of carried.referrals) {
      if (state !== "sent") continue;
      load.waiting += 1;
      if (due !== null && due < 0) load.late += 1;
    }
    if (carried.review?.isOpen && carried.review.due <= 0) load.reviews += 1;
    for (const { isOpen, due } of carried.tasks) if (isOpen && due !== null && due < 0) load.tasks += 1;
    loads.set(name, load);
  }
  return loads;
}

/** Each late thing by its kind, its days and who carries its case; in no order. */
function latePlainly(all: readonly Carried[], asked: ProgrammeId | null): string[] {
  return inProgramme(all, asked).flatMap(({ carried, at }) => {
    const { owner, isClosed, referrals, review, tasks } = carried;
    const line = (kind: string, id: string, due: number) => `${kind} ${id} ${-due} ${NAMES[owner]}`;
    const asks = referrals.flatMap(({ state, due }, n) =>
      state === "sent" && due !== null && due < 0 ? [line("referral", uuidOf(2, at * 10 + n), due)] : [],
    );
    if (isClosed) return asks;
    const looks = review?.isOpen && review.due < 0 ? [line("review", uuidOf(3, at), review.due)] : [];
    const todo = tasks.flatMap(({ isOpen, due }, n) =>
      isOpen && due !== null && due < 0 ? [line("task", uuidOf(4, at * 10 + n), due)] : [],
    );
    return [...asks, ...looks, ...todo];
  });
}

function outcomesOf(all: readonly Carried[], asked: ProgrammeId | null, zone: string): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const { carried } of inProgramme(all, asked)) {
    for (const { state, ended, outcome } of carried.referrals) {
      const day = localDay(ended, zone);
      if (!state.endsWith("completed") || day < QUARTER.from || day >= QUARTER.until) continue;
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
  }
  return counts;
}

test("Sol reads each load, what is late and how it ended as they are counted by hand, of all and of one programme; Nadia and Otto read nothing", () =>
  onStage(async ({ as, cast, urls }) => {
    const admin = postgres(urls.admin, { max: 1, onnotice: () => {} });
    const owners = { ines: cast.ines.membershipId, carl: cast.carl.membershipId };
    let late = 0;
    try {
      for (const timeZone of ZONES) {
        const sol = { ...cast.sol, timeZone };
        await fc.assert(
          fc.asyncProperty(caseworkIn(timeZone), async (all) => {
            await layCasework(admin, { agencyId: cast.agencyId, owners }, all);
            for (const asked of [null, PROGRAMME]) {
              const read = await as(
                cast.sol,
                async (db) => ({
                  loads: await readCaseloads(db, sol, TODAY, asked),
                  late: await readLate(db, sol, TODAY, asked),
                  outcomes: await readOutcomes(db, sol, QUARTER, asked),
                }),
                "read",
              );
              expect(new Map(read.loads.map(({ membershipId: _, name, ...load }) => [name, load]))).toEqual(
                loadsOf(all, asked),
              );
              const shown = read.late.map(({ kind, id, days, ownerName }) => `${kind} ${id} ${days} ${ownerName}`);
              const plain = latePlainly(all, asked);
              late += plain.length;
              expect(shown).toHaveLength(Math.min(25, plain.length));
              expect(plain).toEqual(expect.arrayContaining(shown));
              const days = read.late.map((one) => one.days);
              expect(days).toEqual([...days].sort((one, other) => other - one));
              expect(new Map(read.outcomes.map(({ outcome, count }) => [outcome, count]))).toEqual(
                outcomesOf(all, asked, timeZone),
              );
            }
            for (const other of [cast.nadia, cast.otto]) {
              const seen = await as(other, (db) => readCaseloads(db, sol, TODAY, null), "read");
              expect(seen).toEqual([]);
            }
          }),
          { numRuns: 8 },
        );
      }
      expect(late).toBeGreaterThan(0);
    } finally {
      await admin.end();
    }
  }));
