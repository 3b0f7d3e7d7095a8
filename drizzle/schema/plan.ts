// Care plans: goals, the services planned, and the review every few months. Who reads a case reads its plan; who carries it writes.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { cases, needs } from "./client";
import { createdAt, id, instant } from "./columns";
import { documents } from "./consent";
import {
  both,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  mayRemove,
  readByCaseStaff,
  writtenByCarriers,
} from "./policy";
import { isWholeSignature, signature } from "./signature";
import { specialties } from "./specialty";

export const carePlans = pgTable(
  "care_plan",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    caseId: uuid("case_id").notNull(),
    clientId: uuid("client_id").notNull(),
    version: integer("version").notNull(),
    state: text("state").notNull().default("draft"),
    /** Counts what was changed in the draft, so that an approval is of what was seen. */
    revision: integer("revision").notNull().default(1),
    /** What matters to the client, in their own words. */
    summary: text("summary").notNull().default(""),
    startsOn: date("starts_on", { mode: "string" }).notNull(),
    reviewMonths: smallint("review_months").notNull().default(3),
    nextReviewOn: date("next_review_on", { mode: "string" }),
    createdBy: uuid("created_by").notNull(),
    createdAt: createdAt(),
    endedAt: instant("ended_at"),
    ...signature(),
  },
  (t) => [
    check("care_plan_review_months", sql`${t.reviewMonths} between 1 and 12`),
    check("care_plan_signed_whole", isWholeSignature(t)),
    check("care_plan_agreed", sql`(${t.state} in ('draft', 'discarded')) = (${t.signedAt} is null)`),
    unique("care_plan_version").on(t.caseId, t.version),
    unique("care_plan_of_case").on(t.id, t.caseId, t.agencyId),
    uniqueIndex("care_plan_one_draft").on(t.caseId).where(sql`${t.state} = 'draft'`),
    uniqueIndex("care_plan_one_agreed").on(t.caseId).where(sql`${t.state} = 'agreed'`),
    foreignKey({
      columns: [t.caseId, t.clientId, t.agencyId],
      foreignColumns: [cases.id, cases.clientId, cases.agencyId],
      name: "care_plan_case",
    }),
    foreignKey({
      columns: [t.createdBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "care_plan_created_by",
    }),
    foreignKey({ columns: [t.signedDocumentId], foreignColumns: [documents.id], name: "care_plan_document" }),
    index("care_plan_agency").on(t.agencyId),
    index("care_plan_created_by_index").on(t.createdBy),
    index("care_plan_document_index").on(t.signedDocumentId),
    index("care_plan_due").on(t.nextReviewOn).where(sql`${t.state} = 'agreed'`),
    mayRead("case staff read care plans", readByCaseStaff(t)),
    mayAdd(
      "whoever carries the case drafts a plan in their own name",
      both(writtenByCarriers(t), isMyMembership(t.createdBy)),
    ),
    mayChange("whoever carries the case changes a plan", writtenByCarriers(t)),
  ],
);

const ofPlan = (t: { planId: AnyPgColumn; caseId: AnyPgColumn; agencyId: AnyPgColumn }, name: string) =>
  foreignKey({
    columns: [t.planId, t.caseId, t.agencyId],
    foreignColumns: [carePlans.id, carePlans.caseId, carePlans.agencyId],
    name,
  });

export const planGoals = pgTable(
  "plan_goal",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    caseId: uuid("case_id").notNull(),
    planId: uuid("plan_id").notNull(),
    words: text("words").notNull(),
    /** How both will know that it is reached. */
    measure: text("measure").notNull().default(""),
    targetOn: date("target_on", { mode: "string" }),
    /** The same goal in the version before. */
    carriedFromId: uuid("carried_from_id").references((): AnyPgColumn => planGoals.id),
    createdAt: createdAt(),
  },
  (t) => [
    unique("plan_goal_of_plan").on(t.id, t.planId, t.agencyId),
    ofPlan(t, "plan_goal_plan"),
    index("plan_goal_carried_from").on(t.carriedFromId),
    index("plan_goal_plan_index").on(t.planId),
    index("plan_goal_case_index").on(t.caseId),
    index("plan_goal_agency").on(t.agencyId),
    mayRead("case staff read goals", readByCaseStaff(t)),
    mayAdd("whoever carries the case sets goals", writtenByCarriers(t)),
    mayChange("whoever carries the case changes goals", writtenByCarriers(t)),
    mayRemove("whoever carries the case takes goals out of a draft", writtenByCarriers(t)),
  ],
);

