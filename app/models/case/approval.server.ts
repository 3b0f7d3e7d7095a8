// Asks a supervisor for a yes to a care plan or a closing, decides it, and takes the question back. Never lets anybody agree to their own.
import { and, desc, eq, ne, or } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { carePlans, caseApprovals, cases, clients, memberships, people } from "#drizzle/schema";
import { recordRead } from "../event/record.server";
import { tellMembers, tellMembership } from "../notification/tell.server";
import { type ApprovalId, asId, type CaseId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { lockOpenCase, recordOnCase } from "./carry.server";
import { caseEvents } from "./events";
import { approvalLifecycle } from "./lifecycle";

export type ApprovalState = (typeof approvalLifecycle.states)[number];

/** What is asked about: the plan as it stands at this revision, or the closing of the case. */
export type ApprovalSubject =
  | { readonly kind: "closure" }
  | {
      readonly kind: "plan";
      readonly planId: string;
      readonly revision: number;
    };

/** @throws Refusal 409 "case.asked-already" while the same question waits */
export async function askApproval(
  db: Db,
  actor: Actor,
  caseId: CaseId,
  subject: ApprovalSubject,
  words: string,
): Promise<ApprovalId> {
  const carried = await lockOpenCase(db, caseId);
  const { agencyId } = carried;
  await withdrawStale(db, caseId, subject);
  const [row] = await db
    .insert(caseApprovals)
    .values({ agencyId, caseId, words, askedBy: actor.membershipId, ...subject })
    .onConflictDoNothing()
    .returning({ id: caseApprovals.id });
  if (!row) throw new Refusal("case.asked-already", 409);
  await recordOnCase(db, actor, carried, caseEvents["approval-asked"]({ approvalId: row.id, kind: subject.kind }));
  await tellMembers(
    db,
    { agencyId, roles: ["supervisor"] },
    { kind: "plan.approval", subjectType: "approval", subjectId: row.id, path: `/agency/approvals/${row.id}` },
  );
  return asId<ApprovalId>(row.id);
}

/** A question about a plan that was changed since, or about another version, is not answered any more. */
async function withdrawStale(db: Db, caseId: CaseId, subject: ApprovalSubject): Promise<void> {
  if (subject.kind !== "plan") return;
  const { planId, revision } = subject;
  await db
    .update(caseApprovals)
    .set({ state: approvalLifecycle.after("asked", "withdraw") })
    .where(
      and(
        eq(caseApprovals.caseId, caseId),
        eq(caseApprovals.kind, "plan"),
        eq(caseApprovals.state, "asked"),
        or(ne(caseApprovals.planId, planId), ne(caseApprovals.revision, revision)),
      ),
    );
}

/**
 * A supervisor says yes, or sends it back with words.
 * @throws Refusal 403 "case.supervisors-approve", 409 when it was decided, was changed meanwhile, or is the supervisor's own
 */
export async function decideApproval(
  db: Db,
  actor: Actor,
  approvalId: ApprovalId,
  move: "grant" | "refuse",
  words: string,
): Promise<void> {
  const approval = await lockApproval(db, approvalId);
  if (actor.role !== "supervisor") throw new Refusal("case.supervisors-approve", 403);
  const state = approvalLifecycle.after(approval.state, move);
  if (approval.askedBy === actor.membershipId) throw new Refusal("case.own-approval", 403);
  const decided = { decidedBy: actor.membershipId, decidedAt: await clock(db), decisionWords: words };
  await db
    .update(caseApprovals)
    .set({ state, ...decided })
    .where(eq(caseApprovals.id, approvalId));
  const { caseId, clientId, agencyId, kind } = approval;
  const carried = { id: asId<CaseId>(caseId), clientId, agencyId };
  const event = caseEvents["approval-decided"]({ approvalId, kind, move });
  await recordOnCase(db, actor, carried, event);
  await tellMembership(db, approval.askedBy, {
    kind: "plan.decided",
    subjectType: "approval",
    subjectId: approvalId,
    path: `/agency/approvals/${approvalId}`,
  });
}

/** Whoever carries the case asks no more. */
export async function withdrawApproval(db: Db, actor: Actor, approvalId: ApprovalId): Promise<void> {
  const approval = await lockApproval(db, approvalId);
  const carried = await lockOpenCase(db, asId<CaseId>(approval.caseId));
  const state = approvalLifecycle.after(approval.state, "withdraw");
  await db.update(caseApprovals).set({ state }).where(eq(caseApprovals.id, approvalId));
  const event = caseEvents["approval-decided"]({ approvalId, kind: approval.kind, move: "withdraw" });
  await recordOnCase(db, actor, carried, event);
}

async function lockApproval(db: Db, approvalId: ApprovalId) {
  const [seen] = await db.select({ id: caseApprovals.id }).from(caseApprovals).where(eq(caseApprovals.id, approvalId));
  if (!seen) throw new Refusal("not-found", 404);
  const [row] = await db
    .select({ approval: caseApprovals, clientId: cases.clientId })
    .from(caseApprovals)
    .innerJoin(cases, eq(cases.id, caseApprovals.caseId))
    .where(eq(caseApprovals.id, approvalId))
    .for("update", { of: caseApprovals });
  if (!row) throw new Refusal("case.not-yours", 403);
  return { ...row.approval, clientId: row.clientId, state: row.approval.state as ApprovalState };
}

export async function readApproval(db: Db, actor: Actor, approvalId: ApprovalId) {
  const [row] = await db
    .select({
      approval: caseApprovals,
      caseNumber: cases.number,
      clientId: cases.clientId,
      givenName: clients.givenName,
      familyName: clients.familyName,
      askedByName: people.name,
      planRevision: carePlans.revision,
    })
    .from(caseApprovals)
    .innerJoin(cases, eq(cases.id, caseApprovals.caseId))
    .innerJoin(clients, eq(clients.id, cases.clientId))
    .innerJoin(memberships, eq(memberships.id, caseApprovals.askedBy))
    .innerJoin(people, eq(people.id, memberships.personId))
    .leftJoin(carePlans, eq(carePlans.id, caseApprovals.planId))
    .where(eq(caseApprovals.id, approvalId));
  if (!row) throw new Refusal("not-found", 404);
  const { approval, clientId, givenName, familyName, planRevision, caseNumber, askedByName } = row;
  await recordRead(db, actor, "case", { subjectType: "case", subjectId: approval.caseId, clientId });
  const { agencyId: _, ...facts } = approval;
  return {
    ...facts,
    state: facts.state as ApprovalState,
    caseNumber,
    askedByName,
    clientName: `${givenName} ${familyName}`,
    /** The plan was changed after the question. */
    stale: facts.revision !== null && facts.revision !== planRevision,
    mine: facts.askedBy === actor.membershipId,
  };
}

/** The newest questions of a case, of one kind. */
export function readApprovalsOf(db: Db, caseId: string, kind: "plan" | "closure") {
  return db
    .select({
      id: caseApprovals.id,
      state: caseApprovals.state,
      planId: caseApprovals.planId,
      revision: caseApprovals.revision,
      decisionWords: caseApprovals.decisionWords,
    })
    .from(caseApprovals)
    .where(and(eq(caseApprovals.caseId, caseId), eq(caseApprovals.kind, kind)))
    .orderBy(desc(caseApprovals.createdAt), desc(caseApprovals.id))
    .limit(5);
}
