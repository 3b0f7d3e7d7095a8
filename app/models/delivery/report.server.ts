// Writes a progress note on a referral, beside a session where there was one. Notes are added to, never changed.
import { and, eq } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { progressGoals, progressNotes, referrals, serviceSessions } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellCarers } from "../referral/tell-carers.server";
import type { ReferralId, SessionId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { deliveryEvents } from "./events";

const UNDER_WAY: readonly string[] = ["accepted", "in_progress", "on_hold"];

export interface ProgressInput {
  readonly referralId: ReferralId;
  readonly sessionId?: SessionId | null;
  readonly words: string;
  /** Goals that were shared, and how each comes on; those without a standing are left out. */
  readonly goals?: readonly {
    readonly goalId: string;
    readonly standing?: string | undefined;
    readonly words: string;
  }[];
}

/** @throws Refusal 404 when the organization does not hold the referral, 409 when it has ended */
export async function reportProgress(db: Db, actor: Actor, input: ProgressInput): Promise<void> {
  const organizationId = organizationOf(actor);
  const { referralId, words } = input;
  const sessionId = input.sessionId ?? null;
  const [referral] = await db
    .select({
      state: referrals.state,
      agencyId: referrals.agencyId,
      clientId: referrals.clientId,
      caseId: referrals.caseId,
    })
    .from(referrals)
    .where(eq(referrals.id, referralId));
  if (!referral) throw new Refusal("not-found", 404);
  if (!UNDER_WAY.includes(referral.state)) throw new Refusal("delivery.referral-ended", 409);
  if (sessionId) await checkSession(db, organizationId, referralId, sessionId);
  const [note] = await db
    .insert(progressNotes)
    .values({
      agencyId: referral.agencyId,
      organizationId,
      clientId: referral.clientId,
      referralId,
      sessionId,
      words,
      authorMembershipId: actor.membershipId,
    })
    .returning({ id: progressNotes.id });
  if (!note) throw new Error("the note was not kept");
  const said = (input.goals ?? []).flatMap(({ standing, ...goal }) => (standing ? [{ ...goal, standing }] : []));
  if (said.length > 0) {
    const { agencyId, clientId } = referral;
    const of = { agencyId, organizationId, clientId, referralId, noteId: note.id };
    await db.insert(progressGoals).values(said.map((goal) => ({ ...of, ...goal })));
  }
  await recordEvent(db, actor, deliveryEvents.reported({ noteId: note.id, sessionId }), {
    subjectType: "referral",
    subjectId: referralId,
    organizationId,
    agencyId: referral.agencyId,
    clientId: referral.clientId,
    caseId: referral.caseId,
    referralId,
  });
  await tellCarers(db, referralId, "delivery.reported", note.id);
}

async function checkSession(db: Db, organizationId: string, referralId: string, sessionId: string): Promise<void> {
  const [session] = await db
    .select({ id: serviceSessions.id })
    .from(serviceSessions)
    .where(
      and(
        eq(serviceSessions.id, sessionId),
        eq(serviceSessions.referralId, referralId),
        eq(serviceSessions.organizationId, organizationId),
      ),
    );
  if (!session) throw new Refusal("not-found", 404);
}
