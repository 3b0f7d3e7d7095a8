// Whether a service at a place takes referrals as far as is known today, in SQL: what was said too long ago is unknown, be it yes or no. Reads no row by itself.
import { type SQL, sql } from "drizzle-orm";
import { locations, servicesAtLocation } from "#drizzle/schema";
import { USUAL_HALF_LIVES } from "./fact-groups";

/** For a query of services at their locations; by the rule of the agency that asks. */
export const takesNow = (agencyId: string): SQL<string> => sql<string>`case
  when (app.clock() at time zone ${locations.timeZone})::date >= (${servicesAtLocation.capacityAt} at time zone ${locations.timeZone})::date
    + coalesce((select r.half_life_days from fact_rule r where r.agency_id = ${agencyId}::uuid and r.fact_group = 'capacity'), ${USUAL_HALF_LIVES.capacity}::int)
  then 'unknown' else ${servicesAtLocation.takesReferrals} end`;
