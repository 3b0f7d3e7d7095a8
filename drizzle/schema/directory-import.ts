// Imports that network managers run in the browser: the upload, its mapping, its state, what it changed and what it proposes to end. Holds no fact of the directory.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { updatedAt } from "./organization";
import { agencyIn, appJob, both, isMyMembership, mayAdd, mayChange, mayRead } from "./policy";

const networkDesk = (agencyId: AnyPgColumn) => agencyIn(agencyId, "network_manager");

const workerKeeps = (name: string) =>
  pgPolicy(`the worker keeps the ${name}`, { for: "all", to: appJob, using: sql`true`, withCheck: sql`true` });

/** A mapping as the importer reads it: which field of a file is which of ours. */
export interface MappingDocument {
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Which column of a publisher's spreadsheet is which field of ours; kept by name, for the next file of the same shape. */
export const importMappings = pgTable(
  "import_mapping",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    name: text("name").notNull(),
    document: jsonb("document").$type<MappingDocument>().notNull(),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    unique("import_mapping_name").on(t.agencyId, t.name),
    index("import_mapping_created_by").on(t.createdBy),
    mayRead("network managers read their agency's mappings", networkDesk(t.agencyId)),
    mayAdd(
      "network managers keep a mapping in their own name",
      both(networkDesk(t.agencyId), isMyMembership(t.createdBy)),
    ),
    mayChange("network managers change their agency's mappings", networkDesk(t.agencyId)),
  ],
);

export interface FileColumn {
  readonly name: string;
  readonly examples: readonly string[];
}

export interface UploadedFile {
  readonly name: string;
  readonly byteCount: number;
}

/** One directory that a network manager brings in; its files and its full report lie outside the database. */
export const directoryImports = pgTable(
  "directory_import",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    sourceName: text("source_name").notNull(),
    /** The name under which the importer remembers rows: the agency's own, so that no agency touches another's. Set by the database. */
    source: text("source").notNull().default(""),
    files: jsonb("files").$type<UploadedFile[]>().notNull(),
    /** One table of its publisher's own making, which is read through a mapping. */
    flat: boolean("flat").notNull(),
    /** The columns of such a table, each with a few of its values; empty for a package. */
    columns: jsonb("columns").$type<FileColumn[]>().notNull().default([]),
    /** The mapping as this import uses it, whatever becomes of the one kept by name; null until somebody says. */
    mapping: jsonb("mapping").$type<MappingDocument>(),
    state: text("state").notNull().default("uploaded"),
    /** Counts every start, so that a worker thought dead cannot finish what was started anew. Set by the database. */
    attempt: integer("attempt").notNull().default(0),
    /** What the last trial found, and what was done. */
    preview: jsonb("preview").$type<Record<string, unknown>>(),
    outcome: jsonb("outcome").$type<Record<string, unknown>>(),
    /** Why it failed: a catalogue key below `imports.failure`. */
    failure: text("failure"),
    runId: uuid("run_id"),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => memberships.id),
    startedBy: uuid("started_by").references(() => memberships.id),
    undoneBy: uuid("undone_by").references(() => memberships.id),
    createdAt: createdAt(),
    startedAt: instant("started_at"),
    appliedAt: instant("applied_at"),
    undoneAt: instant("undone_at"),
  },
  (t) => [
    unique("directory_import_of_agency").on(t.id, t.agencyId),
    index("directory_import_agency").on(t.agencyId, t.id),
    index("directory_import_source").on(t.source, t.appliedAt),
    index("directory_import_created_by").on(t.createdBy),
    index("directory_import_started_by").on(t.startedBy),
    index("directory_import_undone_by").on(t.undoneBy),
    index("directory_import_under_way").on(t.state).where(sql`${t.state} in ('previewing', 'importing', 'undoing')`),
    mayRead("network managers read their agency's imports", networkDesk(t.agencyId)),
    mayAdd(
      "network managers upload a directory in their own name",
      both(networkDesk(t.agencyId), isMyMembership(t.createdBy)),
    ),
    mayChange("network managers move their agency's imports", networkDesk(t.agencyId)),
    workerKeeps("imports of directories"),
  ],
);

/** How far the worker is; written often, and of no account afterwards. */
export const importProgress = pgTable(
  "import_progress",
  {
    importId: uuid("import_id").primaryKey(),
    agencyId: uuid("agency_id").notNull(),
    step: text("step").notNull(),
    done: integer("done").notNull(),
    total: integer("total").notNull(),
    at: instant("at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    foreignKey({
      columns: [t.importId, t.agencyId],
      foreignColumns: [directoryImports.id, directoryImports.agencyId],
      name: "import_progress_import",
    }).onDelete("cascade"),
    index("import_progress_agency").on(t.agencyId),
    mayRead("network managers read how far their agency's imports are", networkDesk(t.agencyId)),
    workerKeeps("progress of imports"),
  ],
);

/** A row of the directory as it stood before an import changed or removed it: what an undo puts back. Written by the database. */
export const importBefore = pgTable(
  "import_before",
  {
    id: id(),
    importId: uuid("import_id")
      .notNull()
      .references(() => directoryImports.id, { onDelete: "cascade" }),
    tableName: text("table_name").notNull(),
    rowId: uuid("row_id").notNull(),
    before: jsonb("before").$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    unique("import_before_once").on(t.importId, t.tableName, t.rowId),
    pgPolicy("the worker reads what stood before an import", { for: "select", to: appJob, using: sql`true` }),
  ],
);

/** Something the publisher no longer says: proposed to a person, who ends it or keeps it. */
export const importRemovals = pgTable(
  "import_removal",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    /** The import that missed it first. */
    importId: uuid("import_id").notNull(),
    source: text("source").notNull(),
    tableName: text("table_name").notNull(),
    rowId: uuid("row_id").notNull(),
    sourceId: text("source_id").notNull(),
    name: text("name").notNull(),
    state: text("state").notNull().default("proposed"),
    decidedBy: uuid("decided_by").references(() => memberships.id),
    decidedAt: instant("decided_at"),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      "import_removal_table",
      sql`${t.tableName} in ('organization', 'location', 'service', 'service_at_location')`,
    ),
    foreignKey({
      columns: [t.importId, t.agencyId],
      foreignColumns: [directoryImports.id, directoryImports.agencyId],
      name: "import_removal_import",
    }),
    unique("import_removal_once").on(t.source, t.tableName, t.rowId),
    index("import_removal_agency").on(t.agencyId, t.state, t.id),
    index("import_removal_import_index").on(t.importId),
    index("import_removal_decided_by").on(t.decidedBy),
    mayRead("network managers read what their agency's imports propose to end", networkDesk(t.agencyId)),
    mayChange("network managers decide what their agency's imports propose to end", networkDesk(t.agencyId)),
    workerKeeps("removals that imports propose"),
  ],
);
