// How many days an agency usually takes from a provider's invoice to its money, from that provider's own payments of a year. Reads only.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";

/** Fewer say nothing yet. */
const ENOUGH = 3;

/** Agency id → median days; agencies that paid too seldom are left out. */
export async function readPace(db: Db, organizationId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db.execute<{ agency_id: string; days: number }>(sql`
    select i.agency_id, percentile_disc(0.5) within group (order by p.settled_on - i.submitted_at::date)::int as days
    from invoice i join payment_invoice pi on pi.invoice_id = i.id and pi.live join payment p on p.id = pi.payment_id
    where i.organization_id = ${organizationId}::uuid and i.state = 'paid' and p.settled_on is not null
      and i.submitted_at > app.clock() - interval '1 year'
    group by i.agency_id having count(*) >= ${ENOUGH}`);
  return new Map([...rows].map(({ agency_id: agencyId, days }) => [agencyId, Math.max(0, days)]));
}
