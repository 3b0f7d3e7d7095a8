// Reads what a supervisor looks after: each caseworker's load, what waits and is late, and how referrals came out. Names no client; moves nothing.
import { type SQL, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import type { CalendarDay } from "../values/calendar-day";
import type { ProgrammeId } from "../values/ids";
import type { Period } from "./period";

export interface Caseload {
  readonly membershipId: string;
  readonly name: string;
  readonly cases: number;
  /** Sent, not answered yet. */
  readonly waiting: number;
  /** Of these past the day by which they were to be answered. */
  readonly late: number;
  /** Open reviews of plans whose day has come. */
  readonly reviews: number;
  /** Open tasks past their day. */
  readonly tasks: number;
}

export const LATE_KINDS = ["referral", "review", "task"] as const;

export interface LateItem {
  readonly kind: (typeof LATE_KINDS)[number];
  readonly id: string;
  /** The referral's number, or the case's. */
  readonly number: string;
  readonly about: string | null;
  readonly to: string;
  readonly caseId: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly days: number;
}

const MOST_CARRIERS = 100;
const LATE_SHOWN = 25;

/** Cases still open, of one programme where it is asked for. What is hidden from the supervisor is not among them. */
const openCases = (actor: Actor, programmeId: ProgrammeId | null): SQL => sql`
  select k.id, k.number, k.owner_membership_id as owner from "case" k
  where k.agency_id = ${agencyOf(actor)}::uuid and k.state <> 'closed' ${inProgramme(sql`k.id`, programmeId)}`;

const inProgramme = (caseId: SQL, programmeId: ProgrammeId | null): SQL =>
  programmeId === null
    ? sql``
    : sql`and exists (select 1 from enrolment e where e.case_id = ${caseId} and e.programme_id = ${programmeId}::uuid and e.state = 'enrolled')`;

/** The heaviest first. */
export async function readCaseloads(
  db: Db,
  actor: Actor,
  today: CalendarDay,
  programmeId: ProgrammeId | null,
): Promise<Caseload[]> {
  const agency = sql`${agencyOf(actor)}::uuid`;
  const rows = await db.execute<Caseload & Record<string, unknown>>(sql`
    with k as materialized (${openCases(actor, programmeId)}),
    asked as (
      select k.owner, count(*)::int as waiting, (count(*) filter (where r.answer_by < ${today}::date))::int as late
      from referral r join k on k.id = r.case_id where r.agency_id = ${agency} and r.state = 'sent' group by 1),
    looked as (
      select k.owner, count(*)::int as reviews from plan_review v join k on k.id = v.case_id
      where v.agency_id = ${agency} and v.state = 'open' and v.due_on <= ${today}::date group by 1),
    done as (
      select k.owner, count(*)::int as tasks from case_task t join k on k.id = t.case_id
      where t.agency_id = ${agency} and t.state = 'open' and t.due_on < ${today}::date group by 1)
    select m.id::text as "membershipId", p.name, c.cases, coalesce(a.waiting, 0) as waiting, coalesce(a.late, 0) as late,
      coalesce(l.reviews, 0) as reviews, coalesce(d.tasks, 0) as tasks
    from (select owner, count(*)::int as cases from k group by 1) c join membership m on m.id = c.owner join person p on p.id = m.person_id
    left join asked a on a.owner = c.owner left join looked l on l.owner = c.owner left join done d on d.owner = c.owner
    order by c.cases desc, p.name, m.id limit ${MOST_CARRIERS}`);
  return [...rows];
}

/** What is past its day, the longest first, with who carries its case. */
export async function readLate(
  db: Db,
  actor: Actor,
  today: CalendarDay,
  programmeId: ProgrammeId | null,
): Promise<LateItem[]> {
  const agency = sql`${agencyOf(actor)}::uuid`;
  const programme = inProgramme(sql`k.id`, programmeId);
  const rows = await db.execute<LateItem & Record<string, unknown>>(sql`
    select late.kind, late.id::text, late.number, late.about, late.to, late.case_id::text as "caseId", m.id::text as "ownerId",
      p.name as "ownerName", (${today}::date - late.due)::int as days
    from (
      (select 'referral' as kind, r.id, r.number, s.name as about, '/agency/referrals/' || r.id as to, k.id as case_id, k.owner_membership_id as owner, r.answer_by as due
        from referral r join "case" k on k.id = r.case_id left join specialty s on s.id = r.specialty_id
        where r.agency_id = ${agency} and r.state = 'sent' and r.answer_by < ${today}::date ${programme} order by r.answer_by, r.id limit ${LATE_SHOWN})
      union all
      (select 'review', v.id, k.number, null, '/agency/reviews/' || v.id, k.id, k.owner_membership_id, v.due_on
        from plan_review v join "case" k on k.id = v.case_id
        where v.agency_id = ${agency} and v.state = 'open' and v.due_on < ${today}::date and k.state <> 'closed' ${programme} order by v.due_on, v.id limit ${LATE_SHOWN})
      union all
      (select 'task', t.id, k.number, left(t.words, 80), coalesce(t.path, '/agency/cases/' || k.id || '/tasks'), k.id, k.owner_membership_id, t.due_on
        from case_task t join "case" k on k.id = t.case_id
        where t.agency_id = ${agency} and t.state = 'open' and t.due_on < ${today}::date and k.state <> 'closed' ${programme} order by t.due_on, t.id limit ${LATE_SHOWN})
    ) late join membership m on m.id = late.owner join person p on p.id = m.person_id
    order by late.due, late.kind, late.id limit ${LATE_SHOWN}`);
  return [...rows];
}

export interface OutcomeCount {
  /** A code of the list of outcomes; null: it ended without one. */
  readonly outcome: string | null;
  readonly count: number;
}

/** How the referrals that ended in a period came out, the most frequent first. */
export async function readOutcomes(
  db: Db,
  actor: Actor,
  { from, until }: Period,
  programmeId: ProgrammeId | null,
): Promise<OutcomeCount[]> {
  const rows = await db.execute<OutcomeCount & Record<string, unknown>>(sql`
    select r.outcome, count(*)::int as count from referral r
    where r.agency_id = ${agencyOf(actor)}::uuid and r.state in ('completed', 'not_completed')
      and r.ended_at >= ${from}::timestamp at time zone ${actor.timeZone} and r.ended_at < ${until}::timestamp at time zone ${actor.timeZone}
      ${inProgramme(sql`r.case_id`, programmeId)}
    group by r.outcome order by count(*) desc, r.outcome`);
  return [...rows];
}
