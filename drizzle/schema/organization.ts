// The directory in HSDS's words: organizations, locations, services, where they meet, when they are open, and the agreements of agencies with them.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
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
import { cents, createdAt, id, instant } from "./columns";
import {
  AGENCY_ROLES,
  agencyIn,
  appJob,
  either,
  inManagedNetwork,
  mayAdd,
  mayChange,
  mayRead,
  mayRemove,
  ORGANIZATION_ROLES,
  organizationIn,
  signedIn,
} from "./policy";

/** Directory facts are public to whoever is signed in; the organization and the managers of its networks write them. */
const directoryPolicies = (name: string, organizationId: AnyPgColumn) => {
  const mine = either(
    organizationIn(organizationId, "coordinator", "organization_administrator"),
    inManagedNetwork(organizationId),
  );
  return [
    mayRead(`whoever is signed in reads the ${name}`, signedIn),
    mayAdd(`an organization and its network's managers add the ${name}`, mine),
    mayChange(`an organization and its network's managers change the ${name}`, mine),
    mayRemove(`an organization and its network's managers remove the ${name}`, mine),
    pgPolicy(`the importer keeps the ${name}`, { for: "all", to: appJob, using: sql`true`, withCheck: sql`true` }),
  ];
};

/** When a person last changed a fact by hand, so that an import does not write over it in silence. */
const editedAt = () => instant("edited_at");
const updatedAt = () => instant("updated_at").notNull().default(sql`app.clock()`);

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
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    editedAt: editedAt(),
  },
  (t) => [
    index("organization_name").on(sql`lower(${t.name})`, t.id),
    mayRead("whoever is signed in reads the organizations", signedIn),
    mayAdd(
      "a network manager adds an organization",
      sql`cardinality((select app.agencies_where('network_manager'))::uuid[]) > 0`,
    ),
    mayChange(
      "an organization and its network's managers change it",
      either(organizationIn(t.id, "coordinator", "organization_administrator"), inManagedNetwork(t.id)),
    ),
    pgPolicy("the importer keeps the organizations", {
      for: "all",
      to: appJob,
      using: sql`true`,
      withCheck: sql`true`,
    }),
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
    active: boolean("active").notNull().default(true),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    editedAt: editedAt(),
  },
  (t) => [
    check("location_point_whole", sql`(${t.latitude} is null) = (${t.longitude} is null)`),
    check("location_point_on_earth", sql`${t.latitude} between -90 and 90 and ${t.longitude} between -180 and 180`),
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
    status: text("status").notNull().default("active"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    editedAt: editedAt(),
  },
  (t) => [
    check("service_status", sql`${t.status} in ('active', 'inactive', 'defunct', 'temporarily closed')`),
    unique("service_of_organization").on(t.id, t.organizationId),
    index("service_organization").on(t.organizationId),
    index("service_words").using("gin", sql`${t.name} gin_trgm_ops`),
    ...directoryPolicies("services", t.organizationId),
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
    capacityAt: instant("capacity_at"),
    /** Hours known as text only: shown as written, and unknown to the search. */
    hoursText: text("hours_text"),
    active: boolean("active").notNull().default(true),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    editedAt: editedAt(),
  },
  (t) => [
    check("service_at_location_takes_referrals", sql`${t.takesReferrals} in ('yes', 'waitlist', 'no', 'unknown')`),
    unique("service_at_location_once").on(t.serviceId, t.locationId),
    unique("service_at_location_of_organization").on(t.id, t.organizationId),
    index("service_at_location_location").on(t.locationId),
    index("service_at_location_organization").on(t.organizationId),
    ...directoryPolicies("services at locations", t.organizationId),
  ],
);

/** A term of the taxonomy tree. */
export const specialties = pgTable(
  "specialty",
  {
    id: id(),
    code: text("code").notNull().unique(),
    name: text("name").notNull(),
    parentId: uuid("parent_id").references((): AnyPgColumn => specialties.id),
    taxonomy: text("taxonomy").notNull().default("throughline"),
    /** Ids from the root to this term, so that a search at any level is one index look-up. */
    path: uuid("path").array().notNull().default(sql`'{}'::uuid[]`),
    depth: smallint("depth").notNull().default(1),
    synonyms: text("synonyms").array().notNull().default(sql`'{}'::text[]`),
    createdAt: createdAt(),
  },
  (t) => [
    index("specialty_parent").on(t.parentId),
    index("specialty_path").using("gin", t.path),
    mayRead("whoever is signed in reads the specialties", signedIn),
    pgPolicy("the importer keeps the specialties", { for: "all", to: appJob, using: sql`true`, withCheck: sql`true` }),
  ],
);

