// Reads what happened in an agency, newest first, for those who must be able to look: by person, day and kind. Changes nothing.
import { and, eq, gte, lt, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, type Page, toMarkedPage } from "#app/database/page.server";
import { events } from "#drizzle/schema";
import { addDays, type CalendarDay, instantAt } from "../values/calendar-day";
import type { TimelineEntry } from "./timeline.server";

export interface AuditFilter {
  readonly personId?: string | undefined;
  /** On the agency's clock. */
  readonly day?: CalendarDay | undefined;
  /** The concept an event's name begins with, such as "referral"; "read": reads of personal data. */
  readonly kind?: string | undefined;
}

const NEWEST_FIRST = byInstant(events.at, events.id, "newest");

export async function readAudit(
  db: Db,
  actor: Actor,
  { personId, day, kind }: AuditFilter,
  after: Mark | null,
): Promise<Page<TimelineEntry>> {
  const rows = await db
    .select({
      id: events.id,
      at: events.at,
      name: events.name,
      by: events.actorLabel,
      facts: events.facts,
      subjectType: events.subjectType,
      subjectId: events.subjectId,
      mark: NEWEST_FIRST.mark,
    })
    .from(events)
    .where(
      and(
        eq(events.agencyId, agencyOf(actor)),
        personId ? eq(events.actorPersonId, personId) : undefined,
        day ? gte(events.at, instantAt(day, 0, actor.timeZone)) : undefined,
        day ? lt(events.at, instantAt(addDays(day, 1), 0, actor.timeZone)) : undefined,
        kindIs(kind),
        NEWEST_FIRST.beyond(after),
      ),
    )
    .orderBy(...NEWEST_FIRST.order)
    .limit(PAGE_SIZE + 1);
  return toMarkedPage(rows);
}

function kindIs(kind: string | undefined) {
  if (!kind) return undefined;
  return kind === "read" ? sql`${events.name} like '%.read'` : sql`starts_with(${events.name}, ${`${kind}.`})`;
}

/** Everybody who has done something here, also those who have left, by the name they had last. */
export async function readDoers(db: Db, actor: Actor): Promise<{ personId: string; name: string }[]> {
  const here = sql`e.agency_id = ${agencyOf(actor)}::uuid`;
  // From one person to the next by the index: to group a year's events took seconds.
  const rows = await db.execute<{ person_id: string; name: string }>(sql`
    with recursive doer(person_id) as (
      (select e.actor_person_id from event e where ${here} and e.actor_person_id is not null order by e.actor_person_id limit 1)
      union all
      select (select e.actor_person_id from event e where ${here} and e.actor_person_id > d.person_id order by e.actor_person_id limit 1)
      from doer d where d.person_id is not null)
    select d.person_id, (select e.actor_label from event e where ${here} and e.actor_person_id = d.person_id order by e.at desc, e.id desc limit 1) as name
    from doer d where d.person_id is not null order by name limit 500`);
  return rows.map(({ person_id: personId, name }) => ({ personId, name }));
}
