// Forms in every state of a version, and assessments filled in from them: of a case, of a restricted one, sensitive ones, the other agency's.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import type { HiddenCases } from "./case";
import { move, put } from "./put";

const CONTENT = sql`'{"sections": [], "scores": [], "lastKey": 0}'::jsonb`;
const DONE = sql`completed_at = app.clock()`;

export async function layForms(db: Db, cast: Cast, hidden: HiddenCases): Promise<void> {
  const open = await layForm(db, cast.agencyId, cast.ada.membershipId, "Well-being", false);
  const sensitive = await layForm(db, cast.agencyId, cast.ada.membershipId, "Safety at home", true);
  const ottos = await layForm(db, cast.othertonId, cast.otto.membershipId, "Well-being", false);
  const rosas = { agency_id: cast.agencyId, case_id: cast.rosa.caseId, client_id: cast.rosa.clientId };
  const ines = cast.ines.membershipId;
  await layAssessments(db, { ...rosas, ...open, started_by: ines });
  await put(db, "assessment", { ...rosas, ...sensitive, started_by: ines, assessed_on: "2026-04-01" });
  const carls = { agency_id: cast.agencyId, case_id: hidden.caseId, client_id: hidden.clientId };
  await put(db, "assessment", { ...carls, ...open, started_by: cast.carl.membershipId, assessed_on: "2026-04-01" });
  await put(db, "assessment", {
    ...carls,
    ...sensitive,
    started_by: cast.carl.membershipId,
    assessed_on: "2026-04-01",
  });
  const others = { agency_id: cast.othertonId, case_id: hidden.ottosCase, client_id: hidden.ottos };
  await put(db, "assessment", { ...others, ...ottos, started_by: cast.otto.membershipId, assessed_on: "2026-04-01" });
}

async function layForm(db: Db, agencyId: string, by: string, name: string, sensitive: boolean) {
  const of = { agency_id: agencyId, created_by: by };
  const formId = await put(db, "form", { ...of, kind: "assessment", name, sensitive });
  const version = async (number: number) =>
    put(db, "form_version", { ...of, form_id: formId, number, content: CONTENT });
  const publish = (id: string) =>
    db.execute(
      sql`update form_version set state = 'published', published_at = app.clock(), published_by = ${by}::uuid where id = ${id}::uuid`,
    );
  const first = await version(1);
  await publish(first);
  await move(db, "form_version", first, "retired");
  const second = await version(2);
  await publish(second);
  await move(db, "form_version", await version(3), "discarded");
  await version(4);
  return { form_id: formId, form_version_id: second };
}

async function layAssessments(db: Db, of: Record<string, string> & { started_by: string }): Promise<void> {
  const on = { ...of, assessed_on: "2026-04-01" };
  const completed = async (extra: Record<string, string> = {}) => {
    const id = await put(db, "assessment", { ...on, ...extra });
    await db.execute(
      sql`update assessment set state = 'completed', completed_by = ${of.started_by}::uuid, ${DONE} where id = ${id}::uuid`,
    );
    return id;
  };
  const first = await completed();
  await completed({ corrects_id: first });
  await move(db, "assessment", first, "corrected");
  await move(db, "assessment", await put(db, "assessment", on), "discarded");
  await put(db, "assessment", on);
}
