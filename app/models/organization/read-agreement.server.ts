// Agreements as the network desk and their provider list and open them, with their versions. Another's are not there.
import { and, asc, desc, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import { type Actor, agencyOf, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import { agencies, agreements, documents, organizations, rates, services } from "#drizzle/schema";
import { addDays, asCalendarDay } from "../values/calendar-day";
import { type AgreementId, asId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { agreementLifecycle } from "./lifecycle";
import { versionDifferences } from "./version-differences";

const MOST_RATES = 300;
const MOST_VERSIONS = 50;

export interface AgreementLine {
  readonly id: string;
  readonly number: string;
  readonly version: number;
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
      version: agreements.version,
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

/** One version with all that is said of it. @throws Refusal 404 absent or another agency's */
export const readAgreement = (db: Db, actor: Actor, id: AgreementId) =>
  readVersion(db, id, eq(agreements.agencyId, agencyOf(actor)));

/** As its provider reads it: never a draft of the agency's. @throws Refusal 404 absent, another's, or not in force yet */
export const readOwnAgreement = (db: Db, actor: Actor, id: AgreementId) =>
  readVersion(db, id, and(eq(agreements.organizationId, organizationOf(actor)), isNotNull(agreements.activatedAt)));

async function readVersion(db: Db, id: AgreementId, ofWhom: SQL | undefined) {
  const [row] = await db
    .select({
      agreement: agreements,
      organizationName: organizations.name,
      agencyName: agencies.name,
      documentName: documents.name,
      usedCents: sql<string | null>`app.ceiling_used(${agreements.id})::text`,
      today: sql<string>`app.agency_day(${agreements.agencyId})::text`,
    })
    .from(agreements)
    .innerJoin(organizations, eq(organizations.id, agreements.organizationId))
    .innerJoin(agencies, eq(agencies.id, agreements.agencyId))
    .leftJoin(documents, eq(documents.id, agreements.termsDocumentId))
    .where(and(eq(agreements.id, id), ofWhom));
  if (!row) throw new Refusal("not-found", 404);
  const { agreement, ...names } = row;
  const versions = await readVersions(db, agreement);
  const prior = versions.find((one) => one.id === agreement.amendsId);
  const rates = await readRates(db, id);
  const facts = factsOf(agreement);
  return {
    id,
    ...names,
    ...facts,
    today: asCalendarDay(row.today),
    moves: [...agreementLifecycle.moves(facts.state)],
    rates,
    versions,
    amends: prior?.version ?? null,
    differences: prior
      ? versionDifferences({ ...prior, rates: await readRates(db, asId<AgreementId>(prior.id)) }, { ...facts, rates })
      : [],
  };
}
export type AgreementOfPage = Awaited<ReturnType<typeof readVersion>>;

/** Every version under the number that the asker may read, the first one first. */
async function readVersions(db: Db, { agencyId, number }: typeof agreements.$inferSelect) {
  const rows = await db
    .select()
    .from(agreements)
    .where(and(eq(agreements.agencyId, agencyId), eq(agreements.number, number)))
    .orderBy(asc(agreements.version), asc(agreements.id))
    .limit(MOST_VERSIONS);
  return rows.map((row) => ({ id: row.id, ...factsOf(row) }));
}

function factsOf(row: typeof agreements.$inferSelect) {
  const { number, version, organizationId, startsOn, endsOn, paymentDays, noticeDays, terms, termsDocumentId } = row;
  return {
    number,
    version,
    organizationId,
    state: row.state as (typeof agreementLifecycle.states)[number],
    activated: row.activatedAt !== null,
    startsOn,
    endsOn,
    lastDay: lastDayOf(endsOn),
    paymentDays,
    noticeDays,
    terms,
    termsDocumentId,
    // As text: no whole cents in JSON.
    ceilingCents: row.ceilingCents === null ? null : String(row.ceilingCents),
    termination: row.terminationCode === null ? null : { code: row.terminationCode, words: row.terminationWords ?? "" },
  };
}

/** What a provider agreed on and with whom, what holds first. */
export async function readOwnAgreements(db: Db, actor: Actor) {
  const rows = await db
    .select({
      agreement: agreements,
      agencyName: agencies.name,
      today: sql<string>`app.agency_day(${agreements.agencyId})::text`,
    })
    .from(agreements)
    .innerJoin(agencies, eq(agencies.id, agreements.agencyId))
    .where(and(eq(agreements.organizationId, organizationOf(actor)), isNotNull(agreements.activatedAt)))
    .orderBy(desc(agreements.endsOn), desc(agreements.id))
    .limit(MOST_VERSIONS);
  return rows.map(({ agreement, agencyName, today }) => ({
    id: agreement.id,
    agencyName,
    today,
    ...factsOf(agreement),
  }));
}
export type OwnAgreementLine = Awaited<ReturnType<typeof readOwnAgreements>>[number];

/** What can be priced. */
export function readPricedServices(db: Db, organizationId: string) {
  return db
    .select({ id: services.id, name: services.name })
    .from(services)
    .where(eq(services.organizationId, organizationId))
    .orderBy(asc(services.name), asc(services.id))
    .limit(MOST_RATES);
}

async function readRates(db: Db, agreementId: AgreementId) {
  const rows = await db
    .select({
      rate: rates,
      serviceName: services.name,
      over: sql<boolean>`${rates.endsOn} <= app.agency_day(${rates.agencyId})`,
    })
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
