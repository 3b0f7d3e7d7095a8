// Changes what an authorization allows: one person asks, a second grants, and both are shown what it does to the sessions planned. Never touches what was held.
import { and, asc, eq, ne, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { formatDay, formatMoney } from "#app/i18n/formats";
import { knownLanguage } from "#app/i18n/languages";
import { attendances, authorizationChanges, funds, memberships, serviceSessions } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembership } from "../notification/tell.server";
import { asCalendarDay } from "../values/calendar-day";
import {
  type AuthorizationChangeId,
  type AuthorizationId,
  asId,
  type MembershipId,
  type OrganizationId,
} from "../values/ids";
import { plainUnits, priceUnits, type UnitsHundredths } from "../values/money";
import { Refusal } from "../values/refusal";
import { type LockedAuthorization, lockAuthorization, readLimit, subjectOf, tellProvider } from "./activate.server";
import { type ChangedTerms, type ChangeEffect, effectOf, seenOf } from "./change-effect";
import { cancelSessions } from "./effect.server";
import { authorizationEvents } from "./events";
import type { AskedChange, ChangeDecision } from "./forms";
import { readAvailable, reserveChange } from "./ledger.server";
import { authorizationChangeLifecycle, authorizationLifecycle } from "./lifecycle";
import { limitOf } from "./period";
import { finishRenewalTask } from "./renewal-task.server";

/** Of a form or of a row. */
interface Terms {
  readonly units: UnitsHundredths;
  readonly period: string | null;
  readonly unitsPerPeriod: UnitsHundredths | null;
  readonly endsOn: string;
}

type ChangeState = (typeof authorizationChangeLifecycle.states)[number];

/** What would happen to what is planned, as it stands now. */
export async function readChangeEffect(db: Db, id: AuthorizationId, terms: Terms): Promise<ChangeEffect> {
  const rows = await db
    .select({
      id: serviceSessions.id,
      day: serviceSessions.serviceDay,
      units: sql<string>`coalesce(${attendances.units}, ${serviceSessions.plannedUnits})`.mapWith(
        serviceSessions.plannedUnits,
      ),
      ahead: sql<boolean>`${serviceSessions.state} = 'planned' and ${serviceSessions.startsAt} > app.clock()`,
    })
    .from(serviceSessions)
    .leftJoin(attendances, and(eq(attendances.sessionId, serviceSessions.id), eq(attendances.current, true)))
    .where(and(eq(serviceSessions.authorizationId, id), ne(serviceSessions.state, "cancelled")))
    .orderBy(asc(serviceSessions.startsAt));
  return effectOf(
    termsOf(terms),
    rows.map((row) => ({ ...row, day: asCalendarDay(row.day) })),
  );
}

const termsOf = (terms: Terms): ChangedTerms => ({
  units: terms.units,
  limit: limitOf(terms),
  endsOn: asCalendarDay(terms.endsOn),
});

/**
 * Asks for other terms; somebody else grants them.
 * @throws Refusal 404 absent, 403 another person's case, 409 it does not hold, a change waits already, less than was delivered,
 * outside the fund's days, nothing would change, or the fund has too little left
 */
export async function askChange(
  db: Db,
  actor: Actor,
  id: AuthorizationId,
  { words, ...terms }: AskedChange,
): Promise<AuthorizationChangeId> {
  const row = await lockAuthorization(db, id);
  await checkTerms(db, actor, row, terms);
  const { agencyId, organizationId, clientId, referralId, number } = row;
  const tenant = { agencyId, organizationId, clientId, referralId };
  const [made] = await db
    .insert(authorizationChanges)
    .values({
      ...tenant,
      ...terms,
      authorizationId: id,
      words,
      proposedBy: actor.membershipId,
      // The database writes down what stands; these only fill the row's shape.
      unitsBefore: row.units,
      endsOnBefore: row.endsOn,
    })
    .onConflictDoNothing()
    .returning({ id: authorizationChanges.id });
  if (!made) throw new Refusal("authorization.change-waits", 409);
  const changeId = asId<AuthorizationChangeId>(made.id);
  const facts = { authorizationId: id, number, changeId, units: plainUnits(terms.units), endsOn: terms.endsOn };
  await recordEvent(db, actor, authorizationEvents["change-asked"](facts), subjectOf(row));
  await tellColleagues(db, actor, row, changeId);
  return changeId;
}

async function checkTerms(db: Db, actor: Actor, row: LockedAuthorization, terms: Terms): Promise<void> {
  // What can still be revoked still holds, and so can be changed.
  if (row.state === "proposed") throw new Refusal("authorization.change-not-active", 409);
  if (row.state !== "exhausted") authorizationLifecycle.after(row.state, "revoke");
  const language = knownLanguage(actor.language);
  if (terms.units < row.unitsUsed) throw new Refusal("authorization.change-below-used", 409);
  const [fund] = await db.select().from(funds).where(eq(funds.id, row.fundId));
  if (!fund || terms.endsOn > fund.endsOn || terms.endsOn <= row.startsOn) {
    throw new Refusal("authorization.fund-other-period", 409, {
      fund: row.fundName,
      from: formatDay(fund?.startsOn ?? row.startsOn, language),
      until: formatDay(fund?.endsOn ?? row.endsOn, language),
    });
  }
  const { units, period, unitsPerPeriod, endsOn } = row;
  if (
    terms.units === units &&
    terms.period === period &&
    terms.unitsPerPeriod === unitsPerPeriod &&
    terms.endsOn === endsOn
  ) {
    throw new Refusal("authorization.change-nothing", 409);
  }
  await checkFund(db, actor, row, terms);
}

