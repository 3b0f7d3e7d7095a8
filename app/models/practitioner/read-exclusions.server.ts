// Matches with exclusion lists, the lists with their versions, and adverse actions, as the network desk reads them. Nobody else does.
import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import {
  adverseActions,
  documents,
  exclusionLists,
  exclusionMatches,
  exclusionVersions,
  memberships,
  organizations,
  people,
  practitioners,
} from "#drizzle/schema";
import { addDays, asCalendarDay } from "../values/calendar-day";
import type { ExclusionListId, ExclusionMatchId, OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { MatchView } from "./credential-views";

const MOST_VERSIONS = 100;
const MOST_ACTIONS = 100;

const shape = {
  id: exclusionMatches.id,
  organizationId: exclusionMatches.organizationId,
  organizationName: organizations.name,
  practitioner: practitioners.name,
  entryName: exclusionMatches.entryName,
  identifiers: exclusionMatches.identifiers,
  excludedOn: exclusionMatches.excludedOn,
  endsOn: exclusionMatches.endsOn,
  score: exclusionMatches.score,
  reasons: exclusionMatches.reasons,
  state: exclusionMatches.state,
  words: exclusionMatches.words,
  decidedBy: people.name,
  decidedAt: exclusionMatches.decidedAt,
  createdAt: exclusionMatches.createdAt,
  listName: exclusionLists.name,
  authority: exclusionLists.authority,
  /** Whether the newest version of its list still says the same. */
  listed: sql<boolean>`exists (select 1 from exclusion_entry e join exclusion_version v on v.id = e.version_id and v.current
    where v.list_id = ${exclusionMatches.listId} and e.fingerprint = ${exclusionMatches.fingerprint})`,
};

const matches = (db: Db) =>
  db
    .select(shape)
    .from(exclusionMatches)
    .innerJoin(exclusionLists, eq(exclusionLists.id, exclusionMatches.listId))
    .innerJoin(organizations, eq(organizations.id, exclusionMatches.organizationId))
    .leftJoin(practitioners, eq(practitioners.id, exclusionMatches.practitionerId))
    .leftJoin(memberships, eq(memberships.id, exclusionMatches.decidedBy))
    .leftJoin(people, eq(people.id, memberships.personId));

type Row = Awaited<ReturnType<typeof matches>>[number];
const lineOf = ({ endsOn, ...row }: Row) => ({
  ...row,
  lastDay: endsOn === null ? null : addDays(asCalendarDay(endsOn), -1),
});
export type MatchLine = ReturnType<typeof lineOf>;

/** Oldest first: what came up first has waited longest. */
export async function readMatches(db: Db, actor: Actor, view: MatchView, after: Mark | null): Promise<Page<MatchLine>> {
  const rows = await matches(db)
    .where(
      and(
        eq(exclusionMatches.agencyId, agencyOf(actor)),
        eq(exclusionMatches.state, view),
        after ? sql`${exclusionMatches.id} > ${after.id}::uuid` : undefined,
      ),
    )
    .orderBy(asc(exclusionMatches.id))
    .limit(PAGE_SIZE + 1);
  const page = toPage(rows, ({ id }) => ({ value: "", id }));
  return { next: page.next, rows: page.rows.map(lineOf) };
}

/** @throws Refusal 404 for another agency's */
export async function readMatch(db: Db, actor: Actor, id: ExclusionMatchId): Promise<MatchLine> {
  const [row] = await matches(db).where(
    and(eq(exclusionMatches.id, id), eq(exclusionMatches.agencyId, agencyOf(actor))),
  );
  if (!row) throw new Refusal("not-found", 404);
  return lineOf(row);
}

/** What the network desk must see on a provider's own page: what waits, and what was confirmed. */
export async function readMatchesOf(db: Db, actor: Actor, organizationId: OrganizationId): Promise<MatchLine[]> {
  const rows = await matches(db)
    .where(
      and(
        eq(exclusionMatches.agencyId, agencyOf(actor)),
        eq(exclusionMatches.organizationId, organizationId),
        inArray(exclusionMatches.state, ["open", "confirmed"]),
      ),
    )
    .orderBy(asc(exclusionMatches.id))
    .limit(PAGE_SIZE);
  return rows.map(lineOf);
}

export async function readLists(db: Db, actor: Actor) {
  return db
    .select({
      id: exclusionLists.id,
      name: exclusionLists.name,
      authority: exclusionLists.authority,
      matchedAt: exclusionLists.matchedAt,
      takenCount: exclusionVersions.takenCount,
      uploadedAt: exclusionVersions.createdAt,
    })
    .from(exclusionLists)
    .leftJoin(exclusionVersions, and(eq(exclusionVersions.listId, exclusionLists.id), exclusionVersions.current))
    .where(eq(exclusionLists.agencyId, agencyOf(actor)))
    .orderBy(asc(exclusionLists.name), asc(exclusionLists.id))
    .limit(PAGE_SIZE * 2);
}
export type ListLine = Awaited<ReturnType<typeof readLists>>[number];

/** One list with its versions, newest first. @throws Refusal 404 for another agency's */
export async function readList(db: Db, actor: Actor, id: ExclusionListId) {
  const [list] = await db
    .select()
    .from(exclusionLists)
    .where(and(eq(exclusionLists.id, id), eq(exclusionLists.agencyId, agencyOf(actor))));
  if (!list) throw new Refusal("not-found", 404);
  const versions = await db
    .select({ version: exclusionVersions, uploadedBy: people.name })
    .from(exclusionVersions)
    .leftJoin(memberships, eq(memberships.id, exclusionVersions.uploadedBy))
    .leftJoin(people, eq(people.id, memberships.personId))
    .where(eq(exclusionVersions.listId, id))
    .orderBy(desc(exclusionVersions.id))
    .limit(MOST_VERSIONS);
  return { ...list, versions: versions.map(({ version, uploadedBy }) => ({ ...version, uploadedBy })) };
}
export type ListOfPage = Awaited<ReturnType<typeof readList>>;

/** Newest first. */
export async function readAdverseActions(db: Db, actor: Actor, organizationId: OrganizationId) {
  return db
    .select({
      id: adverseActions.id,
      practitioner: practitioners.name,
      kind: adverseActions.kind,
      authority: adverseActions.authority,
      actedOn: adverseActions.actedOn,
      words: adverseActions.words,
      documentId: adverseActions.documentId,
      documentName: documents.name,
      recordedBy: people.name,
      createdAt: adverseActions.createdAt,
    })
    .from(adverseActions)
    .leftJoin(practitioners, eq(practitioners.id, adverseActions.practitionerId))
    .leftJoin(documents, eq(documents.id, adverseActions.documentId))
    .leftJoin(memberships, eq(memberships.id, adverseActions.recordedBy))
    .leftJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(adverseActions.agencyId, agencyOf(actor)), eq(adverseActions.organizationId, organizationId)))
    .orderBy(desc(adverseActions.actedOn), desc(adverseActions.id))
    .limit(MOST_ACTIONS);
}
export type ActionLine = Awaited<ReturnType<typeof readAdverseActions>>[number];
