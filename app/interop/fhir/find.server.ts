// Finds a provider's own offers with what FHIR says of them, by key and in pages. Row-level security keeps every other provider's away; changes nothing.
import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, markParam, writeMark } from "#app/database/page.server";
import { agencies, disclosures, offers, organizations, referrals, services, servicesAtLocation } from "#drizzle/schema";
import type { TaskStatus } from "./moves";
import type { OfferedFacts } from "./offered";
import type { Asked } from "./search";
import { CLIENTS_OWN_REASONS, STATUS_OF_OFFER, STATUS_OF_REFERRAL } from "./status";

export interface FoundOffer extends OfferedFacts {
  readonly referralId: string;
}

const branches = (column: SQL, table: Readonly<Record<string, TaskStatus>>) =>
  sql.join(
    Object.entries(table).map(([state, status]) => sql`when ${column} = ${state} then ${status}::text`),
    sql` `,
  );

const own = sql.join(
  CLIENTS_OWN_REASONS.map((code) => sql`${code}`),
  sql`, `,
);

/** The tables of status.ts as one expression, so that a search can ask for it. */
const STATUS = sql<TaskStatus>`(case
  when ${offers.id} in (select app.retracted_offers()) then 'entered-in-error'
  when ${offers.state} = 'declined' and exists (select 1 from event e
    where e.subject_type = 'offer' and e.subject_id = ${offers.id} and e.name = 'offer.given-back') then 'cancelled'
  when ${offers.state} = 'declined' and ${offers.declineCode} in (${own}) then 'cancelled'
  when ${offers.state} = 'accepted' then (case ${branches(sql`${referrals.state}`, STATUS_OF_REFERRAL)} else 'cancelled' end)
  ${branches(sql`${offers.state}`, STATUS_OF_OFFER)} else 'cancelled' end)`;

/** A term by its name: a provider that may not know the referral yet is told the specialty in words. */
const SPECIALTY_CODE = sql<
  string | null
>`(select s.code from specialty s where s.name = ${offers.summary} ->> 'specialty' order by s.depth desc, s.id limit 1)`;

const columns = {
  id: offers.id,
  version: offers.version,
  changedAt: offers.changedAt,
  createdAt: offers.createdAt,
  status: STATUS,
  offerState: offers.state,
  declineCode: offers.declineCode,
  words: offers.words,
  waitlistUntil: offers.waitlistUntil,
  answerBy: offers.answerBy,
  summary: offers.summary,
  specialtyCode: SPECIALTY_CODE,
  outcome: referrals.outcome,
  reasonCode: referrals.reasonCode,
  agencyId: offers.agencyId,
  agencyName: agencies.name,
  organizationId: offers.organizationId,
  organizationName: organizations.name,
  serviceName: services.name,
  clientId: disclosures.clientId,
  consentId: disclosures.consentId,
  referralId: offers.referralId,
};

const select = (db: Db) =>
  db
    .select(columns)
    .from(offers)
    .innerJoin(agencies, eq(agencies.id, offers.agencyId))
    .innerJoin(organizations, eq(organizations.id, offers.organizationId))
    .innerJoin(servicesAtLocation, eq(servicesAtLocation.id, offers.serviceAtLocationId))
    .innerJoin(services, eq(services.id, servicesAtLocation.serviceId))
    .leftJoin(referrals, eq(referrals.id, offers.referralId))
    // A provider sees the disclosures alone that hold at this moment.
    .leftJoin(
      disclosures,
      and(eq(disclosures.referralId, offers.referralId), eq(disclosures.organizationId, offers.organizationId)),
    );

/** The offer, where it is this provider's. */
export async function findOffer(db: Db, actor: Actor, id: string): Promise<FoundOffer | null> {
  const [found] = await select(db).where(and(eq(offers.id, id), eq(offers.organizationId, organizationOf(actor))));
  return found ? told(found) : null;
}

/** Those asked for, in the order of their last change. */
export async function findOffers(
  db: Db,
  actor: Actor,
  asked: Asked,
): Promise<{ found: FoundOffer[]; next: string | null }> {
  const mark = markParam.parse(asked.after ?? undefined);
  const order = asked.newestFirst ? desc : asc;
  const rows = await select(db)
    .where(and(eq(offers.organizationId, organizationOf(actor)), ...conditions(asked), beyond(mark, asked.newestFirst)))
    .orderBy(order(CHANGED), order(offers.id))
    .limit(asked.count + 1);
  const found = rows.slice(0, asked.count).map(told);
  const last = found.at(-1);
  const next =
    rows.length > asked.count && last ? writeMark({ value: last.changedAt.toISOString(), id: last.id }) : null;
  return { found, next };
}

/** An open offer that names nobody says so by its summary; one that has ended says only which it was. */
function told(row: Omit<FoundOffer, "summary"> & { summary: OfferedFacts["summary"] }): FoundOffer {
  if (row.clientId !== null || row.status === "requested") return row;
  const { number, specialty, urgency } = row.summary;
  return { ...row, summary: { urgency, ...(number ? { number } : {}), ...(specialty ? { specialty } : {}) } };
}

/** As an instant travels in JSON: a mark must not fall between two of the database's finer ones. */
const CHANGED = sql`date_trunc('milliseconds', ${offers.changedAt})`;

function beyond(mark: Mark | null, newestFirst: boolean): SQL | undefined {
  if (!mark) return undefined;
  const at = sql`(${mark.value}::timestamptz, ${mark.id}::uuid)`;
  return newestFirst ? sql`(${CHANGED}, ${offers.id}) < ${at}` : sql`(${CHANGED}, ${offers.id}) > ${at}`;
}

function conditions({ ids, statuses, code, patientId, number, from, until }: Asked): (SQL | undefined)[] {
  const nothing = sql`false`;
  return [
    ids && (ids.length > 0 ? inArray(offers.id, [...ids]) : nothing),
    statuses &&
      (statuses.length > 0
        ? sql`${STATUS} in (${sql.join(
            statuses.map((status) => sql`${status}`),
            sql`, `,
          )})`
        : nothing),
    code === null
      ? null
      : sql`${offers.summary} ->> 'specialty' in (select s.name from specialty s where s.code = ${code})`,
    patientId === null ? null : eq(disclosures.clientId, patientId),
    number === null ? null : sql`${offers.summary} ->> 'number' = ${number}`,
    from && (from.inclusive ? sql`${CHANGED} >= ${from.at}::timestamptz` : sql`${CHANGED} > ${from.at}::timestamptz`),
    until &&
      (until.inclusive ? sql`${CHANGED} <= ${until.at}::timestamptz` : sql`${CHANGED} < ${until.at}::timestamptz`),
  ].map((condition) => condition ?? undefined);
}

/** Referrals by which this client is shown to the provider at this moment. */
export async function findReferralsOf(db: Db, actor: Actor, clientId: string): Promise<string[]> {
  const rows = await db
    .select({ id: disclosures.referralId })
    .from(disclosures)
    .where(and(eq(disclosures.clientId, clientId), eq(disclosures.organizationId, organizationOf(actor))));
  return rows.map(({ id }) => id);
}
