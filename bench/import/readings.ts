// Counts what is read out of other people's hours in words, and how near their addresses are placed. Reads them where they lie; measures no time.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Figure } from "#app/commands/bench";
import { type HoursReading, readHours } from "#app/interop/import/hours-text";
import { parseTime } from "#app/models/values/calendar-day";
import { distanceMetres } from "#app/models/values/place";
import { geocode } from "#app/search/geocode.server";

const BESIDE = path.resolve("../shared/data");
const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/** How much further than its postal code's own middle an address may be placed. */
const MORE_METRES = 3000;
const NEAR_ENOUGH = 0.95;

type Week = readonly { readonly weekday: string; readonly opens_at: string; readonly closes_at: string }[];
type HoursCase = { readonly text?: string; readonly expression?: string; readonly weekly?: Week | null };
type Tally = { texts: number; equal: number; likelyEqual: number; left: number; wrong: number };

/** Nothing where the data is not beside the checkout. */
export function measureReadings(): Figure[] {
  if (!existsSync(BESIDE)) {
    process.stdout.write("Hours in words and addresses are not counted: ../shared/data is not here.\n");
    return [];
  }
  return [...hoursFigures(), addressFigure()];
}

function hoursFigures(): Figure[] {
  const tables = tallyOf(rowsOf<HoursCase>("opening-hours/hours-text-western-ma.ndjson"));
  const values = tallyOf(rowsOf<HoursCase>("opening-hours/osm-cases.ndjson").filter(({ weekly }) => weekly?.length));
  say("a food bank's tables", tables);
  say("OpenStreetMap's values that are a plain week", values);
  for (const [name, file, field] of WRITTEN) sayConfidence(name, file, field);
  return [
    {
      name: "hours in words, tables read equal; texts",
      value: tables.equal,
      against: tables.texts,
      ratio: tables.equal / tables.texts,
      target: "all of them",
      ok: tables.equal === tables.texts,
    },
    {
      name: "hours in words, readings that are wrong; equal",
      value: tables.wrong + values.wrong,
      against: tables.equal + values.equal,
      ratio: (tables.wrong + values.wrong) / (tables.equal + values.equal),
      target: "none",
      ok: tables.wrong + values.wrong === 0,
    },
  ];
}

/** Texts of which nobody has written down what they mean. */
const WRITTEN: readonly (readonly [string, string, string])[] = [
  ["pantries round Albany", "food-pantries/the_food_pantries_org.ndjson", "Hours_of_Operation"],
  ["pantries round Toledo", "food-pantries/toledo_northwestern_ohio_food_bank_oh.ndjson", "hours"],
  ["pantries of Western Massachusetts", "food-pantries/food_bank_of_western_massachusetts_ma.ndjson", "hours"],
];

function sayConfidence(name: string, file: string, field: string): void {
  const texts = rowsOf<Record<string, unknown>>(file).flatMap((row) => (row[field] ? [String(row[field])] : []));
  const counts = Map.groupBy(texts, (text) => readHours(text).confidence);
  const many = (confidence: HoursReading["confidence"]) => counts.get(confidence)?.length ?? 0;
  process.stdout.write(
    `${name}: ${texts.length} texts, ${many("certain")} certain, ${many("likely")} likely, ${many("none")} left\n`,
  );
}

function tallyOf(rows: readonly HoursCase[]): Tally {
  const tally: Tally = { texts: rows.length, equal: 0, likelyEqual: 0, left: 0, wrong: 0 };
  for (const { text, expression, weekly } of rows) {
    const reading = readHours(text ?? expression ?? "");
    if (reading.confidence === "none") tally.left += 1;
    else if (said(reading) !== meant(weekly ?? [])) tally.wrong += 1;
    else if (reading.confidence === "certain") tally.equal += 1;
    else tally.likelyEqual += 1;
  }
  return tally;
}

function say(name: string, { texts, equal, likelyEqual, left, wrong }: Tally): void {
  process.stdout.write(
    `${name}: ${texts} texts, ${equal} read equal, ${likelyEqual} likely and equal, ${left} left, ${wrong} wrong\n`,
  );
}

const said = (reading: Exclude<HoursReading, { confidence: "none" }>) =>
  inOrder(reading.spans.map((span) => [span.weekday, span.opensMinute, span.closesMinute]));

const meant = (weekly: Week) =>
  inOrder(
    weekly.map((row) => {
      const [opens, closes] = [parseTime(row.opens_at) ?? 0, parseTime(row.closes_at) ?? 0];
      return [CODES.indexOf(row.weekday) + 1, opens, closes <= opens ? closes + 1440 : closes];
    }),
  );

const inOrder = (spans: number[][]) =>
  spans
    .map((span) => span.join(" "))
    .toSorted()
    .join();

type AddressRow = {
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly lat: number;
  readonly lon: number;
  readonly centroid_error_km: number;
};

function addressFigure(): Figure {
  const rows = rowsOf<AddressRow>("geocoding/address-points.ndjson");
  const counts: Record<string, number> = {};
  let near = 0;
  for (const { address, city, state, zip, lat, lon, centroid_error_km } of rows) {
    const placed = geocode({ line: address, city, state, postalCode: zip });
    counts[placed.precision] = (counts[placed.precision] ?? 0) + 1;
    if (placed.precision === "unplaced") continue;
    const metres = distanceMetres(placed, { latitude: lat, longitude: lon });
    if (metres <= centroid_error_km * 1000 + MORE_METRES) near += 1;
  }
  const parts = Object.entries(counts).map(([precision, count]) => `${count} by ${precision}`);
  process.stdout.write(`addresses: ${rows.length}, ${parts.join(", ")}\n`);
  return {
    name: "addresses within 3 km of what their postal code can say; addresses",
    value: near,
    against: rows.length,
    ratio: near / rows.length,
    target: "at least 95 %",
    ok: near >= rows.length * NEAR_ENOUGH,
  };
}

function rowsOf<Row>(file: string): Row[] {
  return readFileSync(path.join(BESIDE, file), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Row);
}
