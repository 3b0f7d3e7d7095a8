// The reasons a provider may give an agency for its no: read for whoever answers, and kept in order by an administrator. Deletes none.
import { and, asc, eq, isNull } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { declineReasons } from "#drizzle/schema";
import type { HouseEvent } from "../event/define";
import { recordEvent } from "../event/record.server";
import type { DeclineReasonId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { DECLINE_CODES, type DeclineCode } from "./codes";
import { reasonEvents } from "./events";

export type DeclineReason = typeof declineReasons.$inferSelect;

/** Sent in a form: a code of the common list, or the id of a reason the agency has words of its own for. */
export interface ReasonOption {
  readonly value: string;
  readonly code: DeclineCode;
  /** Empty: the common words for the code. */
  readonly words: string;
}

/** Those in use, in the agency's order; the common list where the agency keeps none of its own. */
export async function readReasonOptions(db: Db, agencyId: string): Promise<ReasonOption[]> {
  const rows = await db
    .select()
    .from(declineReasons)
    .where(and(eq(declineReasons.agencyId, agencyId), isNull(declineReasons.retiredAt)))
    .orderBy(asc(declineReasons.position));
  if (rows.length === 0) return DECLINE_CODES.map((code) => ({ value: code, code, words: "" }));
  return rows.map(({ id, code, words }) => ({ value: words ? id : code, code: code as DeclineCode, words }));
}

/** What a provider chose. A code of the common list always holds: other systems know no other. @throws Refusal 409 when it was retired meanwhile */
export async function chosenReason(
  db: Db,
  agencyId: string,
  chosen: DeclineCode | DeclineReasonId,
): Promise<{ code: DeclineCode; declineReasonId: string | null }> {
  const common = DECLINE_CODES.find((code) => code === chosen);
  if (common) return { code: common, declineReasonId: null };
  const found = (await readReasonOptions(db, agencyId)).find(({ value }) => value === chosen);
  if (!found) throw new Refusal("referral.reason-retired", 409);
  return { code: found.code, declineReasonId: found.value };
}

/** The whole list of an agency, also what is retired; empty while it uses the common one. */
export function readReasons(db: Db, actor: Actor): Promise<DeclineReason[]> {
  return db
    .select()
    .from(declineReasons)
    .where(eq(declineReasons.agencyId, agencyOf(actor)))
    .orderBy(asc(declineReasons.position))
    .limit(MOST_REASONS);
}

const MOST_REASONS = 60;

/** From now on the agency keeps a list of its own, which begins as the common one. @throws Refusal 409 when it has one */
export async function beginReasons(db: Db, actor: Actor): Promise<void> {
  if ((await lockReasons(db, actor)).length > 0) throw new Refusal("referral.reasons-begun", 409);
  const agencyId = agencyOf(actor);
  const begun = await db
    .insert(declineReasons)
    .values(DECLINE_CODES.map((code, position) => ({ agencyId, code, words: "", position })))
    .onConflictDoNothing()
    .returning({ id: declineReasons.id });
  // Another administrator was quicker by a moment.
  if (begun.length < DECLINE_CODES.length) throw new Refusal("referral.reasons-begun", 409);
  await record(db, actor, reasonEvents["list-begun"]({}));
}

/** At the end of the list. @throws Refusal 409 where there is no list yet, or it is full */
export async function addReason(
  db: Db,
  actor: Actor,
  { words, code }: { words: string; code: DeclineCode },
): Promise<void> {
  const reasons = await lockReasons(db, actor);
  const last = reasons.at(-1);
  if (!last) throw new Refusal("referral.reasons-not-begun", 409);
  if (reasons.length >= MOST_REASONS) throw new Refusal("referral.reasons-full", 409, { most: MOST_REASONS });
  const [added] = await db
    .insert(declineReasons)
    .values({ agencyId: agencyOf(actor), code, words, position: last.position + 1 })
    .returning({ id: declineReasons.id });
  if (added) await record(db, actor, reasonEvents.added({ reasonId: added.id, code }));
}

/** Whoever chose it before keeps the words of that day. @throws Refusal 404 */
export async function rewordReason(db: Db, actor: Actor, id: DeclineReasonId, words: string): Promise<void> {
  const { reason } = await lockReason(db, actor, id);
  await db.update(declineReasons).set({ words }).where(eq(declineReasons.id, reason.id));
  await record(db, actor, reasonEvents.reworded({ reasonId: id }));
}

/** Changes places with its neighbour among those in use; at the end of the list it stays. @throws Refusal 404 */
export async function moveReason(db: Db, actor: Actor, id: DeclineReasonId, way: "up" | "down"): Promise<void> {
  const { reason, reasons } = await lockReason(db, actor, id);
  const used = reasons.filter(({ retiredAt }) => retiredAt === null);
  const neighbour = used[used.findIndex((one) => one.id === id) + (way === "up" ? -1 : 1)];
  if (!neighbour || reason.retiredAt) return;
  // No two stand at one place, not even for a moment.
  const aside = Math.min(...reasons.map(({ position }) => position)) - 1;
  await place(db, reason.id, aside);
  await place(db, neighbour.id, reason.position);
  await place(db, reason.id, neighbour.position);
  await record(db, actor, reasonEvents.moved({ reasonId: id }));
}

/** Nobody can choose it any more; who did keeps it. @throws Refusal 404, 409 "referral.last-reason" */
export async function retireReason(db: Db, actor: Actor, id: DeclineReasonId): Promise<void> {
  const { reason, reasons } = await lockReason(db, actor, id);
  if (reason.retiredAt) return;
  if (reasons.filter(({ retiredAt }) => retiredAt === null).length === 1)
    throw new Refusal("referral.last-reason", 409);
  await db
    .update(declineReasons)
    .set({ retiredAt: await clock(db) })
    .where(eq(declineReasons.id, id));
  await record(db, actor, reasonEvents.retired({ reasonId: id }));
}

export async function restoreReason(db: Db, actor: Actor, id: DeclineReasonId): Promise<void> {
  await lockReason(db, actor, id);
  await db.update(declineReasons).set({ retiredAt: null }).where(eq(declineReasons.id, id));
  await record(db, actor, reasonEvents.restored({ reasonId: id }));
}

const place = (db: Db, id: string, position: number) =>
  db.update(declineReasons).set({ position }).where(eq(declineReasons.id, id));

/** The whole list: what is done to one depends on where the others stand. */
function lockReasons(db: Db, actor: Actor): Promise<DeclineReason[]> {
  return db
    .select()
    .from(declineReasons)
    .where(eq(declineReasons.agencyId, agencyOf(actor)))
    .orderBy(asc(declineReasons.position))
    .for("update");
}

async function lockReason(db: Db, actor: Actor, id: DeclineReasonId) {
  const reasons = await lockReasons(db, actor);
  const reason = reasons.find((one) => one.id === id);
  if (!reason) throw new Refusal("not-found", 404);
  return { reason, reasons };
}

const record = (db: Db, actor: Actor, event: HouseEvent) =>
  recordEvent(db, actor, event, {
    subjectType: "agency",
    subjectId: agencyOf(actor),
    agencyId: agencyOf(actor),
  });
