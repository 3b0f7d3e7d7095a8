// Each condition of a search as a verdict in SQL: 0 yes, 1 unknown, 2 no, 3 what only the rules of opening can tell. Reads the listing "l" alone.
import { type SQL, sql } from "drizzle-orm";
import {
  addDays,
  type CalendarDay,
  daysBetween,
  localDay,
  localMinute,
  weekdayOf,
} from "#app/models/values/calendar-day";
import { willingNow } from "./ages.server";
import { minutesOf } from "./free-times";
import type { Question } from "./question";
import { CONDITIONS, type Condition, type Wish } from "./wish";

export const YES = 0;
export const UNKNOWN = 1;
export const NO = 2;
export const MAYBE = 3;

/** A list of texts as one parameter. */
export const texts = (values: readonly string[]): SQL => sql`${`{${values.map(quoted).join(",")}}`}::text[]`;
export const ids = (values: readonly string[]): SQL => sql`${`{${values.join(",")}}`}::uuid[]`;
const quoted = (value: string) => `"${value.replace(/[\\"]/g, "\\$&")}"`;

/** Where nothing is known the answer is unknown; else it holds or it does not. */
const known = (unknown: SQL, holds: SQL) => sql`case when ${unknown} then 1 when ${holds} then 0 else 2 end`;

export function verdictOf(condition: Condition, question: Question): SQL {
  const { wish } = question;
  switch (condition) {
    case "open":
      return openVerdict(question);
    case "language":
      return known(sql`l.languages = '{}'`, sql`l.languages @> ${texts([wish.language ?? ""])}`);
    case "mode":
      return known(sql`l.modes = '{}'`, sql`l.modes @> ${texts([wish.mode ?? ""])}`);
    case "accessibility":
      return known(sql`l.accessibility = '{}'`, sql`l.accessibility @> ${texts(wish.accessibility)}`);
    case "age":
      return known(
        sql`l.minimum_age is null and l.maximum_age is null`,
        sql`${wish.age}::int between coalesce(l.minimum_age, 0) and coalesce(l.maximum_age, 200)`,
      );
    case "serves":
      return known(sql`l.serves = '{}'`, sql`l.serves @> ${texts([wish.serves ?? ""])}`);
    case "cost":
      return known(sql`l.cost is null`, sql`l.cost = ${wish.cost}`);
    case "accepting":
      return sql`case ${willingNow(question)} when 0 then 0 when 2 then 1 else 2 end`;
    case "network":
      return sql`case when ${inNetwork(question)} then 0 else 2 end`;
    case "credentials":
      return credentialVerdict(question);
  }
}

/** One at a time by its key, hence the limit: an agency may have agreements with ten thousand organizations. */
export function inNetwork(question: Question): SQL {
  const agreed = sql`coalesce((select true ${agreements(question)} and a.organization_id = l.organization_id limit 1), false)`;
  return question.suspended.length === 0
    ? agreed
    : sql`(l.organization_id <> all(${ids(question.suspended)}) and ${agreed})`;
}

/** Whether a row of "found" is of the network: all of its organizations are looked up in one pass of the index, each of them once. */
export function networkAmong(question: Question): SQL {
  const agreed = sql`found.organization_id in (
    select a.organization_id ${agreements(question)} and a.organization_id = any(array(select distinct f.organization_id from found f)))`;
  return question.suspended.length === 0
    ? sql`(${agreed})`
    : sql`(found.organization_id <> all(${ids(question.suspended)}) and ${agreed})`;
}

const agreements = ({ agencyId, today }: Question): SQL => sql`from agreement a
  where a.agency_id = ${agencyId}::uuid and a.state = 'active' and a.starts_on <= ${today}::date and a.ends_on > ${today}::date`;

/** One that has run out with none that holds is a no; no verified one at all is unknown. */
function credentialVerdict(question: Question): SQL {
  return sql`(
    select case when count(*) = 0 then 1 when bool_or(${holds(question)}) then 0 else 2 end
    ${VERIFIED} and c.organization_id = l.organization_id)`;
}

