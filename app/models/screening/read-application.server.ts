// One application as the network desk reads it: answers, checklist with what was said, documents, decisions, and what may be done. Decides nothing.
import { and, asc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import {
  agencies,
  applicationDecisions,
  applicationDocuments,
  applications,
  memberships,
  organizations,
  people,
  screeningItems,
  screeningNotes,
  specialties,
} from "#drizzle/schema";
import { type Answers, readAnswers } from "../application/answers";
import { type ApplicationState, applicationLifecycle } from "../application/lifecycle";
import { Refusal } from "../values/refusal";
import { differencesOf } from "./difference";
import type { ApplicationId } from "./forms";
import { DESK_COLUMNS } from "./lock.server";
import { readClaimedRecord } from "./read-record.server";

const MOST = 300;

/** @throws Refusal 404 absent, another agency's, or never sent */
export async function readApplication(db: Db, actor: Actor, id: ApplicationId) {
  const became = alias(organizations, "became");
  const claimed = alias(organizations, "claimed");
  const [row] = await db
    .select({
      ...DESK_COLUMNS,
      screener: people.name,
      claimedName: claimed.name,
      becameName: became.name,
      approvals: agencies.screeningApprovals,
    })
    .from(applications)
    .innerJoin(agencies, eq(agencies.id, applications.agencyId))
    .leftJoin(memberships, eq(memberships.id, applications.screenerMembershipId))
    .leftJoin(people, eq(people.id, memberships.personId))
    .leftJoin(claimed, eq(claimed.id, applications.claimsOrganizationId))
    .leftJoin(became, eq(became.id, applications.becameOrganizationId))
    .where(
      and(eq(applications.id, id), eq(applications.agencyId, agencyOf(actor)), isNotNull(applications.submittedAt)),
    );
  if (!row) throw new Refusal("not-found", 404);
  const answers = readAnswers(row.answers);
  const state = row.state as ApplicationState;
  const record = row.claimsOrganizationId ? await readClaimedRecord(db, row.claimsOrganizationId) : null;
  const decisions = await readDecisions(db, actor, id);
  const notes = await readNotes(db, id);
  const items = await readItems(db, id, notes);
  return {
    ...row,
    id,
    state,
    answers,
    specialtyNames: await readSpecialtyNames(db, answers),
    differences: record && row.claim === "take_over" ? differencesOf(row.organizationName, answers, record) : null,
    items,
    /** About the whole, not about one item. */
    notes: notes.filter(({ itemId }) => itemId === null),
    documents: await readDocuments(db, id),
    decisions,
    mine: row.screenerMembershipId === actor.membershipId,
    moves: applicationLifecycle.moves(state),
    openRequired: items.filter((item) => item.required && item.state !== "passed" && item.state !== "waived").length,
    missingApprovals: Math.max(0, row.approvals - approvalsOf(decisions, row.version)),
    decidedByMe: decisions.some(({ isMe, version }) => isMe && version === row.version),
  };
}
export type ApplicationOfPage = Awaited<ReturnType<typeof readApplication>>;
export type ItemOfPage = ApplicationOfPage["items"][number];
export type NoteOfPage = ApplicationOfPage["notes"][number];
export type DocumentOfPage = ApplicationOfPage["documents"][number];

const approvalsOf = (decisions: readonly { decision: string; version: number }[], version: number): number =>
  decisions.filter((one) => one.decision === "approve" && one.version === version).length;

function readDecisions(db: Db, actor: Actor, id: ApplicationId) {
  return db
    .select({
      id: applicationDecisions.id,
      version: applicationDecisions.version,
      decision: applicationDecisions.decision,
      words: applicationDecisions.words,
      at: applicationDecisions.createdAt,
      by: people.name,
      isMe: sql<boolean>`${applicationDecisions.personId} = ${actor.personId}::uuid`,
    })
    .from(applicationDecisions)
    .innerJoin(memberships, eq(memberships.id, applicationDecisions.decidedBy))
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(eq(applicationDecisions.applicationId, id))
    .orderBy(asc(applicationDecisions.createdAt), asc(applicationDecisions.id))
    .limit(MOST);
}

async function readItems(db: Db, id: ApplicationId, notes: Awaited<ReturnType<typeof readNotes>>) {
  const rows = await db
    .select({
      id: screeningItems.id,
      name: screeningItems.name,
      instruction: screeningItems.instruction,
      itemKind: screeningItems.itemKind,
      required: screeningItems.required,
      state: screeningItems.state,
      words: screeningItems.words,
      decidedAt: screeningItems.decidedAt,
      answeredAt: screeningItems.answeredAt,
      decidedBy: people.name,
    })
    .from(screeningItems)
    .leftJoin(memberships, eq(memberships.id, screeningItems.decidedBy))
    .leftJoin(people, eq(people.id, memberships.personId))
    .where(eq(screeningItems.applicationId, id))
    .orderBy(asc(screeningItems.position), asc(screeningItems.id))
    .limit(MOST);
  return rows.map((item) => ({ ...item, notes: notes.filter(({ itemId }) => itemId === item.id) }));
}

/** Oldest first. */
function readNotes(db: Db, id: ApplicationId) {
  return db
    .select({
      id: screeningNotes.id,
      itemId: screeningNotes.itemId,
      words: screeningNotes.words,
      internal: screeningNotes.internal,
      at: screeningNotes.at,
      happenedOn: screeningNotes.happenedOn,
      documentId: screeningNotes.documentId,
      documentName: applicationDocuments.name,
      /** Null: the applicant. */
      author: people.name,
      byApplicant: sql<boolean>`${screeningNotes.authorMembershipId} is null`,
    })
    .from(screeningNotes)
    .leftJoin(applicationDocuments, eq(applicationDocuments.id, screeningNotes.documentId))
    .leftJoin(memberships, eq(memberships.id, screeningNotes.authorMembershipId))
    .leftJoin(people, eq(people.id, memberships.personId))
    .where(eq(screeningNotes.applicationId, id))
    .orderBy(asc(screeningNotes.at), asc(screeningNotes.id))
    .limit(MOST);
}

function readDocuments(db: Db, id: ApplicationId) {
  return db
    .select({
      id: applicationDocuments.id,
      part: applicationDocuments.part,
      name: applicationDocuments.name,
      byteCount: applicationDocuments.byteCount,
      internal: applicationDocuments.internal,
      createdAt: applicationDocuments.createdAt,
      byApplicant: sql<boolean>`${applicationDocuments.uploadedBy} is null`,
    })
    .from(applicationDocuments)
    .where(eq(applicationDocuments.applicationId, id))
    .orderBy(asc(applicationDocuments.createdAt), asc(applicationDocuments.id))
    .limit(MOST);
}

async function readSpecialtyNames(db: Db, answers: Answers): Promise<Record<string, string>> {
  const wanted = [...new Set(answers.services.flatMap(({ specialtyIds }) => specialtyIds))].filter((text) =>
    /^[0-9a-f-]{36}$/i.test(text),
  );
  if (wanted.length === 0) return {};
  const rows = await db
    .select({ id: specialties.id, name: specialties.name })
    .from(specialties)
    .where(inArray(specialties.id, wanted))
    .limit(MOST);
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}

/** A document of an application with where its bytes lie. @throws Refusal 404 for another application's or another agency's */
export async function readApplicationDocument(db: Db, actor: Actor, id: ApplicationId, documentId: string) {
  const [found] = await db
    .select({
      sha256: applicationDocuments.sha256,
      name: applicationDocuments.name,
      mediaType: applicationDocuments.mediaType,
    })
    .from(applicationDocuments)
    .where(
      and(
        eq(applicationDocuments.id, documentId),
        eq(applicationDocuments.applicationId, id),
        eq(applicationDocuments.agencyId, agencyOf(actor)),
      ),
    );
  if (!found) throw new Refusal("not-found", 404);
  return found;
}
