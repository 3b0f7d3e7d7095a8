// Reads the register of requests: those that wait with the late ones on top, all of them by page, and one. Looking is recorded.
import { and, asc, count, eq, lt, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { byInstant, type Mark, PAGE_SIZE, type Page, toMarkedPage } from "#app/database/page.server";
import { caseRequests, cases, memberships, people } from "#drizzle/schema";
import { recordRead } from "../event/record.server";
import { localDay } from "../values/calendar-day";
import type { RequestId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { RequestState } from "./request.server";

export interface RequestLine {
  readonly id: string;
  readonly number: string;
  readonly state: RequestState;
  readonly cameBy: string;
  readonly cameAt: Date;
  readonly answerBy: string;
  readonly urgent: boolean;
  readonly late: boolean;
  readonly name: string;
  readonly words: string;
  readonly assignedName: string | null;
}

const lineColumns = {
  id: caseRequests.id,
  number: caseRequests.number,
  state: caseRequests.state,
  cameBy: caseRequests.cameBy,
  cameAt: caseRequests.cameAt,
  answerBy: caseRequests.answerBy,
  urgent: caseRequests.urgent,
  name: sql<string>`btrim(${caseRequests.givenName} || ' ' || ${caseRequests.familyName})`,
  words: sql<string>`left(${caseRequests.words}, 160)`,
  assignedName: people.name,
};

const NEWEST_FIRST = byInstant(caseRequests.cameAt, caseRequests.id, "newest");

/** @param view waiting: the earliest to be answered first; all: newest first */
export async function readRequests(
  db: Db,
  actor: Actor,
  view: "waiting" | "all",
  after: Mark | null,
): Promise<Page<RequestLine>> {
  const agencyId = agencyOf(actor);
  await recordRead(db, actor, "request-list", { subjectType: "agency", subjectId: agencyId, agencyId });
  const today = localDay(await clock(db), actor.timeZone);
  const waiting = view === "waiting";
  const rows = await db
    .select({
      ...lineColumns,
      mark: waiting ? sql<string>`${caseRequests.answerBy}::text` : NEWEST_FIRST.mark,
    })
    .from(caseRequests)
    .leftJoin(memberships, eq(memberships.id, caseRequests.assignedTo))
    .leftJoin(people, eq(people.id, memberships.personId))
    .where(
      and(
        eq(caseRequests.agencyId, agencyId),
        waiting ? eq(caseRequests.state, "received") : undefined,
        waiting ? toAnswerAfter(after) : NEWEST_FIRST.beyond(after),
      ),
    )
    .orderBy(...(waiting ? [asc(caseRequests.answerBy), asc(caseRequests.id)] : NEWEST_FIRST.order))
    .limit(PAGE_SIZE + 1);
  const page = toMarkedPage(rows);
  return {
    next: page.next,
    rows: page.rows.map((row) => ({
      ...row,
      state: row.state as RequestState,
      late: row.state === "received" && row.answerBy < today,
    })),
  };
}

const toAnswerAfter = (after: Mark | null) =>
  after ? sql`(${caseRequests.answerBy}, ${caseRequests.id}) > (${after.value}::date, ${after.id}::uuid)` : undefined;

/** How many wait, and how many of them are late; counted no further than the tab can say. */
export async function countRequests(db: Db, actor: Actor): Promise<{ waiting: number; late: number }> {
  const today = localDay(await clock(db), actor.timeZone);
  const of = and(eq(caseRequests.agencyId, agencyOf(actor)), eq(caseRequests.state, "received"));
  const [all] = await db.select({ count: count() }).from(caseRequests).where(of);
  const [late] = await db
    .select({ count: count() })
    .from(caseRequests)
    .where(and(of, lt(caseRequests.answerBy, today)));
  return { waiting: all?.count ?? 0, late: late?.count ?? 0 };
}

export async function readRequest(db: Db, actor: Actor, requestId: RequestId) {
  const [row] = await db
    .select({
      request: caseRequests,
      caseNumber: cases.number,
      assignedName: people.name,
      enteredBy: nameOf(caseRequests.createdBy),
      decidedByName: nameOf(caseRequests.decidedBy),
    })
    .from(caseRequests)
    .leftJoin(cases, eq(cases.id, caseRequests.caseId))
    .leftJoin(memberships, eq(memberships.id, caseRequests.assignedTo))
    .leftJoin(people, eq(people.id, memberships.personId))
    .where(eq(caseRequests.id, requestId));
  if (!row) throw new Refusal("not-found", 404);
  const { agencyId, ...request } = row.request;
  const clientId = request.clientId ?? undefined;
  await recordRead(db, actor, "request", { subjectType: "request", subjectId: requestId, agencyId, clientId });
  const today = localDay(await clock(db), actor.timeZone);
  const state = request.state as RequestState;
  const { caseNumber, assignedName, enteredBy, decidedByName } = row;
  const late = state === "received" && request.answerBy < today;
  return { ...request, state, late, caseNumber, assignedName, enteredBy, decidedByName };
}

export type RequestOfPage = Awaited<ReturnType<typeof readRequest>>;

const nameOf = (column: typeof caseRequests.createdBy | typeof caseRequests.decidedBy) =>
  sql<
    string | null
  >`(select p.name from ${memberships} m join ${people} p on p.id = m.person_id where m.id = ${column})`;
