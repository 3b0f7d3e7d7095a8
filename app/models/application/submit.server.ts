// Sends an application, gives it up, and answers what the desk asked back. Never judges it: that is the network desk's.
import { and, eq, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { applicationDocuments, applications, screeningItems, screeningNotes } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { Refusal } from "../values/refusal";
import { readAnswers } from "./answers";
import { fileDocument, type KeptFile } from "./documents.server";
import { applicationEvents } from "./events";
import { applicationLifecycle, type ScreeningItemState, screeningItemLifecycle } from "./lifecycle";
import { missingIn } from "./missing";
import { lockOwn } from "./read.server";
import { tellApplicant } from "./tell-applicant.server";

type Locked = Awaited<ReturnType<typeof lockOwn>>;

const subjectOf = ({ id, agencyId }: Locked) => ({ subjectType: "application", subjectId: id, agencyId });

/**
 * Sends it to the network desk, as it was read back. Sent twice, it is sent once.
 * @throws Refusal 409 when it was changed since the page was drawn, or something is missing
 */
export async function submitApplication(db: Db, version: number): Promise<void> {
  const row = await lockOwn(db);
  if (row.state === "submitted" && row.version === version) return;
  const state = applicationLifecycle.after(row.state, "submit");
  if (row.version !== version) throw new Refusal("application.changed-meanwhile", 409);
  const documents = await db.$count(applicationDocuments, eq(applicationDocuments.applicationId, row.id));
  const missing = missingIn({
    answers: readAnswers(row.answers),
    kind: row.kind,
    hasTaxIdentifier: row.taxLastFour !== null,
    documents,
    joins: row.claim === "join",
  });
  if (missing.length > 0) throw new Refusal("application.not-complete", 409, { count: missing.length });
  await db
    .update(applications)
    .set({ state, updatedAt: await clock(db) })
    .where(and(eq(applications.id, row.id), eq(applications.state, row.state)));
  const event = applicationEvents.submitted({ applicationId: row.id, number: row.number, version });
  await recordEvent(db, null, event, subjectOf(row));
  await tellDesk(db, row, "application.submitted", `v${version}`);
  await tellJoined(db, row);
  await tellApplicant(db, row, "received", `v${version}`);
}

/** Gives it up; what was said is kept with it. Given up twice, it is given up once. */
export async function withdrawApplication(db: Db): Promise<void> {
  const row = await lockOwn(db);
  if (row.state === "withdrawn") return;
  const state = applicationLifecycle.after(row.state, "withdraw");
  await db
    .update(applications)
    .set({ state, updatedAt: await clock(db) })
    .where(and(eq(applications.id, row.id), eq(applications.state, row.state)));
  const event = applicationEvents.withdrawn({ applicationId: row.id, number: row.number });
  await recordEvent(db, null, event, subjectOf(row));
  if (row.submittedAt) await tellDesk(db, row, "application.withdrawn", "");
  await tellApplicant(db, row, "withdrawn", "");
}

/**
 * Answers one thing that was asked back, in words and with a document where there is one; it is the desk's turn again.
 * @throws Refusal 404 when it is not this application's, 409 when it is answered or judged already
 */
export async function answerItem(db: Db, itemId: string, words: string, kept: KeptFile | null): Promise<void> {
  const row = await lockOwn(db);
  const [item] = await db
    .select()
    .from(screeningItems)
    .where(and(eq(screeningItems.id, itemId), eq(screeningItems.applicationId, row.id)));
  if (!item) throw new Refusal("not-found", 404);
  if (item.state === "open" && (await isAnswered(db, itemId, words))) return;
  const state = screeningItemLifecycle.after(item.state as ScreeningItemState, "answer");
  const documentId = kept ? await fileDocument(db, row, "answer", kept) : null;
  await db
    .insert(screeningNotes)
    .values({ agencyId: row.agencyId, applicationId: row.id, itemId, words, documentId, internal: false });
  await db
    .update(screeningItems)
    .set({ state, answeredAt: await clock(db) })
    .where(eq(screeningItems.id, itemId));
  await recordEvent(db, null, applicationEvents.answered({ applicationId: row.id, itemId }), subjectOf(row));
  await tellDesk(db, row, "application.answered", String(await clock(db)));
}

/** The same answer, sent twice. */
async function isAnswered(db: Db, itemId: string, words: string): Promise<boolean> {
  const [last] = await db
    .select({ words: screeningNotes.words, own: sql<boolean>`${screeningNotes.authorMembershipId} is null` })
    .from(screeningNotes)
    .where(eq(screeningNotes.itemId, itemId))
    .orderBy(sql`${screeningNotes.at} desc, ${screeningNotes.id} desc`)
    .limit(1);
  return last?.own === true && last.words === words;
}

function tellDesk(db: Db, row: Locked, kind: string, effect: string): Promise<void> {
  return tellMembers(
    db,
    { agencyId: row.agencyId, roles: ["network_manager"] },
    { kind, subjectType: "application", subjectId: row.id, path: `/network/applications/${row.id}`, effect },
  );
}

/** Whoever signs in for the organization that the application says is theirs must hear of it. */
async function tellJoined(db: Db, row: Locked): Promise<void> {
  if (row.claim !== "join" || !row.claimsOrganizationId) return;
  await tellMembers(
    db,
    { organizationId: row.claimsOrganizationId, roles: ["organization_administrator"] },
    { kind: "application.joins", subjectType: "application", subjectId: row.id, path: "/portal/people" },
  );
}
