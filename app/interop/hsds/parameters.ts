// The parameters of the HSDS addresses: which there are, what each may be, how each is read. Refuses by name; asks no row.
import { z } from "zod";
import { type CalendarDay, parseCalendarDay } from "#app/models/values/calendar-day";
import { readLanguages } from "../import/language";

export const USUAL_PER_PAGE = 50;
export const MOST_PER_PAGE = 500;
/** Each brings all that belongs to it. */
export const MOST_FULL_PER_PAGE = 100;
/** The standard would have all in one page; a mirror reads these few. */
export const MOST_MINIMAL_PER_PAGE = 10_000;
export const MOST_METRES = 1_000_000;
const MOST_PAGE = 1_000_000;
const MOST_WORDS = 200;

/** An instant, or a day and minute on the clock of each place. */
export type OpenAt =
  | { readonly kind: "instant"; readonly instant: Date }
  | { readonly kind: "now" }
  | { readonly kind: "local"; readonly day: CalendarDay; readonly minute: number };

/** The blanks of a refusal go with the issue, beside its catalogue key. */
const issue = (code: string, blanks: Readonly<Record<string, string | number>> = {}) => ({
  code: "custom" as const,
  message: code,
  params: blanks,
});

const text = () => z.string("hsds.given-twice");

function read<T>(parse: (given: string) => T | null, code: string, blanks = {}) {
  return text().transform((given, context): T => {
    const found = parse(given.trim());
    if (found !== null) return found;
    context.addIssue(issue(code, blanks));
    return z.NEVER;
  });
}

const number = (least: number, most: number, whole: boolean) =>
  read(
    (given) => {
      const pattern = whole ? /^\d{1,9}$/ : /^[+-]?\d{1,9}(\.\d{1,20})?$/;
      const found = pattern.test(given) ? Number(given) : Number.NaN;
      return found >= least && found <= most ? found : null;
    },
    "hsds.not-a-number",
    { least, most },
  );

const choice = <const Choices extends readonly string[]>(choices: Choices) =>
  read(
    (given): Choices[number] | null => choices.find((one) => one === given.toLowerCase()) ?? null,
    "hsds.not-a-choice",
    {
      choices: choices.join(", "),
    },
  );

const yesNo = () => choice(["true", "false", "1", "0"]).transform((given) => given === "true" || given === "1");
const id = () => read((given) => (z.guid().safeParse(given).success ? given.toLowerCase() : null), "hsds.not-an-id");

const SHAPES = {
  search: read((given) => (given !== "" && given.length <= MOST_WORDS ? given : null), "hsds.not-words"),
  page: number(1, MOST_PAGE, true),
  per_page: number(1, MOST_MINIMAL_PER_PAGE, true),
  format: choice(["json", "ndjson"]),
  taxonomy_term_id: id(),
  taxonomy_id: id(),
  organization_id: id(),
  modified_after: read(readInstant, "hsds.not-a-time"),
  minimal: yesNo(),
  full: yesNo(),
  full_service: yesNo(),
  postcode: read((given) => (/^[a-z\d][a-z\d -]{1,11}$/i.test(given) ? given : null), "hsds.not-a-postcode"),
  proximity: number(1, MOST_METRES, false),
  top_only: yesNo(),
  parent_id: id(),
  lat: number(-90, 90, false),
  lon: number(-180, 180, false),
  open_at: read(readOpenAt, "hsds.not-open-at"),
  language: read(readLanguage, "hsds.not-a-language"),
  accepting: choice(["true", "false", "waitlist"]),
} as const;

export type ParameterName = keyof typeof SHAPES;

/** Those HSDS does not know at all. */
export const EXTENSIONS: readonly ParameterName[] = ["lat", "lon", "open_at", "language", "accepting"];

const LIST = ["search", "page", "per_page", "format"] as const;
const TERMS = ["taxonomy_term_id", "taxonomy_id"] as const;
const PLACES = ["postcode", "proximity", ...EXTENSIONS] as const;

/** Which address takes which. On /services the place parameters mean: at one place at least. */
export const TAKEN = {
  services: [...LIST, ...TERMS, "organization_id", "modified_after", "minimal", "full", ...PLACES],
  organizations: [...LIST, "full_service", "full", ...TERMS],
  service_at_locations: [...LIST, ...TERMS, "organization_id", "modified_after", "full", ...PLACES],
  taxonomies: [...LIST],
  taxonomy_terms: [...LIST, "taxonomy_id", "top_only", "parent_id"],
} as const satisfies Record<string, readonly ParameterName[]>;

export type ResourceName = keyof typeof TAKEN;
export const RESOURCES = Object.keys(TAKEN) as ResourceName[];

