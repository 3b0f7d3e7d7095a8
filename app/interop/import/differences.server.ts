// Compares what the files say with what people wrote over it by hand. Never changes the directory, and decides nothing.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { OPENING_SHAPES, type OpeningField, openingWord } from "#app/models/values/opening-shape";
import { POINT_COLUMNS, pointWord } from "#app/models/values/point-word";
import { arrayText } from "./array-text";
import { inPortions, type Row } from "./bulk.server";
import type { Decision, Step } from "./decide";
import type { Layout } from "./lay-out";
import type { CheckedRow } from "./records";
import type { TableName, Target } from "./target";
import type { Writer } from "./writer.server";

/** One field of a row that a person edited, as it stands and as the file has it. */
export type Difference = {
  kind: string;
  id: string;
  table: TableName;
  rowId: string;
  organizationId: string;
  name: string;
  /** a column, `point`, `hours` or `exceptions` */
  field: string;
  ours: unknown;
  theirs: unknown;
  file: string;
  row: number;
};

export type Differences = { found: Difference[]; rows: ReadonlySet<CheckedRow> };

type Held = Record<string, unknown>;

type Compared = {
  decision: Decision;
  layout: Layout;
  kept: ReadonlySet<CheckedRow>;
  writer: Writer;
  /** Added to. */
  found: Difference[];
};

const comparedTables: readonly TableName[] = ["organization", "location", "service", "service_at_location", "phone"];
// What a row hangs from, and what follows from other fields, is nobody's word.
const NOT_SAID = new Set([
  "id",
  "organization_id",
  "location_id",
  "service_id",
  "active",
  "time_zone",
  ...POINT_COLUMNS,
]);

/** @param kept rows whose directory row a person edited since */
export async function findDifferences(
  db: Db,
  decision: Decision,
  layout: Layout,
  kept: ReadonlySet<CheckedRow>,
  writer: Writer,
): Promise<Differences> {
  const found: Difference[] = [];
  const rows = new Set<CheckedRow>();
  if (kept.size === 0) return { found, rows };
  const isKept = (step: Step) => step.target.from.some((row) => kept.has(row));
  for (const table of comparedTables) {
    const steps = [...decision.stepsOf(table)].filter((step) => step.known !== null && isKept(step));
    const held = await readHeld(
      db,
      table,
      steps.flatMap(({ known }) => known?.rowId ?? []),
    );
    for (const { target, known } of steps) {
      const ours = held.get(known?.rowId ?? "");
      const theirs = known === null || ours === undefined ? null : writer.row(target, known.rowId);
      if (ours === undefined || theirs === null) continue;
      const differences = fieldsThatDiffer(ours, theirs).map((one) => ({ ...about(target, ours), ...one }));
      found.push(...differences);
      if (differences.length > 0) for (const row of target.from) if (kept.has(row)) rows.add(row);
    }
  }
  for (const field of ["hours", "exceptions"] as const)
    for (const row of await compareOpening(db, field, { decision, layout, kept, writer, found })) rows.add(row);
  return { found, rows };
}

function about(target: Target, held: Held) {
  const [first] = target.from;
  const rowId = String(held.id);
  return {
    kind: target.kind,
    id: target.id,
    table: target.table,
    rowId,
    organizationId: target.table === "organization" ? rowId : String(held.organization_id),
    name: String(held.name ?? held.number ?? ""),
    file: first?.file ?? "",
    row: first?.row ?? 0,
  };
}

function fieldsThatDiffer(held: Held, said: Row): Pick<Difference, "field" | "ours" | "theirs">[] {
  const fields = Object.keys(said)
    .filter((field) => !NOT_SAID.has(field) && !same(held[field], said[field]))
    .map((field) => ({ field, ours: held[field] ?? null, theirs: said[field] ?? null }));
  // A point is one thing, though it stands in three columns.
  const moved =
    typeof said.latitude === "number" && POINT_COLUMNS.slice(0, 2).some((part) => !same(held[part], said[part]));
  return moved ? [...fields, { field: "point", ours: pointWord(held), theirs: pointWord(said) }] : fields;
}

// Nothing said and nothing there are the same, whether the column has a default or not.
const plain = (value: unknown) => JSON.stringify(value === "" || value === undefined ? null : value);
const same = (one: unknown, other: unknown) => plain(one) === plain(other);

async function readHeld(db: Db, table: TableName, ids: readonly string[]): Promise<Map<string, Held>> {
  const held = new Map<string, Held>();
  for (const portion of inPortions(ids)) {
    const rows = await db.execute<{ row: Held | string }>(sql`
      select to_jsonb(held) as row from ${sql.identifier(table)} held where held.id = any(${arrayText(portion)}::uuid[])`);
    for (const { row } of rows) {
      const one = typeof row === "string" ? (JSON.parse(row) as Held) : row;
      held.set(String(one.id), one);
    }
  }
  return held;
}

/** @returns the rows of hours that were kept out; what they say of whole weeks, or of all dated days, is put beside the other differences */
async function compareOpening(
  db: Db,
  field: OpeningField,
  { decision, layout, kept, writer, found }: Compared,
): Promise<CheckedRow[]> {
  const { table: hoursTable } = OPENING_SHAPES[field];
  const doors = new Map<string, Target[]>();
  const told: CheckedRow[] = [];
  const doorOf = ({ links }: Target) => JSON.stringify(links);
  for (const { target } of decision.stepsOf(hoursTable))
    if (target.from.some((row) => kept.has(row))) doors.set(doorOf(target), []);
  if (doors.size === 0) return told;
  for (const target of layout.of(hoursTable)) doors.get(doorOf(target))?.push(target);
  for (const targets of doors.values()) {
    const [first] = targets;
    const row = first === undefined ? null : writer.row(first, "");
    if (first === undefined || row === null) continue;
    const locationId = String(row.location_id);
    const service = (row.service_at_location_id ?? null) as string | null;
    const held = await readOpening(db, field, locationId, service);
    const theirs = openingWord(
      field,
      targets.map(({ values }) => values),
    );
    if (same(held.word, theirs)) continue;
    const table = service === null ? "location" : "service_at_location";
    const { organizationId, name } = held;
    const differs = {
      table,
      rowId: service ?? locationId,
      organizationId,
      name,
      field,
      ours: held.word,
      theirs,
    } as const;
    found.push({ ...about(first, held), ...differs });
    told.push(...targets.flatMap(({ from }) => from.filter((one) => kept.has(one))));
  }
  return told;
}

async function readOpening(db: Db, field: OpeningField, locationId: string, serviceAtLocationId: string | null) {
  const [place] = await db.execute<{ organization_id: string; name: string }>(
    sql`select organization_id::text as organization_id, name from location where id = ${locationId}::uuid`,
  );
  const rows = await db.execute<{ row: Held | string }>(sql`
    select to_jsonb(s) as row from ${sql.identifier(OPENING_SHAPES[field].table)} s
    where s.location_id = ${locationId}::uuid and s.service_at_location_id is not distinct from ${serviceAtLocationId}::uuid`);
  const held = rows.map(({ row }) => (typeof row === "string" ? (JSON.parse(row) as Held) : row));
  return { organizationId: place?.organization_id ?? "", name: place?.name ?? "", word: openingWord(field, held) };
}
