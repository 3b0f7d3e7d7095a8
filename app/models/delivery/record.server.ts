// Records who came and what was delivered, for one session or a whole roster, and corrects it by a new row that keeps the old. What was billed is not corrected here.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { among, insertOf, linkByStatement, uuids } from "#app/database/many-rows.server";
import { formatUnits } from "#app/i18n/formats";
import { knownLanguage } from "#app/i18n/languages";
import { attendances, invoiceLines, serviceSessions } from "#drizzle/schema";
import type { PeriodCount } from "../authorization/period";
import { recordEvent, recordEvents } from "../event/record.server";
import { startWithDelivery } from "../referral/carry.server";
import { type AttendanceId, asId, type SessionId } from "../values/ids";
import { plainUnits, type UnitsHundredths } from "../values/money";
import { isRefusal, Refusal } from "../values/refusal";
import { tellAbsences } from "./absences.server";
import { type AttendanceInput, type Delivered, deliveredOf } from "./attendance";
import { deliveryEvents } from "./events";
import { isAttended } from "./forms";
import { checkGiven } from "./given.server";
import { sessionLifecycle } from "./lifecycle";
import { readPeriodCounts } from "./period-counts.server";
import { readSessionRow, readSessionRows, type SessionRow, subjectOf } from "./session.server";

/** What was said of one session. */
export interface RosterEntry {
  readonly sessionId: SessionId;
  /** Times are typed on the clock of the session's place. */
  readonly inputFor: (session: SessionRow) => AttendanceInput;
}

/** What became of it: each entry stands in one of the two. */
export interface RosterAnswer {
  readonly recorded: readonly AttendanceId[];
  readonly refused: readonly { readonly sessionId: SessionId; readonly refusal: Refusal }[];
}

/** A session that may be held, and what was given at it. */
interface Judged {
  readonly session: SessionRow;
  readonly input: AttendanceInput;
  readonly delivered: Delivered;
}

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
  const { recorded, refused } = await recordRoster(db, actor, [{ sessionId, inputFor: () => input }]);
  if (refused[0]) throw refused[0].refusal;
  if (!recorded[0]) throw new Error("the attendance was not kept");
  return recorded[0];
}

/** Records what can be recorded, and says of every other entry why not. What two people do at the same moment still refuses the whole. */
export async function recordRoster(db: Db, actor: Actor, entries: readonly RosterEntry[]): Promise<RosterAnswer> {
  await linkByStatement(db, entries.length);
  await holdAuthorizations(db, entries);
  const { judged, refused } = await judge(db, actor, entries);
  const held = await hold(
    db,
    judged.map(({ session }) => session.id),
  );
  const late = judged.filter(({ session }) => !held.has(session.id));
  const made = await putAttendances(
    db,
    actor,
    judged.filter(({ session }) => held.has(session.id)).map((one) => ({ ...one, correctsId: null })),
  );
  await recordEvents(
    db,
    actor,
    made.map(({ id, session, delivered }) => ({
      event: deliveryEvents.recorded(factsOf(session, id, delivered)),
      subject: subjectOf(session),
    })),
  );
  const begun = made.filter(
    ({ session, delivered }) => isAttended(delivered.state) && session.referralState === "accepted",
  );
  for (const id of new Set(begun.map(({ session }) => session.referralId))) await startWithDelivery(db, actor, id);
  await tellAbsences(db, actor, made);
  const meanwhile = late.map(({ session }) => ({
    sessionId: session.id,
    refusal: new Refusal("lifecycle.moved-meanwhile", 409),
  }));
  return { recorded: made.map(({ id }) => id), refused: [...refused, ...meanwhile] };
}

/** In the order of the clock, so that what is left is drawn in the order in which it was given. */
async function judge(db: Db, actor: Actor, entries: readonly RosterEntry[]) {
  const rows = await readSessionRows(
    db,
    actor,
    entries.map(({ sessionId }) => sessionId),
  );
  const inputs = new Map(entries.map(({ sessionId, inputFor }) => [sessionId, inputFor]));
  const known = new Set(rows.map(({ id }) => id));
  const judged: Judged[] = [];
  const refused = entries
    .filter(({ sessionId }) => !known.has(sessionId))
    .map(({ sessionId }) => ({ sessionId, refusal: new Refusal("not-found", 404) }));
  const now = await clock(db);
  const drawn = new Map<string, UnitsHundredths>();
  const periods = await readPeriodCounts(db, rows);
  for (const session of rows.sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime())) {
    const input = inputs.get(session.id)?.(session);
    if (!input) continue;
    try {
      if (session.state === "held") throw new Refusal("delivery.recorded-already", 409);
      sessionLifecycle.after(session.state, "hold");
      const delivered = deliveredOf(input, session, now);
      const before = drawn.get(session.authorizationId) ?? 0n;
      checkLeft(actor, session, delivered.units, -before);
      checkPeriod(periods.get(session.authorizationId), session, delivered);
      await checkGiven(db, session, input);
      drawn.set(session.authorizationId, before + delivered.units);
      periods.get(session.authorizationId)?.add(session.serviceDay, delivered.units);
      judged.push({ session, input, delivered });
    } catch (failure) {
      if (!isRefusal(failure)) throw failure;
      refused.push({ sessionId: session.id, refusal: failure });
    }
  }
  return { judged, refused };
}

