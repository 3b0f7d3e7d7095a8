// The daily work on cases: tasks, approvals by a second person, the contract, and cases handed over.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { seat } from "./agency";
import { cases } from "./client";
import { createdAt, id, instant } from "./columns";
import { documents } from "./consent";
import { carePlans, planGoals, planReviews } from "./plan";
import {
  agencyIn,
  both,
  caseIsMine,
  caseOpenToWrite,
  either,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  readByCaseStaff,
  writtenByCarriers,
} from "./policy";
import { isWholeSignature, signature } from "./signature";

type OfCase = { agencyId: AnyPgColumn; caseId: AnyPgColumn };
const ofCase = (t: OfCase, name: string) =>
  foreignKey({ columns: [t.caseId, t.agencyId], foreignColumns: [cases.id, cases.agencyId], name });

export const caseTasks = pgTable(
  "case_task",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    caseId: uuid("case_id").notNull(),
    planId: uuid("plan_id"),
    goalId: uuid("goal_id"),
    reviewId: uuid("review_id"),
    kind: text("kind").notNull().default("task"),
    state: text("state").notNull().default("open"),
    words: text("words").notNull(),
    /** The page on which it is done, where it is not the case's own. */
    path: text("path"),
    /** A colleague's seat, or none where somebody outside the agency does it, named in `doer`. */
    assignedTo: uuid("assigned_to"),
    doer: text("doer").notNull().default(""),
    dueOn: date("due_on", { mode: "string" }),
    /** Comes again so many weeks after it was due: a look at how things go. */
    everyWeeks: smallint("every_weeks"),
    result: text("result").notNull().default(""),
    createdBy: uuid("created_by"),
    createdAt: createdAt(),
    endedBy: uuid("ended_by"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    check("case_task_kind", sql`${t.kind} in ('task', 'review', 'follow_up', 'monitoring', 'renewal')`),
    check("case_task_path", sql`${t.path} like '/agency/%'`),
    check("case_task_done_by_somebody", sql`(${t.assignedTo} is null) <> (${t.doer} = '')`),
    check("case_task_weeks", sql`${t.everyWeeks} between 1 and 52`),
    check("case_task_ended", sql`(${t.state} = 'open') = (${t.endedAt} is null)`),
    ofCase(t, "case_task_case"),
    seat(t.assignedTo, t.agencyId, "case_task_assigned_to"),
    seat(t.createdBy, t.agencyId, "case_task_created_by"),
    seat(t.endedBy, t.agencyId, "case_task_ended_by"),
    foreignKey({
      columns: [t.planId, t.caseId, t.agencyId],
      foreignColumns: [carePlans.id, carePlans.caseId, carePlans.agencyId],
      name: "case_task_plan",
    }),
    foreignKey({
      columns: [t.goalId, t.planId, t.agencyId],
      foreignColumns: [planGoals.id, planGoals.planId, planGoals.agencyId],
      name: "case_task_goal",
    }),
    foreignKey({
      columns: [t.reviewId, t.caseId, t.agencyId],
      foreignColumns: [planReviews.id, planReviews.caseId, planReviews.agencyId],
      name: "case_task_review",
    }),
    uniqueIndex("case_task_review_once").on(t.reviewId),
    index("case_task_case_index").on(t.caseId, t.dueOn),
    index("case_task_plan_index").on(t.planId),
    index("case_task_goal_index").on(t.goalId),
    index("case_task_due").on(t.agencyId, t.dueOn, t.id).where(sql`${t.state} = 'open'`),
    index("case_task_follow_up")
      .on(t.agencyId, t.dueOn, t.id)
      .where(sql`${t.state} = 'open' and ${t.kind} = 'follow_up'`),
    index("case_task_assigned").on(t.assignedTo, t.dueOn).where(sql`${t.state} = 'open'`),
    index("case_task_created_by_index").on(t.createdBy),
    index("case_task_ended_by_index").on(t.endedBy),
    mayRead("case staff read tasks", readByCaseStaff(t)),
    mayAdd(
      "whoever carries the case sets tasks in their own name",
      both(writtenByCarriers(t), isMyMembership(t.createdBy)),
    ),
    mayChange(
      "whoever carries the case, and the colleague who has to do it, change a task",
      both(readByCaseStaff(t), either(caseIsMine(t.caseId), isMyMembership(t.assignedTo))),
    ),
  ],
);

