// What an import read and where each directory row came from: runs, staged rows as written, and provenance. Holds no fact of the directory itself.

import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgPolicy, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, id, instant } from "./columns";
import { appJob } from "./policy";

/** Whoever reads the directory sees its rows; what stood in the file is the importer's own business. */
const importerOnly = (name: string) => [
  pgPolicy(`the importer keeps the ${name}`, { for: "all", to: appJob, using: sql`true`, withCheck: sql`true` }),
];

/** One import that was applied; a dry run leaves none. */
export const importRuns = pgTable(
  "import_run",
  {
    id: id(),
    /** The publisher's name for the package: the same name next time finds the same rows. */
    source: text("source").notNull(),
    format: text("format").notNull(),
    counts: jsonb("counts").$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [index("import_run_source").on(t.source, t.createdAt), ...importerOnly("import runs")],
);

/** A row as it was written. Only the latest run of a source is kept. */
export const importRows = pgTable(
  "import_row",
  {
    id: id(),
    runId: uuid("run_id")
      .notNull()
      .references(() => importRuns.id, { onDelete: "cascade" }),
    file: text("file").notNull(),
    rowNumber: integer("row_number").notNull(),
    kind: text("kind").notNull(),
    sourceId: text("source_id").notNull(),
    cells: jsonb("cells").$type<Record<string, string>>().notNull(),
    outcome: text("outcome").notNull().default("staged"),
    faults: jsonb("faults").$type<unknown[]>().notNull().default([]),
  },
  (t) => [
    check("import_row_outcome", sql`${t.outcome} in ('staged', 'taken', 'unchanged', 'refused')`),
    unique("import_row_place").on(t.runId, t.file, t.rowNumber),
    ...importerOnly("staged rows"),
  ],
);

/** Where a directory row came from, and the digest of what was read, so that the same file twice changes nothing. */
export const sourceRecords = pgTable(
  "source_record",
  {
    id: id(),
    source: text("source").notNull(),
    kind: text("kind").notNull(),
    /** The id in the file. */
    sourceId: text("source_id").notNull(),
    /** One file row may become several directory rows, such as one span for each weekday. */
    part: text("part").notNull().default(""),
    tableName: text("table_name").notNull(),
    rowId: uuid("row_id").notNull(),
    digest: bytes("digest").notNull(),
    /** False when the row was there already, made by another source: then this source never changes it. */
    made: boolean("made").notNull().default(true),
    runId: uuid("run_id").notNull(),
    appliedAt: instant("applied_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    unique("source_record_once").on(t.source, t.kind, t.sourceId, t.part),
    index("source_record_row").on(t.tableName, t.rowId),
    ...importerOnly("provenance"),
  ],
);
