// Other people's systems: which house let each in, what it may ask, and the tokens it shows. Keeps hashes of secrets, never a secret.

import { sql } from "drizzle-orm";
import { check, index, pgPolicy, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { organizations } from "./organization";
import { agencyIn, appAuth, either, mayRead, organizationIn } from "./policy";

/** A system of a provider that answers for it, or one of a sender outside whose referrals an agency takes. Made, renewed and revoked by the database alone. */
export const partners = pgTable(
  "partner",
  {
    id: id(),
    agencyId: uuid("agency_id").references(() => agencies.id),
    organizationId: uuid("organization_id").references(() => organizations.id),
    /** The seat in which it acts: what it does is done, seen and recorded as by anybody who sits there. */
    membershipId: uuid("membership_id")
      .notNull()
      .unique()
      .references(() => memberships.id),
    name: text("name").notNull(),
    scopes: text("scopes").array().notNull(),
    secretHash: text("secret_hash").notNull(),
    secretMadeAt: instant("secret_made_at").notNull().default(sql`app.clock()`),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    check("partner_one_side", sql`(${t.agencyId} is null) <> (${t.organizationId} is null)`),
    index("partner_agency").on(t.agencyId, t.createdAt.desc(), t.id),
    index("partner_organization").on(t.organizationId, t.createdAt.desc(), t.id),
    index("partner_created_by").on(t.createdBy),
    mayRead(
      "administrators see the systems of their house",
      either(agencyIn(t.agencyId, "administrator"), organizationIn(t.organizationId, "organization_administrator")),
    ),
    pgPolicy("the doorkeeper knows systems", { for: "select", to: appAuth, using: sql`true` }),
    pgPolicy("the doorkeeper notes that a system came", {
      for: "update",
      to: appAuth,
      using: sql`true`,
      withCheck: sql`true`,
    }),
  ],
);

/** Opens the door for some minutes; kept under the hash of the token, which is nowhere. */
export const partnerTokens = pgTable(
  "partner_token",
  {
    id: id(),
    partnerId: uuid("partner_id")
      .notNull()
      .references(() => partners.id),
    tokenHash: text("token_hash").notNull().unique(),
    scopes: text("scopes").array().notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    check("partner_token_short", sql`${t.expiresAt} <= ${t.createdAt} + interval '1 hour'`),
    index("partner_token_partner").on(t.partnerId),
    index("partner_token_expires").on(t.expiresAt),
    pgPolicy("only the doorkeeper sees tokens of systems", {
      for: "all",
      to: appAuth,
      using: sql`true`,
      withCheck: sql`true`,
    }),
  ],
);
