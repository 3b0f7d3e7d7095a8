// Ends an agreement before its time, from a day on and for a reason, and tells both sides. What was delivered until then stays payable.
import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { agreements } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { type AgreementId, asId, type OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { lockAgreement, subjectOf } from "./agreement.server";
import type { Termination } from "./agreement-forms";
import { agreementEvents } from "./events";
import { readAgencyDay } from "./suspend.server";

/**
 * One that has not begun never does.
 * @throws Refusal 404 absent, 409 not in force, ended or being ended already, or for a day past or after its end
 */
export async function terminateAgreement(db: Db, actor: Actor, id: AgreementId, said: Termination): Promise<void> {
  const row = await lockAgreement(db, actor, id);
  if (!["active", "suspended"].includes(row.state)) throw new Refusal("directory.not-in-force", 409);
  if (row.terminatedAt) throw new Refusal("directory.ends-already", 409);
  const today = await readAgencyDay(db, actor);
  if (said.endsOn <= today || said.endsOn > row.endsOn) throw new Refusal("directory.end-outside", 409);
  const neverBegins = said.endsOn <= row.startsOn;
  const endsOn = neverBegins ? row.startsOn : said.endsOn;
  await db
    .update(agreements)
    .set({
      endsOn,
      state: neverBegins ? "ended" : row.state,
      terminatedAt: await clock(db),
      terminatedBy: actor.membershipId,
      terminationCode: said.code,
      terminationWords: said.words,
      updatedAt: await clock(db),
    })
    .where(and(eq(agreements.id, id), eq(agreements.state, row.state)));
  const event = agreementEvents.terminated({ agreementId: id, number: row.number, endsOn, code: said.code });
  await recordEvent(db, actor, event, subjectOf(row));
  await tellMembers(
    db,
    {
      organizationId: asId<OrganizationId>(row.organizationId),
      roles: ["organization_administrator", "coordinator", "biller"],
    },
    {
      kind: "agreement.terminated",
      subjectType: "agreement",
      subjectId: id,
      path: `/portal/agreements/${id}`,
    },
  );
}