/** What of an address belongs to one with an id. */
export const TAKEN_BY_ONE: Readonly<Record<ResourceName, readonly ParameterName[]>> = {
  services: [],
  organizations: ["full_service"],
  service_at_locations: [],
  taxonomies: [],
  taxonomy_terms: [],
};

export type Asked = { readonly [Name in ParameterName]?: z.output<(typeof SHAPES)[Name]> | undefined };

/** The reader of an address's parameters; its issues carry a refusal's code, and its blanks in `params`. */
export function queryOf(names: readonly ParameterName[]): z.ZodType<Asked> {
  const shape = Object.fromEntries(names.map((name) => [name, SHAPES[name].optional()]));
  // A name that is not known comes before what is wrong with the others: it is often one of them, mistyped.
  const known = z.custom<Readonly<Record<string, unknown>>>(isRecord).superRefine((given, context) => {
    for (const name of Object.keys(given)) {
      if (!names.some((one) => one === name))
        context.addIssue({ ...issue("hsds.unknown", { known: names.join(", ") || "none" }), path: [name] });
    }
  });
  const read = z.object(shape).superRefine((asked: Asked, context) => {
    for (const [name, problem] of contradictions(asked)) context.addIssue({ ...problem, path: [name] });
  });
  return known.pipe(read) as unknown as z.ZodType<Asked>;
}

const isRecord = (given: unknown) => typeof given === "object" && given !== null;

function contradictions(asked: Asked): [ParameterName, ReturnType<typeof issue>][] {
  const { lat, lon, postcode, proximity, format, page, per_page, full, minimal } = asked;
  const found: [ParameterName, ReturnType<typeof issue>][] = [];
  if (lat === undefined && lon !== undefined) found.push(["lat", issue("hsds.point-incomplete")]);
  if (lon === undefined && lat !== undefined) found.push(["lon", issue("hsds.point-incomplete")]);
  if (proximity !== undefined && postcode === undefined && lat === undefined && lon === undefined)
    found.push(["proximity", issue("hsds.proximity-of-what")]);
  if (postcode !== undefined && lat !== undefined && proximity !== undefined)
    found.push(["postcode", issue("hsds.two-centres")]);
  if (format === "ndjson" && page !== undefined) found.push(["page", issue("hsds.page-of-lines")]);
  if (format === "ndjson" && per_page !== undefined) found.push(["per_page", issue("hsds.page-of-lines")]);
  const most = mostPerPage(full === true, minimal === true);
  if (per_page !== undefined && per_page > most)
    found.push(["per_page", issue("hsds.not-a-number", { least: 1, most })]);
  return found;
}

function mostPerPage(full: boolean, minimal: boolean): number {
  if (minimal) return MOST_MINIMAL_PER_PAGE;
  return full ? MOST_FULL_PER_PAGE : MOST_PER_PAGE;
}

/** How many a page holds. */
export function sizeOf({ per_page, minimal }: Asked): number {
  return per_page ?? (minimal ? MOST_MINIMAL_PER_PAGE : USUAL_PER_PAGE);
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s*(Z|[+\- ]\d{2}:?\d{2})?)?$/i;

/** Without a time the day's beginning, without an offset UTC. */
function readInstant(given: string): Date | null {
  const found = MOMENT.exec(given);
  return found ? instantOf(found, "Z") : null;
}

function readOpenAt(given: string): OpenAt | null {
  if (given.toLowerCase() === "now") return { kind: "now" };
  const found = MOMENT.exec(given);
  if (!found?.[2]) return null;
  if (found[5]) {
    const instant = instantOf(found, found[5]);
    return instant ? { kind: "instant", instant } : null;
  }
  const day = parseCalendarDay(found[1] ?? "");
  const [hour, minute] = [Number(found[2]), Number(found[3])];
  if (day === null || hour > 23 || minute > 59 || !isNearYear(day)) return null;
  return { kind: "local", day, minute: hour * 60 + minute };
}

function instantOf([, day = "", hour = "00", minute = "00", second = "00", offset]: RegExpExecArray, usual: string) {
  if (parseCalendarDay(day) === null || !isNearYear(day)) return null;
  // A plus that was not encoded arrives as a blank.
  const zone = (offset ?? usual).toUpperCase().replace(" ", "+");
  const instant = new Date(`${day}T${hour}:${minute}:${second}${zone.replace(/(\d{2})(\d{2})$/, "$1:$2")}`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/** Hours are never told further ahead; calendars of other centuries are of no use here. */
const isNearYear = (day: string) => day >= "1970" && day < "2200";

function readLanguage(given: string): string | null {
  const named = readLanguages([given]).codes;
  if (named.length === 1 && named[0]) return named[0];
  return /^[a-z]{2,3}$/i.test(given) ? (Intl.getCanonicalLocales(given)[0]?.toLowerCase() ?? null) : null;
}
