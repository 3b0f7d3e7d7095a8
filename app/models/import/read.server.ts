// Imports as the network desk reads them: the list, one with how far it is, kept mappings, what an undo would do, proposed removals. Changes nothing.
import { aliasedTable, and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import { sayIn } from "#app/i18n/say-in";
import {
  directoryImports,
  importMappings,
  importProgress,
  importRemovals,
  memberships,
  people,
  specialties,
} from "#drizzle/schema";
import type { ImportId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { type Chosen, chosenIn, missingColumns } from "./columns";
import type { ImportState } from "./lifecycle";
import type { FaultGroup, Summary } from "./summary";

const MOST_MAPPINGS = 100;
const MOST_TERMS = 500;
const MOST_STAYING = 50;
const MOST_REMOVALS = 200;

const starterSeat = aliasedTable(memberships, "starter_seat");
const starter = aliasedTable(people, "starter");

const importsOf = (db: Db) =>
  db
    .select({
      one: directoryImports,
      by: people.name,
      startedByName: starter.name,
      progress: {
        step: importProgress.step,
        done: importProgress.done,
        total: importProgress.total,
        at: importProgress.at,
      },
    })
    .from(directoryImports)
    .leftJoin(memberships, eq(memberships.id, directoryImports.createdBy))
    .leftJoin(people, eq(people.id, memberships.personId))
    .leftJoin(starterSeat, eq(starterSeat.id, directoryImports.startedBy))
    .leftJoin(starter, eq(starter.id, starterSeat.personId))
    .leftJoin(importProgress, eq(importProgress.importId, directoryImports.id));

type Row = Awaited<ReturnType<typeof importsOf>>[number];

const shapeOf = ({ one, by, startedByName, progress }: Row) => ({
  id: one.id,
  sourceName: one.sourceName,
  files: one.files,
  flat: one.flat,
  isMapped: one.mapping !== null,
  state: one.state as ImportState,
  failure: one.failure,
  preview: one.preview as Summary | null,
  outcome: one.outcome as Summary | null,
  hasRun: one.runId !== null,
  by,
  startedBy: startedByName,
  createdAt: one.createdAt,
  startedAt: one.startedAt,
  appliedAt: one.appliedAt,
  undoneAt: one.undoneAt,
  progress: progress?.step ? progress : null,
});
export type ImportView = ReturnType<typeof shapeOf>;

/** Newest first: what one looks for is what one has just begun. */
export async function readImports(db: Db, actor: Actor, after: Mark | null): Promise<Page<ImportView>> {
  const rows = await importsOf(db)
    .where(
      and(
        eq(directoryImports.agencyId, agencyOf(actor)),
        after ? sql`${directoryImports.id} < ${after.id}::uuid` : undefined,
      ),
    )
    .orderBy(desc(directoryImports.id))
    .limit(PAGE_SIZE + 1);
  const page = toPage(rows, ({ one }) => ({ value: "", id: one.id }));
  return { next: page.next, rows: page.rows.map(shapeOf) };
}

async function rowOf(db: Db, actor: Actor, id: ImportId): Promise<Row> {
  const [row] = await importsOf(db).where(
    and(eq(directoryImports.id, id), eq(directoryImports.agencyId, agencyOf(actor))),
  );
  if (!row) throw new Refusal("not-found", 404);
  return row;
}

/** @throws Refusal 404 for another agency's */
export async function readImport(db: Db, actor: Actor, id: ImportId): Promise<ImportView> {
  return shapeOf(await rowOf(db, actor, id));
}

export type WordedFault = FaultGroup & { readonly message: string };

/** Faults with what to do about each, in the reader's language: browsers do not get those texts. */
export function wordFaults({ faults }: Summary, { language }: Actor): WordedFault[] {
  const say = sayIn(language);
  return faults.map((group) => ({
    ...group,
    message: say.any(`import.fault.${group.code}`, group.examples[0]?.blanks),
  }));
}

export type KeptMapping = { readonly id: string; readonly name: string; readonly chosen: Chosen };

/** The file's columns, and the agency's own mappings that fit them, the one named like the source first. */
export async function readForMapping(db: Db, actor: Actor, id: ImportId) {
  const { one } = await rowOf(db, actor, id);
  const kept = await db
    .select({ id: importMappings.id, name: importMappings.name, document: importMappings.document })
    .from(importMappings)
    .where(eq(importMappings.agencyId, agencyOf(actor)))
    .orderBy(asc(importMappings.name))
    .limit(MOST_MAPPINGS);
  const fitting = kept.flatMap(({ document, ...named }): KeptMapping[] => {
    const chosen = chosenIn(document);
    return chosen && missingColumns(chosen, one.columns).length === 0 ? [{ ...named, chosen }] : [];
  });
  return {
    columns: one.columns,
    current: one.mapping ? chosenIn(one.mapping) : null,
    kept: fitting.sort((left, right) => Number(right.name === one.sourceName) - Number(left.name === one.sourceName)),
    specialties: await db
      .select({ code: specialties.code, name: specialties.name })
      .from(specialties)
      .where(eq(specialties.taxonomy, "throughline"))
      .orderBy(asc(specialties.name))
      .limit(MOST_TERMS),
  };
}

export type UndoLine = { readonly deed: string; readonly table: string; readonly count: number };
export type StayingRow = { readonly table: string; readonly name: string | null; readonly reason: string };

/** Half a million rows are asked whether anything leans on them: longer than a page may usually take. */
const UNDO_SECONDS = 60;

/** What an undo would do, counted by kind, and what it would leave, by name. */
export async function readUndo(db: Db, actor: Actor, id: ImportId) {
  const view = await readImport(db, actor, id);
  await db.execute(sql`select set_config('statement_timeout', ${`${UNDO_SECONDS}s`}, true)`);
  const [found] = await db.execute<{ counts: UndoLine[]; staying: StayingRow[] }>(sql`
    with undone as materialized (select * from app.import_undo(${id}::uuid)),
      counted as (select deed, table_name as table, count(*)::int as count from undone group by 1, 2),
      staying as (
        select table_name as table, app.name_of_row(table_name, row_id) as name, reason from undone
        where deed = 'stay' and table_name in ('organization', 'location', 'service', 'service_at_location', 'specialty')
        order by reason, table_name, 2 limit ${MOST_STAYING})
    select coalesce((select jsonb_agg(c order by c.deed, c.table) from counted c), '[]') as counts,
      coalesce((select jsonb_agg(s) from staying s), '[]') as staying`);
  return { view, counts: found?.counts ?? [], staying: found?.staying ?? [] };
}

const removalShape = {
  id: importRemovals.id,
  table: importRemovals.tableName,
  name: importRemovals.name,
  sourceId: importRemovals.sourceId,
  state: importRemovals.state,
  decidedBy: people.name,
  decidedAt: importRemovals.decidedAt,
};

/** What the newest files of this import's source no longer say: what waits for a person first. */
export async function readRemovals(db: Db, actor: Actor, id: ImportId) {
  const { one } = await rowOf(db, actor, id);
  return db
    .select(removalShape)
    .from(importRemovals)
    .leftJoin(memberships, eq(memberships.id, importRemovals.decidedBy))
    .leftJoin(people, eq(people.id, memberships.personId))
    .where(
      and(
        eq(importRemovals.agencyId, one.agencyId),
        eq(importRemovals.source, one.source),
        inArray(importRemovals.state, ["proposed", "kept", "ended"]),
      ),
    )
    .orderBy(sql`${importRemovals.state} <> 'proposed'`, asc(importRemovals.name), asc(importRemovals.id))
    .limit(MOST_REMOVALS);
}
export type RemovalLine = Awaited<ReturnType<typeof readRemovals>>[number];