/** What client and agency promise each other while the case is open. */
export const caseContracts = pgTable(
  "case_contract",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    caseId: uuid("case_id").notNull(),
    version: integer("version").notNull(),
    state: text("state").notNull().default("draft"),
    agencyPromises: text("agency_promises").notNull(),
    clientPromises: text("client_promises").notNull(),
    startsOn: date("starts_on", { mode: "string" }).notNull(),
    endsOn: date("ends_on", { mode: "string" }),
    createdBy: uuid("created_by").notNull(),
    createdAt: createdAt(),
    ...signature(),
  },
  (t) => [
    check("case_contract_days", sql`${t.endsOn} >= ${t.startsOn}`),
    check("case_contract_signed_whole", isWholeSignature(t)),
    check("case_contract_agreed", sql`(${t.state} in ('draft', 'discarded')) = (${t.signedAt} is null)`),
    unique("case_contract_version").on(t.caseId, t.version),
    uniqueIndex("case_contract_one_signed").on(t.caseId).where(sql`${t.state} = 'signed'`),
    ofCase(t, "case_contract_case"),
    seat(t.createdBy, t.agencyId, "case_contract_created_by"),
    foreignKey({ columns: [t.signedDocumentId], foreignColumns: [documents.id], name: "case_contract_document" }),
    index("case_contract_agency").on(t.agencyId),
    index("case_contract_created_by_index").on(t.createdBy),
    index("case_contract_document_index").on(t.signedDocumentId),
    mayRead("case staff read contracts with clients", readByCaseStaff(t)),
    mayAdd(
      "whoever carries the case drafts a contract in their own name",
      both(writtenByCarriers(t), isMyMembership(t.createdBy)),
    ),
    mayChange("whoever carries the case changes a contract", writtenByCarriers(t)),
  ],
);

/** A second person's yes to a plan as it then stood, or to the closing of a case. */
export const caseApprovals = pgTable(
  "case_approval",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    caseId: uuid("case_id").notNull(),
    kind: text("kind").notNull(),
    planId: uuid("plan_id"),
    /** The plan as it was seen. */
    revision: integer("revision"),
    state: text("state").notNull().default("asked"),
    words: text("words").notNull().default(""),
    askedBy: uuid("asked_by").notNull(),
    createdAt: createdAt(),
    decidedBy: uuid("decided_by"),
    decidedAt: instant("decided_at"),
    decisionWords: text("decision_words").notNull().default(""),
  },
  (t) => [
    check(
      "case_approval_kind",
      sql`${t.kind} in ('plan', 'closure') and (${t.kind} = 'plan') = (${t.planId} is not null) and (${t.planId} is null) = (${t.revision} is null)`,
    ),
    uniqueIndex("case_approval_one_asked").on(t.caseId, t.kind).where(sql`${t.state} = 'asked'`),
    ofCase(t, "case_approval_case"),
    foreignKey({
      columns: [t.planId, t.caseId, t.agencyId],
      foreignColumns: [carePlans.id, carePlans.caseId, carePlans.agencyId],
      name: "case_approval_plan",
    }),
    seat(t.askedBy, t.agencyId, "case_approval_asked_by"),
    seat(t.decidedBy, t.agencyId, "case_approval_decided_by"),
    index("case_approval_case_index").on(t.caseId, t.createdAt.desc()),
    index("case_approval_plan_index").on(t.planId),
    index("case_approval_agency").on(t.agencyId, t.createdAt).where(sql`${t.state} = 'asked'`),
    index("case_approval_asked_by_index").on(t.askedBy),
    index("case_approval_decided_by_index").on(t.decidedBy),
    mayRead("case staff read approvals", readByCaseStaff(t)),
    mayAdd("whoever carries the case asks in their own name", both(writtenByCarriers(t), isMyMembership(t.askedBy))),
    mayChange("supervisors decide, and whoever carries the case takes the question back", writtenByCarriers(t)),
  ],
);

/** One case of a caseload that was handed over, so that it can be given back. */
export const caseHandOvers = pgTable(
  "case_hand_over",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    caseId: uuid("case_id").notNull(),
    /** What was handed over in one go. */
    batchId: uuid("batch_id").notNull(),
    fromMembershipId: uuid("from_membership_id").notNull(),
    toMembershipId: uuid("to_membership_id").notNull(),
    words: text("words").notNull().default(""),
    movedBy: uuid("moved_by").notNull(),
    createdAt: createdAt(),
    undoneBy: uuid("undone_by"),
    undoneAt: instant("undone_at"),
  },
  (t) => [
    unique("case_hand_over_once").on(t.batchId, t.caseId),
    ofCase(t, "case_hand_over_case"),
    seat(t.fromMembershipId, t.agencyId, "case_hand_over_from"),
    seat(t.toMembershipId, t.agencyId, "case_hand_over_to"),
    seat(t.movedBy, t.agencyId, "case_hand_over_moved_by"),
    seat(t.undoneBy, t.agencyId, "case_hand_over_undone_by"),
    index("case_hand_over_case_index").on(t.caseId),
    index("case_hand_over_newest").on(t.agencyId, t.createdAt.desc()),
    index("case_hand_over_from_index").on(t.fromMembershipId),
    index("case_hand_over_to_index").on(t.toMembershipId),
    index("case_hand_over_moved_by_index").on(t.movedBy),
    index("case_hand_over_undone_by_index").on(t.undoneBy),
    mayRead("case staff read who handed a case to whom", readByCaseStaff(t)),
    mayAdd(
      "supervisors hand over a caseload in their own name",
      both(agencyIn(t.agencyId, "supervisor"), caseOpenToWrite(t.caseId), isMyMembership(t.movedBy)),
    ),
    mayChange(
      "supervisors take a handing over back",
      both(agencyIn(t.agencyId, "supervisor"), caseOpenToWrite(t.caseId)),
    ),
  ],
);
