// Coupons on the slip a client carries: scanned where they went, one says that they arrived. Only hashes of the coupons' keys are kept.

import { foreignKey, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { offers } from "./offer";
import {
  agencyIn,
  both,
  CASE_STAFF,
  clientOpenToMe,
  clientOpenToWrite,
  isMyMembership,
  mayAdd,
  mayRead,
} from "./policy";
import { toReferral } from "./referral";

export const arrivalCoupons = pgTable(
  "arrival_coupon",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    clientId: uuid("client_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    offerId: uuid("offer_id").notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
    /** When somebody said by it that the client arrived. */
    usedAt: instant("used_at"),
  },
  (t) => [
    toReferral(t, "arrival_coupon_referral"),
    foreignKey({
      columns: [t.offerId, t.organizationId, t.referralId],
      foreignColumns: [offers.id, offers.organizationId, offers.referralId],
      name: "arrival_coupon_offer",
    }),
    index("arrival_coupon_offer_index").on(t.offerId),
    index("arrival_coupon_referral_index").on(t.referralId),
    index("arrival_coupon_client").on(t.clientId),
    index("arrival_coupon_agency").on(t.agencyId),
    index("arrival_coupon_organization").on(t.organizationId),
    index("arrival_coupon_created_by").on(t.createdBy),
    mayRead(
      "case staff see who arrived with which slip",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientOpenToMe(t.clientId)),
    ),
    mayAdd(
      "case staff print a slip in their own name",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientOpenToWrite(t.clientId), isMyMembership(t.createdBy)),
    ),
  ],
);
