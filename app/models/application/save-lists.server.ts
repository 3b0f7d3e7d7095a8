// Saves services, hours, practitioners, credentials and rates of an application. Each save names the version it began from.
import { asc, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import type { Db } from "#app/database/as-actor.server";
import { credentialTypes, specialties } from "#drizzle/schema";
import { Refusal } from "../values/refusal";
import { type Answers, type CredentialAnswer, type ExceptionAnswer, type LocationAnswer, withItem } from "./answers";
import { MOST_EXCEPTIONS, MOST_PRACTITIONERS, MOST_SERVICES } from "./codes";
import type { HoursPageForm, ServicePageForm } from "./forms";
import type { CredentialsPageForm, PractitionerPageForm, RatesPageForm } from "./row-forms";
import { changeAnswers } from "./save.server";

type Said<Form extends z.ZodType<{ intent: string }>, Intent extends string> = Extract<
  z.infer<Form>,
  { intent: Intent }
>;

/** @returns how many specialties it has */
export async function saveService(db: Db, said: Said<typeof ServicePageForm, "service">): Promise<number> {
  const { intent: _, version, ...facts } = said;
  let count = 0;
  await changeAnswers(db, version, (answers) => {
    const known = answers.services.find(({ key }) => key === facts.key);
    if (!known && answers.services.length >= MOST_SERVICES) throw new Refusal("application.too-many", 409);
    const { recordId, specialtyIds } = known ?? { recordId: null, specialtyIds: [] };
    count = specialtyIds.length;
    return { ...answers, services: withItem(answers.services, { ...facts, recordId, specialtyIds }) };
  });
  return count;
}

/** @throws Refusal 404 for a service that is gone, or a term that is none */
export async function saveSpecialties(db: Db, version: number, key: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) {
    const known = await db.$count(specialties, inArray(specialties.id, [...ids]));
    if (known !== ids.length) throw new Refusal("not-found", 404);
  }
  await changeAnswers(db, version, (answers) => {
    const service = answers.services.find((one) => one.key === key);
    if (!service) throw new Refusal("not-found", 404);
    return { ...answers, services: withItem(answers.services, { ...service, specialtyIds: [...ids] }) };
  });
}

/** The week of a place, a day that differs from it, or the end of one. */
export async function saveHours(db: Db, key: string, said: z.infer<typeof HoursPageForm>): Promise<void> {
  await changeAnswers(db, said.version, (answers) => ({
    ...answers,
    locations: withItem(answers.locations, withHours(placeOf(answers, key), said)),
  }));
}

function placeOf(answers: Answers, key: string): LocationAnswer {
  const place = answers.locations.find((one) => one.key === key);
  if (!place) throw new Refusal("not-found", 404);
  return place;
}

function withHours(place: LocationAnswer, said: z.infer<typeof HoursPageForm>): LocationAnswer {
  switch (said.intent) {
    case "hours":
      return { ...place, spans: said.spans.map((span) => ({ ...span })), hoursText: said.hoursText };
    case "exception": {
      const { fromDay, untilDay, span, reason } = said;
      const added: ExceptionAnswer = { fromDay, untilDay, span: span ? { ...span } : null, reason };
      const others = place.exceptions.filter((one) => exceptionId(one) !== exceptionId(added));
      if (others.length >= MOST_EXCEPTIONS) throw new Refusal("application.too-many", 409);
      return { ...place, exceptions: [...others, added].toSorted((a, b) => a.fromDay.localeCompare(b.fromDay)) };
    }
    case "remove-exception":
      return { ...place, exceptions: place.exceptions.filter((one) => exceptionId(one) !== said.id) };
  }
}

/** The same days said twice are said once. */
export const exceptionId = ({ fromDay, untilDay }: ExceptionAnswer): string => `${fromDay}_${untilDay}`;

export async function savePractitioner(db: Db, said: Said<typeof PractitionerPageForm, "practitioner">): Promise<void> {
  const { intent: _, version, ...facts } = said;
  const person = { ...facts, credentials: await withKinds(db, facts.credentials) };
  await changeAnswers(db, version, (answers) => {
    const isNew = !answers.practitioners.some(({ key }) => key === person.key);
    if (isNew && answers.practitioners.length >= MOST_PRACTITIONERS) throw new Refusal("application.too-many", 409);
    return { ...answers, practitioners: withItem(answers.practitioners, person) };
  });
}

export async function saveCredentials(db: Db, said: Said<typeof CredentialsPageForm, "credentials">): Promise<void> {
  const credentials = await withKinds(db, said.credentials);
  await changeAnswers(db, said.version, (answers) => ({ ...answers, credentials }));
}

/** What this agency asks for by a name of its own; the kind goes with it. @throws Refusal 404 for a type the agency does not know */
async function withKinds(db: Db, said: readonly CredentialAnswer[]): Promise<CredentialAnswer[]> {
  if (said.every(({ typeCode }) => typeCode === null)) return [...said];
  const types = await readCredentialTypes(db);
  return said.map((one) => {
    if (one.typeCode === null) return one;
    const type = types.find(({ code }) => code === one.typeCode);
    if (!type) throw new Refusal("not-found", 404);
    return { ...one, kind: type.kind };
  });
}

/** Credentials the agency knows by name, for the choice of them. */
export function readCredentialTypes(db: Db) {
  return db
    .select({
      code: credentialTypes.code,
      name: credentialTypes.name,
      kind: credentialTypes.kind,
      heldBy: credentialTypes.heldBy,
    })
    .from(credentialTypes)
    .where(eq(credentialTypes.active, true))
    .orderBy(asc(credentialTypes.name), asc(credentialTypes.id))
    .limit(200);
}

export function saveRates(db: Db, said: Said<typeof RatesPageForm, "rates">): Promise<void> {
  return changeAnswers(db, said.version, (answers) => ({ ...answers, rates: said.rates }));
}

/** Names of the terms, for reading back. */
export async function readTermNames(db: Db, ids: readonly string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const rows = await db
    .select({ id: specialties.id, name: specialties.name })
    .from(specialties)
    .where(inArray(specialties.id, [...ids]))
    .limit(500);
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}
