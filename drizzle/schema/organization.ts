// Organizations in HSDS's words, their places and services, and where they meet: the directory.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies } from "./agency";
import { cents, createdAt, editedAt, id, instant, knownAt } from "./columns";
import {
  appJob,
  directoryOpen,
  either,
  inManagedNetwork,
  mayAdd,
  mayChange,
  mayRead,
  mayRemove,
  organizationIn,
  signedIn,
} from "./policy";

const importerKeeps = (name: string) =>
  pgPolicy(`the importer keeps the ${name}`, { for: "all", to: appJob, using: sql`true`, withCheck: sql`true` });

/** Directory facts are public to whoever is signed in; the organization and the managers of its networks write them. */
export const directoryPolicies = (name: string, organizationId: AnyPgColumn) => {
  const mine = either(
    organizationIn(organizationId, "coordinator", "organization_administrator"),
    inManagedNetwork(organizationId),
  );
  return [
    mayRead(`whoever is signed in reads the ${name}`, signedIn),
    mayRead(`whoever the directory is open to reads the ${name}`, directoryOpen),
    mayAdd(`an organization and its network's managers add the ${name}`, mine),
    mayChange(`an organization and its network's managers change the ${name}`, mine),
    mayRemove(`an organization and its network's managers remove the ${name}`, mine),
    importerKeeps(name),
  ];
};

export const updatedAt = () => instant("updated_at").notNull().default(sql`app.clock()`);

export const organizations = pgTable(
  "organization",
  {
    id: id(),
    name: text("name").notNull(),
    alternateName: text("alternate_name"),
    description: text("description").notNull().default(""),
    email: text("email"),
    website: text("website"),
    legalStatus: text("legal_status"),
    active: boolean("active").notNull().default(true),
    /** The record that stands for it while a person has joined the two. Kept by the database. */
    joinedToId: uuid("joined_to_id").references((): AnyPgColumn => organizations.id, { onDelete: "set null" }),
    /** In searches, lists and feeds. */
    listed: boolean("listed").notNull().generatedAlwaysAs(sql`active and joined_to_id is null`),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    editedAt: editedAt(),
    contactAt: knownAt("contact_at"),
    /** The agency whose network desk added it; null: an import did. Set by the database. */
    addedByAgencyId: uuid("added_by_agency_id").references((): AnyPgColumn => agencies.id),
  },
  (t) => [
    index("organization_added_by_agency").on(t.addedByAgencyId),
    index("organization_joined_to").on(t.joinedToId),
    index("organization_name").on(sql`lower(${t.name})`, t.id),
    index("organization_words").using("gin", sql`lower(${t.name}) gin_trgm_ops`),
    mayRead("whoever is signed in reads the organizations", signedIn),
    mayRead("whoever the directory is open to reads the organizations", directoryOpen),
    mayAdd(
      "a network manager adds an organization",
      sql`cardinality((select app.agencies_where('network_manager'))::uuid[]) > 0`,
    ),
    mayChange(
      "an organization and its network's managers change it",
      either(organizationIn(t.id, "coordinator", "organization_administrator"), inManagedNetwork(t.id)),
    ),
    importerKeeps("organizations"),
  ],
);

export const locations = pgTable(
  "location",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    name: text("name").notNull(),
    alternateName: text("alternate_name"),
    description: text("description").notNull().default(""),
    email: text("email"),
    website: text("website"),
    /** Where letters go, when that is not where the door is; as on an envelope. */
    mailAddress: text("mail_address"),
    addressLine: text("address_line"),
    addressLine2: text("address_line_2"),
    city: text("city"),
    region: text("region"),
    postalCode: text("postal_code"),
    country: text("country").notNull().default("US"),
    latitude: doublePrecision("latitude"),
    longitude: doublePrecision("longitude"),
    /** How the point is known: given, address, postal_code, town, none. */
    pointPrecision: text("point_precision").notNull().default("none"),
    timeZone: text("time_zone").notNull().default("America/New_York"),
    transportation: text("transportation"),
    accessibility: text("accessibility").array().notNull().default(sql`'{}'::text[]`),
    languages: text("languages").array().notNull().default(sql`'{}'::text[]`),
    /** The code of a set of public holidays on which it is closed. Null: nobody has said. */
    holidays: text("holidays"),
    active: boolean("active").notNull().default(true),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    editedAt: editedAt(),
    addressAt: knownAt("address_at"),
    /** Languages, accessibility and the way there. */
    accessAt: knownAt("access_at"),
  },
  (t) => [
    check("location_point_whole", sql`(${t.latitude} is null) = (${t.longitude} is null)`),
    check("location_point_on_earth", sql`${t.latitude} between -90 and 90 and ${t.longitude} between -180 and 180`),
    // In the ocean, where programs put what they do not know.
    check("location_point_not_zero", sql`${t.latitude} <> 0 or ${t.longitude} <> 0`),
    unique("location_of_organization").on(t.id, t.organizationId),
    index("location_organization").on(t.organizationId),
    index("location_point").on(t.latitude, t.longitude),
    index("location_postal_code").on(t.postalCode),
    ...directoryPolicies("locations", t.organizationId),
  ],
);

