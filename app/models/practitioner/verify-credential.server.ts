// What a network manager says of a credential: verified and how, refused and why, revoked from which day. What was said stays.
import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { credentials } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { localDay } from "../values/calendar-day";
import type { CredentialId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { CredentialMove } from "./credential-forms";
import { credentialEvents } from "./events";
import { type CredentialState, credentialLifecycle } from "./lifecycle";

/**
 * @throws Refusal 404 absent, 403 "organization.not-yours" outside the actor's network, 409 a move its state does not have,
 * 422 "practitioner.revoked-ahead" for a day that is still to come
 */
export async function moveCredential(db: Db, actor: Actor, id: CredentialId, move: CredentialMove): Promise<void> {
  const which = eq(credentials.id, id);
  const [row] = await db.select().from(credentials).where(which);
  if (!row) throw new Refusal("not-found", 404);
  const [locked] = await db.select({ state: credentials.state }).from(credentials).where(which).for("update");
  if (!locked) throw new Refusal("organization.not-yours", 403);
  const state = credentialLifecycle.after(locked.state as CredentialState, move.intent);
  const said = await saidBy(db, actor, move);
  await db
    .update(credentials)
    .set({ state, ...said })
    .where(and(which, eq(credentials.state, locked.state)));
  const { organizationId, kind } = row;
  await recordEvent(db, actor, credentialEvents.moved({ credentialId: id, kind, state }), {
    subjectType: "credential",
    subjectId: id,
    organizationId,
  });
  await tellMembers(
    db,
    { organizationId, roles: ["coordinator", "organization_administrator"] },
    {
      kind: `credential.${state}`,
      subjectType: "credential",
      subjectId: id,
      path: `/portal/credentials/${id}`,
      effect: state,
    },
  );
}

async function saidBy(db: Db, actor: Actor, move: CredentialMove) {
  switch (move.intent) {
    case "verify":
      return { verifiedBy: actor.membershipId, verifiedHow: move.how };
    case "refuse":
      return { stateWords: move.words };
    case "revoke": {
      const today = localDay(await clock(db), actor.timeZone);
      if (move.revokedOn > today) throw new Refusal("practitioner.revoked-ahead", 422);
      return { revokedOn: move.revokedOn, stateWords: move.words };
    }
  }
}
