// Reads the application whose link is borne, with what its pages show. The database decides which one that is; there is no other.
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { agencies, applicationDocuments, applications, screeningItems, screeningNotes } from "#drizzle/schema";
import { Refusal } from "../values/refusal";
import { type Answers, readAnswers } from "./answers";
import { type ApplicationState, applicationLifecycle } from "./lifecycle";
import { missingIn, standings } from "./missing";

/** Every column that may be read; the tax identifier may not. */
export const READABLE = {
  id: applications.id,
  agencyId: applications.agencyId,
  number: applications.number,
  kind: applications.kind,
  state: applications.state,
  organizationName: applications.organizationName,
  contactName: applications.contactName,
  contactEmail: applications.contactEmail,
  language: applications.language,
  answers: applications.answers,
  version: applications.version,
  taxLastFour: applications.taxLastFour,
  claimsOrganizationId: applications.claimsOrganizationId,
  claim: applications.claim,
  createdAt: applications.createdAt,
  submittedAt: applications.submittedAt,
  decidedAt: applications.decidedAt,
  decisionWords: applications.decisionWords,
  decisionCode: applications.decisionCode,
  becameOrganizationId: applications.becameOrganizationId,
};

const borne = sql`${applications.id} = (select app.borne_application())`;

/** The application as its own pages show it: everything said so far, how far each step is, and what is missing. */
export async function readOwn(db: Db) {
  const [row] = await db
    .select({ ...READABLE, agencyName: agencies.name, agencySlug: agencies.slug, timeZone: agencies.timeZone })
    .from(applications)
    .innerJoin(agencies, eq(agencies.id, applications.agencyId))
    .where(borne);
  if (!row) throw new Refusal("not-found", 404);
  const documents = await readOwnDocuments(db, row.id);
  const state = row.state as ApplicationState;
  const answers: Answers = readAnswers(row.answers);
  const judged = {
    answers,
    kind: row.kind,
    hasTaxIdentifier: row.taxLastFour !== null,
    documents: documents.length,
    joins: row.claim === "join",
  };
  const missing = missingIn(judged);
  return {
    ...row,
    state,
    answers,
    documents,
    missing,
    standings: standings(judged, missing),
    /** Whether its answers may still be changed. */
    open: applicationLifecycle.may(state, "submit"),
    mayWithdraw: applicationLifecycle.may(state, "withdraw"),
  };
}
export type OwnApplication = Awaited<ReturnType<typeof readOwn>>;

/** For a deed: nothing else may happen to it until the transaction ends. */
export async function lockOwn(db: Db) {
  const [row] = await db.select(READABLE).from(applications).where(borne).for("update");
  if (!row) throw new Refusal("not-found", 404);
  return { ...row, state: row.state as ApplicationState };
}

/** The applicant's own; what the desk filed for itself is not theirs to see. */
export function readOwnDocuments(db: Db, applicationId: string) {
  return db
    .select({
      id: applicationDocuments.id,
      part: applicationDocuments.part,
      name: applicationDocuments.name,
      mediaType: applicationDocuments.mediaType,
      byteCount: applicationDocuments.byteCount,
      createdAt: applicationDocuments.createdAt,
    })
    .from(applicationDocuments)
    .where(and(eq(applicationDocuments.applicationId, applicationId), isNull(applicationDocuments.uploadedBy)))
    .orderBy(asc(applicationDocuments.createdAt), asc(applicationDocuments.id))
    .limit(200);
}

/** One document with where its bytes lie. @throws Refusal 404 when it is not this application's, or the desk's alone */
export async function readOwnDocument(db: Db, documentId: string) {
  const [found] = await db
    .select({
      sha256: applicationDocuments.sha256,
      name: applicationDocuments.name,
      mediaType: applicationDocuments.mediaType,
    })
    .from(applicationDocuments)
    .where(eq(applicationDocuments.id, documentId));
  if (!found) throw new Refusal("not-found", 404);
  return found;
}

/** What screening looks at, as the applicant may know it: each item's state, what was said about it, oldest first. */
export async function readOwnScreening(db: Db, applicationId: string) {
  const [items, notes] = await Promise.all([
    db
      .select({
        id: screeningItems.id,
        name: screeningItems.name,
        instruction: screeningItems.instruction,
        itemKind: screeningItems.itemKind,
        required: screeningItems.required,
        state: screeningItems.state,
        words: screeningItems.words,
      })
      .from(screeningItems)
      .where(eq(screeningItems.applicationId, applicationId))
      .orderBy(asc(screeningItems.position), asc(screeningItems.id))
      .limit(100),
    db
      .select({
        id: screeningNotes.id,
        itemId: screeningNotes.itemId,
        words: screeningNotes.words,
        documentId: screeningNotes.documentId,
        documentName: applicationDocuments.name,
        at: screeningNotes.at,
        own: sql<boolean>`${screeningNotes.authorMembershipId} is null`,
      })
      .from(screeningNotes)
      .leftJoin(applicationDocuments, eq(applicationDocuments.id, screeningNotes.documentId))
      .where(eq(screeningNotes.applicationId, applicationId))
      .orderBy(asc(screeningNotes.at), asc(screeningNotes.id))
      .limit(500),
  ]);
  return {
    items: items.map((item) => ({ ...item, notes: notes.filter(({ itemId }) => itemId === item.id) })),
    /** About the whole, not about one item. */
    notes: notes.filter(({ itemId }) => itemId === null),
  };
}
