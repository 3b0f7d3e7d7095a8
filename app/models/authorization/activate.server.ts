// Makes a proposed authorization active and sets its money aside in the same breath. Who may do so is asked by the deeds that call it, and by the database.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { formatMoney } from "#app/i18n/formats";
import { knownLanguage } from "#app/i18n/languages";
import { agencies, authorizations, funds, referrals } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { type AgencyId, type AuthorizationId, asId, type FundId, type OrganizationId } from "../values/ids";
import { type Cents, priceUnits } from "../values/money";
import { Refusal } from "../values/refusal";
import { authorizationEvents } from "./events";
import { readAvailable, reserve } from "./ledger.server";
import { authorizationLifecycle } from "./lifecycle";

/** What a caseworker of the agency may authorize alone. */
export async function readLimit(db: Db, agencyId: AgencyId): Promise<Cents> {
  const [row] = await db
    .select({ limitCents: agencies.caseworkerLimitCents })
    .from(agencies)
    .where(eq(agencies.id, agencyId));
  if (!row) throw new Refusal("not-found", 404);
  return row.limitCents;
}

/** An authorization the actor may move, locked; its money and whom it concerns. */
export type LockedAuthorization = Awaited<ReturnType<typeof lockAuthorization>>;

/** @throws Refusal 404 absent, 403 another person's case */
export async function lockAuthorization(db: Db, id: AuthorizationId) {
  const [locked] = await db
    .select({ id: authorizations.id })
    .from(authorizations)
    .where(eq(authorizations.id, id))
    .for("update");
  const [row] = await db
    .select({ authorization: authorizations, caseId: referrals.caseId, fundName: funds.name })
    .from(authorizations)
    .innerJoin(referrals, eq(referrals.id, authorizations.referralId))
    .innerJoin(funds, eq(funds.id, authorizations.fundId))
    .where(eq(authorizations.id, id));
  if (!row) throw new Refusal("not-found", 404);
  if (!locked) throw new Refusal("authorization.not-your-case", 403);
  const { authorization } = row;
  return {
    ...authorization,
    id,
    agencyId: asId<AgencyId>(authorization.agencyId),
    fundId: asId<FundId>(authorization.fundId),
    state: authorization.state as (typeof authorizationLifecycle.states)[number],
    caseId: row.caseId,
    fundName: row.fundName,
    amountCents: priceUnits(authorization.units, authorization.rateCents),
  };
}

export const subjectOf = (row: LockedAuthorization) => ({
  subjectType: "authorization",
  subjectId: row.id,
  agencyId: row.agencyId,
  organizationId: row.organizationId,
  clientId: row.clientId,
  caseId: row.caseId,
  referralId: row.referralId,
});

/**
 * Activates a proposed authorization in the actor's name and reserves its whole amount.
 * @throws Refusal 409 when it is not proposed any more, or the fund has too little left
 */
export async function activate(db: Db, actor: Actor, id: AuthorizationId): Promise<void> {
  const row = await lockAuthorization(db, id);
  const state = authorizationLifecycle.after(row.state, "activate");
  await checkAvailable(db, actor, row);
  await db
    .update(authorizations)
    .set({ state, decidedBy: actor.membershipId, decidedAt: sql`app.clock()` })
    .where(and(eq(authorizations.id, id), eq(authorizations.state, row.state)));
  await reserve(db, row, row.amountCents);
  await recordEvent(
    db,
    actor,
    authorizationEvents.activated({
      authorizationId: id,
      number: row.number,
      amountCents: String(row.amountCents),
    }),
    subjectOf(row),
  );
  await tellProvider(db, asId<OrganizationId>(row.organizationId), "authorization.activated", row);
}

/** The provider hears of it: it may plan, or must stop. */
export function tellProvider(
  db: Db,
  organizationId: OrganizationId,
  kind: "authorization.activated" | "authorization.revoked" | "authorization.changed",
  row: LockedAuthorization,
  effect?: string,
): Promise<void> {
  return tellMembers(
    db,
    { organizationId, roles: ["coordinator", "biller", "organization_administrator"] },
    {
      kind,
      subjectType: "authorization",
      subjectId: row.id,
      path: kind === "authorization.activated" ? `/portal/schedules/new?authorization=${row.id}` : "/portal/schedules",
      ...(effect ? { effect } : {}),
    },
  );
}

// The database refuses an overdrawn fund too; here the person learns how much there is.
async function checkAvailable(db: Db, actor: Actor, row: LockedAuthorization): Promise<void> {
  const available = await readAvailable(db, row.fundId);
  if (available >= row.amountCents) return;
  const language = knownLanguage(actor.language);
  throw new Refusal("authorization.fund-too-small", 409, {
    fund: row.fundName,
    left: formatMoney(available, actor.currency, language),
    asked: formatMoney(row.amountCents, actor.currency, language),
  });
}
