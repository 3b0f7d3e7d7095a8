// Opens a restricted case in an emergency, ends that, and reviews it. What it opens and for how long is the database's word; nothing here writes on the case.
import { and, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, type Page, toMarkedPage } from "#app/database/page.server";
import { cases, emergencyAccesses, memberships, people } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers, tellMembership } from "../notification/tell.server";
import { asId, type CaseId, type EmergencyId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { emergencyEvents } from "./events";
import type { OpenEmergencyForm, ReviewEmergencyForm } from "./forms";
import { emergencyLifecycle } from "./lifecycle";

export type EmergencyState = (typeof emergencyLifecycle.states)[number];

/** What was opened; null when nothing that is hidden from the actor answers to what was said, which is recorded too. */
export async function openEmergency(db: Db, actor: Actor, form: OpenEmergencyForm): Promise<CaseId | null> {
  const agencyId = agencyOf(actor);
  const [row] = await db.execute<{ id: string | null }>(
    sql`select app.open_emergency(${form.said}, ${form.reason}, ${form.words}) as id`,
  );
  if (!row?.id) {
    // Asking whether somebody is hidden here is itself something that is looked at later.
    await recordEvent(db, actor, emergencyEvents["not-found"]({ reason: form.reason }), {
      subjectType: "agency",
      subjectId: agencyId,
      agencyId,
    });
    return null;
  }
  const [opened] = await db
    .select({ caseId: emergencyAccesses.caseId, owner: cases.ownerMembershipId })
    .from(emergencyAccesses)
    .innerJoin(cases, eq(cases.id, emergencyAccesses.caseId))
    .where(eq(emergencyAccesses.id, row.id));
  if (!opened) throw new Error("what was opened is not there");
  const tiding = {
    kind: "emergency.opened",
    subjectType: "emergency",
    subjectId: row.id,
    path: `/agency/emergencies/${row.id}`,
  };
  await tellMembers(db, { agencyId, roles: ["supervisor"] }, tiding);
  await tellMembership(db, opened.owner, tiding);
  return asId<CaseId>(opened.caseId);
}

/** It opens nothing from the next request on. @throws Refusal 404 when it is not there, 409 when it has ended */
export async function endEmergency(db: Db, actor: Actor, id: EmergencyId): Promise<void> {
  const found = await lockEmergency(db, id);
  const state = emergencyLifecycle.after(found.state as EmergencyState, "end");
  await db.update(emergencyAccesses).set({ state }).where(eq(emergencyAccesses.id, id));
  await recordEvent(db, actor, emergencyEvents.ended({ emergencyId: id }), subjectOf(id, found));
}

/**
 * Another person says whether it was right, and that is final.
 * @throws Refusal 404, 403 when one reviews oneself, 409 when it is open still or reviewed already
 */
export async function reviewEmergency(
  db: Db,
  actor: Actor,
  id: EmergencyId,
  { verdict, words }: ReviewEmergencyForm,
): Promise<void> {
  const found = await lockEmergency(db, id);
  if (found.openedByPerson === actor.personId) throw new Refusal("emergency.own-review", 403);
  const state = emergencyLifecycle.after(found.state as EmergencyState, "review");
  await db
    .update(emergencyAccesses)
    .set({ state, reviewedBy: actor.membershipId, verdict, reviewWords: words })
    .where(eq(emergencyAccesses.id, id));
  await recordEvent(db, actor, emergencyEvents.reviewed({ emergencyId: id, verdict }), subjectOf(id, found));
  await tellMembership(db, found.membershipId, {
    kind: "emergency.reviewed",
    subjectType: "emergency",
    subjectId: id,
    path: `/agency/emergencies/${id}`,
  });
}

async function lockEmergency(db: Db, id: EmergencyId) {
  const [found] = await db
    .select({
      state: emergencyAccesses.state,
      agencyId: emergencyAccesses.agencyId,
      caseId: emergencyAccesses.caseId,
      clientId: emergencyAccesses.clientId,
      membershipId: emergencyAccesses.membershipId,
      openedByPerson: sql<string>`app.person_of(${emergencyAccesses.membershipId})`,
    })
    .from(emergencyAccesses)
    .where(eq(emergencyAccesses.id, id))
    .for("update");
  if (!found) throw new Refusal("not-found", 404);
  return found;
}

const subjectOf = (id: EmergencyId, { agencyId, caseId, clientId }: Awaited<ReturnType<typeof lockEmergency>>) => ({
  subjectType: "emergency",
  subjectId: id,
  agencyId,
  caseId,
  clientId,
});

const opener = alias(people, "opener");
const reviewing = alias(memberships, "reviewing");
const reviewer = alias(people, "reviewer");

const NEWEST_FIRST = byInstant(emergencyAccesses.openedAt, emergencyAccesses.id, "newest");

function emergencies(db: Db) {
  return db
    .select({
      mark: NEWEST_FIRST.mark,
      id: emergencyAccesses.id,
      caseId: emergencyAccesses.caseId,
      membershipId: emergencyAccesses.membershipId,
      personId: memberships.personId,
      openedBy: opener.name,
      reason: emergencyAccesses.reason,
      words: emergencyAccesses.words,
      state: emergencyAccesses.state,
      openedAt: emergencyAccesses.openedAt,
      endsAt: emergencyAccesses.endsAt,
      endedAt: emergencyAccesses.endedAt,
      reviewedBy: reviewer.name,
      reviewedAt: emergencyAccesses.reviewedAt,
      verdict: emergencyAccesses.verdict,
      reviewWords: emergencyAccesses.reviewWords,
      /** Past its hour, whether or not that was written down. */
      over: sql<boolean>`(${emergencyAccesses.state} <> 'open' or ${emergencyAccesses.endsAt} <= app.clock())`,
    })
    .from(emergencyAccesses)
    .innerJoin(memberships, eq(memberships.id, emergencyAccesses.membershipId))
    .innerJoin(opener, eq(opener.id, memberships.personId))
    .leftJoin(reviewing, eq(reviewing.id, emergencyAccesses.reviewedBy))
    .leftJoin(reviewer, eq(reviewer.id, reviewing.personId))
    .$dynamic();
}

export type EmergencyLine = Omit<Awaited<ReturnType<ReturnType<typeof emergencies>["execute"]>>[number], "mark">;

/** Newest first, a page at a time; whatever the reader may see. */
export async function readEmergencies(db: Db, actor: Actor, after: Mark | null): Promise<Page<EmergencyLine>> {
  const rows = await emergencies(db)
    .where(and(eq(emergencyAccesses.agencyId, agencyOf(actor)), NEWEST_FIRST.beyond(after)))
    .orderBy(...NEWEST_FIRST.order)
    .limit(PAGE_SIZE + 1);
  return toMarkedPage(rows);
}

/** @throws Refusal 404 when it is not there for the reader */
export async function readEmergency(db: Db, id: EmergencyId) {
  const [found] = await emergencies(db).where(eq(emergencyAccesses.id, id));
  if (!found) throw new Refusal("not-found", 404);
  const done = await db.execute<{ id: string; at: string; name: string }>(
    sql`select id, at, name from app.done_in_emergency(${id}::uuid)`,
  );
  const { mark: _, ...emergency } = found;
  return { ...emergency, done: done.map(({ at, ...row }) => ({ ...row, at: new Date(at) })) };
}

/** Until when the reader has this case open in an emergency; null: they have not. */
export async function readOwnEmergency(db: Db, actor: Actor, caseId: CaseId) {
  const [open] = await db
    .select({ id: emergencyAccesses.id, endsAt: emergencyAccesses.endsAt })
    .from(emergencyAccesses)
    .where(
      and(
        eq(emergencyAccesses.caseId, caseId),
        eq(emergencyAccesses.membershipId, actor.membershipId),
        eq(emergencyAccesses.state, "open"),
        sql`${emergencyAccesses.endsAt} > app.clock()`,
      ),
    );
  return open ?? null;
}
