// Begins the reviews of care plans whose day comes near, filled with what was planned and delivered, and tells who carries the case. Each once.
import { sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { recordEvent } from "../event/record.server";
import { defineJob } from "../job/define";
import { tellMembership } from "../notification/tell.server";
import { REVIEW_BEGINS_DAYS } from "./codes";
import { planEvents } from "./events";

const AT_ONCE = 50;

interface Due extends Record<string, unknown> {
  readonly plan_id: string;
  readonly agency_id: string;
  readonly case_id: string;
  readonly client_id: string;
  readonly owner_membership_id: string;
  readonly due_on: string;
}

/** @returns how many were begun; when a whole batch was, there may be more */
export async function beginReviews(db: Db): Promise<number> {
  const due = await db.execute<Due>(sql`
    select plan_id, agency_id, case_id, client_id, owner_membership_id, due_on::text from app.due_plan_reviews(${REVIEW_BEGINS_DAYS}, ${AT_ONCE})`);
  for (const one of due) await begin(db, one);
  return due.length;
}

async function begin(db: Db, due: Due): Promise<void> {
  const { plan_id: planId, case_id: caseId } = due;
  const [row] = await db.execute<{ id: string | null }>(sql`select app.begin_plan_review(${planId}::uuid) as id`);
  if (!row?.id) return;
  const event = planEvents["review-begun"]({ reviewId: row.id, planId, dueOn: due.due_on });
  await recordEvent(db, null, event, {
    subjectType: "case",
    subjectId: caseId,
    caseId,
    clientId: due.client_id,
    agencyId: due.agency_id,
  });
  await tellMembership(db, due.owner_membership_id, {
    kind: "plan.review",
    subjectType: "plan-review",
    subjectId: row.id,
    path: `/agency/reviews/${row.id}`,
  });
}

// Every hour, for midnight is not at the same hour in every zone; what has begun is not begun again.
defineJob("begin-plan-reviews", { retries: 5, cron: "25 * * * *" }, async () => {
  while ((await asJob("write", beginReviews)) === AT_ONCE);
});
