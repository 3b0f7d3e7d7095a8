// Case notes and the contact log: kept as they were written, corrected by a new one beside the old. Who reads a case reads its notes.
import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, pgTable, smallint, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { cases } from "./client";
import { createdAt, id, instant } from "./columns";
import { agencyIn, both, CASE_STAFF, caseIsMine, isMyMembership, mayAdd, mayRead, readByCaseStaff } from "./policy";

export const caseNotes = pgTable(
  "case_note",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    caseId: uuid("case_id").notNull(),
    authorMembershipId: uuid("author_membership_id").notNull(),
    words: text("words").notNull(),
    createdAt: createdAt(),
    /** A note, or in what way there was contact. */
    kind: text("kind").notNull().default("note"),
    /** Left out: when it was written. */
    happenedAt: instant("happened_at"),
    minutes: smallint("minutes"),
    withWhom: text("with_whom").notNull().default(""),
    /** The agency reached out to the client: then the database asks whether that was safe for them. */
    reachedOut: boolean("reached_out").notNull().default(false),
    /** It had happened already, against this rule of the client's. Whoever writes admits it; which rule it was, the database says. */
    againstRule: text("against_rule"),
    /** The note this one puts right; the old words stay beside it. */
    correctsId: uuid("corrects_id"),
  },
  (t) => [
    check("case_note_kind", sql`${t.kind} in ('note', 'telephone', 'visit', 'office', 'video', 'message', 'letter')`),
    check("case_note_minutes", sql`${t.minutes} between 1 and 1440`),
    check("case_note_not_ahead", sql`${t.happenedAt} <= ${t.createdAt} + interval '5 minutes'`),
    check(
      "case_note_against_rule",
      sql`${t.againstRule} is null or ${t.reachedOut} and ${t.againstRule} in ('no-contact', 'channel', 'unknown-way', 'not-told', 'never', 'hours', 'words', 'sender')`,
    ),
    unique("case_note_corrected_once").on(t.correctsId),
    unique("case_note_of_case").on(t.id, t.caseId),
    foreignKey({ columns: [t.correctsId, t.caseId], foreignColumns: [t.id, t.caseId], name: "case_note_corrects" }),
    foreignKey({ columns: [t.caseId, t.agencyId], foreignColumns: [cases.id, cases.agencyId], name: "case_note_case" }),
    foreignKey({
      columns: [t.authorMembershipId, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "case_note_author",
    }),
    index("case_note_case_index").on(t.caseId, t.createdAt.desc()),
    index("case_note_author_index").on(t.authorMembershipId),
    index("case_note_agency").on(t.agencyId),
    mayRead("case staff read notes", readByCaseStaff(t)),
    mayAdd(
      "whoever carries the case writes notes in their own name",
      both(agencyIn(t.agencyId, ...CASE_STAFF), caseIsMine(t.caseId), isMyMembership(t.authorMembershipId)),
    ),
  ],
);
