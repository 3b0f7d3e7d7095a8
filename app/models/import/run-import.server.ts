// Runs imports in the worker: looks a directory over, brings it in, or undoes it, and says how far it is. Decides nothing a person should.
import { and, eq, sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { sayIn } from "#app/i18n/say-in";
import { openGazetteer } from "#app/interop/import/gazetteer.server";
import { type Imported, importPackage } from "#app/interop/import/import.server";
import { makeReport } from "#app/interop/import/make-report";
import { readMapped } from "#app/interop/import/mapped-package.server";
import { MappingError, readMapping } from "#app/interop/import/mapping";
import { NoPackage } from "#app/interop/import/no-package";
import { type Package, readPackage } from "#app/interop/import/package.server";
import { ImportCancelled } from "#app/interop/import/watch";
import { logFailure } from "#app/log.server";
import { directoryImports } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { defineJob, EVERY_NIGHT, everyMinute } from "../job/define";
import { tellMembership } from "../notification/tell.server";
import { seekTwins } from "../organization/propose-twins.server";
import { type AgencyId, asId } from "../values/ids";
import { isRefusal } from "../values/refusal";
import { countChanges, keepRemovals } from "./changes.server";
import { importEvents } from "./events";
import { type ImportState, importLifecycle } from "./lifecycle";
import { Superseded, Ticker } from "./progress.server";
import { runApart } from "./run-apart.server";
import { type Summary, summaryOf } from "./summary";
import { subjectOf } from "./upload.server";
import { keepReport, placeOfUpload, sweepUploads } from "./upload-store.server";

/** The transactions a run is made of; a test brings its own. */
export type Worker = <T>(work: (db: Db) => Promise<T>) => Promise<T>;
const worker: Worker = (work) => asJob("write", work);

const RETRIES = 2;
const MOST_SECONDS = 3600;

type Run = typeof directoryImports.$inferSelect;

/**
 * @param attempt the start this job was made for: an import that was started anew since is left to the newer job
 * @param last whether a failure now is the last one, and is to be told
 */
export async function runImport(importId: string, attempt: number, last: boolean, run: Worker = worker): Promise<void> {
  const [row] = await run((db) => db.select().from(directoryImports).where(eq(directoryImports.id, importId)));
  if (!row || row.attempt !== attempt || !importLifecycle.may(row.state as ImportState, "finish")) return;
  const ticker = new Ticker(row, run);
  try {
    await ticker.tell("prepare", 0, 0);
    if (row.state === "undoing") await undo(row, run);
    else await bringIn(row, ticker, run);
  } catch (failure) {
    if (failure instanceof Superseded || failure instanceof ImportCancelled) return;
    const told = failureOf(failure);
    if (told === null && !last) throw failure;
    if (told === null) logFailure(failure, { job: "run-import" });
    await fail(row, told ?? "broken", run);
  } finally {
    await ticker.stop();
  }
}

async function bringIn(row: Run, ticker: Ticker, run: Worker): Promise<void> {
  const found = await openPackage(row);
  const gazetteer = openGazetteer();
  const trial = row.state === "previewing";
  const begun = performance.now();
  let kept: Summary | null = null;
  const changes = { made: {}, changed: {}, removed: {} };
  const imported = await importPackage(
    found,
    {
      source: row.source,
      trial,
      once: true,
      signal: ticker.signal,
      onProgress: ({ step, done, total }) => ticker.note(step, done, total),
    },
    gazetteer,
    (work) =>
      run(async (db) => {
        await db.execute(sql`select set_config('app.import_id', ${row.id}, true)`);
        try {
          const done = await work(db);
          Object.assign(changes, await countChanges(db, row));
          kept = summaryOf(found, done as Imported, changes);
          await finish(db, row, done as Imported, kept);
          return done;
        } catch (givenUp) {
          // A trial is given up with its answer: what it would have changed is counted before it is gone.
          if (givenUp instanceof Error && "imported" in givenUp) Object.assign(changes, await countChanges(db, row));
          throw givenUp;
        }
      }),
  );
  const seconds = Math.round((performance.now() - begun) / 10) / 100;
  const say = sayIn("en");
  await keepReport(
    row.id,
    JSON.stringify(makeReport(found, imported, { source: row.sourceName, trial, seconds }, say)),
  );
  if (kept === null) await run((db) => finish(db, row, imported, summaryOf(found, imported, changes)));
}

async function openPackage(row: Run): Promise<Package> {
  const place = await placeOfUpload(row.id);
  if (row.mapping === null) return readPackage(place);
  return readMapped(place, row.files[0]?.name ?? place, readMapping(JSON.stringify(row.mapping)));
}

/** In the transaction of the import itself, so that it has happened exactly when it says so. */
async function finish(db: Db, row: Run, imported: Imported, summary: Summary): Promise<void> {
  await mustStand(db, row);
  const state = importLifecycle.after(row.state as ImportState, "finish");
  const said = row.state === "previewing" ? { preview: summary } : { outcome: summary };
  await db
    .update(directoryImports)
    .set({ state, ...said, ...(state === "imported" ? await applied(db, row, summary) : {}) })
    .where(eq(directoryImports.id, row.id));
  if (state === "imported") {
    await keepRemovals(db, row, imported.proposals);
    await seekTwins(db, asId<AgencyId>(row.agencyId));
  }
  await recordEvent(db, null, importEvents.moved({ importId: row.id, state }), subjectOf(row.id, row.agencyId));
  await tell(db, row, state);
}

async function applied(db: Db, { source }: Run, summary: Summary) {
  const [last] = await db.execute<{ id: string }>(
    sql`select id::text as id from import_run where source = ${source} order by id desc limit 1`,
  );
  // A run that changed nothing left none, and there is nothing to undo.
  return { appliedAt: sql`app.clock()`, runId: summary.total.taken > 0 ? (last?.id ?? null) : null };
}

/** @throws Superseded when somebody cancelled it, or started it anew */
async function mustStand(db: Db, row: Run): Promise<void> {
  const [now] = await db
    .select({ state: directoryImports.state, attempt: directoryImports.attempt })
    .from(directoryImports)
    .where(eq(directoryImports.id, row.id))
    .for("update");
  if (now?.state !== row.state || now.attempt !== row.attempt) throw new Superseded();
}

async function undo(row: Run, run: Worker): Promise<void> {
  await run(async (db) => {
    await db.execute(sql`select set_config('statement_timeout', '600s', true)`);
    await mustStand(db, row);
    const [done] = await db.execute<{ removed: number; restored: number; stayed: number }>(
      sql`select * from app.undo_import(${row.id}::uuid)`,
    );
    const counts = { removed: done?.removed ?? 0, restored: done?.restored ?? 0, stayed: done?.stayed ?? 0 };
    await db
      .update(directoryImports)
      .set({ state: "undone", undoneAt: sql`app.clock()`, outcome: { ...row.outcome, undone: counts } })
      .where(eq(directoryImports.id, row.id));
    const event = importEvents.undone({ importId: row.id, ...counts });
    await recordEvent(db, null, event, subjectOf(row.id, row.agencyId));
    await tell(db, row, "undone");
  });
}

async function fail(row: Run, failure: string, run: Worker): Promise<void> {
  await run(async (db) => {
    const state = importLifecycle.after(row.state as ImportState, "fail");
    const moved = await db
      .update(directoryImports)
      .set({ state, failure })
      .where(
        and(
          eq(directoryImports.id, row.id),
          eq(directoryImports.state, row.state),
          eq(directoryImports.attempt, row.attempt),
        ),
      )
      .returning({ id: directoryImports.id });
    if (moved.length === 0) return;
    await recordEvent(db, null, importEvents.moved({ importId: row.id, state }), subjectOf(row.id, row.agencyId));
    await tell(db, row, state);
  });
}

/** Whoever asked for this step waits for it; which may be another than who uploaded the file. */
async function tell(db: Db, row: Run, state: string): Promise<void> {
  const asker = row.state === "undoing" ? row.undoneBy : row.state === "importing" ? row.startedBy : row.createdBy;
  await tellMembership(db, asker ?? row.createdBy, {
    kind: "imports.waits",
    subjectType: "directory_import",
    subjectId: row.id,
    path: `/network/imports/${row.id}`,
    effect: `${row.attempt}:${state}`,
  });
}

/** What a person can mend, as a catalogue key below `imports.failure`; null for what is ours to mend. */
function failureOf(failure: unknown): string | null {
  if (failure instanceof NoPackage) return failure.key;
  if (failure instanceof MappingError) return "mapping";
  return isRefusal(failure) && failure.code === "imports.swept" ? "swept" : null;
}

/** A worker that was killed says nothing: what has not moved for three minutes has stopped, and can be started again. */
export async function mindImports(run: Worker = worker): Promise<void> {
  const stuck = await run((db) =>
    db
      .select()
      .from(directoryImports)
      .where(
        sql`${directoryImports.state} in ('previewing', 'importing', 'undoing') and (
          exists (select 1 from import_progress p where p.import_id = ${directoryImports.id} and p.at < app.clock() - interval '3 minutes')
          or ${directoryImports.startedAt} < app.clock() - make_interval(secs => ${MOST_SECONDS}))`,
      )
      .limit(100),
  );
  for (const row of stuck) await fail(row, "stopped", run);
}

everyMinute("mind-imports", 1, () => mindImports());

defineJob("run-import", { retries: RETRIES, seconds: MOST_SECONDS }, async ({ importId, attempt }, run) => {
  if (typeof importId === "string" && typeof attempt === "number")
    await runApart(importId, attempt, run.attempt > RETRIES);
});

defineJob("sweep-imports", { retries: 3, cron: EVERY_NIGHT }, async () => {
  await sweepUploads(new Date(), async (ids) => {
    const rows = await worker((db) =>
      db.execute<{ id: string }>(sql`select app.forgotten_imports(${`{${ids.join(",")}}`}::uuid[])::text as id`),
    );
    return rows.map(({ id }) => id);
  });
});
