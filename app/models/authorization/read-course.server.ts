// Reads the course of one authorization: what it follows and what follows it, who asked to change it, and what was used week by week. Changes nothing.
import { and, desc, eq, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "#app/database/as-actor.server";
import { authorizationChanges, authorizations, memberships, people } from "#drizzle/schema";
import { asCalendarDay } from "../values/calendar-day";
import type { AuthorizationId } from "../values/ids";
import { readChangeEffect } from "./change.server";
import { seenOf } from "./change-effect";
import { limitOf } from "./period";
import { hundredthsOf, lastDayOf } from "./read.server";

/** What it follows, and what follows it. */
export async function readNeighbours(db: Db, id: AuthorizationId, renewsId: string | null) {
  const one = { id: authorizations.id, number: authorizations.number, state: authorizations.state };
  const [before] = renewsId ? await db.select(one).from(authorizations).where(eq(authorizations.id, renewsId)) : [];
  const [after] = await db
    .select(one)
    .from(authorizations)
    .where(and(eq(authorizations.renewsId, id), ne(authorizations.state, "revoked")));
  return { before: before ?? null, after: after ?? null };
}

const asked = alias(memberships, "asked");
const asker = alias(people, "asker");
const decided = alias(memberships, "decided");
const decider = alias(people, "decider");

/** Every change that was asked for, newest first: what stood before, what was wanted, who said what. */
export async function readChanges(db: Db, id: AuthorizationId) {
  const rows = await db
    .select({
      change: authorizationChanges,
      askedBy: asker.name,
      askedByPersonId: asker.id,
      decidedBy: decider.name,
    })
    .from(authorizationChanges)
    .innerJoin(asked, eq(asked.id, authorizationChanges.proposedBy))
    .innerJoin(asker, eq(asker.id, asked.personId))
    .leftJoin(decided, eq(decided.id, authorizationChanges.decidedBy))
    .leftJoin(decider, eq(decider.id, decided.personId))
    .where(eq(authorizationChanges.authorizationId, id))
    .orderBy(desc(authorizationChanges.createdAt))
    .limit(50);
  return rows.map(({ change, ...people }) => ({
    id: change.id,
    state: change.state,
    words: change.words,
    decisionWords: change.decisionWords,
    at: change.createdAt,
    decidedAt: change.decidedAt,
    before: {
      units: change.unitsBefore,
      limit: limitOf({ period: change.periodBefore, unitsPerPeriod: change.unitsPerPeriodBefore }),
      lastDay: lastDayOf(change.endsOnBefore),
    },
    after: { units: change.units, limit: limitOf(change), lastDay: lastDayOf(change.endsOn) },
    ...people,
  }));
}

/** The change that waits, with what it would do now. */
export async function readOpenChange(db: Db, id: AuthorizationId) {
  const [change] = await db
    .select()
    .from(authorizationChanges)
    .where(and(eq(authorizationChanges.authorizationId, id), eq(authorizationChanges.state, "proposed")));
  if (!change) return null;
  const effect = await readChangeEffect(db, id, change);
  return { id: change.id, effect, seen: seenOf(effect) };
}

/** Units delivered and planned by the Monday of their week, earliest first. */
export async function readWeeks(db: Db, id: AuthorizationId) {
  const rows = await db.execute<{ week: string; used: string; planned: string }>(sql`
    select date_trunc('week', s.service_day::timestamp)::date::text as week, coalesce(sum(d.units), 0)::text as used,
      coalesce(sum(s.planned_units) filter (where s.state = 'planned'), 0)::text as planned
    from session s left join attendance d on d.session_id = s.id and d.current
    where s.authorization_id = ${id}::uuid and s.state <> 'cancelled' group by 1 order by 1 limit 200`);
  return [...rows].map(({ week, used, planned }) => ({
    week: asCalendarDay(week),
    used: hundredthsOf(used),
    planned: hundredthsOf(planned),
  }));
}
