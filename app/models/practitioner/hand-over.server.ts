// What a colleague holds that somebody must carry on: planned sessions, schedules not approved yet. Hands it over; never moves what was delivered.
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { practitioners } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { PractitionerId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { practitionerEvents } from "./events";

const MOST_COLLEAGUES = 300;

export interface Held {
  readonly id: string;
  readonly name: string;
  /** Planned sessions that have not begun. */
  readonly sessions: number;
  /** Schedules in draft or returned. */
  readonly schedules: number;
}

/** @param membershipIds the memberships of one person; what each holds as a practitioner */
export async function readHeld(db: Db, organizationId: string, membershipIds: readonly string[]): Promise<Held[]> {
  if (membershipIds.length === 0) return [];
  return db
    .select({
      id: practitioners.id,
      name: practitioners.name,
      sessions: sql<number>`(select count(*)::int from session s where s.practitioner_id = practitioner.id
        and s.state = 'planned' and s.starts_at > app.clock())`,
      schedules: sql<number>`(select count(*)::int from billing_schedule b where b.practitioner_id = practitioner.id
        and b.state in ('draft', 'returned'))`,
    })
    .from(practitioners)
    .where(
      and(eq(practitioners.organizationId, organizationId), inArray(practitioners.membershipId, [...membershipIds])),
    )
    .orderBy(asc(practitioners.id));
}

/** Who can take it over: practitioners of the provider who have not left, by name. */
export async function readSuccessors(
  db: Db,
  organizationId: string,
  held: readonly Held[],
): Promise<{ id: string; name: string }[]> {
  const rows = await db
    .select({ id: practitioners.id, name: practitioners.name })
    .from(practitioners)
    .where(and(eq(practitioners.organizationId, organizationId), isNull(practitioners.leftAt)))
    .orderBy(asc(practitioners.name), asc(practitioners.id))
    .limit(MOST_COLLEAGUES);
  return rows.filter(({ id }) => !held.some((one) => one.id === id));
}

/**
 * Hands planned sessions and unfinished schedules to a colleague; a time at which the colleague is taken is refused by the database.
 * @throws Refusal 404 for practitioners of others, of whom one has left, or one and the same
 */
export async function handOver(
  db: Db,
  actor: Actor,
  { fromId, toId }: { fromId: PractitionerId; toId: PractitionerId },
): Promise<void> {
  const [row] = await db.execute<{ moved: number | null }>(
    sql`select app.hand_over(${fromId}::uuid, ${toId}::uuid) as moved`,
  );
  if (row?.moved === null || row?.moved === undefined) throw new Refusal("not-found", 404);
  const event = practitionerEvents["handed-over"]({
    practitionerId: fromId,
    toPractitionerId: toId,
    sessions: row.moved,
  });
  await recordEvent(db, actor, event, {
    subjectType: "practitioner",
    subjectId: fromId,
    organizationId: organizationOf(actor),
  });
}
