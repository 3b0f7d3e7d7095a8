// Staff time spent on a case, and what was talked of in supervision. Rows are corrected by a new one beside the old, never changed.

import { sql } from "drizzle-orm";
import { check, date, foreignKey, index, pgTable, smallint, text, unique, uuid } from "drizzle-orm/pg-core";
import { seat } from "./agency";
import { cases } from "./client";
import { createdAt, id, instant } from "./columns";
import {
  agencyIn,
  both,
  CASE_STAFF,
  caseOpenToMe,
  caseOpenToWrite,
  either,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  readByCaseStaff,
  writtenByCarriers,
} from "./policy";

export const caseTimes = pgTable(
  "case_time",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    caseId: uuid("case_id").notNull(),
    membershipId: uuid("membership_id").notNull(),
    kind: text("kind").notNull(),
    spentOn: date("spent_on", { mode: "string" }).notNull(),
    /** Zero takes an entry back, and only a correction may. */
    minutes: smallint("minutes").notNull(),
    words: text("words").notNull().default(""),
    createdAt: createdAt(),
    /** The entry this one puts right; the old value stays beside it. */
    correctsId: uuid("corrects_id"),
  },
  (t) => [
    check("case_time_kind", sql`${t.kind} in ('direct', 'travel', 'coordination', 'writing', 'meeting', 'other')`),
    check("case_time_minutes", sql`${t.minutes} between case when ${t.correctsId} is null then 1 else 0 end and 1440`),
    // A day later than here is today somewhere else.
    check(
      "case_time_not_ahead",
      sql`${t.spentOn} <= ((${t.createdAt} + interval '14 hours') at time zone 'UTC')::date`,
    ),
    unique("case_time_corrected_once").on(t.correctsId),
    unique("case_time_of_person").on(t.id, t.caseId, t.membershipId),
    // Nobody puts right what a colleague said of their own time.
    foreignKey({
      columns: [t.correctsId, t.caseId, t.membershipId],
      foreignColumns: [t.id, t.caseId, t.membershipId],
      name: "case_time_corrects",
    }),
    foreignKey({ columns: [t.caseId, t.agencyId], foreignColumns: [cases.id, cases.agencyId], name: "case_time_case" }),
    seat(t.membershipId, t.agencyId, "case_time_membership"),
    index("case_time_case_index").on(t.caseId, t.spentOn.desc(), t.id.desc()),
    index("case_time_membership_index").on(t.membershipId, t.spentOn),
    index("case_time_agency").on(t.agencyId, t.spentOn),
    mayRead("case staff read the time spent on a case", readByCaseStaff(t)),
    mayAdd(
      "whoever carries the case writes down their own time",
      both(writtenByCarriers(t), isMyMembership(t.membershipId)),
    ),
  ],
);

/** One talk of a supervisor with a caseworker about their cases. */
export const supervisions = pgTable(
  "supervision",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    supervisorMembershipId: uuid("supervisor_membership_id").notNull(),
    caseworkerMembershipId: uuid("caseworker_membership_id").notNull(),
    state: text("state").notNull().default("written"),
    heldOn: date("held_on", { mode: "string" }).notNull(),
    /** What was agreed beside the cases. */
    words: text("words").notNull().default(""),
    nextOn: date("next_on", { mode: "string" }),
    createdAt: createdAt(),
    confirmedBy: uuid("confirmed_by"),
    confirmedAt: instant("confirmed_at"),
    correctsId: uuid("corrects_id"),
  },
  (t) => [
    check("supervision_two", sql`${t.supervisorMembershipId} <> ${t.caseworkerMembershipId}`),
    check("supervision_next", sql`${t.nextOn} > ${t.heldOn}`),
    check(
      "supervision_confirmed",
      sql`(${t.state} = 'confirmed') = (${t.confirmedBy} is not null) and (${t.confirmedBy} is null) = (${t.confirmedAt} is null)`,
    ),
    unique("supervision_of_agency").on(t.id, t.agencyId),
    unique("supervision_of_two").on(t.id, t.supervisorMembershipId, t.caseworkerMembershipId),
    unique("supervision_corrected_once").on(t.correctsId),
    foreignKey({
      columns: [t.correctsId, t.supervisorMembershipId, t.caseworkerMembershipId],
      foreignColumns: [t.id, t.supervisorMembershipId, t.caseworkerMembershipId],
      name: "supervision_corrects",
    }),
    seat(t.supervisorMembershipId, t.agencyId, "supervision_supervisor"),
    seat(t.caseworkerMembershipId, t.agencyId, "supervision_caseworker"),
    seat(t.confirmedBy, t.agencyId, "supervision_confirmed_by"),
    index("supervision_supervisor_index").on(t.supervisorMembershipId, t.heldOn.desc()),
    index("supervision_caseworker_index").on(t.caseworkerMembershipId, t.heldOn.desc()),
    index("supervision_newest").on(t.agencyId, t.heldOn.desc(), t.id.desc()),
    index("supervision_confirmed_by_index").on(t.confirmedBy),
    mayRead(
      "the two who talked, and auditors, read of a supervision",
      either(
        agencyIn(t.agencyId, "auditor"),
        both(
          agencyIn(t.agencyId, ...CASE_STAFF),
          either(isMyMembership(t.supervisorMembershipId), isMyMembership(t.caseworkerMembershipId)),
        ),
      ),
    ),
    mayAdd(
      "supervisors write down a supervision in their own name",
      both(agencyIn(t.agencyId, "supervisor"), isMyMembership(t.supervisorMembershipId)),
    ),
    mayChange(
      "the caseworker confirms what was written of the talk",
      both(agencyIn(t.agencyId, ...CASE_STAFF), isMyMembership(t.caseworkerMembershipId)),
    ),
  ],
);

/** A case that was talked about, and what was agreed on it. */
export const supervisionCases = pgTable(
  "supervision_case",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    supervisionId: uuid("supervision_id").notNull(),
    caseId: uuid("case_id").notNull(),
    agreed: text("agreed").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check("supervision_case_agreed", sql`${t.agreed} <> ''`),
    unique("supervision_case_once").on(t.supervisionId, t.caseId),
    foreignKey({
      columns: [t.supervisionId, t.agencyId],
      foreignColumns: [supervisions.id, supervisions.agencyId],
      name: "supervision_case_supervision",
    }),
    foreignKey({
      columns: [t.caseId, t.agencyId],
      foreignColumns: [cases.id, cases.agencyId],
      name: "supervision_case_case",
    }),
    index("supervision_case_case_index").on(t.caseId),
    index("supervision_case_agency").on(t.agencyId),
    mayRead(
      "the two who talked read of the cases that are open to them",
      both(
        agencyIn(t.agencyId, ...CASE_STAFF),
        caseOpenToMe(t.caseId),
        sql`exists (select 1 from supervision talk where talk.id = ${t.supervisionId})`,
      ),
    ),
    mayAdd(
      "the supervisor names the cases, while nobody has confirmed the talk",
      both(
        agencyIn(t.agencyId, "supervisor"),
        caseOpenToWrite(t.caseId),
        sql`exists (select 1 from supervision talk where talk.id = ${t.supervisionId} and talk.state = 'written' and talk.supervisor_membership_id = (select app.membership_id()))`,
      ),
    ),
  ],
);
