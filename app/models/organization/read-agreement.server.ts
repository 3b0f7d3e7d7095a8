// The agency's agreements as the network desk lists and opens them. Another agency's are not there.
import { and, asc, desc, eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import { agreements, organizations, rates, services } from "#drizzle/schema";
import { addDays, asCalendarDay } from "../values/calendar-day";
import type { AgreementId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { agreementLifecycle } from "./lifecycle";

const MOST_RATES = 300;

export interface AgreementLine {
  readonly id: string;
  readonly number: string;
  readonly organizationName: string;
  readonly state: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly prices: number;
}

/** Newest first. @param state one state, or empty for all */
export async function readAgreements(
  db: Db,
  actor: Actor,
  state: string,
  after: Mark | null,
): Promise<Page<AgreementLine>> {
  const rows = await db
    .select({
      id: agreements.id,
      number: agreements.number,
      organizationName: organizations.name,
      state: agreements.state,
      startsOn: agreements.startsOn,
      endsOn: agreements.endsOn,
      prices: sql<number>`(select count(*)::int from rate r where r.agreement_id = agreement.id)`,
    })
    .from(agreements)
    .innerJoin(organizations, eq(organizations.id, agreements.organizationId))
    .where(
      and(
        eq(agreements.agencyId, agencyOf(actor)),
        state ? eq(agreements.state, state) : undefined,
        after ? sql`${agreements.id} < ${after.id}::uuid` : undefined,
      ),
    )
    .orderBy(desc(agreements.id))
    .limit(PAGE_SIZE + 1);
  return toPage(rows, (row) => ({ value: "", id: row.id }));
}

/** Rows keep the first day after; people read the last day. */
const lastDayOf = (endsOn: string): string => addDays(asCalendarDay(endsOn), -1);

/** @throws Refusal 404 absent or another agency's */
export async function readAgreement(db: Db, actor: Actor, id: AgreementId) {
  const [row] = await db
    .select({ agreement: agreements, organizationName: organizations.name })
    .from(agreements)
    .innerJoin(organizations, eq(organizations.id, agreements.organizationId))
    .where(and(eq(agreements.id, id), eq(agreements.agencyId, agencyOf(actor))));
  if (!row) throw new Refusal("not-found", 404);
  const { number, organizationId, state, startsOn, endsOn, paymentDays } = row.agreement;
  return {
    id,
    number,
    organizationId,
    organizationName: row.organizationName,
    state,
    moves: [...agreementLifecycle.moves(state as (typeof agreementLifecycle.states)[number])],
    startsOn,
    lastDay: lastDayOf(endsOn),
    paymentDays,
    rates: await readRates(db, id),
    services: await db
      .select({ id: services.id, name: services.name })
      .from(services)
      .where(eq(services.organizationId, organizationId))
      .orderBy(asc(services.name), asc(services.id))
      .limit(MOST_RATES),
  };
}
export type AgreementOfPage = Awaited<ReturnType<typeof readAgreement>>;

async function readRates(db: Db, agreementId: AgreementId) {
  const rows = await db
    .select({ rate: rates, serviceName: services.name, over: sql<boolean>`${rates.endsOn} <= app.clock()::date` })
    .from(rates)
    .innerJoin(services, eq(services.id, rates.serviceId))
    .where(eq(rates.agreementId, agreementId))
    .orderBy(asc(services.name), desc(rates.startsOn), asc(rates.id))
    .limit(MOST_RATES);
  return rows.map(({ rate, serviceName, over }) => ({
    id: rate.id,
    serviceName,
    unitType: rate.unitType,
    // As text: no whole cents in JSON.
    rateCents: String(rate.rateCents),
    startsOn: rate.startsOn,
    endsOn: rate.endsOn,
    over,
  }));
}

/** Providers an agreement can be made with, for one that is chosen already or found by name. */
export async function readOrganizationName(db: Db, organizationId: string): Promise<string> {
  const [row] = await db
    .select({ name: organizations.name })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  if (!row) throw new Refusal("not-found", 404);
  return row.name;
}
