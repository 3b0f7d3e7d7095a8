// What clients say of a service by a link, without an account, and the incidents that an urgent answer opens. Only hashes of the links' keys are kept.

import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, smallint, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { cases, clients } from "./client";
import { createdAt, id, instant } from "./columns";
import { organizations, servicesAtLocation } from "./organization";
import {
  agencyIn,
  both,
  CASE_STAFF,
  clientOpenToMe,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  readByCaseStaff,
  referralIsMine,
  writtenByCarriers,
} from "./policy";
import { toReferral } from "./referral";

export const feedbackLinks = pgTable(
  "feedback_link",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    clientId: uuid("client_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    language: text("language").notNull(),
    /** By which way it reached the client. */
    how: text("how").notNull(),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [
    check("feedback_link_how", sql`${t.how} in ('email', 'paper')`),
    check(
      "feedback_link_span",
      sql`${t.expiresAt} > ${t.createdAt} and ${t.expiresAt} <= ${t.createdAt} + interval '60 days'`,
    ),
    toReferral(t, "feedback_link_referral"),
    index("feedback_link_referral_index").on(t.referralId),
    index("feedback_link_client").on(t.clientId),
    index("feedback_link_agency").on(t.agencyId),
    index("feedback_link_created_by").on(t.createdBy),
    mayRead(
      "case staff see which links a client was given to say how it went",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientOpenToMe(t.clientId)),
    ),
    mayAdd(
      "whoever carries the referral asks in their own name how it went",
      both(agencyIn(t.agencyId, ...CASE_STAFF), referralIsMine(t.referralId), isMyMembership(t.createdBy)),
    ),
  ],
);

/** What one client said to the questions of one version: 2 is good, 1 is middling, 0 is bad; what they skipped is null. */
export const feedbacks = pgTable(
  "feedback",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    clientId: uuid("client_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    linkId: uuid("link_id")
      .notNull()
      .unique()
      .references(() => feedbackLinks.id),
    /** Of whom it speaks, where somebody had accepted. */
    organizationId: uuid("organization_id").references(() => organizations.id),
    serviceAtLocationId: uuid("service_at_location_id").references(() => servicesAtLocation.id),
    /** Which questions were asked; another set of questions is another version. */
    questions: smallint("questions").notNull().default(1),
    helped: smallint("helped"),
    treated: smallint("treated"),
    again: smallint("again"),
    /** Not safe, or not helped and in need of it now. */
    urgent: text("urgent"),
    words: text("words").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      "feedback_scale",
      sql`${t.helped} between 0 and 2 and ${t.treated} between 0 and 2 and ${t.again} between 0 and 2`,
    ),
    check("feedback_urgent", sql`${t.urgent} in ('not_safe', 'need_now')`),
    toReferral(t, "feedback_referral"),
    index("feedback_referral_index").on(t.referralId),
    index("feedback_client").on(t.clientId),
    index("feedback_agency").on(t.agencyId, t.serviceAtLocationId),
    index("feedback_organization").on(t.organizationId),
    index("feedback_service_at_location").on(t.serviceAtLocationId),
    mayRead(
      "case staff read what a client said of a service",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientOpenToMe(t.clientId)),
    ),
  ],
);

/** An urgent answer, until a person has seen to it. */
export const incidents = pgTable(
  "incident",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    clientId: uuid("client_id").notNull(),
    caseId: uuid("case_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    feedbackId: uuid("feedback_id")
      .notNull()
      .unique()
      .references(() => feedbacks.id),
    kind: text("kind").notNull(),
    state: text("state").notNull().default("open"),
    createdAt: createdAt(),
    /** By when somebody must have seen to it; whoever takes it may say another time. */
    dueAt: instant("due_at").notNull(),
    takenBy: uuid("taken_by").references(() => memberships.id),
    takenAt: instant("taken_at"),
    /** What was done, in the words of whoever closed it. */
    done: text("done"),
    closedBy: uuid("closed_by").references(() => memberships.id),
    closedAt: instant("closed_at"),
  },
  (t) => [
    check("incident_kind", sql`${t.kind} in ('not_safe', 'need_now')`),
    check("incident_taken", sql`${t.state} = 'open' or ${t.takenBy} is not null and ${t.takenAt} is not null`),
    check(
      "incident_closed",
      sql`(${t.state} = 'closed') = (${t.closedAt} is not null) and num_nonnulls(${t.closedAt}, ${t.closedBy}, ${t.done}) in (0, 3)`,
    ),
    unique("incident_of_agency").on(t.id, t.agencyId),
    toReferral(t, "incident_referral"),
    foreignKey({
      columns: [t.caseId, t.clientId, t.agencyId],
      foreignColumns: [cases.id, cases.clientId, cases.agencyId],
      name: "incident_case",
    }),
    foreignKey({
      columns: [t.clientId, t.agencyId],
      foreignColumns: [clients.id, clients.agencyId],
      name: "incident_client",
    }),
    index("incident_agency").on(t.agencyId, t.state, t.dueAt),
    index("incident_case_index").on(t.caseId),
    index("incident_client_index").on(t.clientId),
    index("incident_referral_index").on(t.referralId),
    index("incident_taken_by").on(t.takenBy),
    index("incident_closed_by").on(t.closedBy),
    mayRead("case staff read the incidents of cases open to them", readByCaseStaff(t)),
    mayChange("whoever carries the case sees to an incident", writtenByCarriers(t)),
  ],
);
