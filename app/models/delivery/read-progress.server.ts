// Reads how a referral stands by the agency's milestones and results: each point in its order, what is said of it and what was said before. Changes nothing.
import { and, asc, desc, eq, isNull, or, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { agencies, organizations, progressMarks, progressPoints, referrals, specialties } from "#drizzle/schema";
import { readShownName } from "../schedule/read.server";
import { localDay } from "../values/calendar-day";
import type { ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { PointKind } from "./progress-forms";

const UNDER_WAY: readonly string[] = ["accepted", "in_progress", "on_hold"];

/** Corrections of one referral beyond this are not shown. */
const MOST_MARKS = 300;

export type Mark = Awaited<ReturnType<typeof readMarks>>[number];

export interface PointStanding {
  readonly id: string;
  readonly kind: PointKind;
  readonly words: string;
  readonly unit: string;
  readonly choices: readonly string[];
  readonly retired: boolean;
  /** What holds: of one provider at most one. */
  readonly said: readonly Mark[];
  /** What was said before and no longer holds, latest first. */
  readonly before: readonly Mark[];
}

/** The points of the referral's agency that are for every service, for its specialty or for one above it; also what is out of use. */
export function readAskedPoints(db: Db, referralId: ReferralId) {
  return db
    .select({
      id: progressPoints.id,
      kind: progressPoints.kind,
      words: progressPoints.words,
      unit: progressPoints.unit,
      choices: progressPoints.choices,
      retiredAt: progressPoints.retiredAt,
    })
    .from(progressPoints)
    .innerJoin(referrals, and(eq(referrals.id, referralId), eq(referrals.agencyId, progressPoints.agencyId)))
    .leftJoin(specialties, eq(specialties.id, referrals.specialtyId))
    .where(or(isNull(progressPoints.specialtyId), sql`${progressPoints.specialtyId} = any(${specialties.path})`))
    .orderBy(asc(progressPoints.position));
}

/** What is asked of this referral, in the agency's order; of what is out of use only what something was said of. */
export async function readProgress(db: Db, referralId: ReferralId): Promise<PointStanding[]> {
  const points = await readAskedPoints(db, referralId);
  if (points.length === 0) return [];
  const marks = await readMarks(db, referralId);
  return points
    .map(({ retiredAt, kind, ...point }) => {
      const ofPoint = marks.filter(({ pointId }) => pointId === point.id);
      return {
        ...point,
        kind: kind as PointKind,
        retired: retiredAt !== null,
        said: ofPoint.filter(({ current, takenBack }) => current && !takenBack),
        before: ofPoint.filter(({ current, takenBack }) => !current || takenBack),
      };
    })
    .filter(({ retired, said, before }) => !retired || said.length + before.length > 0);
}

/** What the page shows on which a provider says what was reached. @throws Refusal 404 when the referral is not open to the organization */
export async function readProgressPage(db: Db, referralId: ReferralId) {
  const [held] = await db
    .select({
      clientId: referrals.clientId,
      state: referrals.state,
      createdAt: referrals.createdAt,
      sentAt: referrals.sentAt,
      agencyName: agencies.name,
      timeZone: agencies.timeZone,
    })
    .from(referrals)
    .innerJoin(agencies, eq(agencies.id, referrals.agencyId))
    .where(eq(referrals.id, referralId));
  if (!held) throw new Refusal("not-found", 404);
  const { clientName } = await readShownName(db, held.clientId, referralId);
  return {
    clientName,
    agencyName: held.agencyName,
    underWay: UNDER_WAY.includes(held.state),
    points: await readProgress(db, referralId),
    sentOn: localDay(held.sentAt ?? held.createdAt, held.timeZone),
    today: localDay(await clock(db), held.timeZone),
  };
}

function readMarks(db: Db, referralId: ReferralId) {
  return db
    .select({
      id: progressMarks.id,
      pointId: progressMarks.pointId,
      organizationName: organizations.name,
      words: progressMarks.words,
      onDay: progressMarks.onDay,
      value: progressMarks.value,
      note: progressMarks.note,
      takenBack: progressMarks.takenBack,
      current: progressMarks.current,
      at: progressMarks.createdAt,
    })
    .from(progressMarks)
    .innerJoin(organizations, eq(organizations.id, progressMarks.organizationId))
    .where(eq(progressMarks.referralId, referralId))
    .orderBy(desc(progressMarks.createdAt), desc(progressMarks.id))
    .limit(MOST_MARKS);
}
