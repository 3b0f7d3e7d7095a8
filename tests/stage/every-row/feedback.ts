// What Rosa said of a service by links, one of them still open, and an incident in each state.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import { put } from "./put";

/** The hash of the key in Rosa's hand: it still opens the questions. */
export const FEEDBACK_KEY = "6".repeat(64);

export async function layFeedback(db: Db, cast: Cast, referralId: string): Promise<void> {
  const about = { agency_id: cast.agencyId, client_id: cast.rosa.clientId, referral_id: referralId };
  const link = (token_hash: string) =>
    put(db, "feedback_link", {
      ...about,
      token_hash,
      language: "en",
      how: "paper",
      created_by: cast.ines.membershipId,
      expires_at: sql`app.clock() + interval '30 days'`,
    });
  await link(FEEDBACK_KEY);
  for (const [number, state] of ["open", "taken", "closed"].entries()) {
    const { organizationId: organization_id, serviceAtLocationId: service_at_location_id } = cast.northside;
    const feedback_id = await put(db, "feedback", {
      ...about,
      link_id: await link(`${number}7`.repeat(32)),
      organization_id,
      service_at_location_id,
      helped: 0,
      urgent: "not_safe",
    });
    const id = await put(db, "incident", {
      ...about,
      case_id: cast.rosa.caseId,
      feedback_id,
      kind: "not_safe",
      due_at: sql`app.clock()`,
    });
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
