// Programmes of an agency: what they give, the stages people go through, who is enrolled, and cohorts that go through together.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  date,
  foreignKey,
  index,
  jsonb,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, seat } from "./agency";
import { cases } from "./client";
import { createdAt, id, instant } from "./columns";
import {
  agencyIn,
  both,
  CASE_STAFF,
  caseIsMine,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  readByCaseStaff,
  writtenByCarriers,
} from "./policy";

const READERS = [...CASE_STAFF, "administrator"] as const;
const EDITORS = ["supervisor", "administrator"] as const;

export const programmes = pgTable(
  "programme",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    name: text("name").notNull(),
    purpose: text("purpose").notNull().default(""),
    /** What somebody enrolled gets, one a line. */
    benefits: text("benefits").array().notNull().default(sql`'{}'`),
    /** Who may come in, as data; every rule must be met. */
    rules: jsonb("rules").notNull().default([]),
    /** Nobody applies from then on; who is in goes on. */
    closedAt: instant("closed_at"),
    createdBy: uuid("created_by").notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    uniqueIndex("programme_name").on(t.agencyId, sql`lower(${t.name})`),
    unique("programme_of_agency").on(t.id, t.agencyId),
    seat(t.createdBy, t.agencyId, "programme_created_by"),
    index("programme_created_by_index").on(t.createdBy),
    mayRead("case staff and administrators read their agency's programmes", agencyIn(t.agencyId, ...READERS)),
    mayAdd(
      "supervisors and administrators make programmes in their own name",
      both(agencyIn(t.agencyId, ...EDITORS), isMyMembership(t.createdBy)),
    ),
    mayChange("supervisors and administrators change programmes", agencyIn(t.agencyId, ...EDITORS)),
  ],
);

export const programmeStages = pgTable(
  "programme_stage",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    programmeId: uuid("programme_id").notNull(),
    position: smallint("position").notNull(),
    name: text("name").notNull(),
    /** Nobody reaches it any more; who completed the programme from it, and cohorts once led to it, still name it. */
    removedAt: instant("removed_at"),
  },
  (t) => [
    check("programme_stage_position", sql`${t.position} between 1 and 20`),
    uniqueIndex("programme_stage_place").on(t.programmeId, t.position).where(sql`${t.removedAt} is null`),
    unique("programme_stage_of_programme").on(t.id, t.programmeId, t.agencyId),
    foreignKey({
      columns: [t.programmeId, t.agencyId],
      foreignColumns: [programmes.id, programmes.agencyId],
      name: "programme_stage_programme",
    }),
    index("programme_stage_agency").on(t.agencyId),
    mayRead("case staff and administrators read the stages of programmes", agencyIn(t.agencyId, ...READERS)),
    mayAdd("supervisors and administrators add stages", agencyIn(t.agencyId, ...EDITORS)),
    mayChange("supervisors and administrators rename stages", agencyIn(t.agencyId, ...EDITORS)),
  ],
);

export const cohorts = pgTable(
  "cohort",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    programmeId: uuid("programme_id").notNull(),
    name: text("name").notNull(),
    place: text("place").notNull().default(""),
    startsOn: date("starts_on", { mode: "string" }).notNull(),
    endsOn: date("ends_on", { mode: "string" }),
    createdBy: uuid("created_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check("cohort_days", sql`${t.endsOn} >= ${t.startsOn}`),
    uniqueIndex("cohort_name").on(t.programmeId, sql`lower(${t.name})`),
    unique("cohort_of_programme").on(t.id, t.programmeId, t.agencyId),
    foreignKey({
      columns: [t.programmeId, t.agencyId],
      foreignColumns: [programmes.id, programmes.agencyId],
      name: "cohort_programme",
    }),
    seat(t.createdBy, t.agencyId, "cohort_created_by"),
    index("cohort_agency").on(t.agencyId),
    index("cohort_created_by_index").on(t.createdBy),
    mayRead("case staff and administrators read cohorts", agencyIn(t.agencyId, ...READERS)),
    mayAdd(
      "supervisors and administrators make cohorts in their own name",
      both(agencyIn(t.agencyId, ...EDITORS), isMyMembership(t.createdBy)),
    ),
    mayChange("supervisors and administrators change cohorts", agencyIn(t.agencyId, ...EDITORS)),
  ],
);

/** A whole cohort led to a stage at once; undone, everybody it moved who still stands there goes back. */
export const cohortMoves = pgTable(
  "cohort_move",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    programmeId: uuid("programme_id").notNull(),
    cohortId: uuid("cohort_id").notNull(),
    stageId: uuid("stage_id").notNull(),
    movedBy: uuid("moved_by").notNull(),
    createdAt: createdAt(),
    undoneBy: uuid("undone_by"),
    undoneAt: instant("undone_at"),
  },
  (t) => [
    check("cohort_move_undone", sql`(${t.undoneAt} is null) = (${t.undoneBy} is null)`),
    unique("cohort_move_of_programme").on(t.id, t.programmeId, t.agencyId),
    foreignKey({
      columns: [t.cohortId, t.programmeId, t.agencyId],
      foreignColumns: [cohorts.id, cohorts.programmeId, cohorts.agencyId],
      name: "cohort_move_cohort",
    }),
    foreignKey({
      columns: [t.stageId, t.programmeId, t.agencyId],
      foreignColumns: [programmeStages.id, programmeStages.programmeId, programmeStages.agencyId],
      name: "cohort_move_stage",
    }),
    seat(t.movedBy, t.agencyId, "cohort_move_moved_by"),
    seat(t.undoneBy, t.agencyId, "cohort_move_undone_by"),
    index("cohort_move_cohort_index").on(t.cohortId, t.createdAt.desc()),
    index("cohort_move_agency").on(t.agencyId),
    index("cohort_move_programme").on(t.programmeId),
    index("cohort_move_stage_index").on(t.stageId),
    index("cohort_move_moved_by_index").on(t.movedBy),
    index("cohort_move_undone_by_index").on(t.undoneBy),
    mayRead("case staff read how cohorts were moved", agencyIn(t.agencyId, ...CASE_STAFF)),
    mayAdd(
      "supervisors move cohorts in their own name",
      both(agencyIn(t.agencyId, "supervisor"), isMyMembership(t.movedBy)),
    ),
    mayChange("supervisors undo the move of a cohort", agencyIn(t.agencyId, "supervisor")),
  ],
);

