// Reads a person's own notices at this desk, newest first, and marks them read. Row-level security keeps everybody else's away.
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import { notifications } from "#drizzle/schema";

export interface NoticeLine {
  readonly id: string;
  readonly kind: string;
  readonly path: string;
  readonly createdAt: Date;
  readonly read: boolean;
}

export async function readNotices(db: Db, actor: Actor, after: Mark | null): Promise<Page<NoticeLine>> {
  const rows = await db
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.membershipId, actor.membershipId),
        after
          ? sql`(${notifications.createdAt}, ${notifications.id}) < (${after.value}::timestamptz, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(notifications.createdAt), desc(notifications.id))
    .limit(PAGE_SIZE + 1);
  const page = toPage(rows, (row) => ({ value: row.createdAt.toISOString(), id: row.id }));
  const rowsShown = page.rows.map(({ id, kind, path, createdAt, readAt }) => ({
    id,
    kind,
    path,
    createdAt,
    read: readAt !== null,
  }));
  return { rows: rowsShown, next: page.next };
}

/** Marks one notice read, or all of this desk; one that is not there stays not there. */
export async function markRead(db: Db, actor: Actor, noticeId: string | null): Promise<{ path: string } | null> {
  const [marked] = await db
    .update(notifications)
    .set({ readAt: sql`coalesce(${notifications.readAt}, app.clock())` })
    .where(
      and(
        eq(notifications.membershipId, actor.membershipId),
        noticeId === null ? isNull(notifications.readAt) : eq(notifications.id, noticeId),
      ),
    )
    .returning({ path: notifications.path });
  return marked ?? null;
}
