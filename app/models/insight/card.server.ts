// Reads score cards, of the provider itself and of those open to the agency's staff; keeps the provider's answer and what was done about a card. Counts nothing anew.
import { and, desc, eq, isNull, lt, sql } from "drizzle-orm";
import { type Actor, agencyOf, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { type Mark, PAGE_SIZE, toMarkedPage } from "#app/database/page.server";
import { agencies, organizations, scoreCards, specialties } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import type { CardId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { CardView, Figures, Mix, Peers, Reason } from "./card";
import { cardEvents } from "./events";

/** Two years: the same season is seen twice. */
const PAST = 8;

export type Card = NonNullable<Awaited<ReturnType<typeof readCard>>>;

/** A card with those of the quarters before it. @throws Refusal 404 */
export async function readCard(db: Db, id: CardId) {
  const [row] = await db
    .select({
      id: scoreCards.id,
      agencyId: scoreCards.agencyId,
      organizationId: scoreCards.organizationId,
      quarter: scoreCards.quarter,
      fromDay: scoreCards.fromDay,
      untilDay: scoreCards.untilDay,
      figures: scoreCards.figures,
      peers: scoreCards.peers,
      mix: scoreCards.mix,
      reasons: scoreCards.reasons,
      createdAt: scoreCards.createdAt,
      opensAt: scoreCards.opensAt,
      answer: scoreCards.answer,
      answeredAt: scoreCards.answeredAt,
      review: scoreCards.review,
      reviewedAt: scoreCards.reviewedAt,
      organization: organizations.name,
      agency: agencies.name,
      specialty: specialties.name,
    })
    .from(scoreCards)
    .innerJoin(organizations, eq(organizations.id, scoreCards.organizationId))
    .innerJoin(agencies, eq(agencies.id, scoreCards.agencyId))
    .leftJoin(specialties, eq(specialties.id, scoreCards.specialtyId))
    .where(eq(scoreCards.id, id));
  if (!row) throw new Refusal("not-found", 404);
  const past = await db
    .select({ id: scoreCards.id, quarter: scoreCards.quarter, figures: scoreCards.figures })
    .from(scoreCards)
    .where(
      and(
        eq(scoreCards.agencyId, row.agencyId),
        eq(scoreCards.organizationId, row.organizationId),
        lt(scoreCards.untilDay, row.untilDay),
      ),
    )
    .orderBy(desc(scoreCards.untilDay))
    .limit(PAST);
  return {
    ...row,
    figures: row.figures as unknown as Figures,
    peers: row.peers as unknown as Peers,
    mix: row.mix as unknown as Mix,
    reasons: row.reasons as Reason[],
    isOpen: row.answeredAt !== null || row.opensAt <= (await clock(db)),
    past: past.map((one) => ({ ...one, figures: one.figures as unknown as Figures })).reverse(),
  };
}

/** The cards of the actor's own house, latest first. */
export async function readOwnCards(db: Db, actor: Actor) {
  const now = await clock(db);
  const rows = await db
    .select({
      id: scoreCards.id,
      quarter: scoreCards.quarter,
      agencyId: scoreCards.agencyId,
      agency: agencies.name,
      opensAt: scoreCards.opensAt,
      answeredAt: scoreCards.answeredAt,
    })
    .from(scoreCards)
    .innerJoin(agencies, eq(agencies.id, scoreCards.agencyId))
    .where(eq(scoreCards.organizationId, organizationOf(actor)))
    .orderBy(desc(scoreCards.untilDay), agencies.name)
    .limit(PAGE_SIZE);
  return rows.map((card) => ({ ...card, isOpen: card.opensAt <= now }));
}

/** Of one quarter those with most reasons first. */
const place = sql<string>`${scoreCards.untilDay} || ' ' || lpad(cardinality(${scoreCards.reasons})::text, 3, '0')`;

/** Those open to the agency's staff: what a person should look at, with the reasons; or all of them, latest first. */
export async function readCards(db: Db, actor: Actor, view: CardView, after: Mark | null) {
  const rows = await db
    .select({
      id: scoreCards.id,
      mark: place,
      quarter: scoreCards.quarter,
      organization: organizations.name,
      reasons: scoreCards.reasons,
      answeredAt: scoreCards.answeredAt,
      reviewedAt: scoreCards.reviewedAt,
    })
    .from(scoreCards)
    .innerJoin(organizations, eq(organizations.id, scoreCards.organizationId))
    .where(
      and(
        eq(scoreCards.agencyId, agencyOf(actor)),
        view === "waiting" ? and(isNull(scoreCards.reviewedAt), sql`${scoreCards.reasons} <> '{}'::text[]`) : undefined,
        after ? sql`(${place}, ${scoreCards.id}) < (${after.value}, ${after.id}::uuid)` : undefined,
      ),
    )
    .orderBy(desc(place), desc(scoreCards.id))
    .limit(PAGE_SIZE + 1);
  return toMarkedPage(rows.map((row) => ({ ...row, reasons: row.reasons as Reason[] })));
}

/** The provider's word beside its figures. From then on the agency's staff see both. @throws Refusal 404, 409 */
export async function answerCard(db: Db, actor: Actor, id: CardId, answer: string): Promise<void> {
  const [card] = await db
    .update(scoreCards)
    .set({ answer, answeredBy: actor.membershipId })
    .where(and(eq(scoreCards.id, id), isNull(scoreCards.answeredAt)))
    .returning(OF_CARD);
  if (!card) throw await refusalFor(db, id, "card.answered");
  await recordEvent(db, actor, cardEvents.answered({ cardId: id, quarter: card.quarter }), subjectOf(id, card));
  if (card.reasons.length > 0) await tellNetwork(db, id, card.agencyId);
}

/** What the network desk did about a card that asked for a person. @throws Refusal 404, 409 */
export async function reviewCard(db: Db, actor: Actor, id: CardId, review: string): Promise<void> {
  const [card] = await db
    .update(scoreCards)
    .set({ review, reviewedBy: actor.membershipId })
    .where(and(eq(scoreCards.id, id), isNull(scoreCards.reviewedAt)))
    .returning(OF_CARD);
  if (!card) throw await refusalFor(db, id, "card.reviewed");
  await recordEvent(db, actor, cardEvents.reviewed({ cardId: id, quarter: card.quarter }), subjectOf(id, card));
}

const OF_CARD = {
  quarter: scoreCards.quarter,
  agencyId: scoreCards.agencyId,
  organizationId: scoreCards.organizationId,
  reasons: scoreCards.reasons,
};

const subjectOf = (subjectId: string, of: { agencyId: string; organizationId: string }) => ({
  subjectType: "score_card",
  subjectId,
  agencyId: of.agencyId,
  organizationId: of.organizationId,
});

async function refusalFor(db: Db, id: CardId, done: "card.answered" | "card.reviewed"): Promise<Refusal> {
  const seen = await db.$count(scoreCards, eq(scoreCards.id, id));
  return seen === 0 ? new Refusal("not-found", 404) : new Refusal(done, 409);
}

export function tellNetwork(db: Db, id: string, agencyId: string): Promise<void> {
  return tellMembers(
    db,
    { agencyId, roles: ["network_manager"] },
    {
      kind: "organization.card-waits",
      subjectType: "score_card",
      subjectId: id,
      path: `/network/insights/cards/${id}`,
    },
  );
}

/** How many cards wait for a person, for the day page. */
export const countWaitingCards = (db: Db, actor: Actor): Promise<number> =>
  db.$count(
    scoreCards,
    and(
      eq(scoreCards.agencyId, agencyOf(actor)),
      isNull(scoreCards.reviewedAt),
      sql`${scoreCards.reasons} <> '{}'::text[]`,
    ),
  );

/** How many of the actor's own cards wait for an answer, for the day page. */
export const countUnansweredCards = (db: Db, actor: Actor): Promise<number> =>
  db.$count(scoreCards, and(eq(scoreCards.organizationId, organizationOf(actor)), isNull(scoreCards.answeredAt)));
