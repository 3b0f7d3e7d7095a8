// Reads cases for the agency desk: a page of the list, and all that one case's page shows. Writes only that it was read.
import { and, asc, desc, eq, ne, type SQL, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, type Page, toMarkedPage } from "#app/database/page.server";
import {
  caseMembers,
  cases,
  clients,
  memberships,
  needs,
  organizations,
  people,
  referrals,
  specialties,
} from "#drizzle/schema";
import { recordRead } from "../event/record.server";
import type { CaseId, NeedId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { CASE_IS_MINE, type CaseState } from "./carry.server";
import { caseLifecycle } from "./lifecycle";
import { readNotes } from "./note.server";

/** A case's page shows so many; the log has all of them. */
const NEWEST_NOTES = 5;

export interface CaseFilter {
  /** Own and team's cases, or all that may be seen. */
  readonly whose: "mine" | "all";
  readonly state: string;
  /** Words that each begin the client's name or the number of case or client. */
  readonly text: string;
}

export interface CaseLine {
  readonly id: CaseId;
  readonly number: string;
  readonly state: CaseState;
  readonly clientName: string;
  readonly ownerName: string;
  readonly openedAt: Date;
  readonly restricted: boolean;
  readonly openNeeds: number;
  readonly liveReferrals: number;
}

const NEWEST_FIRST = byInstant(cases.openedAt, cases.id, "newest");

/** Newest first, a page at a time. State "open" is every state but closed; "any" is every state. */
export async function readCases(
  db: Db,
  actor: Actor,
  filter: CaseFilter,
  after: Mark | null,
  size: number = PAGE_SIZE,
): Promise<Page<CaseLine>> {
  const agencyId = agencyOf(actor);
  await recordRead(db, actor, "case-list", { subjectType: "agency", subjectId: agencyId, agencyId });
  const rows = await db
    .select({
      id: cases.id,
      number: cases.number,
      state: cases.state,
      clientName: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
      // Asked for each line shown: joined, all of an agency's cases were sorted with their owners' names before the first were taken.
      ownerName: sql<string>`(select owner.name from ${memberships} seat join ${people} owner on owner.id = seat.person_id where seat.id = ${cases.ownerMembershipId})`,
      openedAt: cases.openedAt,
      restricted: cases.restricted,
      openNeeds: sql<number>`(select count(*)::int from ${needs} where ${needs.caseId} = ${cases.id} and ${needs.metAt} is null)`,
      liveReferrals: sql<number>`(select count(*)::int from ${referrals} where ${referrals.caseId} = ${cases.id} and ${referrals.state} in ('sent', 'accepted', 'in_progress', 'on_hold'))`,
      mark: NEWEST_FIRST.mark,
    })
    .from(cases)
    .innerJoin(clients, eq(clients.id, cases.clientId))
    .where(and(eq(cases.agencyId, agencyId), ...narrowed(filter), NEWEST_FIRST.beyond(after)))
    .orderBy(...NEWEST_FIRST.order)
    .limit(size + 1);
  const page = toMarkedPage(rows, size);
  return {
    next: page.next,
    rows: page.rows.map((row) => ({
      ...row,
      id: row.id as CaseId,
      state: row.state as CaseState,
    })),
  };
}

function narrowed({ whose, state, text }: CaseFilter): (SQL | undefined)[] {
  const words = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .slice(0, 5);
  const ofState = (caseLifecycle.states as readonly string[]).includes(state) ? eq(cases.state, state) : undefined;
  return [
    whose === "mine" ? sql`${cases.id} = any((select app.my_cases())::uuid[])` : undefined,
    state === "open" ? ne(cases.state, "closed") : ofState,
    ...words.map(
      (word) =>
        sql`(starts_with(lower(${clients.familyName}), ${word}) or starts_with(lower(${clients.givenName}), ${word})
          or starts_with(lower(${cases.number}), ${word}) or starts_with(lower(${clients.number}), ${word}))`,
    ),
  ];
}

export async function readCase(db: Db, actor: Actor, caseId: CaseId) {
  const [row] = await db
    .select({
      id: cases.id,
      number: cases.number,
      state: cases.state,
      cameBy: cases.cameBy,
      summary: cases.summary,
      restricted: cases.restricted,
      openedAt: cases.openedAt,
      closedAt: cases.closedAt,
      closingReason: cases.closingReason,
      ownerMembershipId: cases.ownerMembershipId,
      ownerName: people.name,
      mayWrite: CASE_IS_MINE,
      client: clients,
    })
    .from(cases)
    .innerJoin(clients, eq(clients.id, cases.clientId))
    .innerJoin(memberships, eq(memberships.id, cases.ownerMembershipId))
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(eq(cases.id, caseId));
  if (!row) throw new Refusal("not-found", 404);
  // Without the case's own id: a timeline should tell what happened, and who looked stands with the client.
  await recordRead(db, actor, "case", { subjectType: "case", subjectId: caseId, clientId: row.client.id });
  const { agencyId: _, createdBy: __, ...client } = row.client;
  const [ofNeeds, ofReferrals, notes, team] = await Promise.all([
    readNeeds(db, caseId),
    readReferralLines(db, caseId),
    readNotes(db, caseId, null, NEWEST_NOTES),
    readTeam(db, caseId),
  ]);
  const state = row.state as CaseState;
  return { ...row, client, id: caseId, state, needs: ofNeeds, referrals: ofReferrals, notes: notes.rows, team };
}

export type CasePage = Awaited<ReturnType<typeof readCase>>;

async function readNeeds(db: Db, caseId: CaseId) {
  const rows = await db
    .select({
      id: needs.id,
      specialtyId: needs.specialtyId,
      name: specialties.name,
      words: needs.words,
      metAt: needs.metAt,
      createdAt: needs.createdAt,
    })
    .from(needs)
    .innerJoin(specialties, eq(specialties.id, needs.specialtyId))
    .where(eq(needs.caseId, caseId))
    .orderBy(sql`${needs.metAt} is not null`, asc(needs.createdAt), asc(needs.id))
    .limit(100);
  return rows.map((row) => ({ ...row, id: row.id as NeedId }));
}

/** Newest first; a case rarely has more than a dozen, and all of them together stand in the list of referrals. */
function readReferralLines(db: Db, caseId: CaseId) {
  return db
    .select({
      id: referrals.id,
      number: referrals.number,
      state: referrals.state,
      urgency: referrals.urgency,
      answerBy: referrals.answerBy,
      specialty: specialties.name,
      createdAt: referrals.createdAt,
      /** To whom: every provider it was offered to, the one who accepted first. */
      providers: sql<string[]>`coalesce((
        select jsonb_agg(o.name order by (f.state = 'accepted') desc, f.created_at)
        from offer f join ${organizations} o on o.id = f.organization_id where f.referral_id = ${referrals.id}), '[]')`,
    })
    .from(referrals)
    .leftJoin(specialties, eq(specialties.id, referrals.specialtyId))
    .where(eq(referrals.caseId, caseId))
    .orderBy(desc(referrals.createdAt), desc(referrals.id))
    .limit(50);
}

function readTeam(db: Db, caseId: CaseId) {
  return db
    .select({ membershipId: caseMembers.membershipId, name: people.name, role: memberships.role })
    .from(caseMembers)
    .innerJoin(memberships, eq(memberships.id, caseMembers.membershipId))
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(eq(caseMembers.caseId, caseId))
    .orderBy(asc(people.name))
    .limit(50);
}
