// The secret address under which a person's calendar program reads their dates: given, renewed, taken away. What it shows names no client.
import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { hashToken } from "#app/access/session-adapter.server";
import type { Db } from "#app/database/as-actor.server";
import { publicOrigin } from "#app/env.server";
import { calendarFeeds } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { calendarEvents } from "./events";

const KEY_BYTES = 20;

/** Since when the calendar has the address it has; null where it has none. */
export async function readCalendarFeed(db: Db, actor: Actor): Promise<Date | null> {
  const [feed] = await db
    .select({ at: calendarFeeds.renewedAt })
    .from(calendarFeeds)
    .where(eq(calendarFeeds.membershipId, actor.membershipId));
  return feed?.at ?? null;
}

/** @returns the address, which cannot be read again; the one before opens nothing any more */
export async function renewCalendarFeed(db: Db, actor: Actor): Promise<string> {
  const token = randomBytes(KEY_BYTES).toString("hex");
  const tokenHash = hashToken(token);
  await db
    .insert(calendarFeeds)
    .values({ membershipId: actor.membershipId, tokenHash })
    .onConflictDoUpdate({
      target: calendarFeeds.membershipId,
      set: { tokenHash, renewedAt: sql`app.clock()` },
    });
  await recordEvent(db, actor, calendarEvents.renewed({}), aboutSeat(actor));
  return `${publicOrigin()}/calendar/${token}/throughline.ics`;
}

/** From now on no calendar program reads it. */
export async function endCalendarFeed(db: Db, actor: Actor): Promise<void> {
  await db.delete(calendarFeeds).where(eq(calendarFeeds.membershipId, actor.membershipId));
  await recordEvent(db, actor, calendarEvents.ended({}), aboutSeat(actor));
}

const aboutSeat = (actor: Actor) => ({ subjectType: "membership", subjectId: actor.membershipId });

/** One date for a calendar program: a session, or a day by which a request wants its answer. */
export interface FeedDate {
  readonly kind: "session" | "answer";
  readonly id: string;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly day: string;
  readonly serviceName: string;
  readonly locationName: string;
  readonly state: string;
}

type Row = {
  kind: "session" | "answer";
  id: string;
  starts_at: string | null;
  ends_at: string | null;
  day: string;
  service_name: string;
  location_name: string;
  state: string;
};

/** What the borne address shows: two weeks back, four months ahead. */
export async function readFeedDates(db: Db): Promise<FeedDate[]> {
  const rows = await db.execute<Row>(
    sql`select kind, id, starts_at, ends_at, day::text as day, service_name, location_name, state from app.read_calendar()`,
  );
  return [...rows].map((row) => ({
    kind: row.kind,
    id: row.id,
    startsAt: row.starts_at ? new Date(row.starts_at) : null,
    endsAt: row.ends_at ? new Date(row.ends_at) : null,
    day: row.day,
    serviceName: row.service_name,
    locationName: row.location_name,
    state: row.state,
  }));
}
