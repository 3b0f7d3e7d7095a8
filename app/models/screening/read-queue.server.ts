// Applications as the network desk finds them: what waits longest first, a page at a time. Drafts are nobody's but the applicant's.
import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, type Page, toMarkedPage } from "#app/database/page.server";
import { applications, memberships, people } from "#drizzle/schema";
import { QUEUE_STATES, type QueueHolder, type QueueView } from "./codes";

export interface QueueLine {
  readonly id: string;
  readonly number: string;
  readonly organizationName: string;
  readonly kind: string;
  readonly state: string;
  readonly claim: string | null;
  readonly submittedAt: Date;
  readonly screener: string | null;
  /** Required items that are neither passed nor waived. */
  readonly open: number;
  readonly asked: number;
  readonly required: number;
}

export interface QueueAsked {
  readonly view: QueueView;
  readonly kind: string | null;
  readonly holder: QueueHolder | null;
  readonly after: Mark | null;
}

const OLDEST_FIRST = byInstant(applications.submittedAt, applications.id, "oldest");

/** Oldest first. */
export async function readQueue(db: Db, actor: Actor, asked: QueueAsked): Promise<Page<QueueLine>> {
  const { view, kind, holder, after } = asked;
  const rows = await db
    .select({
      id: applications.id,
      number: applications.number,
      organizationName: applications.organizationName,
      kind: applications.kind,
      state: applications.state,
      claim: applications.claim,
      submittedAt: sql<Date>`${applications.submittedAt}`.mapWith(applications.submittedAt),
      mark: OLDEST_FIRST.mark,
      screener: people.name,
      open: sql<number>`(select count(*)::int from screening_item i where i.application_id = ${applications.id} and i.required and i.state not in ('passed', 'waived'))`,
      asked: sql<number>`(select count(*)::int from screening_item i where i.application_id = ${applications.id} and i.state = 'asked')`,
      required: sql<number>`(select count(*)::int from screening_item i where i.application_id = ${applications.id} and i.required)`,
    })
    .from(applications)
    .leftJoin(memberships, eq(memberships.id, applications.screenerMembershipId))
    .leftJoin(people, eq(people.id, memberships.personId))
    .where(
      and(
        eq(applications.agencyId, agencyOf(actor)),
        isNotNull(applications.submittedAt),
        inArray(applications.state, [...QUEUE_STATES[view]]),
        kind ? eq(applications.kind, kind) : undefined,
        holder === "me" ? eq(applications.screenerMembershipId, actor.membershipId) : undefined,
        holder === "nobody" ? isNull(applications.screenerMembershipId) : undefined,
        OLDEST_FIRST.beyond(after),
      ),
    )
    .orderBy(...OLDEST_FIRST.order)
    .limit(PAGE_SIZE + 1);
  return toMarkedPage(rows);
}

/** How many wait for the desk. */
export function countWaiting(db: Db, actor: Actor): Promise<number> {
  return db.$count(
    applications,
    and(
      eq(applications.agencyId, agencyOf(actor)),
      isNotNull(applications.submittedAt),
      inArray(applications.state, [...QUEUE_STATES.waiting]),
    ),
  );
}
