// The secret address under which one person's calendar program reads their dates. Only the hash of its key is kept; a new address ends the old.

import { sql } from "drizzle-orm";
import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { id, instant } from "./columns";
import { both, isMyMembership, mayAdd, mayChange, mayRead, mayRemove, signedIn } from "./policy";

export const calendarFeeds = pgTable(
  "calendar_feed",
  {
    id: id(),
    membershipId: uuid("membership_id")
      .notNull()
      .unique()
      .references(() => memberships.id),
    tokenHash: text("token_hash").notNull().unique(),
    renewedAt: instant("renewed_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    mayRead("a person sees that their calendar has an address", both(isMyMembership(t.membershipId), signedIn)),
    mayAdd("a person gives their own calendar an address", both(isMyMembership(t.membershipId), signedIn)),
    mayChange("a person gives their own calendar another address", both(isMyMembership(t.membershipId), signedIn)),
    mayRemove("a person takes their calendar's address away", both(isMyMembership(t.membershipId), signedIn)),
  ],
);
