// Practitioners of one provider, for its own portal and for the network desk: who works there, and where they learnt and worked before.
import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { organizations, practitionerHistories, practitioners } from "#drizzle/schema";
import { addDays, asCalendarDay } from "../values/calendar-day";
import { asId, type OrganizationId, type PractitionerId } from "../values/ids";
import { Refusal } from "../values/refusal";

const MOST_ROWS = 200;

const columns = {
  id: practitioners.id,
  name: practitioners.name,
  title: practitioners.title,
  languages: practitioners.languages,
  leftAt: practitioners.leftAt,
};

/** Those who work there, by name; who left comes last. */
export async function readPractitioners(db: Db, organizationId: string) {
  return db
    .select(columns)
    .from(practitioners)
    .where(eq(practitioners.organizationId, organizationId))
    .orderBy(sql`${practitioners.leftAt} is not null`, asc(practitioners.name), asc(practitioners.id))
    .limit(MOST_ROWS);
}
export type PractitionerLine = Awaited<ReturnType<typeof readPractitioners>>[number];

/** @throws Refusal 404 for another provider's */
export async function readPractitioner(db: Db, organizationId: OrganizationId, id: PractitionerId) {
  const [row] = await db
    .select(columns)
    .from(practitioners)
    .where(and(eq(practitioners.id, id), eq(practitioners.organizationId, organizationId)));
  if (!row) throw new Refusal("not-found", 404);
  const rows = await db
    .select()
    .from(practitionerHistories)
    .where(eq(practitionerHistories.practitionerId, id))
    .orderBy(asc(practitionerHistories.kind), asc(practitionerHistories.startsOn), asc(practitionerHistories.id))
    .limit(MOST_ROWS);
  return {
    ...row,
    history: rows.map(({ id: historyId, kind, place, title, startsOn, endsOn }) => ({
      id: historyId,
      kind,
      place,
      title,
      startsOn,
      lastDay: endsOn ? addDays(asCalendarDay(endsOn), -1) : null,
    })),
  };
}
/** For the network desk; outside its network the practitioner is not there. @throws Refusal 404 */
export async function readNetworkPractitioner(db: Db, id: PractitionerId) {
  const [organization] = await db
    .select({ id: organizations.id, name: organizations.name })
    .from(practitioners)
    .innerJoin(organizations, eq(organizations.id, practitioners.organizationId))
    // The name is public; a page without its history would say that there is none.
    .where(
      and(eq(practitioners.id, id), sql`${organizations.id} = any((select app.organizations_in_network())::uuid[])`),
    );
  if (!organization) throw new Refusal("not-found", 404);
  const practitioner = await readPractitioner(db, asId<OrganizationId>(organization.id), id);
  return { practitioner, organization };
}

export type PractitionerOfPage = Awaited<ReturnType<typeof readPractitioner>>;
export type HistoryLine = PractitionerOfPage["history"][number];
