// Takes a directory file's word, or keeps ours. What is taken counts as written by a person, so that no import writes over it in silence.
import { and, inArray, isNull, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { sourceDifferences } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { Refusal } from "../values/refusal";
import { confirmWritten } from "./confirm.server";
import { organizationEvents } from "./events";
import type { FactGroup } from "./fact-groups";
import { subjectOf } from "./facts.server";
import type { DecideDifferences } from "./keeping-forms";

type Difference = typeof sourceDifferences.$inferSelect;

/**
 * @returns the catalogue key of what was done
 * @throws Refusal 404 for one of another network or provider, 409 where somebody decided meanwhile
 */
export async function decideDifferences(
  db: Db,
  actor: Actor,
  { intent, differences }: DecideDifferences,
): Promise<string> {
  const ids = [...new Set(differences)];
  const asked = await db
    .select()
    .from(sourceDifferences)
    .where(inArray(sourceDifferences.id, ids))
    .orderBy(sourceDifferences.id)
    .for("update");
  if (asked.length < ids.length) throw new Refusal("not-found", 404);
  if (asked.some(({ decision }) => decision !== null)) throw new Refusal("organization.difference-decided", 409);
  const decision = intent === "take" ? "taken" : "kept";
  for (const one of asked) {
    if (intent === "take") await take(db, one);
    const facts = { differenceId: one.id, table: one.tableName, field: one.field };
    await recordEvent(db, actor, organizationEvents[`difference-${decision}`](facts), subjectOf(one.organizationId));
  }
  await db
    .update(sourceDifferences)
    .set({ decision, decidedAt: await clock(db), decidedBy: actor.membershipId })
    .where(and(inArray(sourceDifferences.id, ids), isNull(sourceDifferences.decision)));
  return `difference.${decision}`;
}

/** Facts of which group a table's rows are; a phone's are the organization's. */
const groups: Readonly<Record<string, FactGroup>> = {
  organization: "contact",
  location: "address",
  service: "services",
  service_at_location: "hours",
};

async function take(db: Db, one: Difference): Promise<void> {
  if (one.field === "") return end(db, one);
  if (one.field === "hours") await takeHours(db, one);
  else if (one.field === "point")
    await write(db, one, ["latitude", "longitude", "point_precision"], sql`${JSON.stringify(one.theirs)}::jsonb`);
  else
    await write(
      db,
      one,
      [one.field],
      sql`jsonb_build_object(${one.field}::text, ${JSON.stringify(one.theirs)}::jsonb)`,
    );
  const group = groups[one.tableName];
  if (group !== undefined && one.field !== "hours") await confirmWritten(db, one.organizationId, group, [one.rowId]);
}

/** @param said an object in which the columns are named as in the table */
async function write(
  db: Db,
  { tableName, rowId }: Difference,
  columns: readonly string[],
  said: ReturnType<typeof sql>,
): Promise<void> {
  const set = columns.map((column) => sql`${sql.identifier(column)} = said.${sql.identifier(column)}`);
  await db.execute(sql`
    update ${sql.identifier(tableName)} held set ${sql.join([...set, ...edited(tableName)], sql`, `)}
    from jsonb_populate_record(null::${sql.identifier(tableName)}, ${said}) said where held.id = ${rowId}::uuid`);
}

const edited = (tableName: string) =>
  tableName === "phone" ? [] : [sql`edited_at = app.clock()`, sql`updated_at = app.clock()`];

/** What is no longer in the file is found no more; the books keep it. */
async function end(db: Db, { tableName, rowId }: Difference): Promise<void> {
  const ended = tableName === "service" ? sql`status = 'inactive'` : sql`active = false`;
  await db.execute(sql`
    update ${sql.identifier(tableName)} set ${sql.join([ended, ...edited(tableName)], sql`, `)} where id = ${rowId}::uuid`);
}

async function takeHours(db: Db, { tableName, rowId, organizationId, theirs }: Difference): Promise<void> {
  const ofPlace = tableName === "location";
  const here = ofPlace
    ? sql`location_id = ${rowId}::uuid and service_at_location_id is null`
    : sql`service_at_location_id = ${rowId}::uuid`;
  await db.execute(sql`delete from opening_span where ${here}`);
  await db.execute(sql`
    insert into opening_span (organization_id, location_id, service_at_location_id, weekday, opens_minute, closes_minute,
      from_day, until_day, season_from, season_until, every_weeks, anchor_day, nth)
    select ${organizationId}::uuid, coalesce(sal.location_id, ${rowId}::uuid), sal.id, said.weekday, said.opens_minute, said.closes_minute,
      said.from_day, said.until_day, said.season_from, said.season_until, coalesce(said.every_weeks, 1), said.anchor_day, said.nth
    from jsonb_populate_recordset(null::opening_span, ${JSON.stringify(theirs)}::jsonb) said
    left join service_at_location sal on sal.id = ${ofPlace ? null : rowId}::uuid`);
  await db.execute(
    sql`update ${sql.identifier(tableName)} set ${sql.join(edited(tableName), sql`, `)} where id = ${rowId}::uuid`,
  );
}
