// What can be wrong with a row, as codes with a weight. Never holds the words: those are in the catalogue under `import.fault`.

/**
 * How much a fault weighs. `refused`: the row is left out. `note`: the row is taken, and something in it
 * was left out or read with care, which the person who keeps the file should know.
 */
export type FaultWeight = "refused" | "note";

export const faultWeights = {
  "address-no-street": "note",
  "address-of-other-place": "refused",
  "cell-too-long": "note",
  "category-against-code": "refused",
  "columns-missing": "refused",
  "coordinates-not-on-earth": "note",
  "coordinates-incomplete": "note",
  "coordinates-turned": "note",
  "day-unreadable": "refused",
  "day-without-year": "note",
  "email-unreadable": "note",
  "encoding-cut-off": "note",
  "encoding-latin-1": "note",
  "hours-inverted-days": "refused",
  "hours-no-close": "refused",
  "hours-no-open": "refused",
  "hours-not-certain": "note",
  "hours-past-midnight": "note",
  "id-blank": "refused",
  "id-repeated": "refused",
  "kept-own-edit": "note",
  "letters-lost": "note",
  "letters-misread": "note",
  "link-repeated": "refused",
  "location-without-organization": "note",
  "name-blank": "refused",
  "no-place-in-directory": "refused",
  "number-unreadable": "note",
  "owner-blank": "refused",
  "owner-is-contact": "refused",
  "parent-not-given": "note",
  "parent-not-taken": "refused",
  "parent-outside-package": "note",
  "parent-unknown": "refused",
  "person-not-taken": "refused",
  "phone-blank": "refused",
  "phone-location-disagrees": "note",
  "phone-type-blank": "refused",
  "phone-type-unknown": "note",
  "place-not-found": "note",
  "place-far-off": "note",
  "point-nowhere": "note",
  "point-off-address": "note",
  "point-shared": "note",
  "row-repeated": "refused",
  "row-unreadable": "refused",
  "row-updated": "note",
  "row-too-many-cells": "refused",
  "service-without-location": "note",
  "service-without-organization": "refused",
  "location-without-owner": "refused",
  "status-unknown": "note",
  "time-unreadable": "refused",
  "time-zone-assumed": "note",
  "value-blank": "refused",
  "website-unreadable": "note",
  "weekday-unreadable": "refused",
} as const satisfies Record<string, FaultWeight>;

export type FaultCode = keyof typeof faultWeights;

/** One thing wrong with one row; `row` is the line's number among the data rows, starting at 1; 0 is the whole file. */
export type Fault = {
  file: string;
  row: number;
  field: string;
  code: FaultCode;
  /** what was written, cut to 120 characters so that a report stays readable */
  value: string;
  /** further blanks of the text */
  blanks?: Record<string, string>;
};

/** Cuts what was written to what a report can show. */
export function shown(value: string): string {
  const flat = value.replace(/\s+/g, " ").trim();
  return flat.length > 120 ? `${flat.slice(0, 119)}…` : flat;
}

export function isRefusal(fault: Fault): boolean {
  return faultWeights[fault.code] === "refused";
}
