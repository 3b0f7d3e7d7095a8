// Reads a list of the excluded from CSV by the names its columns usually have. Every row is taken or told of, with its line; nothing is looked up.
import { cellsOf } from "#app/interop/csv-cells";
import { addDays, type CalendarDay, parseCalendarDay } from "../values/calendar-day";

export type ExclusionKind = "organization" | "person" | "unknown";

export interface ExclusionRow {
  /** Where it stands in the file; the head is line 1. */
  readonly line: number;
  readonly kind: ExclusionKind;
  readonly name: string;
  /** Letters and digits only, in capitals, in the order of the alphabet. */
  readonly identifiers: readonly string[];
  readonly excludedOn: CalendarDay | null;
  /** First day on which it is excluded no longer. */
  readonly endsOn: CalendarDay | null;
}

export const ROW_FAULTS = ["no-name", "long-name", "date", "days", "twice"] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

export type ExclusionTable =
  | { readonly read: true; readonly rows: ExclusionRow[]; readonly refused: { line: number; reason: RowFault }[] }
  | { readonly read: false; readonly fault: "unreadable" | "no-name-column" | "too-long" | "empty" };

/** A head is compared without signs and capitals: "Excl. Date" → "excldate". */
const COLUMNS = {
  name: [
    "name",
    "fullname",
    "entityname",
    "entity",
    "businessname",
    "busname",
    "business",
    "organization",
    "organizationname",
    "company",
    "provider",
    "providername",
    "legalname",
  ],
  first: ["firstname", "first", "givenname"],
  middle: ["middlename", "midname", "middle"],
  last: ["lastname", "last", "familyname", "surname"],
  kind: ["kind", "classification", "entitytype", "type", "partytype"],
  excludedOn: [
    "excludedon",
    "excldate",
    "exclusiondate",
    "activedate",
    "activationdate",
    "effectivedate",
    "startdate",
    "from",
  ],
  /** The first day after it. */
  endsOn: ["endson", "reindate", "reinstatementdate", "reinstated", "reinstatedon"],
  /** The last day of it. */
  lastDay: ["terminationdate", "enddate", "lastday", "until", "expirationdate"],
  identifiers: [
    "identifier",
    "identifiers",
    "npi",
    "upin",
    "ein",
    "fein",
    "tin",
    "taxid",
    "uei",
    "uniqueentityid",
    "duns",
    "cage",
    "licensenumber",
    "licencenumber",
    "license",
    "licence",
    "medicaidid",
  ],
} as const;
type Column = keyof typeof COLUMNS;

export const MOST_EXCLUSION_ROWS = 60_000;
const LONGEST_NAME = 300;
/** Shorter ones would be somebody else's by chance. */
const SHORTEST_IDENTIFIER = 5;

export function readExclusions(text: string): ExclusionTable {
  const table = cellsOf(text);
  if (table === null) return { read: false, fault: "unreadable" };
  const [head, ...rows] = table;
  if (!head || rows.length === 0) return { read: false, fault: "empty" };
  if (rows.length > MOST_EXCLUSION_ROWS) return { read: false, fault: "too-long" };
  const places = placesOf(head.cells);
  if (!places.has("name") && !places.has("last")) return { read: false, fault: "no-name-column" };
  const taken: ExclusionRow[] = [];
  const refused: { line: number; reason: RowFault }[] = [];
  const seen = new Set<string>();
  for (const { line, cells } of rows) {
    const row = rowOf(line, (column) => valuesAt(cells, places.get(column)));
    const reason = typeof row === "string" ? row : seen.has(sameness(row)) ? "twice" : null;
    if (reason !== null || typeof row === "string") refused.push({ line, reason: reason ?? "no-name" });
    else {
      seen.add(sameness(row));
      taken.push(row);
    }
  }
  return { read: true, rows: taken, refused };
}

/** What makes an entry the same in two versions: whatever of it changes, it is another. */
export function sameness({ kind, name, identifiers, excludedOn, endsOn }: ExclusionRow): string {
  return JSON.stringify([kind, name.toLowerCase(), identifiers, excludedOn, endsOn]);
}

function placesOf(head: readonly string[]): Map<Column, number[]> {
  const places = new Map<Column, number[]>();
  head.forEach((title, place) => {
    const plain = title.toLowerCase().replace(/[^a-z0-9]/g, "");
    for (const [column, names] of Object.entries(COLUMNS) as [Column, readonly string[]][]) {
      if (names.includes(plain)) places.set(column, [...(places.get(column) ?? []), place]);
    }
  });
  return places;
}

const valuesAt = (cells: readonly string[], places: readonly number[] = []): string[] =>
  places.map((place) => (cells[place] ?? "").trim()).filter((value) => value !== "");

function rowOf(line: number, of: (column: Column) => string[]): ExclusionRow | RowFault {
  const person = [...of("first"), ...of("middle"), ...of("last")].join(" ");
  const [business = ""] = of("name");
  const name = business || person;
  if (name === "") return "no-name";
  if (name.length > LONGEST_NAME) return "long-name";
  const excludedOn = dayOf(of("excludedOn")[0]);
  const endsOn = dayOf(of("endsOn")[0]);
  const lastDay = dayOf(of("lastDay")[0]);
  if (excludedOn === "fault" || endsOn === "fault" || lastDay === "fault") return "date";
  const end = endsOn ?? (lastDay === null ? null : addDays(lastDay, 1));
  if (excludedOn !== null && end !== null && end <= excludedOn) return "days";
  const kind = kindOf(of("kind")[0], business, person);
  return { line, kind, name, identifiers: identifiersOf(of("identifiers")), excludedOn, endsOn: end };
}

function kindOf(given = "", business: string, person: string): ExclusionKind {
  if (/individual|person|practitioner/i.test(given)) return "person";
  if (/organi[sz]ation|entity|firm|business|company|vessel/i.test(given)) return "organization";
  if (business === "" && person !== "") return "person";
  return "unknown";
}

/** One cell may hold several. A row of noughts is nobody's number. */
function identifiersOf(values: readonly string[]): string[] {
  const plain = values
    .flatMap((value) => value.split(/[;,|]/))
    .map((value) => value.toUpperCase().replace(/[^A-Z0-9]/g, ""))
    .filter((value) => value.length >= SHORTEST_IDENTIFIER && value.length <= 40 && !/^0+$/.test(value));
  return [...new Set(plain)].sort();
}

/** "2026-03-31", "20260331" or "3/31/2026"; empty, noughts and "indefinite" are no day. */
function dayOf(text = ""): CalendarDay | null | "fault" {
  if (text === "" || /^0+$/.test(text) || /^(indefinite|none|n\/a|permanent)$/i.test(text)) return null;
  const solid = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?$/.exec(text);
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [year, month, day] = solid
    ? [solid[1], solid[2], solid[3]]
    : american
      ? [american[3], american[1]?.padStart(2, "0"), american[2]?.padStart(2, "0")]
      : [];
  return parseCalendarDay(`${year}-${month}-${day}`) ?? "fault";
}
