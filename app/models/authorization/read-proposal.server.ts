// Reads what a proposal is made from: the accepted referral, the agreed prices and what each fund has left. Changes nothing.
import { and, asc, eq, exists, gt, inArray, isNotNull, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import {
  agreements,
  clients,
  funds,
  ledgerEntries,
  locations,
  offers,
  organizations,
  rates,
  referrals,
  services,
  servicesAtLocation,
} from "#drizzle/schema";
import { localDay } from "../values/calendar-day";
import type { AgencyId, ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { readLimit } from "./activate.server";

/** @throws Refusal 404 when there is no such referral, 409 when nobody has accepted it */
export async function readProposal(db: Db, agencyId: AgencyId, referralId: ReferralId) {
  const [referral] = await db
    .select({
      id: referrals.id,
      number: referrals.number,
      state: referrals.state,
      caseId: referrals.caseId,
      clientId: referrals.clientId,
      clientName: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
    })
    .from(referrals)
    .innerJoin(clients, eq(clients.id, referrals.clientId))
    .where(eq(referrals.id, referralId));
  if (!referral) throw new Refusal("not-found", 404);
  const [accepted] = await db
    .select({
      organizationId: offers.organizationId,
      organizationName: organizations.name,
      serviceId: servicesAtLocation.serviceId,
      serviceName: services.name,
      timeZone: locations.timeZone,
    })
    .from(offers)
    .innerJoin(organizations, eq(organizations.id, offers.organizationId))
    .innerJoin(servicesAtLocation, eq(servicesAtLocation.id, offers.serviceAtLocationId))
    .innerJoin(services, eq(services.id, servicesAtLocation.serviceId))
    .innerJoin(locations, eq(locations.id, servicesAtLocation.locationId))
    .where(and(eq(offers.referralId, referralId), eq(offers.state, "accepted")));
  if (!accepted) throw new Refusal("authorization.referral-not-accepted", 409);
  const today = localDay(await clock(db), accepted.timeZone);
  // One choice for a service and unit: which of its prices holds follows from the first day.
  const byUnit = new Map<string, Price>();
  for (const price of await readPrices(db, agencyId, accepted.organizationId, today)) {
    const name = `${price.serviceId} ${price.unitType}`;
    if (!byUnit.has(name)) byUnit.set(name, price);
  }
  const prices = [...byUnit.values()];
  const own = prices.filter(({ serviceId }) => serviceId === accepted.serviceId);
  return {
    referral,
    accepted,
    today,
    // The service that was asked for comes first; another of the same provider may be what is really given.
    prices: [...own, ...prices.filter((price) => !own.includes(price))],
    funds: await readFunds(db, agencyId, today),
    limitCents: await readLimit(db, agencyId),
  };
}

export type Price = {
  readonly serviceId: string;
  readonly serviceName: string;
  readonly unitType: string;
  readonly rateCents: bigint;
  readonly source: "agreement" | "offering";
  /** The days it is agreed for, no longer than its agreement is in force; null: a public price. */
  readonly days: { readonly startsOn: string; readonly endsOn: string } | null;
};

/**
 * What the provider can be authorized for today or later, in the order rates are taken in: as agreed, and where the agreement
 * says nothing of a unit, the provider's public price for it. None at all without an agreement.
 */
async function readPrices(db: Db, agencyId: AgencyId, organizationId: string, today: string): Promise<Price[]> {
  const inForce = and(
    eq(agreements.agencyId, agencyId),
    eq(agreements.organizationId, organizationId),
    eq(agreements.state, "active"),
    gt(agreements.endsOn, today),
  );
  const agreed = await db
    .select({
      serviceId: rates.serviceId,
      serviceName: services.name,
      unitType: rates.unitType,
      rateCents: rates.rateCents,
      startsOn: sql<string>`greatest(${rates.startsOn}, ${agreements.startsOn})::text`,
      endsOn: sql<string>`least(${rates.endsOn}, ${agreements.endsOn})::text`,
    })
    .from(rates)
    .innerJoin(agreements, eq(agreements.id, rates.agreementId))
    .innerJoin(services, eq(services.id, rates.serviceId))
    .where(
      and(
        inForce,
        gt(rates.endsOn, today),
        sql`daterange(${rates.startsOn}, ${rates.endsOn}) && daterange(${agreements.startsOn}, ${agreements.endsOn})`,
      ),
    )
    .orderBy(asc(services.name), asc(rates.unitType), asc(rates.startsOn))
    .limit(200);
  const open = await db
    .select({
      serviceId: services.id,
      serviceName: services.name,
      unitType: sql<string>`${services.priceUnitType}`,
      rateCents: services.priceCents,
    })
    .from(services)
    .where(
      and(
        eq(services.organizationId, organizationId),
        isNotNull(services.priceCents),
        exists(db.select({ id: agreements.id }).from(agreements).where(inForce)),
      ),
    )
    .orderBy(asc(services.name))
    .limit(200);
  return [
    ...agreed.map(({ startsOn, endsOn, ...price }) => ({
      ...price,
      source: "agreement" as const,
      days: { startsOn, endsOn },
    })),
    ...open.flatMap(({ rateCents, ...price }) =>
      rateCents === null ? [] : [{ ...price, rateCents, source: "offering" as const, days: null }],
    ),
  ];
}

async function readFunds(db: Db, agencyId: AgencyId, today: string) {
  const found = await db
    .select({ id: funds.id, name: funds.name, code: funds.code, startsOn: funds.startsOn, endsOn: funds.endsOn })
    .from(funds)
    .where(and(eq(funds.agencyId, agencyId), gt(funds.endsOn, today)))
    .orderBy(asc(funds.name))
    .limit(100);
  if (found.length === 0) return [];
  const balances = await db
    .select({ fundId: ledgerEntries.fundId, cents: sql<string>`sum(${ledgerEntries.amountCents})::text` })
    .from(ledgerEntries)
    .where(
      and(
        eq(ledgerEntries.account, "available"),
        inArray(
          ledgerEntries.fundId,
          found.map(({ id }) => id),
        ),
      ),
    )
    .groupBy(ledgerEntries.fundId);
  const availableOf = new Map(balances.map(({ fundId, cents }) => [fundId, BigInt(cents)]));
  return found.map((fund) => ({ ...fund, availableCents: availableOf.get(fund.id) ?? 0n }));
}
