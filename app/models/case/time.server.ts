// Writes down staff time spent on a case, and puts it right: the old value stays beside the new. Nothing is ever changed or deleted.
import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { caseTimes } from "#drizzle/schema";
import type { HouseEvent } from "../event/define";
import { recordEvent } from "../event/record.server";
import { localDay } from "../values/calendar-day";
import type { CaseId, CaseTimeId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { type CarriedCase, lockCase } from "./carry.server";
import { caseEvents } from "./events";
import type { TimeWords } from "./forms";

/** One's own time alone. A closed case still takes it: the last letter is written after the end. */
export async function logTime(db: Db, actor: Actor, caseId: CaseId, time: TimeWords): Promise<void> {
  const carried = await lockCase(db, caseId);
  const spentOn = await dayOf(db, actor, time);
  const { kind, minutes, words = "" } = time;
  const [row] = await db
    .insert(caseTimes)
    .values({ agencyId: carried.agencyId, caseId, membershipId: actor.membershipId, kind, spentOn, minutes, words })
    .returning({ id: caseTimes.id });
  if (!row) throw new Error("no time was kept");
  await recordTime(db, actor, carried, caseEvents["time-logged"]({ timeId: row.id, kind, minutes }));
}

/** Without the case's own id: its timeline tells what happened to the case, and hours of work would bury it. */
function recordTime(db: Db, actor: Actor, { id, clientId, agencyId }: CarriedCase, event: HouseEvent): Promise<void> {
  return recordEvent(db, actor, event, { subjectType: "case", subjectId: id, clientId, agencyId });
}

/**
 * Puts a new value beside the old one; no minutes at all takes the entry back.
 * @throws Refusal 404, 403 "case.time-not-yours", 409 "case.time-corrected" when it was corrected already
 */
export async function correctTime(
  db: Db,
  actor: Actor,
  caseId: CaseId,
  timeId: CaseTimeId,
  time: TimeWords,
): Promise<void> {
  const carried = await lockCase(db, caseId);
  const [old] = await db
    .select({ agencyId: caseTimes.agencyId, membershipId: caseTimes.membershipId, spentOn: caseTimes.spentOn })
    .from(caseTimes)
    .where(and(eq(caseTimes.id, timeId), eq(caseTimes.caseId, caseId)));
  if (!old) throw new Refusal("not-found", 404);
  if (old.membershipId !== actor.membershipId) throw new Refusal("case.time-not-yours", 403);
  const [later] = await db.select({ id: caseTimes.id }).from(caseTimes).where(eq(caseTimes.correctsId, timeId));
  if (later) throw new Refusal("case.time-corrected", 409);
  const { kind, minutes, words = "" } = time;
  const spentOn = time.day ? await dayOf(db, actor, time) : old.spentOn;
  const { agencyId, membershipId } = old;
  const [row] = await db
    .insert(caseTimes)
    .values({ agencyId, caseId, membershipId, kind, spentOn, minutes, words, correctsId: timeId })
    .returning({ id: caseTimes.id });
  if (!row) throw new Error("no correction was kept");
  await recordTime(db, actor, carried, caseEvents["time-corrected"]({ timeId: row.id, corrects: timeId, minutes }));
}

/** Without a day it was today. */
async function dayOf(db: Db, actor: Actor, { day }: TimeWords): Promise<string> {
  const today = localDay(await clock(db), actor.timeZone);
  if (day && day > today) throw new Refusal("case.time-ahead", 400);
  return day ?? today;
}
