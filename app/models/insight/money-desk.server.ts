// Reads what finance looks ahead to: each fund with its forecast, how promptly providers are paid, what ended services cost. Books nothing.
import { sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { readFunds } from "../payment/funds.server";
import { addDays, asCalendarDay, type CalendarDay } from "../values/calendar-day";
import type { Cents } from "../values/money";
import { type CostRow, type Costs, costsOf } from "./cost";
import { medianDays } from "./course";
import type { Narrowed } from "./filters";
import { type Interval, wilson } from "./interval";
import { forecastCents, paceFrom } from "./money-forecast";
import type { Period } from "./period";

export interface FundForecast {
  readonly id: string;
  readonly name: string;
  readonly lastDay: CalendarDay;
  readonly grantedCents: Cents;
  /** Owed or paid. */
  readonly spentCents: Cents;
  readonly reservedCents: Cents;
  readonly availableCents: Cents;
  /** Null: too new to tell. */
  readonly forecastCents: Cents | null;
}

/** Funds whose period runs today. */
export async function readFundForecasts(db: Db, actor: Actor, today: CalendarDay): Promise<FundForecast[]> {
  const running = (await readFunds(db, agencyOf(actor))).filter(
    ({ startsOn, endsOn }) => startsOn <= today && today < endsOn,
  );
  const paces = await readPaces(
    db,
    actor,
    running.map(({ id, startsOn, endsOn }) => ({
      id,
      from: paceFrom({ startsOn: asCalendarDay(startsOn), endsOn: asCalendarDay(endsOn) }, today),
    })),
    today,
  );
  return running.map(({ id, name, startsOn, endsOn, ...cents }) => {
    const days = { startsOn: asCalendarDay(startsOn), endsOn: asCalendarDay(endsOn) };
    const spentCents = cents.payableCents + cents.paidCents;
    return {
      id,
      name,
      lastDay: addDays(days.endsOn, -1),
      grantedCents: cents.grantedCents,
      spentCents,
      reservedCents: cents.reservedCents,
      availableCents: cents.availableCents,
      forecastCents: forecastCents(days, today, spentCents, paces.get(id) ?? 0n),
    };
  });
}

/** What became owed from each fund since its day; what is paid was owed before. */
async function readPaces(
  db: Db,
  actor: Actor,
  funds: readonly { id: string; from: CalendarDay }[],
  today: CalendarDay,
): Promise<Map<string, Cents>> {
  if (funds.length === 0) return new Map();
  const rows = await db.execute<{ id: string; cents: string }>(sql`
    select f.id::text, coalesce(sum(e.amount_cents), 0)::text as cents
    from jsonb_to_recordset(${JSON.stringify(funds)}::text::jsonb) as f (id uuid, "from" date)
    join ledger_entry e on e.fund_id = f.id and e.agency_id = ${agencyOf(actor)}::uuid and e.account = 'payable'
      and e.created_at >= f."from"::timestamp at time zone ${actor.timeZone} and e.created_at < ${today}::timestamp at time zone ${actor.timeZone}
    join ledger_transaction t on t.id = e.transaction_id and t.kind in ('owe', 'recoup')
    group by f.id`);
  return new Map(rows.map(({ id, cents }) => [id, BigInt(cents)]));
}

export interface Promptness {
  readonly paid: number;
  /** Paid on the day they were due, or before. */
  readonly onTime: number;
  readonly interval: Interval | null;
  /** From sending the invoice to the money on its way: half within so many days. */
  readonly medianDays: number | null;
}

/** Of the invoices whose payment left in a period. An invoice is a provider's, not a person's: none is held back. */
export async function readPromptness(db: Db, actor: Actor, { from, until }: Period): Promise<Promptness> {
  const zone = actor.timeZone;
  const rows = await db.execute<{ days: number; count: number; on_time: number }>(sql`
    select greatest(0, (p.sent_at at time zone ${zone})::date - (i.submitted_at at time zone ${zone})::date)::int as days, count(*)::int as count,
      (count(*) filter (where (p.sent_at at time zone ${zone})::date <= i.due_on))::int as on_time
    from payment p join payment_invoice x on x.payment_id = p.id and x.live join invoice i on i.id = x.invoice_id
    where p.agency_id = ${agencyOf(actor)}::uuid and p.state in ('sent', 'settled') and i.submitted_at is not null and i.due_on is not null
      and p.sent_at >= ${from}::timestamp at time zone ${zone} and p.sent_at < ${until}::timestamp at time zone ${zone}
    group by 1`);
  const paid = rows.reduce((sum, { count }) => sum + count, 0);
  const onTime = rows.reduce((sum, row) => sum + row.on_time, 0);
  return { paid, onTime, interval: paid > 0 ? wilson(onTime, paid) : null, medianDays: medianDays(rows) };
}

export async function readCosts(db: Db, { from, until }: Period, narrowed: Narrowed | null): Promise<Costs> {
  const rows = await db.execute<CostRow & Record<string, unknown>>(sql`
    select coalesce(c.specialty_id::text, '') as specialty, c.specialty_name as "specialtyName", coalesce(c.programme_id::text, '') as programme,
      c.programme_name as "programmeName", c.area, c.completed, c.outcome, c.services, c.cents::text as cents
    from app.cost_of_ended(${from}::date, ${until}::date) c`);
  return costsOf(rows, narrowed);
}
