// Begins an application with what the directory says of the claimed record, and takes that out again. Pure; never overwrites what was typed.
import { z } from "zod";
import { type Answers, type LocationAnswer, type ServiceAnswer, tidied } from "./answers";
import { MOST_LOCATIONS, MOST_SERVICES } from "./codes";

const text = z.string().nullable().catch(null);
const texts = z.array(z.string()).catch([]);
const whole = z.number().int().nullable().catch(null);

/** What app.claimed_record answers. */
const Record = z.object({
  organization: z.object({
    name: z.string(),
    alternateName: text,
    description: z.string().catch(""),
    email: text,
    website: text,
    legalStatus: text,
    telephone: text,
  }),
  locations: z.array(
    z.object({
      id: z.guid(),
      name: z.string(),
      addressLine: text,
      addressLine2: text,
      city: text,
      region: text,
      postalCode: text,
      latitude: z.number().nullable(),
      longitude: z.number().nullable(),
      pointPrecision: z.string(),
      timeZone: text,
      telephone: text,
      languages: texts,
      accessibility: texts,
      transportation: text,
      spans: z.array(
        z.object({ weekday: z.number().int(), opensMinute: z.number().int(), closesMinute: z.number().int() }),
      ),
    }),
  ),
  services: z.array(
    z.object({
      id: z.guid(),
      name: z.string(),
      description: z.string().catch(""),
      eligibility: text,
      minimumAge: whole,
      maximumAge: whole,
      languages: texts,
      modes: texts,
      serves: texts,
      cost: text,
      fees: text,
      specialtyIds: texts,
      places: z.array(z.object({ locationId: z.guid(), takesReferrals: z.string(), openPlaces: whole })),
    }),
  ),
});
type Record = z.infer<typeof Record>;

/** A part that something was typed into stays as it is. */
export function withRecord(answers: Answers, given: unknown): Answers {
  const read = Record.safeParse(given);
  if (!read.success) return answers;
  const record = read.data;
  const { name: _, ...organization } = record.organization;
  const said = answers.organization;
  return {
    ...answers,
    organization: said
      ? {
          alternateName: said.alternateName ?? organization.alternateName,
          legalStatus: said.legalStatus ?? organization.legalStatus,
          description: said.description || organization.description,
          website: said.website ?? organization.website,
          email: said.email ?? organization.email,
          telephone: said.telephone ?? organization.telephone,
        }
      : organization,
    locations: answers.locations.length > 0 ? answers.locations : locationsOf(record),
    services: answers.services.length > 0 ? answers.services : servicesOf(record),
  };
}

/** Places and services that came from a record go with it; what was typed stays. */
export function withoutRecord(answers: Answers): Answers {
  return tidied({
    ...answers,
    locations: answers.locations.filter(({ recordId }) => recordId === null),
    services: answers.services.filter(({ recordId }) => recordId === null),
  });
}

const locationsOf = (record: Record): LocationAnswer[] =>
  record.locations
    .slice(0, MOST_LOCATIONS)
    .map(({ id, ...location }) => ({ ...location, key: id, recordId: id, hoursText: null, exceptions: [] }));

function servicesOf(record: Record): ServiceAnswer[] {
  const places = new Set(record.locations.slice(0, MOST_LOCATIONS).map(({ id }) => id));
  return record.services.slice(0, MOST_SERVICES).map(({ id, places: offered, ...service }) => {
    const here = offered.filter(({ locationId }) => places.has(locationId));
    return {
      ...service,
      key: id,
      recordId: id,
      locationKeys: here.map(({ locationId }) => locationId),
      takesReferrals: here[0]?.takesReferrals ?? "unknown",
      openPlaces: here[0]?.openPlaces ?? null,
    };
  });
}
