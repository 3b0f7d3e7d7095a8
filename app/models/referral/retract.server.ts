// Marks a referral that should never have been, with two people: one asks and says what was wrong, another confirms. Deletes nothing.
import { and, desc, eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { memberships, people, referrals, retractions } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers, tellMembership } from "../notification/tell.server";
import type { ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { subjectOf } from "./draft.server";
import { referralEvents } from "./events";
import { retractionLifecycle } from "./lifecycle";
import { type LockedReferral, lockForMove, lockReferral } from "./lock.server";
import { tellCarers } from "./tell-carers.server";
import { readHolders, tellHolder } from "./tell-holder.server";

/** @throws Refusal 404, 403 for a colleague's case, 409 where it is marked already or the question waits */
export async function askRetraction(db: Db, actor: Actor, id: ReferralId, words: string): Promise<void> {
  const { referral } = await lockForMove(db, id, "retract");
  const [asked] = await db
    .insert(retractions)
    .values({ agencyId: referral.agencyId, referralId: id, words, askedBy: actor.membershipId })
    .onConflictDoNothing()
    .returning({ id: retractions.id });
  if (!asked) throw new Refusal("referral.retraction-waits", 409);
  const event = referralEvents["retraction-asked"]({ referralId: id, retractionId: asked.id });
  await recordEvent(db, actor, event, subjectOf(referral));
  // A supervisor's question is for whoever carries the case: one of the two supervises either way.
  if (actor.role === "supervisor") return tellCarers(db, id, "referral.retraction-asked", asked.id);
  await tellMembers(
    db,
    { agencyId: referral.agencyId, roles: ["supervisor"] },
    {
      kind: "referral.retraction-asked",
      subjectType: "referral",
      subjectId: id,
      path: `/agency/referrals/${id}`,
      effect: asked.id,
    },
  );
}

/**
 * Another person says that it was a mistake: what was opened for it closes at once, providers are told, all of it is kept.
 * @throws Refusal 404 where nobody asked, 403 for whoever asked and where neither of the two supervises, 409
 */
export async function confirmRetraction(db: Db, actor: Actor, id: ReferralId): Promise<void> {
  const { referral, state } = await lockForMove(db, id, "retract");
  const asked = await decide(db, actor, id, "confirm", "");
  const holders = await readHolders(db, id);
  await db
    .update(referrals)
    .set({ state, reasonWords: asked.words, endedAt: await clock(db), plan: {}, version: referral.version + 1 })
    .where(eq(referrals.id, id));
  await recordEvent(db, actor, referralEvents.retracted({ referralId: id }), subjectOf(referral));
  for (const holder of holders) await tellHolder(db, holder, "referral.retracted");
  await tellAsker(db, asked, referral);
}

/** Another person says why it was none; the referral goes on as it stands. @throws Refusal 404, 403, 409 */
export async function refuseRetraction(db: Db, actor: Actor, id: ReferralId, words: string): Promise<void> {
  const referral = await lockReferral(db, id);
  const asked = await decide(db, actor, id, "refuse", words);
  const event = referralEvents["retraction-refused"]({ referralId: id, retractionId: asked.id });
  await recordEvent(db, actor, event, subjectOf(referral));
  await tellAsker(db, asked, referral);
}

/** Whoever asked asks no more. @throws Refusal 404, 403, 409 */
export async function withdrawRetraction(db: Db, actor: Actor, id: ReferralId): Promise<void> {
  const referral = await lockReferral(db, id);
  const asked = await lockRetraction(db, id);
  if (asked.personId !== actor.personId) throw new Refusal("referral.not-your-question", 403);
  const state = retractionLifecycle.after("asked", "withdraw", "agency");
  await db.update(retractions).set({ state }).where(eq(retractions.id, asked.id));
  const event = referralEvents["retraction-withdrawn"]({ referralId: id, retractionId: asked.id });
  await recordEvent(db, actor, event, subjectOf(referral));
}

type Asked = Awaited<ReturnType<typeof lockRetraction>>;

async function decide(
  db: Db,
  actor: Actor,
  id: ReferralId,
  move: "confirm" | "refuse",
  decisionWords: string,
): Promise<Asked> {
  const asked = await lockRetraction(db, id);
  const state = retractionLifecycle.after("asked", move, "agency");
  if (asked.personId === actor.personId) throw new Refusal("referral.own-retraction", 403);
  if (!oneSupervises(actor, asked.role)) throw new Refusal("referral.supervisor-needed", 403);
  await db
    .update(retractions)
    .set({ state, decidedBy: actor.membershipId, decidedAt: await clock(db), decisionWords })
    .where(eq(retractions.id, asked.id));
  return asked;
}

const oneSupervises = (actor: Pick<Actor, "role">, askersRole: string) =>
  actor.role === "supervisor" || askersRole === "supervisor";

const ofAsked = {
  id: retractions.id,
  words: retractions.words,
  askedBy: retractions.askedBy,
  createdAt: retractions.createdAt,
  personId: memberships.personId,
  role: memberships.role,
  name: people.name,
};

/** The question that waits; whoever calls holds the referral. */
async function lockRetraction(db: Db, id: ReferralId) {
  const [asked] = await waiting(db, id).for("update", { of: retractions });
  if (!asked) throw new Refusal("referral.no-retraction", 409);
  return asked;
}

const waiting = (db: Db, id: string) =>
  db
    .select(ofAsked)
    .from(retractions)
    .innerJoin(memberships, eq(memberships.id, retractions.askedBy))
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(retractions.referralId, id), eq(retractions.state, "asked")))
    .orderBy(desc(retractions.createdAt))
    .limit(1);

/** The question that waits about a referral, and whether this person may decide it; null where there is none. */
export async function readRetraction(db: Db, actor: Actor, id: ReferralId) {
  const [asked] = await waiting(db, id);
  if (!asked) return null;
  const mine = asked.personId === actor.personId;
  const { words, name, createdAt, role } = asked;
  return { words, name, createdAt, mine, mayDecide: !mine && oneSupervises(actor, role) };
}

const tellAsker = (db: Db, { id: effect, askedBy }: Asked, { id }: LockedReferral) =>
  tellMembership(db, askedBy, {
    kind: "referral.retraction-decided",
    subjectType: "referral",
    subjectId: id,
    path: `/agency/referrals/${id}`,
    effect,
  });
