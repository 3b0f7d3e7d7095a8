// Books what approving authorizations would have set aside for them, where a story laid them by sets. Arranges only.
import type postgres from "postgres";

/**
 * Grants the funds what it takes and more, and reserves it.
 * @param numbers of the authorizations, as `like` reads them
 */
export async function setAside(look: postgres.Sql, numbers: string): Promise<void> {
  await look.begin(async (sql) => {
    await sql`set local role app_definer`;
    await sql`select app.post_ledger(f.agency_id, 'grant', 'grant:' || ${numbers}::text || f.id, jsonb_build_array(
        jsonb_build_object('fund', f.id, 'account', 'budget', 'cents', (-2 * x.cents)::text), jsonb_build_object('fund', f.id, 'account', 'available', 'cents', (2 * x.cents)::text)),
        null, null, null, null)
      from (select fund_id, sum(round(units * rate_cents))::bigint as cents from "authorization" where number like ${numbers} group by fund_id) x join fund f on f.id = x.fund_id`;
    await sql`select app.post_ledger(a.agency_id, 'reserve', 'reserve:' || a.id, jsonb_build_array(
        jsonb_build_object('fund', a.fund_id, 'account', 'available', 'cents', (-round(a.units * a.rate_cents))::bigint::text),
        jsonb_build_object('fund', a.fund_id, 'account', 'reserved', 'cents', round(a.units * a.rate_cents)::bigint::text)), a.id, null, null, null)
      from "authorization" a where a.number like ${numbers}`;
  });
}
