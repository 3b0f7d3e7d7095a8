// Closes agreements whose last day has passed, and tells both sides of ends that come near. Runs as the worker; each thing is said once.
import { sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { recordEvent } from "../event/record.server";
import { defineJob } from "../job/define";
import { tellMembers } from "../notification/tell.server";
import { addDays, asCalendarDay } from "../values/calendar-day";
import { type AgencyId, asId, type OrganizationId } from "../values/ids";
import { NOTICES, noticeDue } from "./agreement-days";
import { agreementEvents } from "./events";

const AT_ONCE = 100;

type Closed = {
  readonly agreement_id: string;
  readonly number: string;
  readonly state: string;
  readonly agency_id: string;
  readonly organization_id: string;
};

/** @returns how many were closed; when a whole batch was, there may be more */
export async function closeAgreements(db: Db): Promise<number> {
  const closed = await db.execute<Closed>(sql`select * from app.close_agreements(${AT_ONCE})`);
  for (const {
    agreement_id: agreementId,
    number,
    state,
    agency_id: agencyId,
    organization_id: organizationId,
  } of closed) {
    await recordEvent(db, null, agreementEvents.moved({ agreementId, number, state }), {
      subjectType: "agreement",
      subjectId: agreementId,
      agencyId,
      organizationId,
    });
  }
  return closed.length;
}

type Ending = {
  readonly agreement_id: string;
  readonly agency_id: string;
  readonly organization_id: string;
  readonly ends_on: string;
  readonly notice_days: number;
  readonly days_left: number;
};

/** A mark is told once for each end an agreement has, by whichever run comes first. */
export async function tellEndings(db: Db): Promise<number> {
  const ending = await db.execute<Ending>(
    sql`select agreement_id, agency_id, organization_id, ends_on::text, notice_days, days_left from app.agreements_ending(${NOTICES[0]})`,
  );
  let told = 0;
  for (const one of ending) {
    const endsOn = asCalendarDay(one.ends_on);
    const mark = noticeDue(endsOn, one.notice_days, addDays(endsOn, -one.days_left));
    if (mark === null) continue;
    const [noted] = await db.execute<{ first: boolean }>(
      sql`select app.note_end_told(${one.agreement_id}::uuid, ${endsOn}::date, ${mark}) as first`,
    );
    if (!noted?.first) continue;
    const tiding = {
      kind: "agreement.ends",
      subjectType: "agreement",
      subjectId: one.agreement_id,
      effect: `${endsOn}:${mark}`,
    };
    await tellMembers(
      db,
      { agencyId: asId<AgencyId>(one.agency_id), roles: ["network_manager"] },
      { ...tiding, path: `/network/agreements/${one.agreement_id}` },
    );
    await tellMembers(
      db,
      {
        organizationId: asId<OrganizationId>(one.organization_id),
        roles: ["organization_administrator", "coordinator"],
      },
      { ...tiding, path: `/portal/agreements/${one.agreement_id}` },
    );
    told += 1;
  }
  return told;
}

// Every hour, for each agency's day begins at its own midnight; a night that was missed is caught up with the next run.
defineJob("agreement-notices", { retries: 5, cron: "17 * * * *" }, async () => {
  while ((await asJob("write", closeAgreements)) === AT_ONCE);
  await asJob("write", tellEndings);
});
