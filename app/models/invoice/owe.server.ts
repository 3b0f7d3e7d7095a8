// Books what an invoice owes: from what was reserved, or, where that went back to its fund, from what the fund has left. Once for each decision.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import type { Cents } from "../values/money";
import type { InvoiceRow, LineRow } from "./row.server";

/** What was reserved for a delivery becomes owed, and what was not allowed of it goes back to its fund. */
export async function owe(db: Db, row: InvoiceRow, lines: readonly LineRow[], decision = ""): Promise<void> {
  const allowed = perFund(lines, (line) => line.approvedCents);
  const left = perFund(lines, (line) => line.amountCents - line.approvedCents);
  await post(db, row, { kind: "owe", decision, from: "reserved", to: "payable" }, allowed);
  await post(db, row, { kind: "release", decision, from: "reserved", to: "available" }, left);
}

/** What a dispute allows beyond the first decision comes out of what the fund has left: it went back there. */
export async function oweMore(db: Db, row: InvoiceRow, lines: readonly LineRow[], decision: string): Promise<void> {
  const more = perFund(lines, (line) => line.approvedCents - (line.firstApprovedCents ?? line.approvedCents));
  await post(db, row, { kind: "owe", decision, from: "available", to: "payable" }, more);
}

function perFund(lines: readonly LineRow[], centsOf: (line: LineRow) => Cents): Map<string, Cents> {
  const sums = new Map<string, Cents>();
  for (const line of lines) sums.set(line.fundId, (sums.get(line.fundId) ?? 0n) + centsOf(line));
  return sums;
}

interface Posting {
  readonly kind: "owe" | "release";
  readonly decision: string;
  readonly from: "reserved" | "available";
  readonly to: "payable" | "available";
}

async function post(db: Db, row: InvoiceRow, posting: Posting, sums: ReadonlyMap<string, Cents>): Promise<void> {
  const { kind, decision, from, to } = posting;
  const legs = [...sums]
    .filter(([, cents]) => cents > 0n)
    .flatMap(([fund, cents]) => [
      { fund, account: from, cents: String(-cents) },
      { fund, account: to, cents: String(cents) },
    ]);
  if (legs.length === 0) return;
  await db.execute(
    sql`select app.post_ledger(${row.agencyId}::uuid, ${kind}, ${`${kind}:${row.id}${decision}`}, ${JSON.stringify(legs)}::jsonb, null, ${row.id}::uuid, null, null)`,
  );
}
