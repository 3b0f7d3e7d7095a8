// How an agency weighs what providers bill: what each edit does, and which lines pass without a person. Decides no line.
import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { cents, id, instant } from "./columns";
import { agencyIn, both, either, FINANCE_STAFF, isMyMembership, mayAdd, mayChange, mayRead } from "./policy";

const changedBy = () =>
  uuid("changed_by")
    .notNull()
    .references(() => memberships.id);
const changedAt = () => instant("changed_at").notNull().default(sql`app.clock()`);

/** What one edit does at one agency, where that is not what it usually does; and what the payer calls it. */
export const editRules = pgTable(
  "edit_rule",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    code: text("code").notNull(),
    effect: text("effect").notNull(),
    payerCode: text("payer_code").notNull().default(""),
    /** Of late filing: after how many days a line is late. */
    limitDays: integer("limit_days"),
    changedBy: changedBy(),
    changedAt: changedAt(),
  },
  (t) => [
    check("edit_rule_effect", sql`${t.effect} in ('hold', 'look', 'note', 'off')`),
    check("edit_rule_payer_code", sql`length(${t.payerCode}) <= 20`),
    check("edit_rule_limit", sql`${t.limitDays} between 1 and 730`),
    unique("edit_rule_once").on(t.agencyId, t.code),
    index("edit_rule_changed_by").on(t.changedBy),
    mayRead(
      "finance reads its agency's edits, and so does whoever may read an agreement with the agency",
      either(
        agencyIn(t.agencyId, ...FINANCE_STAFF),
        sql`exists (select 1 from agreement ours where ours.agency_id = ${t.agencyId})`,
      ),
    ),
    mayAdd(
      "finance approvers say in their own name what an edit does",
      both(agencyIn(t.agencyId, "finance_approver"), isMyMembership(t.changedBy)),
    ),
    mayChange(
      "finance approvers change in their own name what an edit does",
      agencyIn(t.agencyId, "finance_approver"),
      both(agencyIn(t.agencyId, "finance_approver"), isMyMembership(t.changedBy)),
    ),
  ],
);

/** Which clean lines pass without a person: the agency's own business, which no provider reads. */
export const reviewRules = pgTable(
  "review_rule",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .unique()
      .references(() => agencies.id),
    passes: boolean("passes").notNull(),
    /** Of a hundred clean lines so many go to a person all the same. */
    samplePercent: integer("sample_percent").notNull(),
    /** Lines above it always go to a person; null: no limit. */
    mostCents: cents("most_cents"),
    changedBy: changedBy(),
    changedAt: changedAt(),
  },
  (t) => [
    check("review_rule_sample", sql`${t.samplePercent} between 0 and 100`),
    check("review_rule_most", sql`${t.mostCents} > 0`),
    index("review_rule_changed_by").on(t.changedBy),
    mayRead("finance reads which lines pass without a person", agencyIn(t.agencyId, ...FINANCE_STAFF)),
    mayAdd(
      "finance approvers say in their own name which lines pass",
      both(agencyIn(t.agencyId, "finance_approver"), isMyMembership(t.changedBy)),
    ),
    mayChange(
      "finance approvers change in their own name which lines pass",
      agencyIn(t.agencyId, "finance_approver"),
      both(agencyIn(t.agencyId, "finance_approver"), isMyMembership(t.changedBy)),
    ),
  ],
);
