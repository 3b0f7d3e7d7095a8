// Writes a referral step by step. A draft is seen by the agency alone; nothing of it reaches a provider before it is sent.
import { and, eq, inArray } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock, nextNumber } from "#app/database/clock.server";
import { cases, disclosures, documents, needs, referralFacts, referrals, servicesAtLocation } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { asCalendarDay, localDay } from "../values/calendar-day";
import { asId, type PlannedServiceId, type ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { mayBeAnswerBy } from "./answer-by";
import { proposeAnswerDay, readClockRules } from "./clock.server";
import type { Urgency } from "./codes";
import { referralEvents } from "./events";
import type { DetailsForm, PlacesForm, SharedForm } from "./forms";
import { type LockedReferral, lockForMove, lockReferral } from "./lock.server";
import { keepMessage, readMessage } from "./message.server";
import { readPlanned } from "./planned.server";

/**
 * Begins a referral for a need of a case, or for an item of its agreed care plan: what was planned there goes into the message.
 * @throws Refusal 404 when case, need, item or place is not there, 403 when it is a colleague's case, 409 when the case is closed
 */
export async function draftReferral(
  db: Db,
  actor: Actor,
  form: PlacesForm,
  plannedId: PlannedServiceId | null = null,
): Promise<ReferralId> {
  const opened = await lockCase(db, form.caseId);
  await requirePlaces(db, form.places);
  const planned = await readPlanned(db, form.caseId, { id: plannedId, needId: form.needId });
  if (plannedId && !planned) throw new Refusal("not-found", 404);
  const needed = form.needId ? await specialtyOfNeed(db, form.caseId, form.needId) : null;
  const id = await insertDraft(db, actor, {
    caseId: form.caseId,
    clientId: opened.clientId,
    needId: form.needId,
    specialtyId: needed ?? planned?.specialtyId ?? null,
    plannedServiceId: planned?.id ?? null,
    plan: { serviceAtLocationIds: form.places },
  });
  const words = planned ? [planned.words, planned.howMuch].filter((part) => part).join(". ") : "";
  if (words) await keepMessage(db, { id, agencyId: agencyOf(actor) }, words);
  return id;
}

/** Changes need and places of a draft. */
export async function choosePlaces(db: Db, id: ReferralId, form: PlacesForm): Promise<void> {
  const draft = await lockDraft(db, id);
  if (draft.caseId !== form.caseId) throw new Refusal("not-found", 404);
  await requirePlaces(db, form.places);
  const specialtyId = form.needId ? await specialtyOfNeed(db, form.caseId, form.needId) : draft.specialtyId;
  const plan = { ...draft.plan, serviceAtLocationIds: form.places };
  await db.update(referrals).set({ needId: form.needId, specialtyId, plan }).where(eq(referrals.id, id));
}

/** Chooses what is shared. Whether a consent covers it is asked when it is sent: a consent may still be recorded. */
export async function chooseShared(db: Db, id: ReferralId, form: SharedForm): Promise<void> {
  const draft = await lockDraft(db, id);
  const chosen = form.fields.includes("documents") ? form.documents : [];
  if (chosen.length > 0) {
    const found = await db.$count(
      documents,
      and(inArray(documents.id, chosen), eq(documents.clientId, draft.clientId)),
    );
    if (found !== new Set(chosen).size) throw new Refusal("not-found", 404);
  }
  const plan = { ...draft.plan, fields: form.fields, documentIds: chosen };
  await db.update(referrals).set({ plan }).where(eq(referrals.id, id));
}

/** @throws Refusal 400 when the answer day is past or too far away */
export async function writeDetails(db: Db, actor: Actor, id: ReferralId, form: DetailsForm): Promise<void> {
  const draft = await lockDraft(db, id);
  const today = localDay(await clock(db), actor.timeZone);
  if (!mayBeAnswerBy(today, asCalendarDay(form.answerBy))) throw new Refusal("referral.answer-day", 400);
  await db
    .update(referrals)
    .set({ urgency: form.urgency, mode: form.mode, answerBy: form.answerBy })
    .where(eq(referrals.id, id));
  await keepMessage(db, draft, form.message);
}

/** Throws a draft away; its row stays, so that its number is never given out twice. */
export async function discardDraft(db: Db, actor: Actor, id: ReferralId): Promise<LockedReferral> {
  const { referral, state } = await lockForMove(db, id, "discard");
  await db
    .update(referrals)
    .set({ state, endedAt: await clock(db) })
    .where(eq(referrals.id, id));
  await recordEvent(db, actor, referralEvents.discarded({ referralId: id }), subjectOf(referral));
  return referral;
}

const ENDED = ["completed", "not_completed", "declined", "expired", "withdrawn", "cancelled"];

/**
 * Begins again from a referral that ended: same client, need, words and shared fields; the places are chosen afresh.
 * @throws Refusal 409 while the first one is still open
 */
export async function reReferReferral(db: Db, actor: Actor, id: ReferralId): Promise<ReferralId> {
  const ended = await lockReferral(db, id);
  if (!ENDED.includes(ended.state)) throw new Refusal("referral.still-open", 409);
  await lockCase(db, ended.caseId);
  const shared = await db
    .select({ fields: disclosures.fields })
    .from(disclosures)
    .where(eq(disclosures.referralId, id))
    .limit(1);
  const again = await insertDraft(db, actor, {
    caseId: ended.caseId,
    clientId: ended.clientId,
    needId: ended.needId,
    specialtyId: ended.specialtyId,
    urgency: ended.urgency,
    mode: ended.mode,
    plannedServiceId: ended.plannedServiceId,
    reReferredFromId: ended.id,
    plan: { serviceAtLocationIds: [], fields: shared[0]?.fields ?? [] },
  });
  await keepMessage(db, { id: again, agencyId: ended.agencyId }, await readMessage(db, id));
  return again;
}

/** Who an event about a referral concerns. */
export function subjectOf(referral: LockedReferral, organizationId: string | null = null) {
  return {
    subjectType: "referral",
    subjectId: referral.id,
    agencyId: referral.agencyId,
    clientId: referral.clientId,
    caseId: referral.caseId,
    referralId: referral.id,
    organizationId,
  };
}

export async function lockDraft(db: Db, id: ReferralId): Promise<LockedReferral> {
  const draft = await lockReferral(db, id);
  if (draft.state !== "draft") throw new Refusal("referral.sent-already", 409);
  return draft;
}

type DraftValues = Pick<
  typeof referrals.$inferInsert,
  | "caseId"
  | "clientId"
  | "needId"
  | "specialtyId"
  | "plannedServiceId"
  | "urgency"
  | "mode"
  | "reReferredFromId"
  | "plan"
>;

async function insertDraft(db: Db, actor: Actor, values: DraftValues): Promise<ReferralId> {
  const agencyId = agencyOf(actor);
  const now = await clock(db);
  const { answerDays } = await readClockRules(db, agencyId);
  const asked = {
    now,
    answerDays,
    urgency: (values.urgency ?? "routine") as Urgency,
    today: localDay(now, actor.timeZone),
  };
  const [row] = await db
    .insert(referrals)
    .values({
      ...values,
      agencyId,
      number: await nextNumber(db, agencyId, "R"),
      answerBy: await proposeAnswerDay(db, values.plan?.serviceAtLocationIds ?? [], asked),
      createdBy: actor.membershipId,
    })
    .returning(referralFacts);
  if (!row) throw new Error("no draft was made");
  const draft: LockedReferral = { ...row, state: "draft" };
  const event = referralEvents.drafted({ referralId: row.id, reReferredFromId: values.reReferredFromId ?? null });
  await recordEvent(db, actor, event, subjectOf(draft));
  return asId<ReferralId>(row.id);
}

async function lockCase(db: Db, caseId: string): Promise<{ clientId: string }> {
  const [seen] = await db.select({ state: cases.state }).from(cases).where(eq(cases.id, caseId));
  if (!seen) throw new Refusal("not-found", 404);
  const [mine] = await db.select({ clientId: cases.clientId }).from(cases).where(eq(cases.id, caseId)).for("key share");
  if (!mine) throw new Refusal("referral.not-your-case", 403);
  if (seen.state === "closed") throw new Refusal("referral.case-closed", 409);
  return mine;
}

async function specialtyOfNeed(db: Db, caseId: string, needId: string): Promise<string> {
  const [need] = await db
    .select({ specialtyId: needs.specialtyId })
    .from(needs)
    .where(and(eq(needs.id, needId), eq(needs.caseId, caseId)));
  if (!need) throw new Refusal("not-found", 404);
  return need.specialtyId;
}

async function requirePlaces(db: Db, ids: readonly string[]): Promise<void> {
  const found = await db.$count(servicesAtLocation, inArray(servicesAtLocation.id, [...ids]));
  if (found !== ids.length) throw new Refusal("not-found", 404);
}
