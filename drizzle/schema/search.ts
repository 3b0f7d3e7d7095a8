// What the provider search keeps: the rows it looks through, people's saved searches, how searches begin, and what nobody could be found for.

import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  pgPolicy,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { organizations, servicesAtLocation, updatedAt } from "./organization";
import { AGENCY_ROLES, agencyIn, appUser, isMyMembership, mayAdd, mayChange, mayRead, mayRemove } from "./policy";
import { specialties } from "./specialty";

/** A point on the Earth's sphere in metres from its centre, so that straight distances order as great circles do. */
const earth = customType<{ data: string; driverData: string }>({ dataType: () => "cube" });
const minutesOfWeek = customType<{ data: string; driverData: string }>({ dataType: () => "int4multirange" });
const days = customType<{ data: string; driverData: string }>({ dataType: () => "datemultirange" });

const knownOn = (name: string) => date(name, { mode: "string" }).notNull().default(sql`'-infinity'`);

const codes = (name: string) => text(name).array().notNull().default(sql`'{}'::text[]`);

/**
 * What the search looks through: for each service at location that is on offer one row with term 0, and one for each of its specialties.
 * Written by the database alone, in the transaction that changes the directory; read through the view "found_place".
 */
export const listings = pgTable(
  "listing",
  {
    id: id(),
    serviceAtLocationId: uuid("service_at_location_id")
      .notNull()
      .references(() => servicesAtLocation.id, { onDelete: "cascade" }),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    serviceId: uuid("service_id").notNull(),
    locationId: uuid("location_id").notNull(),
    /** The specialty's place in the tree; 0 in the row that stands for all. */
    term: bigint("term", { mode: "bigint" }).notNull(),
    /** The next smaller term of the same place, -1 where there is none: of its rows within a range the first stands for it. */
    termBefore: bigint("term_before", { mode: "bigint" }).notNull(),
    /** Null: nobody can put it on the map. */
    earth: earth("earth"),
    latitude: doublePrecision("latitude"),
    longitude: doublePrecision("longitude"),
    exactPoint: boolean("exact_point").notNull(),
    town: text("town"),
    timeZone: text("time_zone").notNull(),
    /** Minutes past Monday 00:00 at which it is open in some week. Null: no weekly hours are known. */
    week: minutesOfWeek("week"),
    /** Every one of those hours holds in every week. */
    everyWeek: boolean("every_week").notNull(),
    /** Days on which something else than the week may hold. */
    dated: days("dated"),
    holidays: text("holidays"),
    languages: codes("languages"),
    modes: codes("modes"),
    accessibility: codes("accessibility"),
    serves: codes("serves"),
    minimumAge: smallint("minimum_age"),
    maximumAge: smallint("maximum_age"),
    cost: text("cost"),
    /** 0 yes, 1 waiting list, 2 unknown, 3 no. */
    willing: smallint("willing").notNull(),
    /** Those that no offer holds. */
    openPlaces: integer("open_places"),
    capacityAt: instant("capacity_at"),
    /** Words of its names, its description and its specialties, small and without accents; only in the row with term 0. */
    words: text("words").array(),
    /** The day on the place's own clock on which each group of its facts was last known to be right. */
    contactOn: knownOn("contact_on"),
    addressOn: knownOn("address_on"),
    hoursOn: knownOn("hours_on"),
    servicesOn: knownOn("services_on"),
    accessOn: knownOn("access_on"),
    /** Null: capacity was never said. */
    capacityOn: date("capacity_on", { mode: "string" }),
  },
  (t) => [
    unique("listing_once").on(t.serviceAtLocationId, t.term),
    index("listing_nearby").using("gist", t.term, sql`app.plane_point(${t.latitude}, ${t.longitude})`),
    index("listing_remote")
      .using("gist", t.term, sql`app.plane_point(${t.latitude}, ${t.longitude})`)
      .where(sql`${t.modes} @> '{remote}'`),
    index("listing_unplaced").on(t.term).where(sql`${t.earth} is null`),
    index("listing_organization").on(t.organizationId, t.term),
    index("listing_words").using("gin", t.words).where(sql`${t.term} = 0`),
    pgPolicy("nobody reads listings but through the search's view", { for: "select", to: appUser, using: sql`false` }),
  ],
);

