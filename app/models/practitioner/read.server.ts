// Practitioners and credentials of one provider, for its own portal and for the network desk. Says nothing about clients.
import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { credentials, practitioners } from "#drizzle/schema";
import { addDays, asCalendarDay } from "../values/calendar-day";
import { credentialLifecycle } from "./lifecycle";

const MOST_ROWS = 200;

/** Those who work there, by name; who left comes last. */
export async function readPractitioners(db: Db, organizationId: string) {
  return db
    .select({
      id: practitioners.id,
      name: practitioners.name,
      title: practitioners.title,
      languages: practitioners.languages,
      leftAt: practitioners.leftAt,
    })
    .from(practitioners)
    .where(eq(practitioners.organizationId, organizationId))
    .orderBy(sql`${practitioners.leftAt} is not null`, asc(practitioners.name), asc(practitioners.id))
    .limit(MOST_ROWS);
}
export type PractitionerLine = Awaited<ReturnType<typeof readPractitioners>>[number];

/** Soonest to end first. */
export async function readCredentials(db: Db, organizationId: string) {
  const rows = await db
    .select({ credential: credentials, holder: practitioners.name })
    .from(credentials)
    .leftJoin(
      practitioners,
      and(eq(practitioners.id, credentials.practitionerId), eq(practitioners.organizationId, organizationId)),
    )
    .where(eq(credentials.organizationId, organizationId))
    .orderBy(asc(credentials.expiresOn), asc(credentials.id))
    .limit(MOST_ROWS);
  return rows.map(({ credential, holder }) => ({
    id: credential.id,
    holder,
    kind: credential.kind,
    number: credential.number,
    issuer: credential.issuer,
    lastDay: credential.expiresOn ? addDays(asCalendarDay(credential.expiresOn), -1) : null,
    state: credential.state,
    moves: credentialLifecycle
      .transitions()
      .filter(({ from, who }) => from === credential.state && who.includes("network"))
      .map(({ move }) => move as string),
  }));
}
export type CredentialLine = Awaited<ReturnType<typeof readCredentials>>[number];
