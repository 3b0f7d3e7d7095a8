// The keys with which other systems read the directory.

import { sql } from "drizzle-orm";
import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { agencyIn, mayAdd, mayChange, mayRead } from "./policy";

/** Lets another system read the directory as HSDS; kept as a hash, shown once. */
export const apiKeys = pgTable(
  "api_key",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    name: text("name").notNull(),
    keyHash: text("key_hash").notNull().unique(),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    index("api_key_agency").on(t.agencyId),
    index("api_key_created_by").on(t.createdBy),
    mayRead("an administrator sees the keys of their agency", agencyIn(t.agencyId, "administrator")),
    mayAdd(
      "an administrator adds a key in their own name",
      sql`(${agencyIn(t.agencyId, "administrator")} and ${t.createdBy} = (select app.membership_id()))`,
    ),
    mayChange("an administrator revokes the keys of their agency", agencyIn(t.agencyId, "administrator")),
  ],
);
