// Reads an agency's books for a month: what each account held, what moved, and whether the month is closed; closes it. Never changes a booking.
import { createHash } from "node:crypto";
import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { agencies, bookChecks, bookMonths, invoices } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { addMonths, asCalendarDay, type CalendarDay, firstOfMonth, localDay, startOfDay } from "../values/calendar-day";
import type { AgencyId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { ACCOUNTS, type Account, isAccount } from "./accounts";
import { bookEvents } from "./events";

const MOST_MONTHS = 120;

export interface BookMonth {
  /** Its first day. */
  readonly month: CalendarDay;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly state: "closed" | "next" | "open" | "running";
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
}

export interface TrialLine {
  readonly fundId: string;
  readonly fundCode: string;
  readonly fundName: string;
  readonly account: Account;
  readonly openingCents: bigint;
  readonly debitCents: bigint;
  readonly creditCents: bigint;
  readonly closingCents: bigint;
}

/** The months from the agency's first booking to the one that runs, newest first; none before anything was booked. */
export async function readBookMonths(db: Db, agencyId: AgencyId): Promise<BookMonth[]> {
  const closed = await db
    .select({
      month: bookMonths.month,
      startsAt: bookMonths.startsAt,
      endsAt: bookMonths.endsAt,
      closedAt: bookMonths.createdAt,
      closedBy: sql<string>`(select p.name from membership m join person p on p.id = m.person_id where m.id = ${bookMonths.closedBy})`,
    })
    .from(bookMonths)
    .where(eq(bookMonths.agencyId, agencyId))
    .orderBy(desc(bookMonths.month))
    .limit(MOST_MONTHS);
  return [
    ...(await readOpenMonths(db, agencyId)),
    ...closed.map((row) => ({ ...row, month: asCalendarDay(row.month), state: "closed" as const })),
  ];
}

async function readOpenMonths(db: Db, agencyId: AgencyId): Promise<BookMonth[]> {
  const [next] = await db.execute<{ month: string; second: string }>(
    sql`select month::text, extract(epoch from starts_at)::bigint::text as second from app.month_to_close(${agencyId}::uuid)`,
  );
  const [agency] = await db.select({ zone: agencies.timeZone }).from(agencies).where(eq(agencies.id, agencyId));
  if (!next || !agency) return [];
  const running = firstOfMonth(localDay(await clock(db), agency.zone));
  const months: BookMonth[] = [];
  let startsAt = new Date(Number(next.second) * 1000);
  for (let month = asCalendarDay(next.month); month <= running && months.length < MOST_MONTHS; ) {
    const following = addMonths(month, 1);
    const endsAt = startOfDay(following, agency.zone);
    const state = month === running ? "running" : months.length === 0 ? "next" : "open";
    months.push({ month, startsAt, endsAt, state, closedBy: null, closedAt: null });
    startsAt = endsAt;
    month = following;
  }
  return months.reverse();
}

/** What each account of each fund held and what moved in the month: by fund, in the order money goes through the accounts. */
export async function readTrialBalance(
  db: Db,
  agencyId: AgencyId,
  { startsAt, endsAt }: Pick<BookMonth, "startsAt" | "endsAt">,
): Promise<TrialLine[]> {
  const rows = await db.execute<
    Record<"fund_id" | "code" | "name" | "account" | "opening" | "debit" | "credit", string>
  >(sql`
    select b.fund_id, f.code, f.name, b.account, b.opening_cents::text as opening, b.debit_cents::text as debit, b.credit_cents::text as credit
    from app.trial_balance(${agencyId}::uuid, ${startsAt.toISOString()}::timestamptz, ${endsAt.toISOString()}::timestamptz) b
    join fund f on f.id = b.fund_id order by f.code, f.id`);
  return rows
    .filter(({ account }) => isAccount(account))
    .map((row) => {
      const [openingCents, debitCents, creditCents] = [BigInt(row.opening), BigInt(row.debit), BigInt(row.credit)];
      return {
        ...{ fundId: row.fund_id, fundCode: row.code, fundName: row.name, account: row.account as Account },
        ...{ openingCents, debitCents, creditCents, closingCents: openingCents + debitCents - creditCents },
      };
    })
    .sort(
      (left, right) =>
        left.fundCode.localeCompare(right.fundCode) || ACCOUNTS.indexOf(left.account) - ACCOUNTS.indexOf(right.account),
    );
}

/** What a person saw of a month, as one hash. */
export function trialDigest(lines: readonly TrialLine[]): string {
  const seen = lines.map(({ fundId, account, openingCents, debitCents, creditCents }) =>
    [fundId, account, openingCents, debitCents, creditCents].join(" "),
  );
  return createHash("sha256").update(seen.join("\n")).digest("hex");
}

/** Invoices that were sent before the instant and are not decided. */
export async function countUndecided(db: Db, agencyId: AgencyId, before: Date): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(invoices)
    .where(
      and(
        eq(invoices.agencyId, agencyId),
        inArray(invoices.state, ["submitted", "in_review", "disputed"]),
        lt(invoices.submittedAt, before),
      ),
    );
  return row?.count ?? 0;
}

/** When all invariants were last asked, and which did not hold; null before the first time. */
export async function readLastCheck(db: Db) {
  const [last] = await db
    .select({ at: bookChecks.checkedAt, asked: bookChecks.asked, broken: bookChecks.broken })
    .from(bookChecks)
    .orderBy(desc(bookChecks.checkedAt))
    .limit(1);
  return last ?? null;
}

/**
 * Closes the month for good: nothing is booked into it any more.
 * @param seen digest of the balances the page showed
 * @throws Refusal 403 for who may not, 409 out of order, before its end, or when something was booked since
 */
export async function closeMonth(db: Db, actor: Actor, month: CalendarDay, seen: string): Promise<void> {
  if (actor.role !== "finance_approver") throw new Refusal("payment.approver-only", 403);
  const agencyId = agencyOf(actor);
  const known = (await readBookMonths(db, agencyId)).find((one) => one.month === month);
  if (!known) throw new Refusal("not-found", 404);
  if (known.state === "closed") throw new Refusal("books.closed-already", 409);
  if (known.state === "running") throw new Refusal("books.not-over", 409);
  if (known.state !== "next") throw new Refusal("books.in-order", 409);
  const [made] = await db.execute<{ id: string }>(sql`select app.close_month(${month}::date) as id`);
  // After the close, which waits for every booking that is under way: what is compared is what was written down.
  if (trialDigest(await readTrialBalance(db, agencyId, known)) !== seen) {
    throw new Refusal("books.changed-meanwhile", 409);
  }
  await recordEvent(db, actor, bookEvents.closed({ month }), {
    subjectType: "book_month",
    subjectId: made?.id ?? "",
    agencyId,
  });
}
