// Reads a person's own notices at this desk, newest first, and marks them read. Row-level security keeps everybody else's away.
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, type Page, toMarkedPage } from "#app/database/page.server";
import { notifications, offers, scoreCards } from "#drizzle/schema";
import { KINDS_THAT_WAIT } from "./areas";

export interface NoticeLine {
  readonly id: string;
  readonly kind: string;
  readonly path: string;
  readonly createdAt: Date;
  readonly read: boolean;
}

const NEWEST_FIRST = byInstant(notifications.createdAt, notifications.id, "newest");

export async function readNotices(db: Db, actor: Actor, after: Mark | null): Promise<Page<NoticeLine>> {
  const rows = await db
    .select({
      id: notifications.id,
      kind: notifications.kind,
      path: notifications.path,
      createdAt: notifications.createdAt,
      readAt: notifications.readAt,
      mark: NEWEST_FIRST.mark,
    })
    .from(notifications)
    .where(and(eq(notifications.membershipId, actor.membershipId), NEWEST_FIRST.beyond(after)))
    .orderBy(...NEWEST_FIRST.order)
    .limit(PAGE_SIZE + 1);
  const page = toMarkedPage(rows);
  const rowsShown = page.rows.map(({ id, kind, path, createdAt, readAt }) => ({
    id,
    kind,
    path,
    createdAt,
    read: readAt !== null,
  }));
  return { rows: rowsShown, next: page.next };
}

export interface WaitingNotice {
  readonly id: string;
  readonly kind: string;
  readonly path: string;
  readonly createdAt: Date;
  /** The day by which an answer is asked for, where one is. */
  readonly dueOn: string | null;
}

const MOST_WAITING = 50;

/**
 * What asks something of this person: unread, or an offer that is still open. What is due soonest comes first, then the oldest;
 * one thing stands once, however often it was said.
 */
export async function readWaiting(db: Db, actor: Actor): Promise<WaitingNotice[]> {
  const rows = await db
    .select({
      id: notifications.id,
      kind: notifications.kind,
      path: notifications.path,
      subjectId: notifications.subjectId,
      createdAt: notifications.createdAt,
      dueOn: dueOn(actor),
    })
    .from(notifications)
    .leftJoin(
      offers,
      and(eq(notifications.kind, "offer.made"), eq(offers.id, notifications.subjectId), inArray(offers.state, OPEN)),
    )
    .leftJoin(scoreCards, and(inArray(notifications.kind, OF_OWN_CARD), eq(scoreCards.id, notifications.subjectId)))
    .where(
      and(
        eq(notifications.membershipId, actor.membershipId),
        inArray(notifications.kind, [...KINDS_THAT_WAIT]),
        sql`case when ${notifications.kind} = 'offer.made' then ${offers.id} is not null else ${notifications.readAt} is null end`,
        isNull(scoreCards.answeredAt),
      ),
    )
    .orderBy(sql`${dueOn(actor)} nulls last`, asc(notifications.createdAt), asc(notifications.id))
    .limit(4 * MOST_WAITING);
  const seen = new Set<string>();
  return rows
    .filter(({ kind, subjectId }) => !seen.has(`${kind} ${subjectId}`) && seen.add(`${kind} ${subjectId}`))
    .slice(0, MOST_WAITING)
    .map(({ subjectId, ...row }) => row);
}

/** The day by which an offer is to be answered, or before which a score card is. */
const dueOn = ({ timeZone }: Actor) =>
  sql<string | null>`coalesce(${offers.answerBy}, (${scoreCards.opensAt} at time zone ${timeZone})::date)::text`;

const OF_OWN_CARD = ["organization.card-published", "organization.card-due"];
const OPEN = ["offered", "viewed", "info_requested"];

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
