// Makes forms and writes their drafts. Never changes a version that was published; a new draft begins as its copy.
import { and, eq, max } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { forms, formVersions } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { FormId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { EMPTY_CONTENT, FormContent } from "./content";
import { formEvents } from "./events";
import type { FormFacts, NewForm } from "./forms";
import { formLifecycle } from "./lifecycle";

export const ofForm = (actor: Actor, formId: string) => ({
  subjectType: "form",
  subjectId: formId,
  agencyId: agencyOf(actor),
});

/** A new form with an empty draft. @throws Refusal 409 for a name that is there */
export async function makeForm(db: Db, actor: Actor, { serviceId, ...facts }: NewForm): Promise<FormId> {
  const agencyId = agencyOf(actor);
  const kind = serviceId ? "referral" : "assessment";
  const createdBy = actor.membershipId;
  const [made] = await db
    .insert(forms)
    .values({ agencyId, kind, serviceId: serviceId ?? null, ...facts, createdBy })
    .returning({ id: forms.id });
  if (!made) throw new Error("no form was kept");
  await db.insert(formVersions).values({ agencyId, formId: made.id, number: 1, content: EMPTY_CONTENT, createdBy });
  await recordEvent(db, actor, formEvents.made({ kind }), ofForm(actor, made.id));
  return made.id as FormId;
}

/** What it is called, what for, and who reads its answers. @throws Refusal 404, 409 for a name that is there */
export async function changeForm(db: Db, actor: Actor, formId: FormId, facts: FormFacts): Promise<void> {
  const changed = await db
    .update(forms)
    .set({ ...facts, updatedAt: await clock(db) })
    .where(eq(forms.id, formId))
    .returning({ id: forms.id });
  if (changed.length === 0) throw new Refusal("not-found", 404);
  await recordEvent(db, actor, formEvents.changed({}), ofForm(actor, formId));
}

/** A copy of what is in use, or was last, to be changed; the draft that is there already, where there is one. @throws Refusal 404 */
export async function beginDraft(db: Db, actor: Actor, formId: FormId): Promise<void> {
  const versions = await lockVersions(db, formId);
  if (versions.some(({ state }) => state === "draft")) return;
  const last = versions.findLast(({ state }) => state === "published" || state === "retired");
  const [{ highest } = { highest: 0 }] = await db
    .select({ highest: max(formVersions.number) })
    .from(formVersions)
    .where(eq(formVersions.formId, formId));
  const number = (highest ?? 0) + 1;
  const content = last?.content ?? EMPTY_CONTENT;
  await db
    .insert(formVersions)
    .values({ agencyId: agencyOf(actor), formId, number, content, createdBy: actor.membershipId });
  await recordEvent(db, actor, formEvents["draft-begun"]({ number }), ofForm(actor, formId));
}

/** Writes in the draft, under its lock, so that two people at once each keep what they wrote. @throws Refusal 404, 409 without a draft */
export async function writeDraft(
  db: Db,
  formId: FormId,
  change: (content: FormContent) => FormContent,
): Promise<FormContent> {
  const draft = await lockDraft(db, formId);
  const content = FormContent.parse(change(draft.content));
  await db
    .update(formVersions)
    .set({ content, updatedAt: await clock(db) })
    .where(eq(formVersions.id, draft.id));
  return content;
}

/** @throws Refusal 404, 409 without a draft */
export async function discardDraft(db: Db, actor: Actor, formId: FormId): Promise<void> {
  const draft = await lockDraft(db, formId);
  const state = formLifecycle.after("draft", "discard");
  await db.update(formVersions).set({ state }).where(eq(formVersions.id, draft.id));
  await recordEvent(db, actor, formEvents.discarded({ number: draft.number }), ofForm(actor, formId));
}

/** @throws Refusal 404 when the form is not there, 409 when it has no draft */
export async function lockDraft(db: Db, formId: FormId) {
  const draft = (await lockVersions(db, formId)).find(({ state }) => state === "draft");
  if (!draft) throw new Refusal("form.no-draft", 409);
  return draft;
}

/** All versions in their order, locked until the transaction ends. @throws Refusal 404 when the form is not there */
export async function lockVersions(db: Db, formId: FormId) {
  const [form] = await db.select({ id: forms.id }).from(forms).where(eq(forms.id, formId)).for("update");
  if (!form) throw new Refusal("not-found", 404);
  const rows = await db
    .select()
    .from(formVersions)
    .where(and(eq(formVersions.formId, formId)))
    .orderBy(formVersions.number)
    .for("update");
  return rows.map((row) => ({ ...row, content: row.content as FormContent }));
}
