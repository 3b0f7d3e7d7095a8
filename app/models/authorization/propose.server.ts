// Proposes an authorization and, up to the agency's limit, activates it at once. The price comes from the agreement or the provider's public price, never from the form.
import { and, eq, ne, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { nextNumber } from "#app/database/clock.server";
import { formatDay } from "#app/i18n/formats";
import { knownLanguage } from "#app/i18n/languages";
import { authorizations, funds, locations, offers, servicesAtLocation } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { lockReferral } from "../referral/lock.server";
import { type AgencyId, type AuthorizationId, asId, type ReferralId } from "../values/ids";
import { type Cents, plainUnits, priceUnits } from "../values/money";
import { Refusal } from "../values/refusal";
import { activate, lockAuthorization, readLimit } from "./activate.server";
import { authorizationEvents } from "./events";
import type { Proposal } from "./forms";
import { finishRenewalTask } from "./renewal-task.server";

/** States of a referral in which somebody delivers, or is about to. */
const UNDER_WAY: readonly string[] = ["accepted", "in_progress", "on_hold"];

/**
 * @returns the authorization, active when the amount is within what a caseworker decides alone, else waiting for a supervisor
 * @throws Refusal 404 absent, 403 another person's case, 409 not accepted, no agreement, no rate, fund of another period, fund too small
 */
export async function proposeAuthorization(db: Db, actor: Actor, proposal: Proposal): Promise<AuthorizationId> {
  const agencyId = agencyOf(actor);
  // Locked, so that it does not end while money is set aside for it.
  const referral = await lockReferral(db, proposal.referralId);
  if (!UNDER_WAY.includes(referral.state)) throw new Refusal("authorization.referral-not-accepted", 409);
  const accepted = await readAccepted(db, proposal.referralId);
  if (proposal.renewsId) await endRenewalTask(db, actor, proposal.renewsId);
  const rateCents = await readRate(db, agencyId, accepted.organizationId, proposal);
  await checkFund(db, actor, agencyId, proposal);
  const amountCents = priceUnits(proposal.units, rateCents);
  const number = await nextNumber(db, agencyId, "A");
  const [made] = await db
    .insert(authorizations)
    .values({
      agencyId,
      organizationId: accepted.organizationId,
      referralId: proposal.referralId,
      clientId: referral.clientId,
      serviceId: proposal.serviceId,
      fundId: proposal.fundId,
      number,
      unitType: proposal.unitType,
      units: proposal.units,
      period: proposal.period,
      unitsPerPeriod: proposal.unitsPerPeriod,
      renewsId: proposal.renewsId ?? null,
      rateCents,
      startsOn: proposal.startsOn,
      endsOn: proposal.endsOn,
      timeZone: accepted.timeZone,
      proposedBy: actor.membershipId,
    })
    .returning({ id: authorizations.id });
  if (!made) throw new Error("the authorization was not kept");
  const id = asId<AuthorizationId>(made.id);
  const subject = {
    subjectType: "authorization",
    subjectId: id,
    agencyId,
    organizationId: accepted.organizationId,
    clientId: referral.clientId,
    caseId: referral.caseId,
    referralId: proposal.referralId,
  };
  await recordEvent(db, actor, eventOf(proposal, { id, number, rateCents, amountCents }), subject);
  if (amountCents <= (await readLimit(db, agencyId))) await activate(db, actor, id);
  else await tellSupervisors(db, agencyId, id);
  return id;
}

type Made = { id: AuthorizationId; number: string; rateCents: Cents; amountCents: Cents };

const eventOf = (proposal: Proposal, { id, number, rateCents, amountCents }: Made) =>
  authorizationEvents.proposed({
    authorizationId: id,
    number,
    fundId: proposal.fundId,
    unitType: proposal.unitType,
    units: plainUnits(proposal.units),
    ...(proposal.renewsId ? { renewsId: proposal.renewsId } : {}),
    rateCents: String(rateCents),
    amountCents: String(amountCents),
    startsOn: proposal.startsOn,
    endsOn: proposal.endsOn,
  });

/** Whoever was asked to renew it has done so. @throws Refusal 404 absent, 409 renewed by a colleague */
async function endRenewalTask(db: Db, actor: Actor, id: AuthorizationId): Promise<void> {
  const before = await lockAuthorization(db, id);
  const [follower] = await db
    .select({ number: authorizations.number })
    .from(authorizations)
    .where(and(eq(authorizations.renewsId, id), ne(authorizations.state, "revoked")));
  if (follower) throw new Refusal("authorization.renewed-already", 409, { number: follower.number });
  await finishRenewalTask(db, actor, before);
}

/** The provider whose offer was accepted, and the zone of the place: its days are the authorization's days. */
async function readAccepted(db: Db, referralId: ReferralId) {
  const [row] = await db
    .select({ organizationId: offers.organizationId, timeZone: locations.timeZone })
    .from(offers)
    .innerJoin(servicesAtLocation, eq(servicesAtLocation.id, offers.serviceAtLocationId))
    .innerJoin(locations, eq(locations.id, servicesAtLocation.locationId))
    .where(and(eq(offers.referralId, referralId), eq(offers.state, "accepted")));
  if (!row) throw new Refusal("authorization.referral-not-accepted", 409);
  return row;
}

/** As agreed, else the provider's public price; and only while an agreement is in force, for nothing else is ever paid. */
async function readRate(db: Db, agencyId: AgencyId, organizationId: string, proposal: Proposal): Promise<Cents> {
  const { serviceId, unitType, startsOn } = proposal;
  const [row] = await db.execute<{ agreed: boolean; rate_cents: string | null }>(sql`
    select app.agreement_on(${agencyId}::uuid, ${organizationId}::uuid, ${startsOn}::date) is not null as agreed,
      (select rate_cents from app.rate_on(${agencyId}::uuid, ${organizationId}::uuid, ${serviceId}::uuid, ${unitType}, ${startsOn}::date))::text as rate_cents`);
  if (!row?.agreed) throw new Refusal("authorization.no-agreement", 409);
  if (row.rate_cents === null) throw new Refusal("authorization.no-rate", 409);
  return BigInt(row.rate_cents);
}

async function checkFund(db: Db, actor: Actor, agencyId: AgencyId, proposal: Proposal): Promise<void> {
  const [fund] = await db
    .select({ name: funds.name, startsOn: funds.startsOn, endsOn: funds.endsOn })
    .from(funds)
    .where(and(eq(funds.id, proposal.fundId), eq(funds.agencyId, agencyId)));
  if (!fund) throw new Refusal("not-found", 404);
  const language = knownLanguage(actor.language);
  if (proposal.startsOn < fund.startsOn || proposal.endsOn > fund.endsOn) {
    throw new Refusal("authorization.fund-other-period", 409, {
      fund: fund.name,
      from: formatDay(fund.startsOn, language),
      until: formatDay(fund.endsOn, language),
    });
  }
}

function tellSupervisors(db: Db, agencyId: AgencyId, id: AuthorizationId): Promise<void> {
  return tellMembers(
    db,
    { agencyId, roles: ["supervisor"] },
    {
      kind: "authorization.waiting",
      subjectType: "authorization",
      subjectId: id,
      path: `/agency/authorizations/${id}`,
    },
  );
}
