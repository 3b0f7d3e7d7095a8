// How clients came from a referral to help, counted by quarter and group by the worker alone. Counts only: no row tells of one client.

import { sql } from "drizzle-orm";
import { check, date, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { agencies } from "./agency";
import { id, instant } from "./columns";
import { agencyIn, mayRead } from "./policy";

const READERS = ["supervisor", "network_manager", "auditor", "administrator"] as const;

/** So many referrals of a quarter and a group reached a step so many days after they were sent. */
export const courseCounts = pgTable(
  "course_count",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    /** First day of the quarter in which they were sent. */
    quarter: date("quarter", { mode: "string" }).notNull(),
    /** all, specialty, language, age, area, programme. */
    grouping: text("grouping").notNull(),
    /** The specialty's or programme's id, the language, the age band, the first digits of the postal code or the town; empty where it is not known, and for all. */
    value: text("value").notNull(),
    /** sent, accepted, started, completed. */
    step: text("step").notNull(),
    days: integer("days").notNull(),
    count: integer("count").notNull(),
  },
  (t) => [
    check("course_count_step", sql`${t.step} in ('sent', 'accepted', 'started', 'completed') and ${t.count} > 0`),
    unique("course_count_once").on(t.agencyId, t.quarter, t.grouping, t.value, t.step, t.days),
    mayRead("supervisors and whoever looks after the network read the courses", agencyIn(t.agencyId, ...READERS)),
  ],
);

/** When an agency's quarter was counted last. */
export const courseQuarters = pgTable(
  "course_quarter",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    quarter: date("quarter", { mode: "string" }).notNull(),
    countedAt: instant("counted_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    unique("course_quarter_once").on(t.agencyId, t.quarter),
    index("course_quarter_counted").on(t.countedAt),
    mayRead("supervisors and whoever looks after the network read how fresh it is", agencyIn(t.agencyId, ...READERS)),
  ],
);
