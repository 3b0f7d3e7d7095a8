// A programme with its stages, a cohort that was moved, and enrolments in every state: of a case, of a restricted one, the other agency's.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import type { HiddenCases } from "./case";
import { move, put } from "./put";

export async function layProgrammes(db: Db, cast: Cast, hidden: HiddenCases): Promise<void> {
  const ours = await layProgramme(db, cast.agencyId, cast.sol.membershipId);
  const theirs = await layProgramme(db, cast.othertonId, cast.otto.membershipId);
  const rosas = { agency_id: cast.agencyId, case_id: cast.rosa.caseId, client_id: cast.rosa.clientId };
  await layStates(db, { ...rosas, ...ours.of, created_by: cast.ines.membershipId }, ours.stageId);
  const carls = { agency_id: cast.agencyId, case_id: hidden.caseId, client_id: hidden.clientId };
  await put(db, "enrolment", { ...carls, ...ours.of, eligibility: "yes", created_by: cast.carl.membershipId });
  const others = { agency_id: cast.othertonId, case_id: hidden.ottosCase, client_id: hidden.ottos };
  await put(db, "enrolment", { ...others, ...theirs.of, eligibility: "yes", created_by: cast.otto.membershipId });
}

async function layProgramme(db: Db, agencyId: string, by: string) {
  const agency = { agency_id: agencyId };
  const of = { programme_id: await put(db, "programme", { ...agency, name: "Back to work", created_by: by }) };
  const stageId = await put(db, "programme_stage", { ...agency, ...of, position: 1, name: "Welcome" });
  const cohort = { name: "Spring", starts_on: "2026-04-01", created_by: by };
  const cohortId = await put(db, "cohort", { ...agency, ...of, ...cohort });
  await put(db, "cohort_move", { ...agency, ...of, cohort_id: cohortId, stage_id: stageId, moved_by: by });
  return { of, stageId };
}

async function layStates(db: Db, of: Record<string, string> & { created_by: string }, stageId: string): Promise<void> {
  const applied = () => put(db, "enrolment", { ...of, eligibility: "yes" });
  const enrol = (id: string) =>
    db.execute(sql`update enrolment set state = 'enrolled', stage_id = ${stageId}::uuid where id = ${id}::uuid`);
  const end = (id: string, state: string, reason: string | null) =>
    db.execute(sql`update enrolment set state = ${state}, reason_code = ${reason}, ended_at = app.clock(), ended_by = ${of.created_by}::uuid
      where id = ${id}::uuid`);
  await end(await applied(), "left", "other");
  const done = await applied();
  await enrol(done);
  await end(done, "completed", null);
  const waiting = await applied();
  await move(db, "enrolment", waiting, "waitlisted");
  await end(waiting, "left", "no_place");
  const enrolled = await applied();
  await enrol(enrolled);
  await end(enrolled, "left", "moved_away");
  await applied();
}