export const services = pgTable(
  "service",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    name: text("name").notNull(),
    alternateName: text("alternate_name"),
    /** The programme of the organization that the service belongs to. */
    programName: text("program_name"),
    description: text("description").notNull().default(""),
    applicationProcess: text("application_process"),
    requiredDocuments: text("required_documents"),
    serviceArea: text("service_area"),
    interpretation: text("interpretation"),
    acceptedPayments: text("accepted_payments"),
    waitTime: text("wait_time"),
    /** A short notice that readers must see first. */
    alert: text("alert"),
    eligibility: text("eligibility"),
    minimumAge: smallint("minimum_age"),
    maximumAge: smallint("maximum_age"),
    fees: text("fees"),
    email: text("email"),
    website: text("website"),
    languages: text("languages").array().notNull().default(sql`'{}'::text[]`),
    /** How it reaches the client: on_site, remote, at_home. Empty: not known. */
    modes: text("modes").array().notNull().default(sql`'{}'::text[]`),
    /** The groups it is meant for, such as veterans. Empty: not known, which is not "everybody". */
    serves: text("serves").array().notNull().default(sql`'{}'::text[]`),
    /** free, sliding_scale, fee, insurance. Null: not known. */
    cost: text("cost"),
    /** What it costs per unit where no agreement says otherwise; both or neither. */
    priceCents: cents("price_cents"),
    priceUnitType: text("unit_type"),
    status: text("status").notNull().default("active"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    editedAt: editedAt(),
    servicesAt: knownAt("services_at"),
  },
  (t) => [
    check("service_modes", sql`${t.modes} <@ '{on_site,remote,at_home}'::text[]`),
    check("service_cost", sql`${t.cost} in ('free', 'sliding_scale', 'fee', 'insurance')`),
    check(
      "service_price",
      sql`(${t.priceCents} is null) = (${t.priceUnitType} is null) and ${t.priceCents} > 0 and ${t.priceUnitType} in ('quarter_hour', 'hour', 'session', 'day', 'item')`,
    ),
    check("service_status", sql`${t.status} in ('active', 'inactive', 'defunct', 'temporarily closed')`),
    unique("service_of_organization").on(t.id, t.organizationId),
    index("service_organization").on(t.organizationId),
    index("service_words").using("gin", sql`${t.name} gin_trgm_ops`),
    ...directoryPolicies("services", t.organizationId),
  ],
);

/** Where a service comes to its clients: postal codes, or one polygon. A service without a row: nobody has said. */
export const serviceAreas = pgTable(
  "service_area",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    serviceId: uuid("service_id")
      .notNull()
      .references(() => services.id, { onDelete: "cascade" }),
    name: text("name").notNull().default(""),
    postalCodes: text("postal_codes").array().notNull().default(sql`'{}'::text[]`),
    /** GeoJSON Polygon or MultiPolygon, longitude first. */
    polygon: jsonb("polygon").$type<{ type: "Polygon" | "MultiPolygon"; coordinates: unknown[] }>(),
    /** The polygon's edges in degrees, so that few polygons are ever drawn out: south, west, north, east. */
    edges: doublePrecision("edges").array(),
  },
  (t) => [
    check("service_area_says_where", sql`cardinality(${t.postalCodes}) > 0 or ${t.polygon} is not null`),
    check(
      "service_area_edges",
      sql`(${t.polygon} is null) = (${t.edges} is null) and (${t.edges} is null or cardinality(${t.edges}) = 4)`,
    ),
    index("service_area_organization").on(t.organizationId),
    index("service_area_service").on(t.serviceId),
    index("service_area_postal_codes").using("gin", t.postalCodes),
    ...directoryPolicies("service areas", t.organizationId),
  ],
);

/** What is found and referred to: one service at one place. */
export const servicesAtLocation = pgTable(
  "service_at_location",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    serviceId: uuid("service_id")
      .notNull()
      .references(() => services.id),
    locationId: uuid("location_id")
      .notNull()
      .references(() => locations.id),
    /** yes, waitlist, no, unknown; with its age. */
    takesReferrals: text("takes_referrals").notNull().default("unknown"),
    openPlaces: integer("open_places"),
    /** What the number counts: places, beds, slots, households, meals. */
    capacityUnit: text("capacity_unit").notNull().default("places"),
    /** Places held by offers that wait for an answer; kept by the database. */
    heldPlaces: integer("held_places").notNull().default(0),
    capacityAt: instant("capacity_at"),
    /** Hours known as text only: shown as written, and unknown to the search. */
    hoursText: text("hours_text"),
    active: boolean("active").notNull().default(true),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    editedAt: editedAt(),
    hoursAt: knownAt("hours_at"),
  },
  (t) => [
    check("service_at_location_takes_referrals", sql`${t.takesReferrals} in ('yes', 'waitlist', 'no', 'unknown')`),
    check("service_at_location_unit", sql`${t.capacityUnit} in ('places', 'beds', 'slots', 'households', 'meals')`),
    check("service_at_location_capacity_age", sql`${t.takesReferrals} = 'unknown' or ${t.capacityAt} is not null`),
    unique("service_at_location_once").on(t.serviceId, t.locationId),
    unique("service_at_location_of_organization").on(t.id, t.organizationId),
    index("service_at_location_location").on(t.locationId),
    index("service_at_location_organization").on(t.organizationId),
    index("service_at_location_in_words").on(t.id).where(sql`${t.hoursText} is not null`),
    ...directoryPolicies("services at locations", t.organizationId),
  ],
);

export const phones = pgTable(
  "phone",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    locationId: uuid("location_id").references(() => locations.id),
    serviceId: uuid("service_id").references(() => services.id),
    number: text("number").notNull(),
    extension: text("extension"),
    kind: text("kind").notNull().default("voice"),
    note: text("note"),
  },
  (t) => [
    index("phone_organization").on(t.organizationId),
    index("phone_location").on(t.locationId),
    index("phone_service").on(t.serviceId),
    /** As its last ten digits, however it was written. */
    index("phone_digits").on(sql`right(regexp_replace(${t.number}, '\\D', '', 'g'), 10)`),
    ...directoryPolicies("phones", t.organizationId),
  ],
);
