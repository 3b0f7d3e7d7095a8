// Reads and writes what an agency says to a client before it asks for a consent, and puts the whole text together. Takes no version away.
import { and, desc, eq } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { agencies, clients, consentTexts, organizations, specialties } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { CalendarDay } from "../values/calendar-day";
import type { ClientId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { consentEvents } from "./events";
import type { ConsentTextForm } from "./forms";
import { consentWording } from "./wording";

/** Two people at once write two versions, and the database refuses the same number twice. */
export async function writeConsentText(db: Db, actor: Actor, { language, words }: ConsentTextForm): Promise<void> {
  const agencyId = agencyOf(actor);
  const version = ((await readLatest(db, agencyId, language))?.version ?? 0) + 1;
  const [row] = await db
    .insert(consentTexts)
    .values({ agencyId, language, version, words, writtenBy: actor.membershipId })
    .returning({ id: consentTexts.id });
  if (!row) throw new Error("the text was not kept");
  await recordEvent(db, actor, consentEvents["text-written"]({ language, version }), {
    subjectType: "consent_text",
    subjectId: row.id,
    agencyId,
  });
}

/** The version in use of each language. */
export async function readConsentTexts(db: Db, actor: Actor) {
  return db
    .selectDistinctOn([consentTexts.language], {
      id: consentTexts.id,
      language: consentTexts.language,
      version: consentTexts.version,
      words: consentTexts.words,
      createdAt: consentTexts.createdAt,
    })
    .from(consentTexts)
    .where(eq(consentTexts.agencyId, agencyOf(actor)))
    .orderBy(consentTexts.language, desc(consentTexts.version));
}

async function readLatest(db: Db, agencyId: string, language: string) {
  const [latest] = await db
    .select({ version: consentTexts.version, words: consentTexts.words })
    .from(consentTexts)
    .where(and(eq(consentTexts.agencyId, agencyId), eq(consentTexts.language, language)))
    .orderBy(desc(consentTexts.version))
    .limit(1);
  return latest ?? null;
}

export interface AskedConsent {
  readonly organizationId: string | null;
  readonly specialtyId: string | null;
  readonly purpose: string;
  readonly fields: readonly string[];
  /** Null: the client's own. */
  readonly language: string | null;
  readonly from: CalendarDay;
  readonly until: CalendarDay;
}

export interface ConsentWording {
  readonly language: string;
  readonly wording: string;
  /** Of the agency's own opening words; 0: the house's. */
  readonly textVersion: number;
}

/** The text as the client is shown it. @throws Refusal 404 when client, provider or specialty is not there */
export async function wordConsent(
  db: Db,
  actor: Actor,
  clientId: ClientId,
  asked: AskedConsent,
): Promise<ConsentWording> {
  const agencyId = agencyOf(actor);
  const [client] = await db.select({ language: clients.language }).from(clients).where(eq(clients.id, clientId));
  const [agency] = await db.select({ name: agencies.name }).from(agencies).where(eq(agencies.id, agencyId));
  if (!client || !agency) throw new Refusal("not-found", 404);
  const language = asked.language ?? client.language;
  const latest = await readLatest(db, agencyId, language);
  const wording = consentWording({
    ...asked,
    language,
    opening: latest?.words ?? null,
    agencyName: agency.name,
    organizationName: await nameOf(db, organizations, asked.organizationId),
    specialtyName: await nameOf(db, specialties, asked.specialtyId),
  });
  return { language, wording, textVersion: latest?.version ?? 0 };
}

async function nameOf(
  db: Db,
  table: typeof organizations | typeof specialties,
  id: string | null,
): Promise<string | null> {
  if (!id) return null;
  const [found] = await db.select({ name: table.name }).from(table).where(eq(table.id, id));
  if (!found) throw new Refusal("not-found", 404);
  return found.name;
}
