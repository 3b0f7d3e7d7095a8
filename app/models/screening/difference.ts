// What an application says otherwise than the directory's record it claims, field by field. Pure; judges neither.
import type { Answers } from "../application/answers";

/** One field: what the directory says now, what the applicant says. Null: nothing said. */
export interface Difference {
  readonly field: string;
  readonly directory: string | null;
  readonly application: string | null;
}

type Said = Readonly<Record<string, string | number | readonly string[] | null | undefined>>;

export interface ClaimedRecord {
  readonly organization: Said;
  readonly locations: readonly (Said & { readonly id: string; readonly name: string })[];
  readonly services: readonly (Said & { readonly id: string; readonly name: string })[];
}

export interface Differences {
  readonly organization: readonly Difference[];
  /** By the key of the place or service in the application. */
  readonly locations: Readonly<Record<string, readonly Difference[]>>;
  readonly services: Readonly<Record<string, readonly Difference[]>>;
  /** Names of what the directory has and the application does not mention. */
  readonly leftOut: { readonly locations: readonly string[]; readonly services: readonly string[] };
}

export const ORGANIZATION_FIELDS = [
  "name",
  "alternateName",
  "description",
  "legalStatus",
  "email",
  "website",
  "telephone",
] as const;
export const LOCATION_FIELDS = [
  "name",
  "addressLine",
  "addressLine2",
  "city",
  "region",
  "postalCode",
  "telephone",
  "languages",
  "accessibility",
] as const;
export const SERVICE_FIELDS = [
  "name",
  "description",
  "eligibility",
  "minimumAge",
  "maximumAge",
  "languages",
  "modes",
  "serves",
  "cost",
  "fees",
] as const;

/** @param name the organization's, which stands beside the answers */
export function differencesOf(name: string, answers: Answers, record: ClaimedRecord): Differences {
  const organization: Said = { ...(answers.organization ?? {}), name };
  return {
    organization: compare(ORGANIZATION_FIELDS, record.organization, organization),
    locations: byKey(LOCATION_FIELDS, answers.locations, record.locations),
    services: byKey(SERVICE_FIELDS, answers.services, record.services),
    leftOut: {
      locations: leftOut(answers.locations, record.locations),
      services: leftOut(answers.services, record.services),
    },
  };
}

type Answered = { readonly key: string; readonly recordId: string | null };

function byKey(
  fields: readonly string[],
  answered: readonly (Answered & object)[],
  rows: ClaimedRecord["locations"],
): Record<string, Difference[]> {
  return Object.fromEntries(
    answered.flatMap((answer) => {
      const row = rows.find(({ id }) => id === answer.recordId);
      return row ? [[answer.key, compare(fields, row, answer as unknown as Said)]] : [];
    }),
  );
}

const leftOut = (answered: readonly Answered[], rows: ClaimedRecord["locations"]): string[] =>
  rows.filter(({ id }) => !answered.some(({ recordId }) => recordId === id)).map(({ name }) => name);

function compare(fields: readonly string[], row: Said, answer: Said): Difference[] {
  return fields
    .map((field) => ({ field, directory: textOf(row[field]), application: textOf(answer[field]) }))
    .filter(({ directory, application }) => alike(directory) !== alike(application));
}

/** How it is written, spaces and capitals, is no difference. */
const alike = (text: string | null): string => (text ?? "").toLowerCase().replace(/\s+/g, " ").trim();

function textOf(value: Said[string]): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  return value.length === 0 ? null : [...value].sort().join(", ");
}
