// Reads what a proposal is made from: the accepted referral, the agreed prices and what each fund has left. Changes nothing.
import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
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

type Price = Awaited<ReturnType<typeof readPrices>>[number];

/** The provider's rates that hold today or later. */
async function readPrices(db: Db, agencyId: AgencyId, organizationId: string, today: string) {
  return db
    .select({
      serviceId: rates.serviceId,
      serviceName: services.name,
      unitType: rates.unitType,
      rateCents: rates.rateCents,
      startsOn: rates.startsOn,
      endsOn: rates.endsOn,
    })
    .from(rates)
    .innerJoin(agreements, eq(agreements.id, rates.agreementId))
    .innerJoin(services, eq(services.id, rates.serviceId))
    .where(
      and(
        eq(rates.agencyId, agencyId),
        eq(rates.organizationId, organizationId),
        eq(agreements.state, "active"),
        gt(rates.endsOn, today),
      ),
    )
    .orderBy(asc(services.name), asc(rates.unitType), asc(rates.startsOn))
    .limit(200);
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
