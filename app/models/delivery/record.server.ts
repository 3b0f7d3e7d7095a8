// Records who came and what was delivered, and corrects it by a new row that keeps the old. What was billed is not corrected here.
import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { formatUnits } from "#app/i18n/formats";
import { knownLanguage } from "#app/i18n/languages";
import { attendances, invoiceLines, serviceSessions } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { startWithDelivery } from "../referral/carry.server";
import { type AttendanceId, asId, type SessionId } from "../values/ids";
import { plainUnits, type UnitsHundredths } from "../values/money";
import { Refusal } from "../values/refusal";
import { type AttendanceInput, type Delivered, deliveredOf } from "./attendance";
import { deliveryEvents } from "./events";
import { isAttended } from "./forms";
import { sessionLifecycle } from "./lifecycle";
import { readSessionRow, type SessionRow, subjectOf } from "./session.server";

/**
 * Holds the session and records attendance in one deed. The first time somebody came, the referral is in progress.
 * @throws Refusal 404 absent, 409 recorded or cancelled already, not begun, ended authorization or more than it has left,
 * 422 times that cannot be
 */
export async function recordAttendance(
  db: Db,
  actor: Actor,
  sessionId: SessionId,
  input: AttendanceInput,
): Promise<AttendanceId> {
  const session = await readSessionRow(db, actor, sessionId);
  if (session.state === "held") throw new Refusal("delivery.recorded-already", 409);
  const state = sessionLifecycle.after(session.state, "hold");
  const delivered = deliveredOf(input, session, await clock(db));
  checkLeft(actor, session, delivered.units, 0n);
  const held = await db
    .update(serviceSessions)
    .set({ state })
    .where(and(eq(serviceSessions.id, sessionId), eq(serviceSessions.state, session.state)))
    .returning({ id: serviceSessions.id });
  if (held.length === 0) throw new Refusal("lifecycle.moved-meanwhile", 409);
  const attendanceId = await putAttendance(db, actor, session, delivered, input.note, null);
  await recordEvent(db, actor, deliveryEvents.recorded(factsOf(session, attendanceId, delivered)), subjectOf(session));
  if (isAttended(delivered.state) && session.referralState === "accepted") {
    await startWithDelivery(db, actor, session.referralId);
  }
  return attendanceId;
}

/**
 * Sets a record aside and puts a better one in its place; both stay.
 * @throws Refusal 404 absent, 409 billed or corrected already, 422 times that cannot be
 */
export async function correctAttendance(
  db: Db,
  actor: Actor,
  attendanceId: AttendanceId,
  input: AttendanceInput,
): Promise<AttendanceId> {
  const [old] = await db
    .select({ sessionId: attendances.sessionId, units: attendances.units, current: attendances.current })
    .from(attendances)
    .where(eq(attendances.id, attendanceId));
  if (!old) throw new Refusal("not-found", 404);
  const session = await readSessionRow(db, actor, asId<SessionId>(old.sessionId));
  if (!old.current) throw new Refusal("delivery.corrected-already", 409);
  if (await isBilled(db, attendanceId)) throw new Refusal("delivery.billed-already", 409);
  const delivered = deliveredOf(input, session, await clock(db));
  checkLeft(actor, session, delivered.units, old.units);
  const aside = await db
    .update(attendances)
    .set({ current: false })
    .where(and(eq(attendances.id, attendanceId), eq(attendances.current, true)))
    .returning({ id: attendances.id });
  if (aside.length === 0) throw new Refusal("delivery.corrected-already", 409);
  const made = await putAttendance(db, actor, session, delivered, input.note, attendanceId);
  await recordEvent(
    db,
    actor,
    deliveryEvents.corrected({ ...factsOf(session, made, delivered), correctsId: attendanceId }),
    subjectOf(session),
  );
  return made;
}

/** Whether a line of an invoice that counts stands on this delivery. */
export async function isBilled(db: Db, attendanceId: string): Promise<boolean> {
  const lines = await db
    .select({ id: invoiceLines.id })
    .from(invoiceLines)
    .where(and(eq(invoiceLines.attendanceId, attendanceId), eq(invoiceLines.live, true)))
    .limit(1);
  return lines.length > 0;
}

// The database judges under the authorization's lock; here the person learns how much is left.
function checkLeft(actor: Actor, session: SessionRow, units: UnitsHundredths, freed: UnitsHundredths): void {
  const ended = !["active", "exhausted"].includes(session.authorizationState);
  if (ended && units > freed) throw new Refusal("delivery.authorization-ended", 409);
  const left = session.authorizedUnits - session.unitsUsed + freed;
  if (units <= left) return;
  const language = knownLanguage(actor.language);
  throw new Refusal("delivery.more-than-left", 409, {
    units: formatUnits(units, language),
    left: formatUnits(left, language),
  });
}

async function putAttendance(
  db: Db,
  actor: Actor,
  session: SessionRow,
  delivered: Delivered,
  note: string,
  correctsId: AttendanceId | null,
): Promise<AttendanceId> {
  const [made] = await db
    .insert(attendances)
    .values({
      agencyId: session.agencyId,
      organizationId: session.organizationId,
      clientId: session.clientId,
      sessionId: session.id,
      authorizationId: session.authorizationId,
      ...delivered,
      note,
      recordedBy: actor.membershipId,
      correctsId,
    })
    .returning({ id: attendances.id });
  if (!made) throw new Error("the attendance was not kept");
  return asId<AttendanceId>(made.id);
}

const factsOf = (session: SessionRow, attendanceId: string, { state, units }: Delivered) => ({
  sessionId: session.id,
  attendanceId,
  state,
  units: plainUnits(units),
  day: session.serviceDay,
});
