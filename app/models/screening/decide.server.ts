// Decides about an application as it stood when it was looked at: approve, reject, or return it with what is missing. One transaction or nothing.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { agencies, applicationDecisions, applications, screeningItems } from "#drizzle/schema";
import { invite } from "../agency/invite.server";
import { establishProvider } from "../application/establish.server";
import { applicationLifecycle } from "../application/lifecycle";
import { tellApplicant } from "../application/tell-applicant.server";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import type { OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { screeningEvents } from "./events";
import type { ApplicationId, Decision, Rejection } from "./forms";
import { type LockedApplication, lockApplication, subjectOf } from "./lock.server";

/**
 * Says yes in one's own name. The last yes the agency asks for makes the provider: its record, the draft of its agreement,
 * the invitation of its first administrator, the welcome; all at once or none of it.
 * @returns how many more people must approve; 0: it is approved
 * @throws Refusal 404, 409 when it was changed or decided meanwhile, something required is open or failed, it is one's own, or one
 * has decided about this version already
 */
export async function approveApplication(db: Db, actor: Actor, id: ApplicationId, said: Decision): Promise<number> {
  const row = await lockSeen(db, actor, id, said.version);
  const state = applicationLifecycle.after(row.state, "approve");
  if (await hasOpenItems(db, id)) throw new Refusal("application.items-open", 409);
  await keepDecision(db, actor, row, "approve", said.words);
  const missing = await countMissing(db, row);
  if (missing > 0) {
    await recordEvent(
      db,
      actor,
      screeningEvents["approved-once"]({ applicationId: id, number: row.number, version: row.version, missing }),
      subjectOf(row),
    );
    await tellColleagues(db, row, "application.second-look", `v${row.version}`);
    return missing;
  }
  const organizationId = await establishProvider(db, actor, row);
  await db
    .update(applications)
    .set({
      state,
      becameOrganizationId: organizationId,
      decisionWords: await readWelcome(db, row),
      updatedAt: await clock(db),
    })
    .where(eq(applications.id, id));
  const facts = { applicationId: id, number: row.number, version: row.version, organizationId };
  await recordEvent(db, actor, screeningEvents.approved(facts), { ...subjectOf(row), organizationId });
  await welcome(db, actor, row, organizationId);
  return 0;
}

/** One person's no is enough. @throws Refusal 404, 409 as for approving */
export async function rejectApplication(db: Db, actor: Actor, id: ApplicationId, said: Rejection): Promise<void> {
  const row = await lockSeen(db, actor, id, said.version);
  const state = applicationLifecycle.after(row.state, "reject");
  await keepDecision(db, actor, row, "reject", said.words);
  await db
    .update(applications)
    .set({ state, decisionWords: said.words, decisionCode: said.code, updatedAt: await clock(db) })
    .where(eq(applications.id, id));
  const facts = { applicationId: id, number: row.number, version: row.version, code: said.code };
  await recordEvent(db, actor, screeningEvents.rejected(facts), subjectOf(row));
  await tellApplicant(db, row, "rejected", `v${row.version}`);
}

/** Back to the applicant, who may change all of it and send it again. @throws Refusal 404, 409 when it was changed or decided meanwhile */
export async function returnApplication(db: Db, actor: Actor, id: ApplicationId, said: Decision): Promise<void> {
  const row = await lockSeen(db, actor, id, said.version);
  const state = applicationLifecycle.after(row.state, "return");
  await db
    .update(applications)
    .set({ state, decisionWords: said.words, updatedAt: await clock(db) })
    .where(eq(applications.id, id));
  const facts = { applicationId: id, number: row.number, version: row.version };
  await recordEvent(db, actor, screeningEvents.returned(facts), subjectOf(row));
  await tellApplicant(db, row, "returned", `v${row.version}:${(await clock(db)).toISOString()}`);
}

async function lockSeen(db: Db, actor: Actor, id: ApplicationId, version: number): Promise<LockedApplication> {
  const row = await lockApplication(db, actor, id);
  if (row.version !== version) throw new Refusal("application.changed-while-deciding", 409);
  return row;
}

async function hasOpenItems(db: Db, id: ApplicationId): Promise<boolean> {
  const open = and(
    eq(screeningItems.applicationId, id),
    eq(screeningItems.required, true),
    sql`${screeningItems.state} not in ('passed', 'waived')`,
  );
  return (await db.$count(screeningItems, open)) > 0;
}

async function keepDecision(
  db: Db,
  actor: Actor,
  { id, agencyId, version }: LockedApplication,
  decision: "approve" | "reject",
  words: string,
): Promise<void> {
  // Whose word it is, the database finds out itself.
  await db.execute(sql`insert into application_decision (agency_id, application_id, version, decided_by, decision, words)
    values (${agencyId}::uuid, ${id}::uuid, ${version}, ${actor.membershipId}::uuid, ${decision}, ${words})`);
}

/** How many more people the agency asks for. */
async function countMissing(db: Db, { id, agencyId, version }: LockedApplication): Promise<number> {
  const [agency] = await db
    .select({ approvals: agencies.screeningApprovals })
    .from(agencies)
    .where(eq(agencies.id, agencyId));
  const given = await db.$count(
    applicationDecisions,
    and(
      eq(applicationDecisions.applicationId, id),
      eq(applicationDecisions.version, version),
      eq(applicationDecisions.decision, "approve"),
    ),
  );
  return Math.max(0, (agency?.approvals ?? 1) - given);
}

/** What those who approved this version said to the applicant, the first of them first. */
async function readWelcome(db: Db, { id, version }: LockedApplication): Promise<string | null> {
  const rows = await db
    .select({ words: applicationDecisions.words })
    .from(applicationDecisions)
    .where(and(eq(applicationDecisions.applicationId, id), eq(applicationDecisions.version, version)))
    .orderBy(applicationDecisions.createdAt, applicationDecisions.id);
  return [...new Set(rows.map(({ words }) => words).filter(Boolean))].join("\n\n") || null;
}

/** Whoever asked to join a provider for which somebody signs in is let in by them, never past them. */
async function welcome(db: Db, actor: Actor, row: LockedApplication, organizationId: OrganizationId): Promise<void> {
  if (row.claim === "join") {
    const told = { kind: "application.joined", subjectType: "application", subjectId: row.id };
    await tellMembers(
      db,
      { organizationId, roles: ["organization_administrator"] },
      { ...told, path: "/portal/people" },
    );
  } else {
    await invite(
      db,
      actor,
      { agencyId: null, organizationId },
      { name: row.contactName, email: row.contactEmail, role: "organization_administrator" },
    );
  }
  await tellApplicant(db, row, "approved", `v${row.version}`);
}

function tellColleagues(db: Db, row: LockedApplication, kind: string, effect: string): Promise<void> {
  return tellMembers(
    db,
    { agencyId: row.agencyId, roles: ["network_manager"] },
    { kind, subjectType: "application", subjectId: row.id, path: `/network/applications/${row.id}`, effect },
  );
}
