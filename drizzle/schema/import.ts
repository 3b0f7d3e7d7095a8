// What an import read and where each directory row came from: runs, staged rows as written, and provenance. Holds no fact of the directory itself.

import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgPolicy, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { bytes, createdAt, id, instant } from "./columns";
import { organizations } from "./organization";
import { appJob, either, inManagedNetwork, mayChange, mayRead, ORGANIZATION_ROLES, organizationIn } from "./policy";

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
    /** Where it stands in what was handed over; null for what was imported before that was kept. */
    file: text("file"),
    rowNumber: integer("row_number"),
    appliedAt: instant("applied_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    unique("source_record_once").on(t.source, t.kind, t.sourceId, t.part),
    index("source_record_row").on(t.tableName, t.rowId),
    ...importerOnly("provenance"),
  ],
);

/**
 * Where a source says other than a person who edited its row by hand, or no longer has the row at all: proposed, never done.
 * A person takes the source's word or keeps ours; the same word again does not ask again.
 */
export const sourceDifferences = pgTable(
  "source_difference",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    source: text("source").notNull(),
    kind: text("kind").notNull(),
    sourceId: text("source_id").notNull(),
    tableName: text("table_name").notNull(),
    rowId: uuid("row_id").notNull(),
    /** The column; empty: the source no longer has the row. */
    field: text("field").notNull(),
    theirs: jsonb("theirs"),
    /** What stood here when their word was taken, to be put back. */
    replaced: jsonb("replaced"),
    /** Null for what is no longer in any file. */
    file: text("file"),
    rowNumber: integer("row_number"),
    seenAt: instant("seen_at").notNull().default(sql`app.clock()`),
    /** What a person decided; null: nobody has yet. */
    decision: text("decision").$type<"taken" | "kept">(),
    decidedAt: instant("decided_at"),
    decidedBy: uuid("decided_by").references(() => memberships.id),
  },
  (t) => [
    check("source_difference_decision", sql`${t.decision} in ('taken', 'kept')`),
    check("source_difference_decided", sql`(${t.decision} is null) = (${t.decidedAt} is null)`),
    unique("source_difference_once").on(t.source, t.tableName, t.rowId, t.field),
    index("source_difference_organization").on(t.organizationId),
    index("source_difference_decided_by").on(t.decidedBy),
    index("source_difference_open").on(t.seenAt, t.id).where(sql`${t.decision} is null`),
    mayRead(
      "an organization and its network's managers see what a source says otherwise",
      either(organizationIn(t.organizationId, ...ORGANIZATION_ROLES), inManagedNetwork(t.organizationId)),
    ),
    mayChange(
      "an organization and its network's managers decide on what a source says otherwise",
      either(
        organizationIn(t.organizationId, "coordinator", "organization_administrator"),
        inManagedNetwork(t.organizationId),
      ),
    ),
    ...importerOnly("differences"),
  ],
);
