// What was made of a publisher's words by a machine and looked at by a person, or answered by an outside geocoder. Holds no client's fact.

import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  doublePrecision,
  foreignKey,
  index,
  pgPolicy,
  pgTable,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { id, instant } from "./columns";
import { organizations, servicesAtLocation } from "./organization";
import { agencyIn, appJob, mayRead } from "./policy";

/** A reading of hours in words that somebody confirmed, or rejected so that the words stay. Written by functions of the database alone. */
export const hoursReadings = pgTable(
  "hours_reading",
  {
    id: id(),
    /** The agency whose network manager decided. */
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    serviceAtLocationId: uuid("service_at_location_id").notNull(),
    /** Like rows are decided together, and taken back together. */
    batchId: uuid("batch_id").notNull(),
    /** As the publisher wrote it; other words later are asked about anew. */
    words: text("words").notNull(),
    confirmed: boolean("confirmed").notNull(),
    /** The hours that were written; gone from there, somebody wrote others since. */
    spanIds: uuid("span_ids").array().notNull().default(sql`'{}'::uuid[]`),
    /** When the service at its place was last edited before, so that taking back leaves no mark of an edit. */
    editedBefore: instant("edited_before"),
    decidedBy: uuid("decided_by")
      .notNull()
      .references(() => memberships.id),
    decidedAt: instant("decided_at").notNull().default(sql`app.clock()`),
    undoneAt: instant("undone_at"),
    undoneBy: uuid("undone_by").references(() => memberships.id),
  },
  (t) => [
    check("hours_reading_spans", sql`${t.confirmed} = (cardinality(${t.spanIds}) > 0)`),
    check("hours_reading_undone", sql`(${t.undoneAt} is null) = (${t.undoneBy} is null)`),
    foreignKey({
      columns: [t.serviceAtLocationId, t.organizationId],
      foreignColumns: [servicesAtLocation.id, servicesAtLocation.organizationId],
      name: "hours_reading_place",
    }).onDelete("cascade"),
    index("hours_reading_of_agency").on(t.agencyId, t.decidedAt),
    index("hours_reading_batch").on(t.batchId),
    index("hours_reading_organization").on(t.organizationId),
    index("hours_reading_place_index").on(t.serviceAtLocationId),
    index("hours_reading_decided_by").on(t.decidedBy),
    index("hours_reading_undone_by").on(t.undoneBy),
    mayRead("a network manager sees what the agency made of hours in words", agencyIn(t.agencyId, "network_manager")),
  ],
);

/** What an outside geocoder said of a provider's address, asked once. The addresses are those of the directory. */
export const geocodeAnswers = pgTable(
  "geocode_answer",
  {
    id: id(),
    /** The geocoder's host: another one is asked anew. */
    geocoder: text("geocoder").notNull(),
    /** As it was asked, in one line. */
    address: text("address").notNull(),
    outcome: text("outcome").notNull().default("asking"),
    latitude: doublePrecision("latitude"),
    longitude: doublePrecision("longitude"),
    timeZone: text("time_zone"),
    /** Why the last try failed; a catalogue key under `geocoding.failure`. */
    failure: text("failure"),
    attempts: smallint("attempts").notNull().default(1),
    triedAt: instant("tried_at").notNull().default(sql`app.clock()`),
    /** When a try that failed, or was broken off, comes again. */
    tryAgainAt: instant("try_again_at"),
  },
  (t) => [
    check("geocode_answer_outcome", sql`${t.outcome} in ('asking', 'found', 'not_found', 'far_off', 'failed')`),
    check("geocode_answer_point", sql`(${t.outcome} = 'found') = (num_nonnulls(${t.latitude}, ${t.longitude}) = 2)`),
    check(
      "geocode_answer_on_earth",
      sql`${t.latitude} between -90 and 90 and ${t.longitude} between -180 and 180 and (${t.latitude} <> 0 or ${t.longitude} <> 0)`,
    ),
    unique("geocode_answer_once").on(t.geocoder, t.address),
    index("geocode_answer_tried").on(t.geocoder, t.triedAt),
    mayRead(
      "network managers see what an outside geocoder said of a place",
      sql`cardinality((select app.agencies_where('network_manager'))::uuid[]) > 0`,
    ),
    pgPolicy("the worker asks an outside geocoder", { for: "all", to: appJob, using: sql`true`, withCheck: sql`true` }),
  ],
);