/** What the change needs more than is set aside; below zero: what goes back. */
const moreCents = (row: LockedAuthorization, { units }: Terms) => priceUnits(units, row.rateCents) - row.amountCents;

// The database refuses an overdrawn fund too; here the person learns how much there is.
async function checkFund(db: Db, actor: Actor, row: LockedAuthorization, terms: Terms): Promise<void> {
  const more = moreCents(row, terms);
  if (more <= 0n) return;
  const available = await readAvailable(db, row.fundId);
  if (available >= more) return;
  const language = knownLanguage(actor.language);
  throw new Refusal("authorization.fund-too-small", 409, {
    fund: row.fundName,
    left: formatMoney(available, actor.currency, language),
    asked: formatMoney(more, actor.currency, language),
  });
}

/** Whoever else may grant it hears of it: those who carry the case, and the supervisors. */
async function tellColleagues(db: Db, actor: Actor, row: LockedAuthorization, changeId: string): Promise<void> {
  const seats = await db.execute<{ id: string }>(sql`
    select unnest(app.referral_carers(${row.referralId}::uuid)) as id
    union select m.id from membership m where m.agency_id = ${row.agencyId}::uuid and m.role = 'supervisor' and m.disabled_at is null`);
  for (const { id } of seats) {
    if (id === actor.membershipId) continue;
    await tellMembership(db, asId<MembershipId>(id), {
      kind: "authorization.change-waiting",
      subjectType: "authorization",
      subjectId: row.id,
      path: `/agency/authorizations/${row.id}`,
      effect: changeId,
    });
  }
}

/**
 * Grants, refuses or takes back a change that waits. Granted, what no longer fits is cancelled, the latest first.
 * @throws Refusal 404 absent, 403 one's own or above one's limit, 409 decided already, or what it does is not what was seen
 */
export async function decideChange(db: Db, actor: Actor, id: AuthorizationId, decision: ChangeDecision): Promise<void> {
  const row = await lockAuthorization(db, id);
  const [change] = await db
    .select()
    .from(authorizationChanges)
    .where(and(eq(authorizationChanges.id, decision.changeId), eq(authorizationChanges.authorizationId, id)))
    .for("update");
  if (!change) throw new Refusal("not-found", 404);
  const state = authorizationChangeLifecycle.after(change.state as ChangeState, decision.move);
  const granted = decision.move === "grant" ? await prepare(db, actor, row, change, decision.seen) : null;
  await db
    .update(authorizationChanges)
    .set({
      state,
      decidedBy: actor.membershipId,
      decidedAt: sql`app.clock()`,
      ...(decision.move === "refuse" ? { decisionWords: decision.words } : {}),
    })
    .where(eq(authorizationChanges.id, change.id));
  const facts = { authorizationId: id, number: row.number, changeId: change.id };
  if (!granted) {
    const event = decision.move === "refuse" ? "change-refused" : "change-withdrawn";
    await recordEvent(db, actor, authorizationEvents[event](facts), subjectOf(row));
  } else {
    await reserveChange(db, row, moreCents(row, change), change.id);
    const terms = { units: plainUnits(change.units), endsOn: change.endsOn, sessions: granted.falls.length };
    await recordEvent(db, actor, authorizationEvents.changed({ ...facts, ...terms }), subjectOf(row));
    await tellProvider(db, asId<OrganizationId>(row.organizationId), "authorization.changed", row, change.id);
  }
  if (decision.move === "withdraw") return;
  await tellMembership(db, asId<MembershipId>(change.proposedBy), {
    kind: decision.move === "grant" ? "authorization.change-granted" : "authorization.change-refused",
    subjectType: "authorization",
    subjectId: id,
    path: `/agency/authorizations/${id}`,
    effect: change.id,
  });
}

type Change = typeof authorizationChanges.$inferSelect;

/** Makes room for the new terms: whoever grants is a second person, has seen what falls away, and it falls away. */
async function prepare(
  db: Db,
  actor: Actor,
  row: LockedAuthorization,
  change: Change,
  seen: string,
): Promise<ChangeEffect> {
  await checkSecondPerson(db, actor, row, change);
  await checkTerms(db, actor, row, change);
  const effect = await readChangeEffect(db, row.id, change);
  if (seenOf(effect) !== seen) throw new Refusal("authorization.change-moved", 409);
  await cancelSessions(
    db,
    actor,
    effect.falls.map(({ id }) => id),
    { key: "authorization.change.session-words", number: row.number },
  );
  // Nobody has to renew what was prolonged; when it runs out again, somebody is asked again.
  if (change.units > row.units || change.endsOn > row.endsOn) await finishRenewalTask(db, actor, row);
  return effect;
}

async function checkSecondPerson(db: Db, actor: Actor, row: LockedAuthorization, change: Change): Promise<void> {
  const [proposer] = await db
    .select({ personId: memberships.personId })
    .from(memberships)
    .where(eq(memberships.id, change.proposedBy));
  if (proposer?.personId === actor.personId) throw new Refusal("authorization.own-change", 403);
  const amount = priceUnits(change.units, row.rateCents);
  if (change.units > row.units && amount > (await readLimit(db, row.agencyId)) && actor.role !== "supervisor") {
    throw new Refusal("authorization.supervisor-decides", 403);
  }
}
