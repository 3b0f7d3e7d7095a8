// Desks of which a person asked to be told by mail, each week or month, that they are fresh. Holds an address and a day; never a figure.

import { sql } from "drizzle-orm";
import { check, pgTable, smallint, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { id, instant } from "./columns";
import { both, isMyMembership, mayAdd, mayChange, mayRead, mayRemove, signedIn } from "./policy";

export const deskMails = pgTable(
  "desk_mail",
  {
    id: id(),
    membershipId: uuid("membership_id")
      .notNull()
      .references(() => memberships.id),
    desk: text("desk").notNull(),
    /** The desk's address with what it is narrowed by: ids, codes and places of the map alone. */
    path: text("path").notNull(),
    /** 1 is Monday; null: the first of each month. On the clock of the agency, or of the provider's first place. */
    weekday: smallint("weekday"),
    askedAt: instant("asked_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    check("desk_mail_path", sql`length(${t.path}) <= 400 and ${t.path} ~ '^/[a-z/]+([?][A-Za-z0-9%+&=._~-]+)?$'`),
    check("desk_mail_weekday", sql`${t.weekday} between 1 and 7`),
    unique("desk_mail_once").on(t.membershipId, t.desk),
    mayRead("a person sees which desks they are told of", both(isMyMembership(t.membershipId), signedIn)),
    mayAdd("a person asks to be told of a desk", both(isMyMembership(t.membershipId), signedIn)),
    mayChange("a person asks anew", both(isMyMembership(t.membershipId), signedIn)),
    mayRemove("a person asks to be told no more", both(isMyMembership(t.membershipId), signedIn)),
  ],
);
