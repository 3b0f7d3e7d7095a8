// Assessments: a form filled in for a client. They keep the version they were filled in under, and what was answered stays readable.

import { sql } from "drizzle-orm";
import { check, date, foreignKey, index, jsonb, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { cases } from "./client";
import { createdAt, id, instant } from "./columns";
import { forms, formVersions } from "./form";
import {
  agencyIn,
  both,
  CASE_STAFF,
  caseIsMine,
  caseOpenToMe,
  either,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  writtenByCarriers,
} from "./policy";

type Columns = { agencyId: unknown; caseId: unknown; formId: unknown };

/** The form says whether its answers are sensitive, also of those that were given before. */
const readable = (t: Columns) =>
  both(
    agencyIn(t.agencyId, ...CASE_STAFF),
    caseOpenToMe(t.caseId),
    either(sql`exists (select 1 from ${forms} f where f.id = ${t.formId} and not f.sensitive)`, caseIsMine(t.caseId)),
  );

export const assessments = pgTable(
  "assessment",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    caseId: uuid("case_id").notNull(),
    clientId: uuid("client_id").notNull(),
    formId: uuid("form_id").notNull(),
    formVersionId: uuid("form_version_id").notNull(),
    state: text("state").notNull().default("draft"),
    /** By the question's key, as typed or picked. */
    answers: jsonb("answers").notNull().default({}),
    /** The scores as they were when it was completed. */
    scores: jsonb("scores").notNull().default([]),
    /** The day it speaks of. */
    assessedOn: date("assessed_on", { mode: "string" }).notNull(),
    correctsId: uuid("corrects_id"),
    startedBy: uuid("started_by").notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().default(sql`app.clock()`),
    completedAt: instant("completed_at"),
    completedBy: uuid("completed_by"),
  },
  (t) => [
    check(
      "assessment_completed",
      sql`(${t.state} in ('completed', 'corrected')) = (${t.completedAt} is not null and ${t.completedBy} is not null)`,
    ),
    unique("assessment_of_case").on(t.id, t.caseId, t.formId),
    uniqueIndex("assessment_corrected_once").on(t.correctsId).where(sql`${t.state} <> 'discarded'`),
    uniqueIndex("assessment_one_draft").on(t.caseId, t.formId).where(sql`${t.state} = 'draft'`),
    foreignKey({
      columns: [t.caseId, t.clientId, t.agencyId],
      foreignColumns: [cases.id, cases.clientId, cases.agencyId],
      name: "assessment_case",
    }),
    foreignKey({
      columns: [t.formVersionId, t.formId, t.agencyId],
      foreignColumns: [formVersions.id, formVersions.formId, formVersions.agencyId],
      name: "assessment_version",
    }),
    foreignKey({
      columns: [t.correctsId, t.caseId, t.formId],
      foreignColumns: [t.id, t.caseId, t.formId],
      name: "assessment_corrects",
    }),
    foreignKey({
      columns: [t.startedBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "assessment_started_by",
    }),
    foreignKey({
      columns: [t.completedBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "assessment_completed_by",
    }),
    index("assessment_case_index").on(t.caseId, t.assessedOn.desc()),
    index("assessment_client").on(t.clientId),
    index("assessment_agency").on(t.agencyId),
    index("assessment_form").on(t.formId),
    index("assessment_version_index").on(t.formVersionId),
    index("assessment_corrects_index").on(t.correctsId),
    index("assessment_started_by_index").on(t.startedBy),
    index("assessment_completed_by_index").on(t.completedBy),
    mayRead("case staff read assessments, sensitive ones only where they carry the case", readable(t)),
    mayAdd(
      "whoever carries the case begins an assessment in their own name",
      both(agencyIn(t.agencyId, ...CASE_STAFF), caseIsMine(t.caseId), isMyMembership(t.startedBy)),
    ),
    mayChange("whoever carries the case fills in its assessments", writtenByCarriers(t)),
  ],
);
