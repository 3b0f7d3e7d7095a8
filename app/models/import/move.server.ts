// Moves an import on as a person asks: preview, start, cancel, undo; and decides about what it proposes to end. The work itself is a job's.
import { and, eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { directoryImports, importMappings, importRemovals, specialties } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { ImportId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { type Chosen, mappingOf, missingColumns } from "./columns";
import { importEvents } from "./events";
import { columnsIn, type MappingAnswer, type Move, type RemovalAnswer } from "./forms";
import { type ImportState, importLifecycle, removalLifecycle } from "./lifecycle";
import { handOver, subjectOf } from "./upload.server";

async function lockImport(db: Db, actor: Actor, id: ImportId) {
  const [row] = await db
    .select()
    .from(directoryImports)
    .where(and(eq(directoryImports.id, id), eq(directoryImports.agencyId, agencyOf(actor))))
    .for("update");
  if (!row) throw new Refusal("not-found", 404);
  return { ...row, state: row.state as ImportState };
}

/** @throws Refusal 404 for another agency's import, 409 when it has moved on meanwhile, or a later one must go first */
export async function moveImport(db: Db, actor: Actor, id: ImportId, move: Move): Promise<void> {
  const row = await lockImport(db, actor, id);
  const state = importLifecycle.after(row.state, move);
  if (move === "preview" && row.flat && row.mapping === null) throw new Refusal("imports.mapping-first", 409);
  await db.update(directoryImports).set({ state }).where(eq(directoryImports.id, id));
  await recordEvent(db, actor, importEvents.moved({ importId: id, state }), subjectOf(id, row.agencyId));
  if (move !== "cancel") await handOver(db, id);
}

/**
 * Says which column is which, keeps that by name if asked, and looks the file over with it.
 * @throws Refusal 422 "imports.mapping.no-column" naming a column the file does not have; 404 and 409 as a move's
 */
export async function mapImport(db: Db, actor: Actor, id: ImportId, form: MappingAnswer): Promise<void> {
  const row = await lockImport(db, actor, id);
  const state = importLifecycle.after(row.state, "preview");
  const chosen: Chosen = {
    columns: columnsIn(form),
    serviceName: form.serviceWords ?? null,
    specialty: await houseSpecialty(db, form.specialtyCode ?? null),
    oneProvider: form.oneProvider === "on",
  };
  const missing = missingColumns(chosen, row.columns);
  if (!row.flat || missing.length > 0)
    throw new Refusal("imports.mapping.no-column", 422, { column: missing.join(", ") });
  const mapping = mappingOf(chosen);
  await db.update(directoryImports).set({ state, mapping }).where(eq(directoryImports.id, id));
  const mappingId = form.keptName ? await keepMapping(db, actor, form.keptName, mapping) : null;
  await recordEvent(db, actor, importEvents.mapped({ importId: id, mappingId }), subjectOf(id, row.agencyId));
  await handOver(db, id);
}

/** The words of a term of ours; a code that is no term is none. */
async function houseSpecialty(db: Db, code: string | null): Promise<Chosen["specialty"]> {
  if (code === null) return null;
  const [term] = await db
    .select({ name: specialties.name })
    .from(specialties)
    .where(eq(specialties.code, code))
    .limit(1);
  return term ? { code, name: term.name } : null;
}

async function keepMapping(db: Db, actor: Actor, name: string, document: ReturnType<typeof mappingOf>) {
  const agencyId = agencyOf(actor);
  const [kept] = await db
    .insert(importMappings)
    .values({ agencyId, name, document, createdBy: actor.membershipId })
    .onConflictDoUpdate({
      target: [importMappings.agencyId, importMappings.name],
      set: { document, updatedAt: sql`app.clock()` },
    })
    .returning({ id: importMappings.id });
  return kept?.id ?? null;
}

/** @throws Refusal 404 for another agency's, 409 when somebody decided meanwhile or changed it by hand since it was imported */
export async function decideRemoval(db: Db, actor: Actor, { removalId, move }: RemovalAnswer): Promise<void> {
  const [row] = await db
    .select()
    .from(importRemovals)
    .where(and(eq(importRemovals.id, removalId), eq(importRemovals.agencyId, agencyOf(actor))))
    .for("update");
  if (!row) throw new Refusal("not-found", 404);
  const state = removalLifecycle.after(row.state as (typeof removalLifecycle.states)[number], move);
  await db.update(importRemovals).set({ state }).where(eq(importRemovals.id, removalId));
  const event = importEvents["removal-decided"]({ removalId, state });
  await recordEvent(db, actor, event, { subjectType: "import_removal", subjectId: removalId, agencyId: row.agencyId });
}