// Before anything is read, so that what is left is what it is when the units are drawn.
async function holdAuthorizations(db: Db, entries: readonly RosterEntry[]): Promise<void> {
  await db.execute(sql`select app.hold_authorizations(${uuids(entries.map(({ sessionId }) => sessionId))})`);
}

/** Those that were still planned. */
async function hold(db: Db, ids: readonly SessionId[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const held = await db
    .update(serviceSessions)
    .set({ state: sessionLifecycle.after("planned", "hold") })
    .where(and(among(serviceSessions.id, ids), eq(serviceSessions.state, "planned")))
    .returning({ id: serviceSessions.id });
  return new Set(held.map(({ id }) => id));
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
    .select({
      sessionId: attendances.sessionId,
      units: attendances.units,
      current: attendances.current,
      documentId: attendances.documentId,
    })
    .from(attendances)
    .where(eq(attendances.id, attendanceId));
  if (!old) throw new Refusal("not-found", 404);
  const session = await readSessionRow(db, actor, asId<SessionId>(old.sessionId));
  if (!old.current) throw new Refusal("delivery.corrected-already", 409);
  if (await isBilled(db, attendanceId)) throw new Refusal("delivery.billed-already", 409);
  const delivered = deliveredOf(input, session, await clock(db));
  checkLeft(actor, session, delivered.units, old.units);
  await checkGiven(db, session, input);
  const aside = await db
    .update(attendances)
    .set({ current: false })
    .where(and(eq(attendances.id, attendanceId), eq(attendances.current, true)))
    .returning({ id: attendances.id });
  if (aside.length === 0) throw new Refusal("delivery.corrected-already", 409);
  // The paper stays with it until another takes its place.
  const kept = { ...input, documentId: input.documentId ?? old.documentId };
  const made = await putAttendances(db, actor, [{ session, input: kept, delivered, correctsId: attendanceId }]);
  const id = made[0]?.id;
  if (!id) throw new Error("the correction was not kept");
  await recordEvent(
    db,
    actor,
    deliveryEvents.corrected({ ...factsOf(session, id, delivered), correctsId: attendanceId }),
    subjectOf(session),
  );
  await tellAbsences(db, actor, made);
  return id;
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

// "3 a week": one line too many is refused by itself, and not the whole roster with it.
function checkPeriod(period: PeriodCount | undefined, { serviceDay }: SessionRow, { units }: Delivered): void {
  if (units > 0n && period && !period.fits(serviceDay, units)) throw new Refusal("delivery.period-used-up", 409);
}

async function putAttendances(
  db: Db,
  actor: Actor,
  entries: readonly (Judged & { readonly correctsId: AttendanceId | null })[],
) {
  if (entries.length === 0) return [];
  const rows = entries.map(({ session, input, delivered, correctsId }) => ({
    agencyId: session.agencyId,
    organizationId: session.organizationId,
    clientId: session.clientId,
    sessionId: session.id,
    authorizationId: session.authorizationId,
    ...delivered,
    note: input.note,
    goods: isAttended(delivered.state) ? (input.goods ?? []) : [],
    practitionerId: input.practitionerId === session.practitionerId ? null : input.practitionerId,
    locationId: input.locationId === session.locationId ? null : input.locationId,
    documentId: input.documentId ?? null,
    takenAt: input.takenAt ?? null,
    recordedBy: actor.membershipId,
    correctsId,
  }));
  const made = await db.execute<{ id: string; session_id: string }>(
    sql`${insertOf(attendances, rows)} returning id, session_id`,
  );
  const idOf = new Map(made.map(({ id, session_id }) => [session_id, asId<AttendanceId>(id)]));
  return entries.map((entry) => {
    const id = idOf.get(entry.session.id);
    if (!id) throw new Error("the attendance was not kept");
    return { ...entry, id };
  });
}

const factsOf = (session: SessionRow, attendanceId: string, { state, units }: Delivered) => ({
  sessionId: session.id,
  attendanceId,
  state,
  units: plainUnits(units),
  day: session.serviceDay,
});
