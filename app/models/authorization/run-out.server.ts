// Asks for the renewal of authorizations that run out, and closes those that are over. Runs as the worker; each is done once.
import { sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { formatDay } from "#app/i18n/formats";
import { knownLanguage } from "#app/i18n/languages";
import { sayIn } from "#app/i18n/say-in";
import { recordEvent } from "../event/record.server";
import { defineJob } from "../job/define";
import { tellMembership } from "../notification/tell.server";
import { asCalendarDay } from "../values/calendar-day";
import { type AgencyId, type AuthorizationId, asId, type FundId, type MembershipId } from "../values/ids";
import { authorizationEvents } from "./events";
import { release } from "./ledger.server";
import { hundredthsOf } from "./read.server";
import { renewBy, runsOutOf } from "./renewal";

const AT_ONCE = 50;

interface Ending extends Record<string, unknown> {
  readonly authorization_id: string;
  readonly number: string;
  readonly agency_id: string;
  readonly client_id: string;
  readonly referral_id: string;
  readonly case_id: string;
}

interface Due extends Ending {
  readonly owner_id: string;
  readonly language: string;
  readonly state: string;
  readonly units: string;
  readonly units_used: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly today: string;
}

const subjectOf = (row: Ending) => ({
  subjectType: "authorization",
  subjectId: row.authorization_id,
  agencyId: asId<AgencyId>(row.agency_id),
  clientId: row.client_id,
  referralId: row.referral_id,
  caseId: row.case_id,
});

/** @returns how many were asked for; when a whole batch was, there may be more */
export async function askRenewals(db: Db): Promise<number> {
  const due = await db.execute<Due>(sql`
    select authorization_id, number, agency_id, client_id, referral_id, case_id, owner_id, language, state, units::text, units_used::text,
      starts_on::text, ends_on::text, today::text
    from app.authorizations_to_renew(${AT_ONCE})`);
  for (const one of due) await askRenewal(db, one);
  return due.length;
}

async function askRenewal(db: Db, due: Due): Promise<void> {
  const today = asCalendarDay(due.today);
  const standing = {
    state: due.state,
    authorized: hundredthsOf(due.units),
    used: hundredthsOf(due.units_used),
    startsOn: asCalendarDay(due.starts_on),
    endsOn: asCalendarDay(due.ends_on),
  };
  const runsOut = runsOutOf(standing, today);
  const { authorization_id: id, number } = due;
  const day = formatDay(runsOut.on, knownLanguage(due.language));
  const words = sayIn(due.language)(`authorization.renewal.task-${runsOut.why}`, { number, day });
  const [row] = await db.execute<{ task: string | null }>(
    sql`select app.ask_renewal(${id}::uuid, ${words}, ${renewBy(runsOut, today)}::date) as task`,
  );
  if (!row?.task) return;
  const facts = { authorizationId: id, number, why: runsOut.why, runsOutOn: runsOut.on };
  await recordEvent(db, null, authorizationEvents["renewal-asked"](facts), subjectOf(due));
  await tellMembership(db, asId<MembershipId>(due.owner_id), {
    kind: "authorization.renewal",
    subjectType: "authorization",
    subjectId: id,
    path: `/agency/authorizations/${id}`,
    // Prolonged, it may run out again.
    effect: row.task,
  });
}

interface Closed extends Ending {
  readonly organization_id: string;
  readonly fund_id: string;
  readonly unused_cents: string;
}

/** What was not used goes back to the fund. @returns how many were closed; when a whole batch was, there may be more */
export async function closeAuthorizations(db: Db): Promise<number> {
  const closed = await db.execute<Closed>(sql`
    select authorization_id, number, agency_id, organization_id, client_id, referral_id, case_id, fund_id, unused_cents::text
    from app.close_authorizations(${AT_ONCE})`);
  for (const one of closed) {
    const id = asId<AuthorizationId>(one.authorization_id);
    const unused = BigInt(one.unused_cents);
    const reserved = { id, agencyId: asId<AgencyId>(one.agency_id), fundId: asId<FundId>(one.fund_id) };
    if (unused > 0n) await release(db, reserved, unused);
    const facts = { authorizationId: id, number: one.number, releasedCents: String(unused) };
    await recordEvent(db, null, authorizationEvents.expired(facts), {
      ...subjectOf(one),
      organizationId: one.organization_id,
    });
  }
  return closed.length;
}

// Every hour, for midnight is not at the same hour in every zone; what was done is not done again.
defineJob("authorizations-run-out", { retries: 5, cron: "35 * * * *" }, async () => {
  while ((await asJob("write", askRenewals)) === AT_ONCE);
  while ((await asJob("write", closeAuthorizations)) === AT_ONCE);
});
