// All that waits of one kind, a page at a time, in the order of the day's page. Reads; decides nothing.
import { sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import { recordRead } from "../event/record.server";
import type { CalendarDay } from "../values/calendar-day";
import { mistakesOf } from "./today.server";
import { workOf } from "./today-work.server";
import { toLine, type WaitingLine, type WaitingOf, type WaitingRow } from "./waiting.server";
import type { WaitingKind } from "./waiting-kinds";

function kindOf(actor: Actor, today: CalendarDay, kind: WaitingKind): WaitingOf {
  if (kind === "mistakes") return mistakesOf(actor);
  const { approvals, reviews, tasks, followUps } = workOf(actor, today);
  return { approvals, reviews, tasks, "follow-ups": followUps }[kind];
}

/** @param today on the agency's calendar: what is due before it is overdue */
export async function readWaitingPage(
  db: Db,
  actor: Actor,
  today: CalendarDay,
  { kind, after }: { kind: WaitingKind; after: Mark | null },
): Promise<Page<WaitingLine>> {
  const agencyId = agencyOf(actor);
  await recordRead(db, actor, "today", { subjectType: "agency", subjectId: agencyId, agencyId });
  const { of, by } = kindOf(actor, today, kind);
  const key = sql.raw(`f.${by}`);
  const type = sql.raw(by === "due" ? "date" : "timestamptz");
  const beyond = after ? sql`where (${key}, f.id) > (${after.value}::${type}, ${after.id}::uuid)` : sql``;
  const rows = await db.execute<WaitingRow & { readonly mark: string }>(
    sql`select f.id, f.number, f.name, f.about, f.state, f.since, f.due::text, f.to, ${key}::text as mark
      from (${of}) f ${beyond} order by ${key}, f.id limit ${PAGE_SIZE + 1}`,
  );
  const page = toPage([...rows], ({ mark, id }) => ({ value: mark, id }));
  return { next: page.next, rows: page.rows.map((row) => toLine(row, today)) };
}
