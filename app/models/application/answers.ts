// What an application says so far, as it is kept: one shape a step. Reads what was kept; checks no form and no completeness.
import { z } from "zod";
import { MAY_BE_NONE, type MayBeNone } from "./codes";

const text = z.string().nullable().catch(null);
const texts = z.array(z.string()).catch([]);
const whole = z.number().int().nullable().catch(null);

const Span = z.object({ weekday: z.number().int(), opensMinute: z.number().int(), closesMinute: z.number().int() });
const Exception = z.object({
  fromDay: z.string(),
  untilDay: z.string(),
  span: z.object({ opensMinute: z.number().int(), closesMinute: z.number().int() }).nullable(),
  reason: z.string().nullable(),
});

const Credential = z.object({
  kind: z.string(),
  /** The word agencies share for it, where this agency knows it. */
  typeCode: text,
  number: text,
  issuer: text,
  issuedOn: text,
  /** First day on which it no longer holds. */
  expiresOn: text,
});

const Organization = z.object({
  alternateName: text,
  legalStatus: text,
  description: z.string().catch(""),
  website: text,
  email: text,
  telephone: text,
});

const Location = z.object({
  key: z.string(),
  /** The directory's own row, where the application claims its organization. */
  recordId: text,
  name: z.string(),
  addressLine: text,
  addressLine2: text,
  city: text,
  region: text,
  postalCode: text,
  latitude: z.number().nullable().catch(null),
  longitude: z.number().nullable().catch(null),
  /** given, postal_code, town, none */
  pointPrecision: z.string().catch("none"),
  timeZone: text,
  telephone: text,
  languages: texts,
  accessibility: texts,
  transportation: text,
  spans: z.array(Span).catch([]),
  hoursText: text,
  exceptions: z.array(Exception).catch([]),
});

const Service = z.object({
  key: z.string(),
  recordId: text,
  name: z.string(),
  description: z.string().catch(""),
  specialtyIds: texts,
  modes: texts,
  serves: texts,
  minimumAge: whole,
  maximumAge: whole,
  cost: text,
  fees: text,
  languages: texts,
  eligibility: text,
  locationKeys: texts,
  takesReferrals: z.string().catch("unknown"),
  openPlaces: whole,
});

const Practitioner = z.object({
  key: z.string(),
  name: z.string(),
  title: text,
  languages: texts,
  education: z.array(z.object({ school: z.string(), degree: text, year: whole })).catch([]),
  employment: z.array(z.object({ employer: z.string(), title: text, fromYear: whole, untilYear: whole })).catch([]),
  credentials: z.array(Credential).catch([]),
});

const Rate = z.object({ serviceKey: z.string(), unitType: z.string(), rateCents: z.string().regex(/^\d+$/) });

export type OrganizationAnswer = z.infer<typeof Organization>;
export type LocationAnswer = z.infer<typeof Location>;
export type ServiceAnswer = z.infer<typeof Service>;
export type PractitionerAnswer = z.infer<typeof Practitioner>;
export type CredentialAnswer = z.infer<typeof Credential>;
export type RateAnswer = z.infer<typeof Rate>;
export type ExceptionAnswer = z.infer<typeof Exception>;

export interface Answers {
  readonly organization: OrganizationAnswer | null;
  readonly locations: readonly LocationAnswer[];
  readonly services: readonly ServiceAnswer[];
  readonly practitioners: readonly PractitionerAnswer[];
  /** The organization's own. */
  readonly credentials: readonly CredentialAnswer[];
  readonly rates: readonly RateAnswer[];
  /** Steps at which the applicant said that there is nothing. */
  readonly none: readonly MayBeNone[];
}

const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).catch([]);
const Kept = z.object({
  organization: Organization.nullable().catch(null),
  locations: listOf(Location),
  services: listOf(Service),
  practitioners: listOf(Practitioner),
  credentials: listOf(Credential),
  rates: listOf(Rate),
  none: listOf(z.enum(MAY_BE_NONE)),
});

/** What was kept; a part that is not there yet, or is of a shape no release writes, reads as nothing said. */
export function readAnswers(kept: unknown): Answers {
  const read = Kept.safeParse(kept);
  return read.success ? read.data : Kept.parse({});
}

/** The item put in its place by its key, or at the end. */
export function withItem<Item extends { readonly key: string }>(items: readonly Item[], item: Item): Item[] {
  const known = items.some(({ key }) => key === item.key);
  return known ? items.map((one) => (one.key === item.key ? item : one)) : [...items, item];
}

export function withoutItem<Item extends { readonly key: string }>(items: readonly Item[], key: string): Item[] {
  return items.filter((item) => item.key !== key);
}

/** Without a place, nothing is offered there; without a service, it has no price. */
export function tidied(answers: Answers): Answers {
  const places = new Set(answers.locations.map(({ key }) => key));
  const offered = new Set(answers.services.map(({ key }) => key));
  return {
    ...answers,
    services: answers.services.map((service) => ({
      ...service,
      locationKeys: service.locationKeys.filter((key) => places.has(key)),
    })),
    rates: answers.rates.filter(({ serviceKey }) => offered.has(serviceKey)),
  };
}
