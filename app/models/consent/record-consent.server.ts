// Records a client's consent and takes it back. What leant on a consent that ends is closed by the database in the same breath.
import { and, eq } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { agencies, consents, documents } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { addDays, addMonths, asCalendarDay, type CalendarDay, localDay, startOfDay } from "../values/calendar-day";
import { asId, type ClientId, type ConsentId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { wordConsent } from "./consent-text.server";
import { consentEvents } from "./events";
import type { OverrideConsentForm, RecordConsentForm, RevokeConsentForm } from "./forms";
import { consentLifecycle } from "./lifecycle";
import { requireOwnClient } from "./own-client.server";

/** Nobody agrees for ever: a consent is asked for again after two years at the latest. */
const LONGEST_MONTHS = 24;
/** Long enough to ask the client after all. */
const LONGEST_OVERRIDE_MONTHS = 1;

/** What was agreed; what is left out is as it mostly is: no one specialty, no paper, from now, in the client's own language. */
export type GivenConsent = Omit<RecordConsentForm, "specialtyId" | "documentId" | "language" | "from"> &
  Partial<Pick<RecordConsentForm, "specialtyId" | "documentId" | "language" | "from">>;

/**
 * Writes down what the client agreed to, with the text they were shown. It holds from now, or from the first day given,
 * through the last, in the agency's zone.
 * @throws Refusal 404 when the client, recipient or paper is not there, 400 when a day is past, too far away or in the wrong order
 */
export async function recordConsent(db: Db, actor: Actor, clientId: ClientId, given: GivenConsent): Promise<ConsentId> {
  await requireOwnClient(db, clientId);
  const { organizationId, specialtyId = null, documentId = null, language = null, purpose, givenHow, witness } = given;
  if (documentId) await requirePaper(db, clientId, documentId);
  const span = await spanOf(db, agencyOf(actor), given, LONGEST_MONTHS);
  const fields = given.consentFields;
  const asked = { organizationId, specialtyId, purpose, fields, language, ...span.days };
  const consentId = await keepConsent(db, actor, clientId, {
    ...(await wordConsent(db, actor, clientId, asked)),
    organizationId,
    specialtyId,
    documentId,
    purpose,
    fields,
    givenHow,
    witness: givenHow === "verbal" ? witness : null,
    startsAt: span.startsAt,
    endsAt: span.endsAt,
  });
  await recordEvent(
    db,
    actor,
    consentEvents.recorded({ consentId, purpose, fields, givenHow, until: given.until }),
    subjectOf(actor, clientId, consentId),
  );
  return consentId;
}

/**
 * Shares without the client's word: with one provider, for a month at most, for a reason. Told to every supervisor, and to
 * the client in the list of who saw their data.
 * @throws Refusal 404 when the client or provider is not there, 400 when the day is past or too far away
 */
export async function overrideConsent(
  db: Db,
  actor: Actor,
  clientId: ClientId,
  { organizationId, purpose, consentFields: fields, code, words, until }: OverrideConsentForm,
): Promise<ConsentId> {
  await requireOwnClient(db, clientId);
  const agencyId = agencyOf(actor);
  const span = await spanOf(db, agencyId, { from: null, until }, LONGEST_OVERRIDE_MONTHS);
  const asked = { organizationId, specialtyId: null, purpose, fields, language: null, ...span.days };
  // Said in the client's language too: it is what they are told was done.
  const consentId = await keepConsent(db, actor, clientId, {
    ...(await wordConsent(db, actor, clientId, asked)),
    organizationId,
    purpose,
    fields,
    givenHow: "override",
    overrideCode: code,
    overrideWords: words,
    endsAt: span.endsAt,
  });
  const event = consentEvents.overridden({ consentId, reason: code, purpose, fields, until });
  await recordEvent(db, actor, event, subjectOf(actor, clientId, consentId));
  await tellMembers(
    db,
    { agencyId, roles: ["supervisor"] },
    {
      kind: "consent.overridden",
      subjectType: "consent",
      subjectId: consentId,
      path: `/agency/clients/${clientId}/consents`,
    },
  );
  return consentId;
}

type ConsentRow = typeof consents.$inferInsert;

async function keepConsent(
  db: Db,
  actor: Actor,
  clientId: ClientId,
  row: Omit<ConsentRow, "agencyId" | "clientId" | "recordedBy">,
): Promise<ConsentId> {
  const [kept] = await db
    .insert(consents)
    .values({ ...row, agencyId: agencyOf(actor), clientId, recordedBy: actor.membershipId })
    .returning({ id: consents.id });
  if (!kept) throw new Error("the consent was not recorded");
  return asId<ConsentId>(kept.id);
}

const subjectOf = (actor: Actor, clientId: ClientId, consentId: ConsentId) => ({
  subjectType: "consent",
  subjectId: consentId,
  agencyId: agencyOf(actor),
  clientId,
});

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

async function requirePaper(db: Db, clientId: ClientId, documentId: string): Promise<void> {
  const ofClient = and(eq(documents.id, documentId), eq(documents.clientId, clientId));
  const [paper] = await db.select({ id: documents.id }).from(documents).where(ofClient);
  if (!paper) throw new Refusal("not-found", 404);
}

interface ConsentSpan {
  readonly startsAt: Date;
  /** The first instant after the last day, on the agency's clock. */
  readonly endsAt: Date;
  readonly days: { readonly from: CalendarDay; readonly until: CalendarDay };
}

async function spanOf(
  db: Db,
  agencyId: string,
  { from: first, until: last }: { from?: string | null | undefined; until: string },
  longestMonths: number,
): Promise<ConsentSpan> {
  const [agency] = await db.select({ timeZone: agencies.timeZone }).from(agencies).where(eq(agencies.id, agencyId));
  if (!agency) throw new Refusal("not-found", 404);
  const now = await clock(db);
  const today = localDay(now, agency.timeZone);
  const from = first ? asCalendarDay(first) : today;
  const until = asCalendarDay(last);
  if (until < today || from < today) throw new Refusal("consent.day-past", 400);
  if (until < from) throw new Refusal("consent.ends-before", 400);
  if (until > addMonths(today, longestMonths)) throw new Refusal("consent.too-long", 400, { months: longestMonths });
  return {
    startsAt: from === today ? now : startOfDay(from, agency.timeZone),
    endsAt: startOfDay(addDays(until, 1), agency.timeZone),
    days: { from, until },
  };
}
