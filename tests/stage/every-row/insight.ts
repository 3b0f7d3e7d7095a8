// Score cards of Northside: one it alone may see yet, one it has answered, one that opened without an answer and was seen to.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import { put } from "./put";

export async function layCards(db: Db, cast: Cast): Promise<void> {
  const of = (quarter: string, from_day: string, until_day: string, days: number) => ({
    agency_id: cast.agencyId,
    organization_id: cast.northside.organizationId,
    quarter,
    from_day,
    until_day,
    figures: sql`'{}'::jsonb`,
    peers: sql`'{}'::jsonb`,
    mix: sql`'{}'::jsonb`,
    reasons: sql`'{slow_to_answer}'::text[]`,
    opens_at: sql`app.clock() + make_interval(days => ${days}::int)`,
  });
  await put(db, "score_card", of("2026-Q3", "2026-07-01", "2026-10-01", 14));
  await put(db, "score_card", {
    ...of("2026-Q2", "2026-04-01", "2026-07-01", 14),
    answer: "Two of us were ill.",
    answered_by: cast.mara.membershipId,
    answered_at: sql`app.clock()`,
  });
  await put(db, "score_card", {
    ...of("2026-Q1", "2026-01-01", "2026-04-01", -1),
    review: "Talked with them.",
    reviewed_by: cast.nadia.membershipId,
    reviewed_at: sql`app.clock()`,
  });
}

export async function layDeskMails(db: Db, cast: Cast): Promise<void> {
  const of = (membership_id: string, desk: string, path: string) =>
    put(db, "desk_mail", { membership_id, desk, path, weekday: 1 });
  await of(cast.sol.membershipId, "supervision", "/agency/insights");
  await of(cast.mara.membershipId, "provider", "/portal/insights");
}
