// What clients said of a service by links, one of Rosa's still open, and incidents: Rosa's in each state, one of the restricted case.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import { put } from "./put";

/** The hash of the key in Rosa's hand: it still opens the questions. */
export const FEEDBACK_KEY = "6".repeat(64);

/** Whose word it is, and who carries the case. */
interface About {
  readonly referralId: string;
  readonly clientId: string;
  readonly caseId: string;
  readonly carrier: string;
}

export async function layFeedback(db: Db, cast: Cast, referralId: string): Promise<void> {
  const { clientId, caseId } = cast.rosa;
  const about = { referralId, clientId, caseId, carrier: cast.ines.membershipId };
  await layLink(db, cast, about, FEEDBACK_KEY);
  for (const [number, state] of ["open", "taken", "closed"].entries()) {
    const id = await layIncident(db, cast, about, `${number}7`.repeat(32));
    if (state === "open") continue;
    const who = sql`${cast.ines.membershipId}::uuid`;
    await db.execute(
      sql`update incident set state = 'taken', taken_by = ${who}, taken_at = app.clock() where id = ${id}::uuid`,
    );
    if (state === "taken") continue;
    await db.execute(
      sql`update incident set done = 'Called.', closed_by = ${who}, closed_at = app.clock(), state = 'closed' where id = ${id}::uuid`,
    );
  }
}

/** Said by a link, with an incident of it that nobody has taken. */
export async function layIncident(db: Db, cast: Cast, about: About, key: string): Promise<string> {
  const { organizationId: organization_id, serviceAtLocationId: service_at_location_id } = cast.northside;
  const feedback_id = await put(db, "feedback", {
    ...tenantOf(cast, about),
    link_id: await layLink(db, cast, about, key),
    organization_id,
    service_at_location_id,
    helped: 0,
    urgent: "not_safe",
  });
  const ofCase = { case_id: about.caseId, feedback_id, kind: "not_safe", due_at: sql`app.clock()` };
  return put(db, "incident", { ...tenantOf(cast, about), ...ofCase });
}

const tenantOf = (cast: Cast, { clientId, referralId }: About) => ({
  agency_id: cast.agencyId,
  client_id: clientId,
  referral_id: referralId,
});

function layLink(db: Db, cast: Cast, about: About, token_hash: string): Promise<string> {
  return put(db, "feedback_link", {
    ...tenantOf(cast, about),
    token_hash,
    language: "en",
    how: "paper",
    created_by: about.carrier,
    expires_at: sql`app.clock() + interval '30 days'`,
  });
}
