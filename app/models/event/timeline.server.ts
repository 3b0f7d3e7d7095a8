// Reads what happened to one thing, newest first, in pages. Shows events' names and facts, never a client's words.
import { and, eq, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, type Page, toMarkedPage } from "#app/database/page.server";
import { events } from "#drizzle/schema";

export interface TimelineEntry {
  readonly id: string;
  readonly at: Date;
  readonly name: string;
  /** Who did it and for which house; empty: the system. */
  readonly by: string;
  readonly facts: Record<string, unknown>;
  readonly subjectType: string;
  readonly subjectId: string | null;
}

export type TimelineOf =
  | { subjectType: string; subjectId: string }
  | { caseId: string }
  | { referralId: string }
  | { clientId: string };

const NEWEST_FIRST = byInstant(events.at, events.id, "newest");

export async function readTimeline(db: Db, of: TimelineOf, after: Mark | null = null): Promise<Page<TimelineEntry>> {
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
        about(of),
        // Who looked is told on the page of reads; here it would bury what happened.
        sql`${events.name} not like '%.read'`,
        NEWEST_FIRST.beyond(after),
      ),
    )
    .orderBy(...NEWEST_FIRST.order)
    .limit(PAGE_SIZE + 1);
  return toMarkedPage(rows);
}

function about(of: TimelineOf): SQL | undefined {
  if ("caseId" in of) return eq(events.caseId, of.caseId);
  if ("referralId" in of) return or(eq(events.referralId, of.referralId));
  if ("clientId" in of) return eq(events.clientId, of.clientId);
  return and(eq(events.subjectType, of.subjectType), eq(events.subjectId, of.subjectId));
}
