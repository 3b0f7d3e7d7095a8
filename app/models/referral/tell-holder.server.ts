// Finds the providers a referral lies with, for the agency, and tells them. Knows no client.
import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { offers } from "#drizzle/schema";
import { tellMembers } from "../notification/tell.server";
import { ANSWERS } from "./answer-link.server";

export interface Holder {
  readonly offerId: string;
  readonly organizationId: string;
}

/** Providers whose offer is open or accepted. */
export function readHolders(db: Db, referralId: string): Promise<Holder[]> {
  return db
    .select({ offerId: offers.id, organizationId: offers.organizationId })
    .from(offers)
    .where(
      and(
        eq(offers.referralId, referralId),
        inArray(offers.state, ["offered", "viewed", "info_requested", "waitlisted", "accepted"]),
      ),
    );
}

/** The provider that accepted, if one did. */
export async function readHolder(db: Db, referralId: string): Promise<Holder | null> {
  const [holder] = await db
    .select({ offerId: offers.id, organizationId: offers.organizationId })
    .from(offers)
    .where(and(eq(offers.referralId, referralId), eq(offers.state, "accepted")));
  return holder ?? null;
}

/**
 * @param effect tells apart what may rightly happen more than once to one offer
 * @param byLink by seat, where an answer is waited for that may be given from the mail
 */
export async function tellHolder(
  db: Db,
  { offerId, organizationId }: Holder,
  kind: string,
  effect = "once",
  byLink?: ReadonlyMap<string, string>,
): Promise<void> {
  const tiding = { kind, subjectType: "offer", subjectId: offerId, path: `/portal/offers/${offerId}`, effect };
  await tellMembers(db, { organizationId, roles: ANSWERS }, byLink ? { ...tiding, byLink } : tiding);
}
