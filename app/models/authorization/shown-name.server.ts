// How a provider's page calls a client: by name while one is disclosed for that referral, else by the agency's number. Never reads the client table.
import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

/** Joins the names disclosed to the actor's organization now: `.leftJoin(disclosedNames, isOfReferral(t.referralId))`. */
export const disclosedNames = sql`app.disclosed_names() as shown`;

export const isOfReferral = (referralId: SQLWrapper): SQL => sql`shown.referral_id = ${referralId}`;

/** The name or the number; needs the join above. */
export const clientLabel = (clientId: SQLWrapper): SQL<string> =>
  sql<string>`coalesce(shown.name, (select n.number from app.client_numbers(array[${clientId}]) n), '')`;

/** Whether it is the name that is shown. */
export const isNamed = sql<boolean>`shown.name is not null`;