/** The same verdict on a row of "found", each organization looked up once. */
export function credentialsAmong(question: Question): SQL {
  const among = sql`${VERIFIED} and c.organization_id in (select f.organization_id from found f)`;
  return sql`case
    when found.organization_id in (select c.organization_id ${among} and ${holds(question)}) then 0
    when found.organization_id in (select c.organization_id ${among}) then 2 else 1 end`;
}

const VERIFIED = sql`from credential c where c.practitioner_id is null and c.verified_at is not null`;
const holds = ({ today }: Question): SQL =>
  sql`app.credential_holds(c.verified_at, c.issued_on, c.expires_on, c.revoked_on, ${today}::date)`;

const USUAL_ZONES = ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"];

function openVerdict(question: Question): SQL {
  const { open } = question.wish;
  switch (open.kind) {
    case "any":
      return sql`0`;
    case "free":
    case "evenings":
    case "weekends":
      return known(sql`l.week is null`, sql`l.week && ${multirange(open)}`);
    case "now": {
      // Somewhere on Earth it is the day before, or the day after.
      const today = localDay(question.now, "UTC");
      const monday = addDays(today, -7 - weekdayOf(today) + 1);
      const since = sql`(${question.now.toISOString()}::timestamptz at time zone l.time_zone) - ${monday}::timestamp`;
      const elsewhere = sql`(floor(date_part('epoch', ${since}) / 60)::int % 10080)`;
      // Looked up for each row, a zone takes longer than all the rest of the verdict; so the usual ones are told.
      const told = USUAL_ZONES.map((zone) => {
        const day = localDay(question.now, zone);
        return sql`when ${zone} then ${(weekdayOf(day) - 1) * 1440 + localMinute(question.now, zone)}::int`;
      });
      const minute = sql`(case l.time_zone ${sql.join(told, sql` `)} else ${elsewhere} end)`;
      return byWeek(question, minute, addDays(today, -1), addDays(today, 2));
    }
    case "at": {
      const minute = sql`${(weekdayOf(open.day) - 1) * 1440 + open.minute}::int`;
      return byWeek(question, minute, open.day, addDays(open.day, 1));
    }
  }
}

// The week tells, except where a dated exception, a holiday, a season or a change of the clocks may say otherwise.
// @param from first day it may be there   @param until first day it cannot be
function byWeek({ clocksChange, holidays }: Question, minute: SQL, from: CalendarDay, until: CalendarDay): SQL {
  const [before, after] = [addDays(from, -1), addDays(until, 1)];
  // Also the night before.
  const touched = [sql`l.dated is not null and l.dated && ${`[${before},${until})`}::daterange`];
  if (holidays.length > 0) touched.push(sql`l.holidays = any(${texts(holidays)})`);
  if (clocksChange) {
    const usual = sql.raw(`interval '${24 * daysBetween(before, after)} hours'`);
    touched.push(
      sql`(${after}::timestamp at time zone l.time_zone) - (${before}::timestamp at time zone l.time_zone) <> ${usual}`,
    );
  }
  return sql`case
    when ${sql.join(touched, sql` or `)} then 3
    when l.week is null then 1
    when not l.every_week then 3
    when l.week @> ${minute} then 0
    else 2 end`;
}

function multirange(open: Extract<Wish["open"], { parts: unknown }>): SQL {
  const ranges = minutesOf(open.parts).map(({ from, to }) => `[${from},${to})`);
  return sql`${`{${ranges.join(",")}}`}::int4multirange`;
}

/** Two bits a condition, in their order; what is not among the given counts as yes. */
export function maskOf(verdicts: ReadonlyMap<Condition, SQL>): SQL {
  const parts = [...verdicts].map(
    ([condition, verdict]) => sql`((${verdict}) << ${sql.raw(String(shiftOf(condition)))})`,
  );
  return parts.length > 0 ? sql`(${sql.join(parts, sql` | `)})` : sql`0`;
}

export function verdictIn(mask: number, condition: Condition): number {
  return (mask >> shiftOf(condition)) & 3;
}

export const shiftOf = (condition: Condition) => CONDITIONS.indexOf(condition) * 2;
