// Records a client's consent and takes it back. What leant on a consent that ends is closed by the database in the same breath.
import { and, eq } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { agencies, clients, consents, organizations } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { addDays, addMonths, asCalendarDay, localDay, startOfDay } from "../values/calendar-day";
import { asId, type ClientId, type ConsentId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { consentEvents } from "./events";
import type { RecordConsentForm, RevokeConsentForm } from "./forms";
import { consentLifecycle } from "./lifecycle";

/** Nobody agrees for ever: a consent is asked for again after two years at the latest. */
const LONGEST_MONTHS = 24;

/**
 * Writes down what the client agreed to. It holds from now through the last day given, in the agency's zone.
 * @throws Refusal 404 when the client or organization is not there, 400 when the last day is past or too far away
 */
export async function recordConsent(
  db: Db,
  actor: Actor,
  clientId: ClientId,
  given: Omit<RecordConsentForm, "intent">,
): Promise<ConsentId> {
  const agencyId = agencyOf(actor);
  await requireClient(db, clientId);
  if (given.organizationId) await requireOrganization(db, given.organizationId);
  const endsAt = await endOf(db, agencyId, given.until);
  const [row] = await db
    .insert(consents)
    .values({
      agencyId,
      clientId,
      organizationId: given.organizationId,
      purpose: given.purpose,
      fields: given.consentFields,
      endsAt,
      givenHow: given.givenHow,
      witness: given.givenHow === "verbal" ? given.witness : null,
      recordedBy: actor.membershipId,
    })
    .returning({ id: consents.id });
  if (!row) throw new Error("the consent was not recorded");
  await recordEvent(
    db,
    actor,
    consentEvents.recorded({
      consentId: row.id,
      purpose: given.purpose,
      fields: given.consentFields,
      givenHow: given.givenHow,
      until: given.until,
    }),
    { subjectType: "consent", subjectId: row.id, agencyId, clientId },
  );
  return asId<ConsentId>(row.id);
}

/** Takes a consent back; whoever read by it reads no more. @throws Refusal 404 when absent, 409 when it has ended already */
export async function revokeConsent(
  db: Db,
  actor: Actor,
  clientId: ClientId,
  { consentId, reason }: RevokeConsentForm,
): Promise<void> {
  const ofClient = and(eq(consents.id, consentId), eq(consents.clientId, clientId));
  const [seen] = await db.select({ state: consents.state }).from(consents).where(ofClient);
  if (!seen) throw new Refusal("not-found", 404);
  const [held] = await db.select({ state: consents.state }).from(consents).where(ofClient).for("update");
  if (!held) throw new Refusal("consent.not-your-client", 403);
  const state = consentLifecycle.after(held.state as typeof consentLifecycle.initial, "revoke");
  const now = await clock(db);
  await db.update(consents).set({ state, revokedAt: now, revokedReason: reason }).where(ofClient);
  await recordEvent(db, actor, consentEvents.revoked({ consentId, reason }), {
    subjectType: "consent",
    subjectId: consentId,
    agencyId: agencyOf(actor),
    clientId,
  });
}

async function requireClient(db: Db, clientId: ClientId): Promise<void> {
  const [client] = await db.select({ id: clients.id }).from(clients).where(eq(clients.id, clientId));
  if (!client) throw new Refusal("not-found", 404);
  // A colleague's client can be read but not written; the lock is granted to whoever may write.
  const [mine] = await db.select({ id: clients.id }).from(clients).where(eq(clients.id, clientId)).for("key share");
  if (!mine) throw new Refusal("consent.not-your-client", 403);
}

async function requireOrganization(db: Db, organizationId: string): Promise<void> {
  const [found] = await db
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  if (!found) throw new Refusal("not-found", 404);
}

/** The first instant after the last day, on the agency's clock. */
async function endOf(db: Db, agencyId: string, until: string): Promise<Date> {
  const [agency] = await db.select({ timeZone: agencies.timeZone }).from(agencies).where(eq(agencies.id, agencyId));
  if (!agency) throw new Refusal("not-found", 404);
  const today = localDay(await clock(db), agency.timeZone);
  const last = asCalendarDay(until);
  if (last < today) throw new Refusal("consent.day-past", 400);
  if (last > addMonths(today, LONGEST_MONTHS)) throw new Refusal("consent.too-long", 400, { months: LONGEST_MONTHS });
  return startOfDay(addDays(last, 1), agency.timeZone);
}
