// Takes what a client says by their link, once. An urgent answer opens an incident and tells those concerned; the page behind the link names nobody.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { recordEvent } from "../event/record.server";
import { tellMembership } from "../notification/tell.server";
import { Refusal } from "../values/refusal";
import { feedbackEvents, incidentEvents } from "./events";
import type { FeedbackForm } from "./forms";
import { worthOf } from "./questions";

export interface FeedbackPage {
  readonly standing: "open" | "used" | "late";
  readonly agencyName: string;
  readonly language: string;
}

/** @throws Refusal 404 */
export async function readFeedbackPage(db: Db): Promise<FeedbackPage> {
  const [row] = await db.execute<{ seen: FeedbackPage | null }>(sql`select app.look_at_feedback() as seen`);
  if (!row?.seen) throw new Refusal("feedback.link-unknown", 404);
  return row.seen;
}

type Given = {
  feedback_id: string;
  agency_id: string;
  client_id: string;
  case_id: string;
  referral_id: string;
  incident_id: string | null;
};

/**
 * @returns false where nothing was said at all: then the link still holds
 * @throws Refusal 409 when the link was used or ended meanwhile
 */
export async function giveFeedback(db: Db, { helped, treated, again, urgent, words }: FeedbackForm): Promise<boolean> {
  if (!helped && !treated && !again && !urgent && !words) return false;
  const [given] = await db.execute<Given>(
    sql`select * from app.give_feedback(${worthOf(helped)}, ${worthOf(treated)}, ${worthOf(again)}, ${urgent}, ${words})`,
  );
  if (!given) throw new Refusal("feedback.link-used", 409);
  const { referral_id: referralId, feedback_id: feedbackId, incident_id: incidentId } = given;
  const whose = {
    agencyId: given.agency_id,
    clientId: given.client_id,
    caseId: given.case_id,
    referralId,
  };
  await recordEvent(db, null, feedbackEvents.given({ referralId, feedbackId }), {
    ...whose,
    subjectType: "referral",
    subjectId: referralId,
  });
  if (incidentId) {
    const about = { subjectType: "incident", subjectId: incidentId };
    await recordEvent(db, null, incidentEvents.opened({ incidentId }), { ...whose, ...about });
    const concerned = await db.execute<{ id: string }>(
      sql`select app.concerned_by_incident(${incidentId}::uuid) as id`,
    );
    for (const { id } of concerned) {
      await tellMembership(db, id, { ...about, kind: "incident.opened", path: `/agency/incidents/${incidentId}` });
    }
  }
  await db.execute(sql`select app.use_feedback_link()`);
  return true;
}
