// How delivery stands for a referral or a case: planned, held, missed, units used of those authorized, what was reported. The same to both sides.
import { and, desc, eq, inArray, ne, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import {
  attendances,
  authorizations,
  organizations,
  progressNotes,
  referrals,
  serviceSessions,
  services,
} from "#drizzle/schema";
import { burnDownOf, lastDayOf, plannedUnits } from "../authorization/read.server";

const LATEST_NOTES = 5;
const LATEST_NOT_HELD = 5;

export type SummaryOf = { readonly caseId: string } | { readonly referralId: string };

/** Counts of sessions: planned and still ahead or unrecorded, held with somebody there, missed by the client, cancelled. */
export interface SessionCounts {
  readonly planned: number;
  readonly held: number;
  readonly missed: number;
  readonly cancelled: number;
  /** When the next planned session begins; null when none is planned. */
  readonly nextAt: Date | null;
}

export type DeliverySummary = Awaited<ReturnType<typeof readDeliverySummary>>;

export async function readDeliverySummary(db: Db, of: SummaryOf) {
  const [sessions, standing, notes, notHeld] = await Promise.all([
    countSessions(db, of),
    readStanding(db, of),
    readNotes(db, of),
    readNotHeld(db, of),
  ]);
  return { sessions, authorizations: standing, notes, notHeld };
}

async function countSessions(db: Db, of: SummaryOf): Promise<SessionCounts> {
  const [row] = await db.execute<{
    planned: number;
    held: number;
    missed: number;
    cancelled: number;
    next_at: string | null;
  }>(sql`
    select count(*) filter (where s.state = 'planned')::int as planned,
      count(*) filter (where s.state = 'held' and d.state in ('present', 'late'))::int as held,
      count(*) filter (where s.state = 'held' and d.state in ('excused', 'absent'))::int as missed,
      count(*) filter (where s.state = 'cancelled' and s.cancelled_by <> 'schedule')::int as cancelled,
      min(s.starts_at) filter (where s.state = 'planned' and s.starts_at > app.clock()) as next_at
    from session s left join attendance d on d.session_id = s.id and d.current
    where ${ofRows(sql`s.referral_id`, of)}`);
  const { planned = 0, held = 0, missed = 0, cancelled = 0, next_at = null } = row ?? {};
  return { planned, held, missed, cancelled, nextAt: next_at ? new Date(next_at) : null };
}

/** What did not take place, or without the client, and why: the latest first. What fell away with a changed plan is nobody's loss. */
async function readNotHeld(db: Db, of: SummaryOf) {
  return db
    .select({
      id: serviceSessions.id,
      day: serviceSessions.serviceDay,
      organizationName: organizations.name,
      /** Cancelled, else how the client was away. */
      state: sql<string>`coalesce(${attendances.state}, ${serviceSessions.state})`,
      by: serviceSessions.cancelledBy,
      words: sql<string>`coalesce(${attendances.note}, ${serviceSessions.reasonWords}, '')`,
    })
    .from(serviceSessions)
    .innerJoin(organizations, eq(organizations.id, serviceSessions.organizationId))
    .leftJoin(attendances, and(eq(attendances.sessionId, serviceSessions.id), eq(attendances.current, true)))
    .where(
      and(
        ofRows(sql`${serviceSessions.referralId}`, of),
        or(
          and(eq(serviceSessions.state, "cancelled"), ne(serviceSessions.cancelledBy, "schedule")),
          and(eq(serviceSessions.state, "held"), inArray(attendances.state, ["excused", "absent"])),
        ),
      ),
    )
    .orderBy(desc(serviceSessions.startsAt), desc(serviceSessions.id))
    .limit(LATEST_NOT_HELD);
}

async function readStanding(db: Db, of: SummaryOf) {
  const rows = await db
    .select({
      id: authorizations.id,
      number: authorizations.number,
      state: authorizations.state,
      referralId: authorizations.referralId,
      organizationName: organizations.name,
      serviceName: services.name,
      unitType: authorizations.unitType,
      units: authorizations.units,
      unitsUsed: authorizations.unitsUsed,
      rateCents: authorizations.rateCents,
      startsOn: authorizations.startsOn,
      endsOn: authorizations.endsOn,
      planned: plannedUnits,
    })
    .from(authorizations)
    .innerJoin(organizations, eq(organizations.id, authorizations.organizationId))
    .innerJoin(services, eq(services.id, authorizations.serviceId))
    .where(ofRows(sql`${authorizations.referralId}`, of))
    .orderBy(desc(authorizations.createdAt))
    .limit(50);
  return rows.map((row) => ({ ...row, burnDown: burnDownOf(row), lastDay: lastDayOf(row.endsOn) }));
}

/** The latest notes, newest first. An agency sees the provider's name, not who of it wrote. */
async function readNotes(db: Db, of: SummaryOf) {
  return db
    .select({
      id: progressNotes.id,
      at: progressNotes.createdAt,
      words: progressNotes.words,
      organizationName: organizations.name,
      referralId: progressNotes.referralId,
      sessionId: progressNotes.sessionId,
    })
    .from(progressNotes)
    .innerJoin(organizations, eq(organizations.id, progressNotes.organizationId))
    .where(ofRows(sql`${progressNotes.referralId}`, of))
    .orderBy(desc(progressNotes.createdAt), desc(progressNotes.id))
    .limit(LATEST_NOTES);
}

function ofRows(referralId: SQL, of: SummaryOf): SQL {
  return "referralId" in of
    ? sql`${referralId} = ${of.referralId}::uuid`
    : sql`${referralId} in (select r.id from referral r where r.case_id = ${of.caseId}::uuid)`;
}

/** Sessions of a referral, the latest first: what was planned and what became of it. */
export async function readSessionsOf(db: Db, referralId: string) {
  return db
    .select({
      id: serviceSessions.id,
      day: serviceSessions.serviceDay,
      startsAt: serviceSessions.startsAt,
      endsAt: serviceSessions.endsAt,
      state: serviceSessions.state,
      plannedUnits: serviceSessions.plannedUnits,
    })
    .from(serviceSessions)
    .innerJoin(referrals, eq(referrals.id, serviceSessions.referralId))
    .where(and(eq(serviceSessions.referralId, referralId), inArray(serviceSessions.state, ["planned", "held"])))
    .orderBy(desc(serviceSessions.startsAt))
    .limit(50);
}
