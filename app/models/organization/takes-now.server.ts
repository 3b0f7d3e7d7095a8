// What is known of capacity today, in SQL: what was said too long ago is unknown, be it yes or no. The same rule as isUnconfirmed; reads no row by itself.
import { type SQL, sql } from "drizzle-orm";
import { locations, servicesAtLocation } from "#drizzle/schema";
import { USUAL_HALF_LIVES } from "./fact-groups";

/** Whether capacity was said too long ago for this agency; null where it was never said. For a query of services at their locations. */
export const capacityIsOld = (agencyId: string): SQL<boolean | null> => sql<boolean | null>`(
  (app.clock() at time zone ${locations.timeZone})::date >= (${servicesAtLocation.capacityAt} at time zone ${locations.timeZone})::date
    + coalesce((select r.half_life_days from fact_rule r where r.agency_id = ${agencyId}::uuid and r.fact_group = 'capacity'), ${USUAL_HALF_LIVES.capacity}::int))`;

/** Whether a service at a place takes referrals, as far as this agency knows. */
export const takesNow = (agencyId: string): SQL<string> =>
  sql<string>`case when ${capacityIsOld(agencyId)} then 'unknown' else ${servicesAtLocation.takesReferrals} end`;
