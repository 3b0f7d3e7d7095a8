// When a place is open: weekly spans on its own clock, and the dated exceptions that override them.

import { sql } from "drizzle-orm";
import { boolean, check, date, index, pgTable, smallint, text, uuid } from "drizzle-orm/pg-core";
import { id } from "./columns";
import { directoryPolicies, locations, organizations, servicesAtLocation } from "./organization";

/** One weekly span on the location's clock, half open; closing may pass midnight (above 1440). No row at all: hours unknown. */
export const openingSpans = pgTable(
  "opening_span",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    /** Hours of the whole location, or of one service there. */
    locationId: uuid("location_id")
      .notNull()
      .references(() => locations.id),
    serviceAtLocationId: uuid("service_at_location_id").references(() => servicesAtLocation.id),
    weekday: smallint("weekday").notNull(),
    opensMinute: smallint("opens_minute").notNull(),
    closesMinute: smallint("closes_minute").notNull(),
    note: text("note"),
    /** Holds on the days [from, until) only. */
    fromDay: date("from_day", { mode: "string" }),
    untilDay: date("until_day", { mode: "string" }),
    /** Holds each year from one day to another, half open, as month * 100 + day; may pass the end of the year. */
    seasonFrom: smallint("season_from"),
    seasonUntil: smallint("season_until"),
    /** Every so many weeks, counted from the week of the anchor; weeks begin on Monday. */
    everyWeeks: smallint("every_weeks").notNull().default(1),
    anchorDay: date("anchor_day", { mode: "string" }),
    /** Which such weekdays of the month: 1 to 5, -1 is the last. Null: every one. */
    nth: smallint("nth").array().$type<readonly (-1 | 1 | 2 | 3 | 4 | 5)[]>(),
  },
  (t) => [
    check("opening_span_days", sql`${t.untilDay} > ${t.fromDay}`),
    check(
      "opening_span_season",
      sql`(${t.seasonFrom} is null) = (${t.seasonUntil} is null) and ${t.seasonFrom} between 101 and 1231 and ${t.seasonUntil} between 101 and 1231 and ${t.seasonFrom} <> ${t.seasonUntil}`,
    ),
    check(
      "opening_span_weeks",
      sql`${t.everyWeeks} between 1 and 52 and (${t.everyWeeks} = 1 or ${t.anchorDay} is not null)`,
    ),
    check("opening_span_nth", sql`${t.nth} <@ '{-1,1,2,3,4,5}'::smallint[] and cardinality(${t.nth}) > 0`),
    check(
      "opening_span_shape",
      sql`${t.weekday} between 1 and 7 and ${t.opensMinute} between 0 and 1439 and ${t.closesMinute} > ${t.opensMinute} and ${t.closesMinute} <= ${t.opensMinute} + 1440`,
    ),
    index("opening_span_location").on(t.locationId, t.weekday),
    index("opening_span_of_one_place").on(t.serviceAtLocationId).where(sql`${t.serviceAtLocationId} is not null`),
    index("opening_span_organization").on(t.organizationId),
    ...directoryPolicies("opening hours", t.organizationId),
  ],
);

/** A dated exception overrides the week: closed all day, or open in these spans. */
export const openingExceptions = pgTable(
  "opening_exception",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    locationId: uuid("location_id")
      .notNull()
      .references(() => locations.id),
    serviceAtLocationId: uuid("service_at_location_id").references(() => servicesAtLocation.id),
    fromDay: date("from_day", { mode: "string" }).notNull(),
    /** First day on which the week holds again. */
    untilDay: date("until_day", { mode: "string" }).notNull(),
    closed: boolean("closed").notNull().default(true),
    opensMinute: smallint("opens_minute"),
    closesMinute: smallint("closes_minute"),
    reason: text("reason"),
  },
  (t) => [
    check("opening_exception_days", sql`${t.untilDay} > ${t.fromDay}`),
    check(
      "opening_exception_shape",
      sql`(${t.closed} and ${t.opensMinute} is null and ${t.closesMinute} is null) or (not ${t.closed} and ${t.opensMinute} between 0 and 1439 and ${t.closesMinute} > ${t.opensMinute} and ${t.closesMinute} <= ${t.opensMinute} + 1440)`,
    ),
    index("opening_exception_location").on(t.locationId, t.fromDay),
    index("opening_exception_of_one_place").on(t.serviceAtLocationId).where(sql`${t.serviceAtLocationId} is not null`),
    index("opening_exception_organization").on(t.organizationId),
    ...directoryPolicies("exceptions of opening hours", t.organizationId),
  ],
);