/** A service or benefit the plan names; its need is where the search and the referral start. */
export const plannedServices = pgTable(
  "planned_service",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    caseId: uuid("case_id").notNull(),
    planId: uuid("plan_id").notNull(),
    goalId: uuid("goal_id"),
    kind: text("kind").notNull().default("service"),
    specialtyId: uuid("specialty_id").references(() => specialties.id),
    needId: uuid("need_id"),
    /** What exactly, such as the name of a benefit. */
    words: text("words").notNull().default(""),
    /** How much and how often, in words both understand: "one hour a week for eight weeks". */
    howMuch: text("how_much").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    check("planned_service_kind", sql`${t.kind} in ('service', 'benefit')`),
    check("planned_service_named", sql`${t.specialtyId} is not null or ${t.words} <> ''`),
    unique("planned_service_of_plan").on(t.id, t.planId, t.agencyId),
    unique("planned_service_of_case").on(t.id, t.caseId, t.agencyId),
    ofPlan(t, "planned_service_plan"),
    foreignKey({
      columns: [t.goalId, t.planId, t.agencyId],
      foreignColumns: [planGoals.id, planGoals.planId, planGoals.agencyId],
      name: "planned_service_goal",
    }),
    foreignKey({
      columns: [t.needId, t.caseId, t.agencyId],
      foreignColumns: [needs.id, needs.caseId, needs.agencyId],
      name: "planned_service_need",
    }),
    index("planned_service_plan_index").on(t.planId),
    index("planned_service_case_index").on(t.caseId),
    index("planned_service_goal_index").on(t.goalId),
    index("planned_service_need_index").on(t.needId),
    index("planned_service_specialty").on(t.specialtyId),
    index("planned_service_agency").on(t.agencyId),
    mayRead("case staff read planned services", readByCaseStaff(t)),
    mayAdd("whoever carries the case plans services", writtenByCarriers(t)),
    mayChange("whoever carries the case changes planned services", writtenByCarriers(t)),
    mayRemove("whoever carries the case takes planned services out of a draft", writtenByCarriers(t)),
  ],
);

/** Made by the house when its time comes; people say what they found and decide. */
export const planReviews = pgTable(
  "plan_review",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    caseId: uuid("case_id").notNull(),
    planId: uuid("plan_id").notNull(),
    state: text("state").notNull().default("open"),
    dueOn: date("due_on", { mode: "string" }).notNull(),
    /** What is looked back on: [from, until). */
    fromDay: date("from_day", { mode: "string" }).notNull(),
    untilDay: date("until_day", { mode: "string" }).notNull(),
    filledAt: instant("filled_at").notNull().default(sql`app.clock()`),
    createdAt: createdAt(),
    decision: text("decision"),
    words: text("words").notNull().default(""),
    /** Who took part beside the caseworker. */
    present: text("present").notNull().default(""),
    decidedBy: uuid("decided_by"),
    decidedAt: instant("decided_at"),
  },
  (t) => [
    check("plan_review_decision", sql`${t.decision} in ('continue', 'change', 'end')`),
    check(
      "plan_review_decided",
      sql`(${t.state} = 'decided') = (${t.decision} is not null) and num_nonnulls(${t.decision}, ${t.decidedBy}, ${t.decidedAt}) in (0, 3)`,
    ),
    check("plan_review_span", sql`${t.untilDay} >= ${t.fromDay}`),
    unique("plan_review_of_case").on(t.id, t.caseId, t.agencyId),
    uniqueIndex("plan_review_one_open").on(t.planId).where(sql`${t.state} = 'open'`),
    ofPlan(t, "plan_review_plan"),
    foreignKey({
      columns: [t.decidedBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "plan_review_decided_by",
    }),
    index("plan_review_plan_index").on(t.planId, t.createdAt.desc()),
    index("plan_review_case_index").on(t.caseId),
    index("plan_review_agency").on(t.agencyId),
    index("plan_review_due").on(t.agencyId, t.dueOn, t.id).where(sql`${t.state} = 'open'`),
    index("plan_review_decided_by_index").on(t.decidedBy),
    mayRead("case staff read reviews", readByCaseStaff(t)),
    mayChange("whoever carries the case decides a review", writtenByCarriers(t)),
  ],
);

/** One thing that was planned, with what came of it as the house counts it, and what people say about it. */
export const planReviewLines = pgTable(
  "plan_review_line",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    caseId: uuid("case_id").notNull(),
    reviewId: uuid("review_id").notNull(),
    goalId: uuid("goal_id").references(() => planGoals.id),
    plannedServiceId: uuid("planned_service_id").references(() => plannedServices.id),
    taskId: uuid("task_id"),
    /** Counts and codes at the time it was filled. */
    facts: jsonb("facts").$type<Record<string, unknown>>().notNull().default({}),
    verdict: text("verdict"),
    words: text("words").notNull().default(""),
  },
  (t) => [
    check("plan_review_line_one", sql`num_nonnulls(${t.goalId}, ${t.plannedServiceId}, ${t.taskId}) = 1`),
    check("plan_review_line_verdict", sql`${t.verdict} in ('reached', 'partly', 'not_reached', 'dropped')`),
    unique("plan_review_line_goal").on(t.reviewId, t.goalId),
    unique("plan_review_line_service").on(t.reviewId, t.plannedServiceId),
    unique("plan_review_line_task").on(t.reviewId, t.taskId),
    foreignKey({
      columns: [t.reviewId, t.caseId, t.agencyId],
      foreignColumns: [planReviews.id, planReviews.caseId, planReviews.agencyId],
      name: "plan_review_line_review",
    }),
    index("plan_review_line_goal_index").on(t.goalId),
    index("plan_review_line_service_index").on(t.plannedServiceId),
    index("plan_review_line_task_index").on(t.taskId),
    index("plan_review_line_case_index").on(t.caseId),
    index("plan_review_line_agency").on(t.agencyId),
    mayRead("case staff read what a review found", readByCaseStaff(t)),
    mayChange("whoever carries the case says what they found", writtenByCarriers(t)),
  ],
);
