// Asks a client how a service went, by a link: mailed where that is safe for them, or on paper. Only after the outcome is written down.
import { randomBytes } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import { hashToken } from "#app/access/session-adapter.server";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { publicOrigin } from "#app/env.server";
import { clientLanguage } from "#app/i18n/languages";
import { sayToClient } from "#app/i18n/say-to-client";
import { clients, feedbackLinks, feedbacks } from "#drizzle/schema";
import { readContactWays, writeToClient } from "../client/contact.server";
import { recordEvent } from "../event/record.server";
import { lockReferral } from "../referral/lock.server";
import { readReferral } from "../referral/read.server";
import type { ClientId, ReferralId } from "../values/ids";
import { asId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { feedbackEvents } from "./events";
import type { AskFeedbackForm } from "./forms";

const LINK_BYTES = 20;
const LINK_DAYS = 30;

/** What the page that asks shows: ways to write that are safe now, and what was said. @throws Refusal 404 */
export async function readAsking(db: Db, referralId: ReferralId) {
  const { referral, client } = await readReferral(db, referralId);
  const ways = await readContactWays(db, asId<ClientId>(referral.clientId), await clock(db));
  const given = await db.select().from(feedbacks).where(eq(feedbacks.referralId, referralId));
  const [asked] = await db
    .select({ at: feedbackLinks.createdAt, how: feedbackLinks.how, usedAt: feedbackLinks.usedAt })
    .from(feedbackLinks)
    .where(eq(feedbackLinks.referralId, referralId))
    .orderBy(desc(feedbackLinks.createdAt))
    .limit(1);
  return {
    referral,
    clientName: `${client.givenName} ${client.familyName}`,
    addresses: ways.filter(({ channel }) => channel === "email").map(({ value, unsafe }) => ({ value, unsafe })),
    given,
    asked: asked ?? null,
  };
}

/**
 * @returns the address to print, which cannot be read again; null when it was mailed
 * @throws Refusal 404, 403 a colleague's; 409 while no outcome is written down; "client.contact-…" (422) where mail is not safe
 */
export async function askForFeedback(
  db: Db,
  actor: Actor,
  referralId: ReferralId,
  asked: AskFeedbackForm,
): Promise<string | null> {
  const referral = await lockReferral(db, referralId);
  if (!referral.outcome) throw new Refusal("feedback.no-outcome", 409);
  const clientId = asId<ClientId>(referral.clientId);
  const [client] = await db.select({ language: clients.language }).from(clients).where(eq(clients.id, clientId));
  const language = clientLanguage(client?.language);
  const token = randomBytes(LINK_BYTES).toString("hex");
  const now = await clock(db);
  const how = asked.intent === "mail" ? "email" : "paper";
  await db.insert(feedbackLinks).values({
    agencyId: agencyOf(actor),
    clientId,
    referralId,
    tokenHash: hashToken(token),
    language,
    how,
    createdBy: actor.membershipId,
    expiresAt: new Date(now.getTime() + LINK_DAYS * 86_400_000),
  });
  const link = `${publicOrigin()}/feedback/${token}`;
  if (asked.intent === "mail") {
    const say = sayToClient(language);
    // The letter names no house, no service and no person: whoever else reads that mailbox learns nothing by it.
    const letter = {
      to: asked.to,
      subject: say("sharing.feedback.subject"),
      body: say("sharing.feedback.letter", { link }),
    };
    await writeToClient(
      db,
      actor,
      clientId,
      { ...letter, neutral: "on" },
      { now, key: `feedback:${hashToken(token)}`, kind: "feedback" },
    );
  }
  await recordEvent(db, actor, feedbackEvents.asked({ referralId, how }), {
    subjectType: "referral",
    subjectId: referralId,
    clientId,
    caseId: referral.caseId,
    referralId,
  });
  return how === "paper" ? link : null;
}
