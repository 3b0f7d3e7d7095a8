// What waits for a caseworker today, oldest first: their own cases, or all of the agency's for a supervisor. Reads; decides nothing.
import { and, asc, eq, inArray, isNull, ne, not, type SQL, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import {
  authorizations,
  cases,
  clients,
  needs,
  offers,
  organizations,
  referrals,
  schedules,
  specialties,
} from "#drizzle/schema";
import { recordRead } from "../event/record.server";
import type { CalendarDay } from "../values/calendar-day";

/** Of each kind the page shows so many, and counts no further than this: "100" then means "100 or more". */
const SHOWN = 6;
const COUNTED = 100;

export type WaitingLine = {
  readonly id: string;
  readonly number: string;
  readonly clientName: string;
  readonly about: string | null;
  readonly state: string;
  /** Since when it waits. */
  readonly since: Date | null;
  readonly dueOn: string | null;
  readonly overdue: boolean;
};

export type Waiting = { readonly count: number; readonly lines: readonly WaitingLine[] };

/** @param today on the agency's calendar: what is due before it is overdue */
export async function readToday(db: Db, actor: Actor, today: CalendarDay) {
  const agencyId = agencyOf(actor);
  await recordRead(db, actor, "today", { subjectType: "agency", subjectId: agencyId, agencyId });
  const mine = mineOf(actor);
  return {
    lapsed: await waitingReferrals(db, agencyId, mine, today, lapsedOf(actor)),
    questions: await waitingReferrals(db, agencyId, mine, today, asked),
    turnedDown: await waitingReferrals(
      db,
      agencyId,
      mine,
      today,
      and(inArray(referrals.state, ["declined", "expired"]), isNull(referrals.closedAt)),
    ),
    toClose: await waitingReferrals(
      db,
      agencyId,
      mine,
      today,
      and(inArray(referrals.state, ["completed", "not_completed"]), isNull(referrals.closedAt)),
    ),
    unanswered: await waitingReferrals(db, agencyId, mine, today, and(eq(referrals.state, "sent"), not(asked))),
    schedules: await waitingSchedules(db, agencyId, mine),
    authorizations: await waitingAuthorizations(db, actor, agencyId, mine),
    needs: await unservedNeeds(db, agencyId, mine),
  };
}

export type Today = Awaited<ReturnType<typeof readToday>>;

/** A supervisor answers for all the agency's cases that are open to them. */
const mineOf = (actor: Actor): SQL | undefined =>
  actor.role === "supervisor" ? undefined : sql`${cases.id} = any((select app.my_cases())::uuid[])`;

/** Open ones at a place where something the agency asks for has run out. */
const lapsedOf = (actor: Actor): SQL => sql`${referrals.id} in (select l.referral_id from app.lapsed_referrals(array(
  select open.id from referral open where open.agency_id = ${agencyOf(actor)}::uuid and open.state in ('sent', 'accepted', 'in_progress', 'on_hold')
    ${actor.role === "supervisor" ? sql`` : sql`and open.case_id = any((select app.my_cases())::uuid[])`})) l)`;

const asked = sql`(${referrals.state} = 'sent' and exists (
  select 1 from ${offers} where ${offers.referralId} = ${referrals.id} and ${offers.state} = 'info_requested'))`;

const clientName = sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`;
/** @param rows at most COUNTED */
const waiting = <Line>(rows: readonly Line[]) => ({ count: rows.length, lines: rows.slice(0, SHOWN) });

async function waitingReferrals(
  db: Db,
  agencyId: string,
  mine: SQL | undefined,
  today: CalendarDay,
  which: SQL | undefined,
): Promise<Waiting> {
  const since = sql<Date | null>`coalesce(${referrals.endedAt}, ${referrals.answeredAt}, ${referrals.sentAt})`;
  const rows = await db
    .select({
      id: referrals.id,
      number: referrals.number,
      clientName,
      about: specialties.name,
      state: referrals.state,
      since: since.mapWith(referrals.sentAt),
      dueOn: sql<string | null>`case when ${referrals.state} = 'sent' then ${referrals.answerBy}::text end`,
      overdue: sql<boolean>`coalesce(${referrals.state} = 'sent' and ${referrals.answerBy} < ${today}::date, false)`,
    })
    .from(referrals)
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .innerJoin(clients, eq(clients.id, referrals.clientId))
    .leftJoin(specialties, eq(specialties.id, referrals.specialtyId))
    .where(and(eq(referrals.agencyId, agencyId), which, mine))
    .orderBy(asc(since), asc(referrals.id))
    .limit(COUNTED);
  return waiting(rows);
}

async function waitingSchedules(db: Db, agencyId: string, mine: SQL | undefined): Promise<Waiting> {
  const rows = await db
    .select({
      id: schedules.id,
      number: schedules.number,
      clientName,
      about: organizations.name,
      state: schedules.state,
      since: schedules.submittedAt,
      dueOn: sql<string | null>`null`,
      overdue: sql<boolean>`false`,
    })
    .from(schedules)
    .innerJoin(referrals, eq(referrals.id, schedules.referralId))
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .innerJoin(clients, eq(clients.id, schedules.clientId))
    .innerJoin(organizations, eq(organizations.id, schedules.organizationId))
    .where(and(eq(schedules.agencyId, agencyId), eq(schedules.state, "submitted"), mine))
    .orderBy(asc(schedules.submittedAt), asc(schedules.id))
    .limit(COUNTED);
  return waiting(rows);
}

/** Proposals of others that a supervisor, or whoever else may, still has to decide. */
async function waitingAuthorizations(db: Db, actor: Actor, agencyId: string, mine: SQL | undefined): Promise<Waiting> {
  const rows = await db
    .select({
      id: authorizations.id,
      number: authorizations.number,
      clientName,
      about: organizations.name,
      state: authorizations.state,
      since: sql<Date | null>`null`,
      dueOn: authorizations.startsOn,
      overdue: sql<boolean>`false`,
    })
    .from(authorizations)
    .innerJoin(referrals, eq(referrals.id, authorizations.referralId))
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .innerJoin(clients, eq(clients.id, authorizations.clientId))
    .innerJoin(organizations, eq(organizations.id, authorizations.organizationId))
    .where(
      and(
        eq(authorizations.agencyId, agencyId),
        eq(authorizations.state, "proposed"),
        mine,
        // Nobody decides on what they proposed themselves; a caseworker sees that their own still waits.
        actor.role === "supervisor" ? ne(authorizations.proposedBy, actor.membershipId) : undefined,
      ),
    )
    .orderBy(asc(authorizations.id))
    .limit(COUNTED);
  return waiting(rows);
}

/** Needs of open cases for which no referral was ever sent, or none that still lives: where a search begins. */
async function unservedNeeds(db: Db, agencyId: string, mine: SQL | undefined) {
  const rows = await db
    .select({
      id: needs.id,
      caseId: cases.id,
      caseNumber: cases.number,
      clientName,
      about: specialties.name,
      since: needs.createdAt,
    })
    .from(needs)
    .innerJoin(cases, eq(cases.id, needs.caseId))
    .innerJoin(clients, eq(clients.id, cases.clientId))
    .innerJoin(specialties, eq(specialties.id, needs.specialtyId))
    .where(
      and(
        eq(needs.agencyId, agencyId),
        isNull(needs.metAt),
        sql`${cases.state} <> 'closed'`,
        mine,
        sql`not exists (select 1 from ${referrals} where ${referrals.caseId} = ${cases.id}
          and ${referrals.specialtyId} = ${needs.specialtyId}
          and ${referrals.state} in ('draft', 'sent', 'accepted', 'in_progress', 'on_hold', 'completed'))`,
      ),
    )
    .orderBy(asc(needs.createdAt), asc(needs.id))
    .limit(COUNTED);
  return waiting(rows);
}