export const serviceSpecialties = pgTable(
  "service_specialty",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    serviceId: uuid("service_id")
      .notNull()
      .references(() => services.id),
    specialtyId: uuid("specialty_id")
      .notNull()
      .references(() => specialties.id),
  },
  (t) => [
    unique("service_specialty_once").on(t.serviceId, t.specialtyId),
    index("service_specialty_specialty").on(t.specialtyId),
    index("service_specialty_organization").on(t.organizationId),
    ...directoryPolicies("specialties of services", t.organizationId),
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
    ...directoryPolicies("phones", t.organizationId),
  ],
);

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
  },
  (t) => [
    check(
      "opening_span_shape",
      sql`${t.weekday} between 1 and 7 and ${t.opensMinute} between 0 and 1439 and ${t.closesMinute} > ${t.opensMinute} and ${t.closesMinute} <= ${t.opensMinute} + 1440`,
    ),
    index("opening_span_location").on(t.locationId, t.weekday),
    index("opening_span_service_at_location").on(t.serviceAtLocationId),
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
    index("opening_exception_service_at_location").on(t.serviceAtLocationId),
    index("opening_exception_organization").on(t.organizationId),
    ...directoryPolicies("exceptions of opening hours", t.organizationId),
  ],
);

export const agreements = pgTable(
  "agreement",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    number: text("number").notNull(),
    state: text("state").notNull().default("draft"),
    startsOn: date("starts_on", { mode: "string" }).notNull(),
    /** First day after the agreement. */
    endsOn: date("ends_on", { mode: "string" }).notNull(),
    paymentDays: integer("payment_days").notNull().default(30),
    settings: jsonb("settings").$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    check("agreement_days", sql`${t.endsOn} > ${t.startsOn}`),
    unique("agreement_number").on(t.agencyId, t.number),
    unique("agreement_of_both").on(t.id, t.agencyId, t.organizationId),
    index("agreement_agency").on(t.agencyId, t.organizationId),
    index("agreement_organization").on(t.organizationId),
    mayRead(
      "both sides read their agreement",
      either(agencyIn(t.agencyId, ...AGENCY_ROLES), organizationIn(t.organizationId, ...ORGANIZATION_ROLES)),
    ),
    mayAdd("a network manager drafts an agreement", agencyIn(t.agencyId, "network_manager")),
    mayChange("a network manager changes an agreement", agencyIn(t.agencyId, "network_manager")),
  ],
);

/** The price of a service per unit in a period; two prices never hold at once. */
export const rates = pgTable(
  "rate",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    agreementId: uuid("agreement_id")
      .notNull()
      .references(() => agreements.id),
    serviceId: uuid("service_id")
      .notNull()
      .references(() => services.id),
    unitType: text("unit_type").notNull(),
    rateCents: cents("rate_cents").notNull(),
    startsOn: date("starts_on", { mode: "string" }).notNull(),
    endsOn: date("ends_on", { mode: "string" }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check("rate_positive", sql`${t.rateCents} > 0`),
    check("rate_days", sql`${t.endsOn} > ${t.startsOn}`),
    check("rate_unit_type", sql`${t.unitType} in ('quarter_hour', 'hour', 'session', 'day', 'item')`),
    index("rate_agency").on(t.agencyId, t.serviceId),
    index("rate_agreement").on(t.agreementId),
    index("rate_organization").on(t.organizationId),
    index("rate_service").on(t.serviceId),
    mayRead(
      "both sides read their rates",
      either(agencyIn(t.agencyId, ...AGENCY_ROLES), organizationIn(t.organizationId, ...ORGANIZATION_ROLES)),
    ),
    mayAdd("a network manager sets a rate", agencyIn(t.agencyId, "network_manager")),
    mayChange("a network manager ends a rate", agencyIn(t.agencyId, "network_manager")),
  ],
);
