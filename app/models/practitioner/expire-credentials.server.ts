// Lets the kept state of credentials follow their days, and tells provider and network desk before the end. Each notice is sent once.
import { eq, sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { credentialNotices, credentials } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { defineJob } from "../job/define";
import { tellMembers } from "../notification/tell.server";
import { credentialEvents } from "./events";
import { dueNotice, type NoticeDays } from "./holds";
import { type CredentialState, credentialLifecycle } from "./lifecycle";

const AT_ONCE = 100;

interface Due extends Record<string, unknown> {
  readonly credential_id: string;
  readonly organization_id: string;
  readonly state: CredentialState;
  /** Days until the first on which it no longer holds, on the calendar of its place. */
  readonly remaining: number;
  readonly told: number | null;
  /** Another that was verified takes its place: nothing ends, so nobody is told. */
  readonly renewed: boolean;
  readonly agencies: readonly string[];
}

/** @returns how many were looked at; when a whole batch was, there may be more */
export async function expireCredentials(db: Db): Promise<number> {
  const due = await db.execute<Due & { agencies: string[] }>(sql`
    select credential_id, organization_id, state, remaining, told, renewed, to_jsonb(agencies) as agencies
    from app.due_credentials(${AT_ONCE})`);
  for (const one of due) {
    await follow(db, one);
    const notice = dueNotice(one.remaining, one.told);
    if (!notice) continue;
    const { credential_id: credentialId, organization_id: organizationId, renewed } = one;
    const kept = await db
      .insert(credentialNotices)
      .values([
        { organizationId, credentialId, days: notice.now, sent: !renewed },
        ...notice.passed.map((days) => ({ organizationId, credentialId, days, sent: false })),
      ])
      .onConflictDoNothing()
      .returning({ days: credentialNotices.days });
    if (!renewed && kept.some(({ days }) => days === notice.now)) await tell(db, one, notice.now);
  }
  return due.length;
}

/** Verified → expiring → expired, without leaving a step out. */
async function follow(db: Db, { credential_id: id, organization_id: organizationId, ...row }: Due): Promise<void> {
  const moves = row.remaining > 0 ? (["warn"] as const) : (["expire"] as const);
  const [move] = moves.filter((one) => credentialLifecycle.may(row.state, one));
  if (!move) return;
  const state = credentialLifecycle.after(row.state, move);
  const [changed] = await db.update(credentials).set({ state }).where(eq(credentials.id, id)).returning();
  if (!changed) return;
  await recordEvent(db, null, credentialEvents.moved({ credentialId: id, kind: changed.kind, state }), {
    subjectType: "credential",
    subjectId: id,
    organizationId,
  });
}

async function tell(db: Db, due: Due, days: NoticeDays): Promise<void> {
  const { credential_id: id, organization_id: organizationId } = due;
  const tiding = {
    kind: days === 0 ? "credential.expired" : "credential.expiring",
    subjectType: "credential",
    subjectId: id,
    effect: String(days),
  };
  await tellMembers(
    db,
    { organizationId, roles: ["coordinator", "organization_administrator"] },
    { ...tiding, path: `/portal/credentials/${id}` },
  );
  for (const agencyId of due.agencies) {
    await tellMembers(
      db,
      { agencyId, roles: ["network_manager"] },
      { ...tiding, path: `/network/credentials/${id}`, effect: `${days}:${agencyId}` },
    );
  }
}

// Every hour, for midnight is not at the same hour in every zone; what has been done is not done again.
defineJob("expire-credentials", { retries: 5, cron: "10 * * * *" }, async () => {
  while ((await asJob("write", expireCredentials)) === AT_ONCE);
});
