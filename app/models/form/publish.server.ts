// Puts a draft into use in place of the version before it, and takes a form out of use. Never changes what a version asks.
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { formVersions } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { FormId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { lockVersions, ofForm } from "./draft.server";
import { formEvents } from "./events";
import { faultsOf } from "./faults";
import { formLifecycle } from "./lifecycle";

/** @throws Refusal 404, 409 without a draft or while something in it cannot be answered */
export async function publishDraft(db: Db, actor: Actor, formId: FormId): Promise<void> {
  const versions = await lockVersions(db, formId);
  const draft = versions.find(({ state }) => state === "draft");
  if (!draft) throw new Refusal("form.no-draft", 409);
  const faults = faultsOf(draft.content);
  if (faults.length > 0) throw new Refusal("form.has-faults", 409, { count: faults.length });
  await retire(db, actor, formId, versions);
  await db
    .update(formVersions)
    .set({
      state: formLifecycle.after("draft", "publish"),
      publishedAt: await clock(db),
      publishedBy: actor.membershipId,
    })
    .where(eq(formVersions.id, draft.id));
  await recordEvent(db, actor, formEvents.published({ number: draft.number }), ofForm(actor, formId));
}

/** Nobody begins it any more; what was answered stays readable. @throws Refusal 404, 409 when it is not in use */
export async function retireForm(db: Db, actor: Actor, formId: FormId): Promise<void> {
  const versions = await lockVersions(db, formId);
  if (!(await retire(db, actor, formId, versions))) throw new Refusal("form.not-in-use", 409);
}

async function retire(
  db: Db,
  actor: Actor,
  formId: FormId,
  versions: Awaited<ReturnType<typeof lockVersions>>,
): Promise<boolean> {
  const used = versions.find(({ state }) => state === "published");
  if (!used) return false;
  await db
    .update(formVersions)
    .set({ state: formLifecycle.after("published", "retire"), retiredAt: await clock(db) })
    .where(eq(formVersions.id, used.id));
  await recordEvent(db, actor, formEvents.retired({ number: used.number }), ofForm(actor, formId));
  return true;
}
