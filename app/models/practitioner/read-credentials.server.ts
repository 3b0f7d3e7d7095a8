// Credentials as lists and one by one: of a provider, and of the whole network as a work list. States are those of today's day, not of last night.
import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import {
  credentialNotices,
  credentials,
  documents,
  locations,
  memberships,
  organizations,
  people,
  practitioners,
} from "#drizzle/schema";
import { escaped } from "../organization/read-list.server";
import { addDays, asCalendarDay, type CalendarDay, localDay } from "../values/calendar-day";
import type { CredentialId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { CredentialView } from "./credential-views";
import { lastDayOf, NOTICE_DAYS, stateOn } from "./holds";
import type { CredentialState } from "./lifecycle";

const MOST_ROWS = 200;
const MOST_EARLIER = 20;
const LATEST_DAY = "9999-12-31";

/** The name its type has at the actor's agency, or at one that asks the actor's organization. */
const typeName = sql<
  string | null
>`(select t.name from credential_type t where t.code = ${credentials.typeCode} order by t.created_at limit 1)`;

const shape = {
  id: credentials.id,
  organizationId: credentials.organizationId,
  practitioner: practitioners.name,
  place: locations.name,
  kind: credentials.kind,
  typeName,
  number: credentials.number,
  issuer: credentials.issuer,
  issuedOn: credentials.issuedOn,
  expiresOn: credentials.expiresOn,
  state: credentials.state,
  revokedOn: credentials.revokedOn,
  createdAt: credentials.createdAt,
  renewed: sql<boolean>`exists (select 1 from credential r where r.renews_id = ${credentials.id} and r.verified_at is not null)`,
};

const holders = (db: Db) =>
  db
    .select(shape)
    .from(credentials)
    .leftJoin(practitioners, eq(practitioners.id, credentials.practitionerId))
    .leftJoin(locations, eq(locations.id, credentials.locationId));

type Row = Awaited<ReturnType<typeof holders>>[number];

function lineOf({ expiresOn, state, ...row }: Row, today: CalendarDay) {
  const ends = expiresOn === null ? null : asCalendarDay(expiresOn);
  return { ...row, lastDay: lastDayOf(ends), state: stateOn(state as CredentialState, ends, today) };
}
export type CredentialLine = ReturnType<typeof lineOf>;

/** Of one provider, soonest to end first; what was renewed comes last. */
export async function readCredentials(db: Db, actor: Actor, organizationId: string): Promise<CredentialLine[]> {
  const today = localDay(await clock(db), actor.timeZone);
  const rows = await holders(db)
    .where(eq(credentials.organizationId, organizationId))
    .orderBy(sql`${shape.renewed}`, asc(credentials.expiresOn), asc(credentials.id))
    .limit(MOST_ROWS);
  return rows.map((row) => lineOf(row, today));
}

export interface CredentialFilter {
  readonly view: CredentialView;
  readonly typeCode: string | null;
  readonly text: string;
}

/**
 * The work list: what waits for a look oldest first, what ends soonest first. A page at a time.
 * Which are of the network is the policy's to say: named here as well, it would be looked up before the few that are shown.
 */
export async function readNetworkCredentials(
  db: Db,
  actor: Actor,
  { view, typeCode, text }: CredentialFilter,
  after: Mark | null,
): Promise<Page<CredentialLine & { organizationName: string }>> {
  const today = localDay(await clock(db), actor.timeZone);
  const byAge = view === "waiting" || view === "all";
  const rows = await db
    .select({ ...shape, organizationName: organizations.name })
    .from(credentials)
    .innerJoin(organizations, eq(organizations.id, credentials.organizationId))
    .leftJoin(practitioners, eq(practitioners.id, credentials.practitionerId))
    .leftJoin(locations, eq(locations.id, credentials.locationId))
    .where(
      and(
        inView(view, today),
        typeCode ? eq(credentials.typeCode, typeCode) : undefined,
        text ? sql`${organizations.name} ilike ${`%${escaped(text)}%`}` : undefined,
        after && byAge ? sql`${credentials.id} > ${after.id}::uuid` : undefined,
        after && !byAge
          ? sql`(${credentials.expiresOn}, ${credentials.id}) > (${after.value}::date, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(...(byAge ? [asc(credentials.id)] : [asc(credentials.expiresOn), asc(credentials.id)]))
    .limit(PAGE_SIZE + 1);
  const page = toPage(rows, (row) => ({ value: row.expiresOn ?? LATEST_DAY, id: row.id }));
  return {
    next: page.next,
    rows: page.rows.map(({ organizationName, ...row }) => ({ ...lineOf(row, today), organizationName })),
  };
}

// By days, not by the kept state: what ended this midnight is on the right list this morning.
function inView(view: CredentialView, today: CalendarDay): SQL | undefined {
  const counts = sql`${credentials.state} in ('verified', 'expiring', 'expired')`;
  switch (view) {
    case "waiting":
      return sql`${credentials.state} = 'unverified'`;
    case "expiring":
      return sql`${counts} and ${credentials.expiresOn} > ${today}::date and ${credentials.expiresOn} <= ${addDays(today, NOTICE_DAYS[0])}::date`;
    case "expired":
      return sql`${counts} and ${credentials.expiresOn} <= ${today}::date
        and not exists (select 1 from credential r where r.renews_id = ${credentials.id} and r.verified_at is not null)`;
    case "all":
      return undefined;
  }
}

/** One with everything said of it, and those it renewed or that renewed it. @throws Refusal 404 */
export async function readCredential(db: Db, actor: Actor, id: CredentialId) {
  const today = localDay(await clock(db), actor.timeZone);
  const [row] = await db
    .select({
      ...shape,
      organizationName: organizations.name,
      holder: sql<string>`case when ${credentials.practitionerId} is not null then 'practitioner:' || ${credentials.practitionerId}
        when ${credentials.locationId} is not null then 'location:' || ${credentials.locationId} else 'organization' end`,
      typeCode: credentials.typeCode,
      verification: sql<
        string | null
      >`(select t.verification from credential_type t where t.code = ${credentials.typeCode} order by t.created_at limit 1)`,
      renewsId: credentials.renewsId,
      verifiedAt: credentials.verifiedAt,
      verifiedHow: credentials.verifiedHow,
      verifiedBy: people.name,
      stateWords: credentials.stateWords,
      document: { id: documents.id, name: documents.name, byteCount: documents.byteCount },
      zone: sql<string>`app.zone_of_credential(${credentials.id})`,
    })
    .from(credentials)
    .innerJoin(organizations, eq(organizations.id, credentials.organizationId))
    .leftJoin(practitioners, eq(practitioners.id, credentials.practitionerId))
    .leftJoin(locations, eq(locations.id, credentials.locationId))
    .leftJoin(documents, eq(documents.id, credentials.documentId))
    .leftJoin(memberships, eq(memberships.id, credentials.verifiedBy))
    .leftJoin(people, eq(people.id, memberships.personId))
    .where(eq(credentials.id, id));
  if (!row) throw new Refusal("not-found", 404);
  const { organizationName, holder, typeCode, verification, renewsId, verifiedAt, verifiedHow, verifiedBy, ...rest } =
    row;
  const { stateWords, document, zone, ...line } = rest;
  return {
    ...lineOf(line, localDay(await clock(db), zone)),
    today,
    organizationName,
    holder,
    typeCode,
    verification,
    verifiedAt,
    verifiedHow,
    verifiedBy,
    stateWords,
    document,
    notices: await readNotices(db, id),
    others: await readOthers(db, row, renewsId, today),
  };
}
export type CredentialOfPage = Awaited<ReturnType<typeof readCredential>>;

/** How many open referrals of the actor's agency are at a provider where something it asks for does not hold; never which. */
export async function countLapsedReferrals(db: Db, organizationId: string): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    sql`select app.lapsed_referral_count(${organizationId}::uuid) as count`,
  );
  return row?.count ?? 0;
}

function readNotices(db: Db, id: CredentialId) {
  return db
    .select({ days: credentialNotices.days, at: credentialNotices.createdAt })
    .from(credentialNotices)
    .where(and(eq(credentialNotices.credentialId, id), eq(credentialNotices.sent, true)))
    .orderBy(asc(credentialNotices.createdAt), asc(credentialNotices.id))
    .limit(NOTICE_DAYS.length);
}

/** The chain of renewals it stands in, oldest first, without itself. */
async function readOthers(db: Db, { id }: { id: string }, renewsId: string | null, today: CalendarDay) {
  const chain = await db.execute<{ id: string }>(sql`
    with recursive before as (
      select c.id, c.renews_id, 1 as step from credential c where c.id = ${renewsId}::uuid
      union all select c.id, c.renews_id, b.step + 1 from credential c join before b on c.id = b.renews_id where b.step < ${MOST_EARLIER}
    ), later as (
      select c.id, 1 as step from credential c where c.renews_id = ${id}::uuid
      union all select c.id, l.step + 1 from credential c join later l on c.renews_id = l.id where l.step < ${MOST_EARLIER}
    ) select id::text as id from before union select id::text from later`);
  const ids = [...chain].map((one) => one.id);
  if (ids.length === 0) return [];
  const rows = await holders(db)
    .where(sql`${credentials.id} = any(${`{${ids.join(",")}}`}::uuid[])`)
    .orderBy(asc(credentials.id));
  return rows.map((row) => lineOf(row, today));
}
