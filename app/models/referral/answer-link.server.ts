// Answers one offer by a link from a mail, without signing in: in the name of the seat it was mailed to, through the same deeds. Tells nothing about the client, before or after.
import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Actor, OrganizationRole } from "#app/access/actor";
import { hashToken } from "#app/access/session-adapter.server";
import type { Db } from "#app/database/as-actor.server";
import { answerLinks, offers } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { asId, type MembershipId, type OfferId, type OrganizationId, type PersonId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { acceptOffer, askAboutOffer, declineOffer, waitlistOffer } from "./answer-offer.server";
import { type ReasonOption, readReasonOptions } from "./decline-reasons.server";
import { offerEvents } from "./events";
import type { AnswerByLinkForm } from "./forms";

const LINK_BYTES = 20;
/** Who answers for a provider. */
export const ANSWERS = ["coordinator", "organization_administrator"] as const satisfies readonly OrganizationRole[];

interface LinkedOffer {
  readonly id: string;
  readonly agencyId: string;
  readonly referralId: string;
  readonly organizationId: string;
}

/**
 * A link of their own for everybody who answers for the provider; it ends with the offer's last day for an answer.
 * @returns by seat, the address to put into that seat's mail; it cannot be read again
 */
export async function giveAnswerLinks(db: Db, offer: LinkedOffer): Promise<ReadonlyMap<string, string>> {
  const { id: offerId, agencyId, referralId, organizationId } = offer;
  const seats = await db.execute<{ membership_id: string }>(
    sql`select membership_id from app.members_of(null::uuid, ${organizationId}::uuid, variadic ${`{${ANSWERS.join(",")}}`}::text[])`,
  );
  const given = seats.map(({ membership_id: membershipId }) => ({
    membershipId,
    token: randomBytes(LINK_BYTES).toString("hex"),
  }));
  if (given.length === 0) return new Map();
  const about = { agencyId, referralId, organizationId, offerId };
  await db
    .insert(answerLinks)
    .values(given.map(({ membershipId, token }) => ({ ...about, membershipId, tokenHash: hashToken(token) })));
  return new Map(given.map(({ membershipId, token }) => [membershipId, `/answer/${token}`]));
}

type UsedFor = AnswerByLinkForm["intent"];

/** What became of a link that opens nothing any more. */
export interface EndedAnswer {
  readonly standing: "used" | "late";
  readonly usedFor: UsedFor | null;
  readonly usedAt: string | null;
  readonly offerId: string;
  readonly number: string | null;
}

export interface OpenAnswer extends Omit<EndedAnswer, "standing"> {
  readonly standing: "open";
  readonly agencyName: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly serviceName: string;
  readonly locationName: string;
  readonly timeZone: string;
  readonly summary: typeof offers.$inferSelect.summary;
  readonly answerBy: string | null;
  readonly state: string;
  /** Others were asked too. */
  readonly several: boolean;
  readonly waitlistUntil: string | null;
  /** Whose link it is. */
  readonly membershipId: string;
  readonly personId: string;
  readonly name: string;
  readonly role: (typeof ANSWERS)[number];
  readonly language: string;
}

/** What the borne link shows; looking changes nothing, for mail scanners look too. @throws Refusal 404 */
export async function readAnswerLink(db: Db): Promise<OpenAnswer | EndedAnswer> {
  const [row] = await db.execute<{ seen: OpenAnswer | EndedAnswer | null }>(sql`select app.look_at_answer() as seen`);
  if (!row?.seen) throw new Refusal("answer.link-unknown", 404);
  return row.seen;
}

/** What can be said for a no to the borne link's offer. */
export async function readReasonsByLink(db: Db): Promise<ReasonOption[]> {
  const [offer] = await db.select({ agencyId: offers.agencyId }).from(offers).limit(1);
  return offer ? readReasonOptions(db, offer.agencyId) : [];
}

/**
 * One answer, and the link is used up.
 * @throws Refusal 409 when the link was used or ended meanwhile; and whatever the deed refuses: then the link still holds
 */
export async function answerByLink(db: Db, requestId: string, form: AnswerByLinkForm): Promise<void> {
  const [row] = await db.execute<{ held: boolean }>(sql`select app.hold_answer_link() as held`);
  const seen = await readAnswerLink(db);
  if (!row?.held || seen.standing !== "open") throw new Refusal(`answer.link-${seen.standing}`, 409);
  const actor = seatOf(seen, requestId);
  const offerId = asId<OfferId>(seen.offerId);
  if (form.intent === "accept") await acceptOffer(db, actor, offerId);
  else if (form.intent === "decline") await declineOffer(db, actor, offerId, form);
  else if (form.intent === "ask") await askAboutOffer(db, actor, offerId, form.question);
  else await waitlistOffer(db, actor, offerId, form);
  await recordEvent(db, actor, offerEvents["by-link"]({ offerId, answer: form.intent }), {
    subjectType: "offer",
    subjectId: offerId,
    organizationId: seen.organizationId,
  });
  await db.execute(sql`select app.use_answer_link(${form.intent})`);
}

/** The seat the link was mailed to, as the deeds know it; the database lets it do no more than the link. */
function seatOf(seen: OpenAnswer, requestId: string): Actor {
  return {
    personId: asId<PersonId>(seen.personId),
    membershipId: asId<MembershipId>(seen.membershipId),
    name: seen.name,
    role: seen.role,
    agencyId: null,
    organizationId: asId<OrganizationId>(seen.organizationId),
    houseName: seen.organizationName,
    language: seen.language,
    timeZone: seen.timeZone,
    currency: "USD",
    distanceUnit: "mile",
    words: {},
    requestId,
  };
}
