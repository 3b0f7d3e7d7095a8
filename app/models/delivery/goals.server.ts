// What a provider reports of the care plan's goals: those shared with it, what it said of each, and when the next report is due. Shows no other goal.
import { desc, eq, inArray, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { agencies, organizations, planGoals, progressGoals, progressNotes, referrals } from "#drizzle/schema";
import type { ReportEvery } from "../agency/report-every";
import { readDisclosed } from "../referral/read-offers.server";
import { readShownName } from "../schedule/read.server";
import { type CalendarDay, localDay } from "../values/calendar-day";
import type { ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { nextReportOn } from "./report-due";

const LATEST_REPORTS = 5;

/** A goal as the client's consent shows it to the provider. */
export interface SharedGoal {
  readonly id: string;
  readonly words: string;
  readonly measure: string;
  readonly targetOn: string | null;
}

type Row = { goal_id: string; words: string; measure: string; target_on: string | null };

/** Empty where goals are not shared, or the plan names none that this service serves. */
export async function readSharedGoals(db: Db, referralId: ReferralId): Promise<SharedGoal[]> {
  const rows = await db.execute<Row>(
    sql`select goal_id, words, measure, target_on::text as target_on from app.shared_goals(${referralId}::uuid)`,
  );
  return [...rows].map(({ goal_id: id, words, measure, target_on: targetOn }) => ({ id, words, measure, targetOn }));
}

export type Report = Awaited<ReturnType<typeof readReports>>[number];

/** The latest reports that speak of goals, newest first; each side reads them as far as the referral is open to it. */
export async function readReports(db: Db, referralId: ReferralId) {
  const notes = await db
    .selectDistinct({ id: progressNotes.id, at: progressNotes.createdAt, organizationName: organizations.name })
    .from(progressNotes)
    .innerJoin(progressGoals, eq(progressGoals.noteId, progressNotes.id))
    .innerJoin(organizations, eq(organizations.id, progressNotes.organizationId))
    .where(eq(progressNotes.referralId, referralId))
    .orderBy(desc(progressNotes.createdAt), desc(progressNotes.id))
    .limit(LATEST_REPORTS);
  if (notes.length === 0) return [];
  const said = await db
    .select({
      noteId: progressGoals.noteId,
      goalId: progressGoals.goalId,
      // Hidden from a provider, who has it from what was shared.
      goal: planGoals.words,
      standing: progressGoals.standing,
      words: progressGoals.words,
    })
    .from(progressGoals)
    .leftJoin(planGoals, eq(planGoals.id, progressGoals.goalId))
    .where(
      inArray(
        progressGoals.noteId,
        notes.map(({ id }) => id),
      ),
    )
    .orderBy(progressGoals.createdAt, progressGoals.id);
  return notes.map((note) => ({ ...note, goals: said.filter(({ noteId }) => noteId === note.id) }));
}

/** What the page shows on which a provider reports. @throws Refusal 404 when the organization does not hold the referral */
export async function readReportPage(db: Db, actor: Actor, referralId: ReferralId) {
  const [held] = await db
    .select({ clientId: referrals.clientId, answeredAt: referrals.answeredAt })
    .from(referrals)
    .where(eq(referrals.id, referralId));
  if (!held) throw new Refusal("not-found", 404);
  // What is shown of the client is recorded as read by this, goals with it.
  const shown = await readDisclosed(db, referralId);
  const reports = await readReports(db, referralId);
  const goals = shown ? await readSharedGoals(db, referralId) : [];
  const { clientName } = await readShownName(db, held.clientId, referralId);
  const words = new Map(goals.map((goal) => [goal.id, goal.words]));
  return {
    clientName,
    goals,
    reports: reports.map((report) => ({
      ...report,
      goals: report.goals.map((said) => ({ ...said, goal: words.get(said.goalId) ?? null })),
    })),
    dueOn: await readReportDue(db, actor, referralId),
  };
}

/** By when the next report is due, on the reader's calendar. */
export async function readReportDue(db: Db, actor: Actor, referralId: ReferralId): Promise<CalendarDay> {
  const [begun] = await db
    .select({
      at: sql<Date>`coalesce(${referrals.answeredAt}, ${referrals.createdAt})`.mapWith(referrals.createdAt),
      every: agencies.reportEvery,
    })
    .from(referrals)
    .innerJoin(agencies, eq(agencies.id, referrals.agencyId))
    .where(eq(referrals.id, referralId));
  if (!begun) throw new Refusal("not-found", 404);
  const [last] = await db
    .select({ at: progressNotes.createdAt })
    .from(progressNotes)
    .where(eq(progressNotes.referralId, referralId))
    .orderBy(desc(progressNotes.createdAt), desc(progressNotes.id))
    .limit(1);
  const lastOn = last ? localDay(last.at, actor.timeZone) : null;
  return nextReportOn(begun.every as ReportEvery, localDay(begun.at, actor.timeZone), lastOn);
}
