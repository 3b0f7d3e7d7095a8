// Reads the log of supervision for the two who talked and for auditors; what was agreed on a case, for the two alone. Looking is recorded.
import { and, asc, desc, eq, isNull, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import { cases, clients, memberships, people, supervisionCases, supervisions } from "#drizzle/schema";
import { recordRead } from "../event/record.server";
import type { CaseId, MembershipId, SupervisionId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { SupervisionState } from "./supervision.server";

const supervisorSeat = alias(memberships, "supervisor_seat");
const supervisor = alias(people, "supervisor");
const later = alias(supervisions, "later");

function talks(db: Db) {
  return db
    .select({
      id: supervisions.id,
      state: sql<SupervisionState>`${supervisions.state}`,
      heldOn: supervisions.heldOn,
      nextOn: supervisions.nextOn,
      supervisor: supervisor.name,
      caseworker: people.name,
      supervisorMembershipId: supervisions.supervisorMembershipId,
      caseworkerMembershipId: supervisions.caseworkerMembershipId,
      words: supervisions.words,
      createdAt: supervisions.createdAt,
      confirmedAt: supervisions.confirmedAt,
      correctsId: supervisions.correctsId,
      correctedBy: later.id,
    })
    .from(supervisions)
    .innerJoin(supervisorSeat, eq(supervisorSeat.id, supervisions.supervisorMembershipId))
    .innerJoin(supervisor, eq(supervisor.id, supervisorSeat.personId))
    .innerJoin(memberships, eq(memberships.id, supervisions.caseworkerMembershipId))
    .innerJoin(people, eq(people.id, memberships.personId))
    .leftJoin(later, eq(later.correctsId, supervisions.id))
    .$dynamic();
}

/** Newest first; one that was corrected stands behind its correction. */
export async function readSupervisions(db: Db, actor: Actor, after: Mark | null) {
  const rows = await talks(db)
    .where(
      and(
        eq(supervisions.agencyId, agencyOf(actor)),
        isNull(later.id),
        after
          ? sql`(${supervisions.heldOn}, ${supervisions.id}) < (${after.value}::date, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(supervisions.heldOn), desc(supervisions.id))
    .limit(PAGE_SIZE + 1);
  const page = toPage(rows, ({ id, heldOn }) => ({ value: heldOn, id }));
  // A list is read over the shoulder: what was agreed stands on the talk's own page.
  return { next: page.next, rows: page.rows.map(({ words: _, ...row }) => row) } satisfies Page<unknown>;
}

/** @throws Refusal 404 when it is not there for the reader */
export async function readSupervision(db: Db, actor: Actor, id: SupervisionId) {
  const [talk] = await talks(db).where(eq(supervisions.id, id));
  if (!talk) throw new Refusal("not-found", 404);
  const agencyId = agencyOf(actor);
  await recordRead(db, actor, "supervision", { subjectType: "supervision", subjectId: id, agencyId });
  const { supervisorMembershipId, caseworkerMembershipId, ...facts } = talk;
  const ofTwo = [supervisorMembershipId, caseworkerMembershipId].includes(actor.membershipId);
  return {
    ...facts,
    caseworkerMembershipId,
    ofTwo,
    mayConfirm: caseworkerMembershipId === actor.membershipId && talk.state === "written" && !talk.correctedBy,
    mayCorrect: supervisorMembershipId === actor.membershipId && !talk.correctedBy,
    cases: await readAgreed(db, id),
  };
}

export type SupervisionOfPage = Awaited<ReturnType<typeof readSupervision>>;

function readAgreed(db: Db, id: SupervisionId) {
  return db
    .select({
      id: cases.id,
      number: cases.number,
      clientName: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
      agreed: supervisionCases.agreed,
    })
    .from(supervisionCases)
    .innerJoin(cases, eq(cases.id, supervisionCases.caseId))
    .innerJoin(clients, eq(clients.id, cases.clientId))
    .where(eq(supervisionCases.supervisionId, id))
    .orderBy(asc(cases.number))
    .limit(200);
}

/** What may be talked about: the caseworker's open cases that are open to the supervisor, the oldest first. */
export async function readTalkCases(db: Db, actor: Actor, caseworker: MembershipId) {
  const agencyId = agencyOf(actor);
  await recordRead(db, actor, "case-list", { subjectType: "agency", subjectId: agencyId, agencyId });
  return db
    .select({
      id: cases.id,
      number: cases.number,
      state: cases.state,
      clientName: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
    })
    .from(cases)
    .innerJoin(clients, eq(clients.id, cases.clientId))
    .where(and(eq(cases.agencyId, agencyId), eq(cases.ownerMembershipId, caseworker), ne(cases.state, "closed")))
    .orderBy(asc(cases.openedAt), asc(cases.id))
    .limit(100);
}

/** What the reader agreed on this case with the other of the two, newest first. */
export function readAgreedOnCase(db: Db, caseId: CaseId) {
  return db
    .select({
      id: supervisions.id,
      heldOn: supervisions.heldOn,
      nextOn: supervisions.nextOn,
      agreed: supervisionCases.agreed,
    })
    .from(supervisionCases)
    .innerJoin(supervisions, eq(supervisions.id, supervisionCases.supervisionId))
    .leftJoin(later, eq(later.correctsId, supervisions.id))
    .where(and(eq(supervisionCases.caseId, caseId), isNull(later.id)))
    .orderBy(desc(supervisions.heldOn), desc(supervisions.id))
    .limit(20);
}
