// The coupon on a slip, scanned where the client went: it says "arrived", once, and the sender hears of it. Neither coupon nor page says who came.
import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import { hashToken } from "#app/access/session-adapter.server";
import type { Db } from "#app/database/as-actor.server";
import { publicOrigin } from "#app/env.server";
import { arrivalCoupons } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembership } from "../notification/tell.server";
import type { ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { referralEvents } from "./events";
import { readSlip } from "./read-slip.server";

const KEY_BYTES = 20;

/**
 * A coupon for each place the slip leads to; those printed before hold as well, for a paper that was lost may be found.
 * @returns by offer, the address to print; it cannot be read again
 * @throws Refusal 404 when the referral is hidden or absent, 409 while it is a draft
 */
export async function printCoupons(db: Db, actor: Actor, id: ReferralId): Promise<ReadonlyMap<string, string>> {
  const { clientId, places } = await readSlip(db, id);
  const given = places
    .filter(({ takesCoupon }) => takesCoupon)
    .map((place) => ({ ...place, token: randomBytes(KEY_BYTES).toString("hex") }));
  if (given.length === 0) return new Map();
  await db.insert(arrivalCoupons).values(
    given.map(({ id: offerId, organizationId, token }) => ({
      agencyId: agencyOf(actor),
      clientId,
      referralId: id,
      organizationId,
      offerId,
      tokenHash: hashToken(token),
      createdBy: actor.membershipId,
    })),
  );
  return new Map(given.map(({ id: offerId, token }) => [offerId, `${publicOrigin()}/arrived/${token}`]));
}

/** By offer, when the client arrived there as the coupon says. */
export async function readArrivals(db: Db, referralId: ReferralId): Promise<ReadonlyMap<string, Date>> {
  const rows = await db
    .select({ offerId: arrivalCoupons.offerId, at: arrivalCoupons.usedAt })
    .from(arrivalCoupons)
    .where(eq(arrivalCoupons.referralId, referralId));
  return new Map(rows.flatMap(({ offerId, at }) => (at ? [[offerId, at]] : [])));
}

/** What the page behind a coupon says: which house asks, and when "arrived" was said already. */
export interface ArrivalPage {
  readonly standing: "open" | "used" | "late";
  readonly agencyName: string;
  readonly arrivedAt: string | null;
  readonly timeZone: string;
}

/** Looking changes nothing: telephones look at what they scan before anybody presses. @throws Refusal 404 */
export async function readArrivalPage(db: Db): Promise<ArrivalPage> {
  const [row] = await db.execute<{ seen: ArrivalPage | null }>(sql`select app.look_at_arrival() as seen`);
  if (!row?.seen) throw new Refusal("arrival.link-unknown", 404);
  return row.seen;
}

type Arrived = {
  agency_id: string;
  client_id: string;
  case_id: string;
  referral_id: string;
  offer_id: string;
  organization_id: string;
  carers: string[];
};

/** @throws Refusal 409 when it was said a moment ago, or the referral ended meanwhile */
export async function sayArrived(db: Db): Promise<void> {
  const [arrived] = await db.execute<Arrived>(sql`select * from app.hold_arrival()`);
  if (!arrived) throw new Refusal("arrival.link-used", 409);
  const { referral_id: referralId, offer_id: offerId } = arrived;
  const about = { subjectType: "referral", subjectId: referralId };
  await recordEvent(db, null, referralEvents.arrived({ referralId, offerId }), {
    ...about,
    agencyId: arrived.agency_id,
    organizationId: arrived.organization_id,
    clientId: arrived.client_id,
    caseId: arrived.case_id,
    referralId,
  });
  for (const carer of arrived.carers) {
    await tellMembership(db, carer, {
      ...about,
      kind: "referral.arrived",
      path: `/agency/referrals/${referralId}`,
      effect: offerId,
    });
  }
  await db.execute(sql`select app.use_arrival_coupon()`);
}
