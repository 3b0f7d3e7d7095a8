// The daily work on cases in every state a policy or guard names: Rosa's plans, reviews, tasks, requests, and those of a hidden case.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import type { HiddenCases } from "./case";
import { put } from "./put";

export async function layCasework(db: Db, cast: Cast, hidden: HiddenCases): Promise<void> {
  const rosas = { agency_id: cast.agencyId, case_id: cast.rosa.caseId };
  const planId = await layPlan(db, cast, rosas, cast.rosa.clientId);
  await layPlan(db, cast, { agency_id: cast.agencyId, case_id: hidden.caseId }, hidden.clientId);
  const draft = await put(db, "care_plan", { ...rosas, client_id: cast.rosa.clientId, version: 2, ...begun(cast) });
  await put(db, "plan_goal", { ...rosas, plan_id: draft, words: "Sleep through the night" });
  await put(db, "planned_service", { ...rosas, plan_id: draft, specialty_id: cast.counselingId });
  await put(db, "case_task", {
    ...rosas,
    plan_id: planId,
    words: "Call the landlord",
    ...given(cast.ines.membershipId),
  });
  // Carl does not carry Rosa's case; one task of it is his.
  await put(db, "case_task", { ...rosas, words: "Find the old file", ...given(cast.carl.membershipId) });
  await put(db, "case_task", { ...rosas, words: "Bring the lease", doer: "Rosa" });
  await put(db, "case_contract", { ...rosas, version: 1, ...promises, ...begun(cast) });
  await put(db, "case_approval", { ...rosas, kind: "closure", asked_by: cast.ines.membershipId });
  await put(db, "case_approval", {
    ...rosas,
    kind: "plan",
    plan_id: draft,
    revision: 3,
    asked_by: cast.ines.membershipId,
  });
  await put(db, "case_hand_over", {
    ...rosas,
    batch_id: "0198f000-0000-7000-8000-00000000beef",
    from_membership_id: cast.carl.membershipId,
    to_membership_id: cast.ines.membershipId,
    moved_by: cast.sol.membershipId,
  });
  await layRequests(db, cast, hidden);
}

const begun = (cast: Cast) => ({
  starts_on: sql`(app.clock() - interval '40 days')::date`,
  created_by: cast.ines.membershipId,
});
const given = (membershipId: string) => ({ assigned_to: membershipId, created_by: membershipId });
const promises = { agency_promises: "We call back within two days.", client_promises: "I say when I cannot come." };

/** Agreed, with one review that is open. */
async function layPlan(db: Db, cast: Cast, ofCase: Record<string, string>, client_id: string): Promise<string> {
  const id = await put(db, "care_plan", { ...ofCase, client_id, version: 1, ...begun(cast) });
  await put(db, "plan_goal", { ...ofCase, plan_id: id, words: "Keep the home" });
  await put(db, "planned_service", { ...ofCase, plan_id: id, specialty_id: cast.counselingId });
  await db.execute(sql`update care_plan set state = 'agreed', signed_how = 'on_screen', signed_name = 'Rosa Fields', signed_at = app.clock(),
    signed_before = ${cast.ines.membershipId}::uuid, next_review_on = app.clock()::date where id = ${id}::uuid`);
  await db.execute(sql`select app.begin_plan_review(${id}::uuid)`);
  return id;
}

async function layRequests(db: Db, cast: Cast, hidden: HiddenCases): Promise<void> {
  const asked = {
    agency_id: cast.agencyId,
    came_by: "telephone",
    came_at: sql`app.clock()`,
    answer_by: sql`app.clock()::date`,
    words: "Needs a bed tonight",
    created_by: cast.ines.membershipId,
  };
  await put(db, "case_request", { ...asked, number: "Q-9001" });
  const hiddens = await put(db, "case_request", { ...asked, number: "Q-9002" });
  await db.execute(sql`update case_request set state = 'opened', case_id = ${hidden.caseId}::uuid, client_id = ${hidden.clientId}::uuid,
    decided_by = ${cast.carl.membershipId}::uuid, decided_at = app.clock() where id = ${hiddens}::uuid`);
  // Answered to the hidden client, and no case came of it.
  await put(db, "case_request", { ...asked, number: "Q-9004", client_id: hidden.clientId });
  const answered = await put(db, "case_request", { ...asked, number: "Q-9003" });
  await db.execute(sql`update case_request set decided_by = ${cast.ines.membershipId}::uuid, decided_at = app.clock(), state = 'answered'
    where id = ${answered}::uuid`);
  const theirs = { agency_id: cast.othertonId, created_by: cast.otto.membershipId };
  await put(db, "case_request", { ...asked, ...theirs, number: "Q-0001" });
  await put(db, "case_task", {
    agency_id: cast.othertonId,
    case_id: hidden.ottosCase,
    words: "Visit",
    ...given(cast.otto.membershipId),
  });
}
