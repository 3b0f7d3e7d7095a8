// The shape in which a place's weeks and dated exceptions are kept as one word, to compare, take over and put back. Reads no clock.

type Row = Readonly<Record<string, unknown>>;

interface OpeningShape {
  readonly table: "opening_span" | "opening_exception";
  /** Columns, in the order they are compared. */
  readonly parts: readonly string[];
  /** What a column holds where nothing is said. */
  readonly defaults: Row;
}

export const OPENING_SHAPES = {
  hours: {
    table: "opening_span",
    parts: [
      "weekday",
      "opens_minute",
      "closes_minute",
      "from_day",
      "until_day",
      "season_from",
      "season_until",
      "every_weeks",
      "anchor_day",
      "nth",
    ],
    defaults: { every_weeks: 1 },
  },
  exceptions: {
    table: "opening_exception",
    parts: ["from_day", "until_day", "closed", "opens_minute", "closes_minute"],
    defaults: {},
  },
} as const satisfies Record<string, OpeningShape>;

export type OpeningField = keyof typeof OPENING_SHAPES;

export const isOpeningField = (field: string): field is OpeningField => Object.hasOwn(OPENING_SHAPES, field);

/** Rows as their columns are called, in one order whoever said them. */
export function openingWord(field: OpeningField, rows: readonly Row[]): Row[] {
  const { parts, defaults }: OpeningShape = OPENING_SHAPES[field];
  const word = rows.map((row) => Object.fromEntries(parts.map((part) => [part, row[part] ?? defaults[part] ?? null])));
  return word.toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}
