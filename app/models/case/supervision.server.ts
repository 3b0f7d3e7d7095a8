// The log of supervision: a supervisor writes down a talk about cases, the caseworker confirms it, a correction stands beside the old words.
import { eq } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { supervisionCases, supervisions } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembership } from "../notification/tell.server";
import { localDay } from "../values/calendar-day";
import { asId, type MembershipId, type SupervisionId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { assertCaseStaff } from "./colleagues.server";
import { supervisionEvents } from "./events";
import { supervisionLifecycle } from "./lifecycle";
import type { SupervisionWords } from "./supervision-forms";

export type SupervisionState = (typeof supervisionLifecycle.states)[number];

/**
 * Supervisors alone, in their own name. The cases are those open to them; what was agreed on a case hidden from them is not theirs to write.
 * @throws Refusal 403, 400 "supervision.ahead", 409 "supervision.with-oneself", "supervision.corrected"
 */
export async function writeSupervision(db: Db, actor: Actor, form: SupervisionWords): Promise<SupervisionId> {
  if (actor.role !== "supervisor") throw new Refusal("supervision.supervisors-only", 403);
  const agencyId = agencyOf(actor);
  const { heldOn, words = "", nextOn = null, corrects = null } = form;
  if (heldOn > localDay(await clock(db), actor.timeZone)) throw new Refusal("supervision.ahead", 400);
  const caseworker = corrects ? await whoWasThere(db, actor, corrects) : form.caseworker;
  if (caseworker === actor.membershipId) throw new Refusal("supervision.with-oneself", 409);
  if (!corrects) await assertCaseStaff(db, agencyId, caseworker);
  const [row] = await db
    .insert(supervisions)
    .values({
      agencyId,
      supervisorMembershipId: actor.membershipId,
      caseworkerMembershipId: caseworker,
      heldOn,
      words,
      nextOn,
      correctsId: corrects,
    })
    .returning({ id: supervisions.id });
  if (!row) throw new Error("no supervision was kept");
  const id = asId<SupervisionId>(row.id);
  const named = form.cases.flatMap(({ id: caseId, agreed }) =>
    agreed ? [{ agencyId, supervisionId: id, caseId, agreed }] : [],
  );
  if (named.length > 0) await db.insert(supervisionCases).values(named);
  const event = supervisionEvents.written({ supervisionId: id, ...(corrects ? { corrects } : {}) });
  await recordEvent(db, actor, event, { subjectType: "supervision", subjectId: id, agencyId });
  await tellMembership(db, caseworker, {
    kind: "supervision.written",
    subjectType: "supervision",
    subjectId: id,
    path: `/agency/supervision/${id}`,
  });
  return id;
}

/** A correction is of one's own log, and of the newest words. */
async function whoWasThere(db: Db, actor: Actor, id: SupervisionId): Promise<MembershipId> {
  const [old] = await db.select().from(supervisions).where(eq(supervisions.id, id));
  if (!old || old.supervisorMembershipId !== actor.membershipId) throw new Refusal("not-found", 404);
  const [later] = await db.select({ id: supervisions.id }).from(supervisions).where(eq(supervisions.correctsId, id));
  if (later) throw new Refusal("supervision.corrected", 409);
  return asId<MembershipId>(old.caseworkerMembershipId);
}

/** The caseworker says that it was so. @throws Refusal 404, 403 "supervision.not-yours", 409 when it is confirmed or corrected */
export async function confirmSupervision(db: Db, actor: Actor, id: SupervisionId): Promise<void> {
  const [seen] = await db.select().from(supervisions).where(eq(supervisions.id, id));
  if (!seen) throw new Refusal("not-found", 404);
  if (seen.caseworkerMembershipId !== actor.membershipId) throw new Refusal("supervision.not-yours", 403);
  const [talk] = await db
    .select({ state: supervisions.state })
    .from(supervisions)
    .where(eq(supervisions.id, id))
    .for("update");
  const state = supervisionLifecycle.after((talk?.state ?? seen.state) as SupervisionState, "confirm");
  await db.update(supervisions).set({ state, confirmedBy: actor.membershipId }).where(eq(supervisions.id, id));
  await recordEvent(db, actor, supervisionEvents.confirmed({ supervisionId: id }), {
    subjectType: "supervision",
    subjectId: id,
    agencyId: seen.agencyId,
  });
}
