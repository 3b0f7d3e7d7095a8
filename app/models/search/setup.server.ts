// Says how the searches of a programme begin: adds, changes and removes it. At most one is the usual one.
import { and, asc, eq, ne, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { searchSetups } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { Refusal } from "../values/refusal";
import { setupEvents } from "./events";
import type { SetupAnswers } from "./forms";
import { COLUMNS, FILTERS, orderOf, type Setup } from "./setup";

const MOST_SETUPS = 50;

/** The usual one first, then by name. */
export async function readSetups(db: Db): Promise<Setup[]> {
  const rows = await db
    .select()
    .from(searchSetups)
    .orderBy(sql`${searchSetups.usual} desc`, asc(sql`lower(${searchSetups.name})`), asc(searchSetups.id))
    .limit(MOST_SETUPS);
  return rows.map(({ id, name, filters, columns, within, sort, usual }) => ({
    id,
    name,
    filters: FILTERS.filter((filter) => filters.includes(filter)),
    columns: COLUMNS.filter((column) => columns.includes(column)),
    within,
    sort: orderOf(sort),
    usual,
  }));
}

/** @throws Refusal 404 absent or another agency's */
export async function readSetup(db: Db, id: string): Promise<Setup> {
  const setup = (await readSetups(db)).find((one) => one.id === id);
  if (!setup) throw new Refusal("not-found", 404);
  return setup;
}

/** @throws Refusal 409 when another programme has the name, or when there are too many */
export async function addSetup(db: Db, actor: Actor, form: SetupAnswers): Promise<string> {
  const agencyId = agencyOf(actor);
  if ((await db.$count(searchSetups)) >= MOST_SETUPS) {
    throw new Refusal("search.too-many-setups", 409, { count: MOST_SETUPS });
  }
  await requireFreeName(db, form.name, null);
  if (form.usual) await noneUsual(db, null);
  const [row] = await db
    .insert(searchSetups)
    .values({ agencyId, ...form })
    .returning({ id: searchSetups.id });
  if (!row) throw new Error("the programme was not kept");
  await recordEvent(db, actor, setupEvents.added({ setupId: row.id }), subjectOf(row.id, agencyId));
  return row.id;
}

/** @throws Refusal 404 absent, 409 when another programme has the name */
export async function changeSetup(db: Db, actor: Actor, id: string, form: SetupAnswers): Promise<void> {
  const [before] = await db.select().from(searchSetups).where(eq(searchSetups.id, id)).for("update");
  if (!before) throw new Refusal("not-found", 404);
  const fields = Object.entries(form)
    .filter(([name, value]) => String(value) !== String(before[name as keyof SetupAnswers]))
    .map(([name]) => name);
  if (fields.length === 0) return;
  await requireFreeName(db, form.name, id);
  if (form.usual) await noneUsual(db, id);
  await db
    .update(searchSetups)
    .set({ ...form, updatedAt: await clock(db) })
    .where(eq(searchSetups.id, id));
  const event = setupEvents.changed({ setupId: id, fields: fields.toSorted().join(", ") });
  await recordEvent(db, actor, event, subjectOf(id, agencyOf(actor)));
}

/** @throws Refusal 404 absent or another agency's */
export async function removeSetup(db: Db, actor: Actor, id: string): Promise<void> {
  const gone = await db.delete(searchSetups).where(eq(searchSetups.id, id)).returning({ id: searchSetups.id });
  if (gone.length === 0) throw new Refusal("not-found", 404);
  await recordEvent(db, actor, setupEvents.removed({ setupId: id }), subjectOf(id, agencyOf(actor)));
}

async function requireFreeName(db: Db, name: string, except: string | null): Promise<void> {
  const sameName = and(
    sql`lower(${searchSetups.name}) = lower(${name})`,
    except === null ? undefined : ne(searchSetups.id, except),
  );
  if ((await db.$count(searchSetups, sameName)) > 0) throw new Refusal("search.name-taken", 409, { name });
}

/** The others give way, before the one index that allows a single usual one is asked. */
async function noneUsual(db: Db, except: string | null): Promise<void> {
  await db
    .update(searchSetups)
    .set({ usual: false })
    .where(and(eq(searchSetups.usual, true), except === null ? undefined : ne(searchSetups.id, except)));
}

const subjectOf = (id: string, agencyId: string) => ({ subjectType: "search-setup", subjectId: id, agencyId });