type OfProgramme = { readonly programmeId: AnyPgColumn; readonly agencyId: AnyPgColumn };

/** What it names belongs to the same programme. */
const withinProgramme = (
  column: AnyPgColumn,
  t: OfProgramme,
  other: OfProgramme & { readonly id: AnyPgColumn },
  name: string,
) =>
  foreignKey({
    columns: [column, t.programmeId, t.agencyId],
    foreignColumns: [other.id, other.programmeId, other.agencyId],
    name,
  });

export const enrolments = pgTable(
  "enrolment",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    caseId: uuid("case_id").notNull(),
    clientId: uuid("client_id").notNull(),
    programmeId: uuid("programme_id").notNull(),
    state: text("state").notNull().default("applied"),
    stageId: uuid("stage_id"),
    cohortId: uuid("cohort_id"),
    /** The move of a cohort that brought it where it stands, and where it stood before. */
    cohortMoveId: uuid("cohort_move_id"),
    stageBeforeId: uuid("stage_before_id"),
    /** What the rules said on the day: yes, no, unknown; what is not yes was let in for a reason. */
    eligibility: text("eligibility").notNull(),
    exceptionWords: text("exception_words").notNull().default(""),
    reasonCode: text("reason_code"),
    reasonWords: text("reason_words").notNull().default(""),
    createdBy: uuid("created_by").notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().default(sql`app.clock()`),
    endedAt: instant("ended_at"),
    endedBy: uuid("ended_by"),
  },
  (t) => [
    check(
      "enrolment_eligibility",
      sql`${t.eligibility} = 'yes' or (${t.eligibility} in ('no', 'unknown') and ${t.exceptionWords} <> '')`,
    ),
    check("enrolment_reason", sql`(${t.state} = 'left') = (${t.reasonCode} is not null)`),
    check(
      "enrolment_ended",
      sql`(${t.state} in ('completed', 'left')) = (${t.endedAt} is not null) and (${t.endedAt} is null) = (${t.endedBy} is null)`,
    ),
    check(
      "enrolment_stage",
      sql`case when ${t.state} in ('enrolled', 'completed') then ${t.stageId} is not null when ${t.state} <> 'left' then ${t.stageId} is null else true end`,
    ),
    uniqueIndex("enrolment_once")
      .on(t.caseId, t.programmeId)
      .where(sql`${t.state} in ('applied', 'waitlisted', 'enrolled')`),
    foreignKey({
      columns: [t.caseId, t.clientId, t.agencyId],
      foreignColumns: [cases.id, cases.clientId, cases.agencyId],
      name: "enrolment_case",
    }),
    foreignKey({
      columns: [t.programmeId, t.agencyId],
      foreignColumns: [programmes.id, programmes.agencyId],
      name: "enrolment_programme",
    }),
    withinProgramme(t.stageId, t, programmeStages, "enrolment_stage_of_programme"),
    withinProgramme(t.stageBeforeId, t, programmeStages, "enrolment_stage_before"),
    withinProgramme(t.cohortId, t, cohorts, "enrolment_cohort"),
    withinProgramme(t.cohortMoveId, t, cohortMoves, "enrolment_cohort_move"),
    seat(t.createdBy, t.agencyId, "enrolment_created_by"),
    seat(t.endedBy, t.agencyId, "enrolment_ended_by"),
    index("enrolment_case_index").on(t.caseId),
    index("enrolment_client").on(t.clientId),
    index("enrolment_agency").on(t.agencyId),
    index("enrolment_programme_index").on(t.programmeId, t.state),
    index("enrolment_stage_index").on(t.stageId),
    index("enrolment_stage_before_index").on(t.stageBeforeId),
    index("enrolment_cohort_index").on(t.cohortId),
    index("enrolment_cohort_move_index").on(t.cohortMoveId),
    index("enrolment_created_by_index").on(t.createdBy),
    index("enrolment_ended_by_index").on(t.endedBy),
    mayRead("case staff read who is enrolled, but not of cases hidden from them", readByCaseStaff(t)),
    mayAdd(
      "whoever carries the case applies for its client in their own name",
      both(agencyIn(t.agencyId, ...CASE_STAFF), caseIsMine(t.caseId), isMyMembership(t.createdBy)),
    ),
    mayChange("whoever carries the case moves its enrolments", writtenByCarriers(t)),
  ],
);
