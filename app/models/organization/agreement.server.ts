// Drafts an agreement of the agency with a provider, moves it along its life, and sets its prices. Another agency's agreement is not there.
import { and, eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock, nextNumber } from "#app/database/clock.server";
import { agreements, organizations, rates, services } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { type AgreementId, asId, type RateId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { AgreementMove, NewAgreement, NewRate } from "./agreement-forms";
import { agreementEvents } from "./events";
import { agreementLifecycle } from "./lifecycle";

export type Subject = { id: string; agencyId: string; organizationId: string };
export const subjectOf = ({ id, agencyId, organizationId }: Subject) => ({
  subjectType: "agreement",
  subjectId: id,
  agencyId,
  organizationId,
});

/** @throws Refusal 404 for a provider that does not exist */
export async function draftAgreement(
  db: Db,
  actor: Actor,
  form: Pick<NewAgreement, "organizationId" | "startsOn" | "endsOn" | "paymentDays"> & Partial<NewAgreement>,
): Promise<AgreementId> {
  const agencyId = agencyOf(actor);
  const { organizationId, ...version } = form;
  const { startsOn, endsOn } = version;
  const [known] = await db
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  if (!known) throw new Refusal("not-found", 404);
  const number = await nextNumber(db, agencyId, "G");
  const [made] = await db
    .insert(agreements)
    .values({ agencyId, organizationId, number, ...version })
    .returning({ id: agreements.id });
  if (!made) throw new Error("the agreement was not kept");
  const event = agreementEvents.drafted({ agreementId: made.id, number, startsOn, endsOn });
  await recordEvent(db, actor, event, subjectOf({ id: made.id, agencyId, organizationId }));
  return asId<AgreementId>(made.id);
}

/** @throws Refusal 404 absent or another agency's */
export async function lockAgreement(db: Db, actor: Actor, id: AgreementId) {
  const [row] = await db
    .select()
    .from(agreements)
    .where(and(eq(agreements.id, id), eq(agreements.agencyId, agencyOf(actor))))
    .for("update");
  if (!row) throw new Refusal("not-found", 404);
  return { ...row, state: row.state as (typeof agreementLifecycle.states)[number] };
}

async function isSuspended(db: Db, { agencyId, organizationId }: Subject): Promise<boolean> {
  const [row] = await db.execute<{ suspended: boolean }>(sql`
    select exists (select 1 from suspension s where s.agency_id = ${agencyId}::uuid and s.organization_id = ${organizationId}::uuid
      and daterange(s.from_day, s.until_day) @> app.agency_day(${agencyId}::uuid)) as suspended`);
  return row?.suspended === true;
}

/**
 * Taken up, an amendment ends the version before it on the day before its own first.
 * @throws Refusal 409 for a move the agreement's state does not have, while the provider is suspended, or beside another in force
 */
export async function moveAgreement(db: Db, actor: Actor, id: AgreementId, move: AgreementMove): Promise<void> {
  const row = await lockAgreement(db, actor, id);
  const state = agreementLifecycle.after(row.state, move);
  if (move === "activate" && (await isSuspended(db, row))) throw new Refusal("standing.suspended", 409);
  await db
    .update(agreements)
    .set({ state, updatedAt: await clock(db) })
    .where(and(eq(agreements.id, id), eq(agreements.state, row.state)));
  const event = agreementEvents.moved({ agreementId: id, number: row.number, state });
  await recordEvent(db, actor, event, subjectOf(row));
}

/**
 * Two prices for the same service and unit at once are refused by the database.
 * @throws Refusal 404 for another provider's service, 409 when the agreement has ended or the price reaches outside its days
 */
export async function addRate(db: Db, actor: Actor, id: AgreementId, form: NewRate): Promise<RateId> {
  const row = await lockAgreement(db, actor, id);
  if (agreementLifecycle.moves(row.state).length === 0) throw new Refusal("directory.agreement-ended", 409);
  if (form.startsOn < row.startsOn || form.endsOn > row.endsOn) throw new Refusal("directory.price-outside", 409);
  const { agencyId, organizationId } = row;
  const [own] = await db
    .select({ id: services.id })
    .from(services)
    .where(and(eq(services.id, form.serviceId), eq(services.organizationId, organizationId)));
  if (!own) throw new Refusal("not-found", 404);
  const { serviceId, unitType, rateCents, startsOn, endsOn } = form;
  const price = { serviceId, unitType, rateCents, startsOn, endsOn };
  const [made] = await db
    .insert(rates)
    .values({ agencyId, organizationId, agreementId: id, ...price })
    .returning({ id: rates.id });
  if (!made) throw new Error("the price was not kept");
  const facts = { agreementId: id, rateId: made.id, ...price, rateCents: String(rateCents) };
  await recordEvent(db, actor, agreementEvents["rate-added"](facts), subjectOf(row));
  return asId<RateId>(made.id);
}

/** @throws Refusal 404 for a price of another agreement, 409 when it would end before it begins or later than it does */
export async function endRate(
  db: Db,
  actor: Actor,
  id: AgreementId,
  { rateId, endsOn }: { rateId: RateId; endsOn: string },
): Promise<void> {
  const row = await lockAgreement(db, actor, id);
  const [rate] = await db
    .select()
    .from(rates)
    .where(and(eq(rates.id, rateId), eq(rates.agreementId, id)))
    .for("update");
  if (!rate) throw new Refusal("not-found", 404);
  if (endsOn <= rate.startsOn) throw new Refusal("directory.price-ends-before-start", 409);
  if (endsOn > rate.endsOn) throw new Refusal("directory.price-ended-already", 409);
  await db.update(rates).set({ endsOn }).where(eq(rates.id, rateId));
  await recordEvent(db, actor, agreementEvents["rate-ended"]({ agreementId: id, rateId, endsOn }), subjectOf(row));
}
