// The periods of a fund: opens the one that follows, and carries over what was left. Moves budget between two periods; never pays anybody.
import { and, eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { formatDay, formatMoney } from "#app/i18n/formats";
import { knownLanguage } from "#app/i18n/languages";
import { funds } from "#drizzle/schema";
import { readAvailable } from "../authorization/ledger.server";
import { recordEvent } from "../event/record.server";
import { addDays, addMonths, asCalendarDay, daysBetween } from "../values/calendar-day";
import { asId, type FundId } from "../values/ids";
import type { Cents } from "../values/money";
import { Refusal } from "../values/refusal";
import { fundEvents } from "./events";
import type { NewFund } from "./forms";
import { openFund } from "./funds.server";

const one = { id: funds.id, name: funds.name, code: funds.code, startsOn: funds.startsOn, endsOn: funds.endsOn };

/** The periods before and after one; and what the next is suggested to be. */
export async function readPeriods(db: Db, agencyId: string, fund: { id: string; continuesId: string | null }) {
  const ofAgency = eq(funds.agencyId, agencyId);
  const [before] = fund.continuesId
    ? await db
        .select(one)
        .from(funds)
        .where(and(ofAgency, eq(funds.id, fund.continuesId)))
    : [];
  const [after] = await db
    .select(one)
    .from(funds)
    .where(and(ofAgency, eq(funds.continuesId, fund.id)));
  return { before: before ?? null, after: after ?? null };
}

const MOST_MONTHS = 60;

/** As long as the one before, from the day after it. */
export function suggestPeriod({ startsOn, endsOn }: { startsOn: string; endsOn: string }) {
  const [from, until] = [asCalendarDay(startsOn), asCalendarDay(endsOn)];
  // Whole months stay whole months, also where one of the two has a leap day.
  const months = Array.from({ length: MOST_MONTHS }, (_, before) => before + 1).find(
    (n) => addMonths(from, n) === until,
  );
  const ends = months ? addMonths(until, months) : addDays(until, daysBetween(from, until));
  return { startsOn: until, lastDay: addDays(ends, -1) };
}

/**
 * Opens the period that follows a fund's, with its budget.
 * @throws Refusal 404 absent, 409 continued already, beginning before the other ends, or the code taken
 */
export async function continueFund(db: Db, actor: Actor, id: FundId, next: NewFund): Promise<FundId> {
  const fund = await lockFund(db, actor, id);
  if (next.startsOn < fund.endsOn) {
    const last = formatDay(addDays(asCalendarDay(fund.endsOn), -1), knownLanguage(actor.language));
    throw new Refusal("fund.before-runs-still", 409, { day: last });
  }
  const { after } = await readPeriods(db, agencyOf(actor), { id, continuesId: null });
  if (after) throw new Refusal("fund.continued-already", 409, { code: after.code });
  return openFund(db, actor, next, id);
}

/**
 * Takes budget that is free in a period over into the next; reserved and owed money stays where it is.
 * @throws Refusal 404 absent, 403 for who may not, 409 nothing follows it or less is free
 */
export async function carryOver(db: Db, actor: Actor, id: FundId, cents: Cents): Promise<void> {
  const agencyId = agencyOf(actor);
  const fund = await lockFund(db, actor, id);
  const { after } = await readPeriods(db, agencyId, { id, continuesId: null });
  if (!after) throw new Refusal("fund.nothing-follows", 409);
  const available = await readAvailable(db, id);
  if (available < cents) {
    const left = formatMoney(available, actor.currency, knownLanguage(actor.language));
    throw new Refusal("fund.less-is-free", 409, { left });
  }
  const legs = [
    { fund: id, account: "budget", cents: String(cents) },
    { fund: id, account: "available", cents: String(-cents) },
    { fund: after.id, account: "budget", cents: String(-cents) },
    { fund: after.id, account: "available", cents: String(cents) },
  ];
  // It has no row of its own to be counted by; the form's key makes sure that one form is one posting.
  const [made] = await db.execute<{ key: string }>(sql`select app.new_id()::text as key`);
  await db.execute(
    sql`select app.post_ledger(${agencyId}::uuid, 'carry', ${`carry:${id}:${made?.key ?? ""}`}, ${JSON.stringify(legs)}::jsonb, null, null, null, null)`,
  );
  const facts = { fundId: id, code: fund.code, nextId: after.id, nextCode: after.code, amountCents: String(cents) };
  await recordEvent(db, actor, fundEvents.carried(facts), { subjectType: "fund", subjectId: id, agencyId });
}

async function lockFund(db: Db, actor: Actor, id: FundId) {
  if (actor.role !== "finance_approver") throw new Refusal("payment.approver-only", 403);
  const [fund] = await db
    .select(one)
    .from(funds)
    .where(and(eq(funds.id, id), eq(funds.agencyId, agencyOf(actor))))
    .for("update");
  if (!fund) throw new Refusal("not-found", 404);
  return { ...fund, id: asId<FundId>(fund.id) };
}