/** Every word of any listing, so that a word typed wrongly finds the one that was meant. A word is never taken away. */
export const listingWords = pgTable("listing_word", { word: text("word").primaryKey() }, (t) => [
  index("listing_word_like").using("gin", sql`${t.word} gin_trgm_ops`),
  pgPolicy("nobody reads words but through the search's view", { for: "select", to: appUser, using: sql`false` }),
]);

/** A search kept under a name: for oneself, or shared with the agency. Its address holds nothing of a client. */
export const savedSearches = pgTable(
  "saved_search",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    createdBy: uuid("created_by").notNull(),
    name: text("name").notNull(),
    address: text("address").notNull(),
    shared: boolean("shared").notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    check("saved_search_address", sql`${t.address} like '/agency/search?%' and ${t.address} !~ '[?&](case|need)='`),
    foreignKey({
      columns: [t.createdBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "saved_search_by",
    }),
    uniqueIndex("saved_search_name").on(t.createdBy, sql`lower(${t.name})`),
    index("saved_search_agency").on(t.agencyId),
    mayRead(
      "a person reads their own searches and those the agency shares",
      sql`(${agencyIn(t.agencyId, ...AGENCY_ROLES)} and (${isMyMembership(t.createdBy)} or ${t.shared}))`,
    ),
    mayAdd(
      "a person saves a search in their own name",
      sql`(${agencyIn(t.agencyId, ...AGENCY_ROLES)} and ${isMyMembership(t.createdBy)})`,
    ),
    mayChange(
      "a person changes their own searches",
      sql`(${agencyIn(t.agencyId, ...AGENCY_ROLES)} and ${isMyMembership(t.createdBy)})`,
    ),
    mayRemove(
      "a person removes their own searches, a network manager the shared ones",
      sql`((${agencyIn(t.agencyId, ...AGENCY_ROLES)} and ${isMyMembership(t.createdBy)}) or (${t.shared} and ${agencyIn(t.agencyId, "network_manager")}))`,
    ),
  ],
);

/** How the searches of one programme begin: which filters stand open, which columns are shown, how far, in which order. */
export const searchSetups = pgTable(
  "search_setup",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    /** The programme's name. */
    name: text("name").notNull(),
    filters: codes("filters"),
    columns: codes("columns"),
    /** In the agency's unit of distance; 0 is anywhere. */
    within: smallint("within").notNull().default(10),
    sort: text("sort").notNull().default("best"),
    /** The one that holds where no programme is chosen. */
    usual: boolean("usual").notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    check("search_setup_within", sql`${t.within} between 0 and 500`),
    unique("search_setup_name").on(t.agencyId, t.name),
    uniqueIndex("search_setup_usual").on(t.agencyId).where(sql`${t.usual}`),
    mayRead("the agency's people read how searches begin", agencyIn(t.agencyId, ...AGENCY_ROLES)),
    mayAdd("a network manager says how searches begin", agencyIn(t.agencyId, "network_manager")),
    mayChange("a network manager changes how searches begin", agencyIn(t.agencyId, "network_manager")),
    mayRemove("a network manager removes how searches begin", agencyIn(t.agencyId, "network_manager")),
  ],
);

/** A search that found nothing: what, where, when and in which language was asked. Never for whom, never by whom. */
export const unmetSearches = pgTable(
  "unmet_search",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    day: date("day", { mode: "string" }).notNull(),
    specialtyId: uuid("specialty_id").references(() => specialties.id),
    /** The postal code's first three digits, or the town: never an address. */
    area: text("area").notNull().default(""),
    withinMetres: integer("within_metres"),
    /** now, at, times, evening, weekend; empty: at any time. */
    time: text("time").notNull().default(""),
    language: text("language").notNull().default(""),
    /** The other conditions that were set, by their names. */
    conditions: codes("conditions"),
    /** How often the same was asked on that day. */
    times: integer("times").notNull().default(1),
  },
  (t) => [
    unique("unmet_search_once")
      .on(t.agencyId, t.day, t.specialtyId, t.area, t.withinMetres, t.time, t.language, t.conditions)
      .nullsNotDistinct(),
    index("unmet_search_specialty").on(t.specialtyId),
    mayRead(
      "network managers, supervisors and auditors read what nobody was found for",
      agencyIn(t.agencyId, "network_manager", "supervisor", "auditor", "administrator"),
    ),
  ],
);
