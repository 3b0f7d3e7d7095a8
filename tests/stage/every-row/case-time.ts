// Staff time and supervisions in every state a policy or guard names: of Rosa's case, of one that is hidden, and of the other agency's.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import type { HiddenCases } from "./case";
import { put } from "./put";

export async function layCaseTime(db: Db, cast: Cast, hidden: HiddenCases): Promise<void> {
  const { ines, carl, sol, otto, olga } = cast;
  const ours = { agency_id: cast.agencyId };
  const theirs = { agency_id: cast.othertonId };
  const spent = { kind: "direct", spent_on: sql`app.clock()::date`, minutes: 30 };
  await put(db, "case_time", { ...ours, ...spent, case_id: cast.rosa.caseId, membership_id: ines.membershipId });
  await put(db, "case_time", { ...ours, ...spent, case_id: hidden.caseId, membership_id: carl.membershipId });
  await put(db, "case_time", { ...theirs, ...spent, case_id: hidden.ottosCase, membership_id: otto.membershipId });

  const talk = (of: object, supervisor: string, caseworker: string) =>
    put(db, "supervision", {
      ...of,
      supervisor_membership_id: supervisor,
      caseworker_membership_id: caseworker,
      held_on: sql`app.clock()::date`,
    });
  const about = (of: object, supervision_id: string, case_id: string) =>
    put(db, "supervision_case", { ...of, supervision_id, case_id, agreed: "Call twice a week" });
  const written = await talk(ours, sol.membershipId, carl.membershipId);
  await about(ours, written, cast.rosa.caseId);
  // Named while it was not restricted yet.
  await about(ours, written, hidden.caseId);
  // Ines supervised when she wrote it, and does no more.
  await about(ours, await talk(ours, ines.membershipId, carl.membershipId), cast.rosa.caseId);
  const confirmed = await talk(ours, sol.membershipId, ines.membershipId);
  await about(ours, confirmed, cast.rosa.caseId);
  await about(ours, confirmed, hidden.caseId);
  await db.execute(
    sql`update supervision set state = 'confirmed', confirmed_by = ${ines.membershipId}::uuid where id = ${confirmed}::uuid`,
  );
  await about(theirs, await talk(theirs, olga.membershipId, otto.membershipId), hidden.ottosCase);
}
