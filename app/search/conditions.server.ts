// Each condition of a search as a verdict in SQL: 0 yes, 1 unknown, 2 no, 3 what only the rules of opening can tell. Reads the listing "l" alone.
import { type SQL, sql } from "drizzle-orm";
import { weekdayOf } from "#app/models/values/calendar-day";
import { minutesOf } from "./free-times";
import type { Judged, Question } from "./question";
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

export function verdictOf(condition: Condition, question: Question, judged: Judged): SQL {
  const { wish } = question;
  switch (condition) {
    case "open":
      return openVerdict(question, judged);
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
      return sql`case l.willing when 0 then 0 when 2 then 1 else 2 end`;
    case "network":
      return sql`case when ${inNetwork(question)} then 0 else 2 end`;
    case "credentials":
      return credentialVerdict(question);
  }
}

/** One at a time by its key, hence the limit: an agency may have agreements with ten thousand organizations. */
export function inNetwork({ agencyId, today, suspended }: Question): SQL {
  const agreed = sql`coalesce((select true from agreement a where a.agency_id = ${agencyId}::uuid and a.organization_id = l.organization_id
    and a.state = 'active' and a.starts_on <= ${today}::date and a.ends_on > ${today}::date limit 1), false)`;
  return suspended.length === 0 ? agreed : sql`(l.organization_id <> all(${ids(suspended)}) and ${agreed})`;
}

/** One that has run out with none that holds is a no; no verified one at all is unknown. */
function credentialVerdict({ today }: Question): SQL {
  return sql`(
    select case when count(*) = 0 then 1 when bool_or(c.expires_on is null or c.expires_on > ${today}::date) then 0 else 2 end
    from credential c
    where c.organization_id = l.organization_id and c.practitioner_id is null and c.state = 'verified')`;
}

function openVerdict(question: Question, judged: Judged): SQL {
  const { open } = question.wish;
  switch (open.kind) {
    case "any":
      return sql`0`;
    case "free":
    case "evenings":
    case "weekends":
      return known(sql`l.week is null`, sql`l.week && ${multirange(open)}`);
    case "now": {
      const local = sql`(${question.now.toISOString()}::timestamptz at time zone l.time_zone)`;
      const minute = sql`((extract(isodow from ${local})::int - 1) * 1440 + extract(hour from ${local})::int * 60 + extract(minute from ${local})::int)`;
      return byWeek(question, judged, minute, sql`${local}::date`);
    }
    case "at":
      return byWeek(
        question,
        judged,
        sql`${(weekdayOf(open.day) - 1) * 1440 + open.minute}::int`,
        sql`${open.day}::date`,
      );
  }
}

// The week tells, except where a dated exception, a holiday, a season or a change of the clocks may say otherwise.
function byWeek({ clocksChange, holidays }: Question, { closed, unknown }: Judged, minute: SQL, day: SQL): SQL {
  const touched = [sql`l.dated && daterange(${day} - 1, ${day} + 1)`];
  if (holidays.length > 0) touched.push(sql`l.holidays = any(${texts(holidays)})`);
  if (clocksChange) {
    touched.push(
      sql`((${day} + 2)::timestamp at time zone l.time_zone) - ((${day} - 1)::timestamp at time zone l.time_zone) <> interval '72 hours'`,
    );
  }
  const judgment: SQL[] = [];
  if (closed.length > 0) judgment.push(sql`when l.service_at_location_id = any(${ids(closed)}) then 2`);
  if (unknown.length > 0) judgment.push(sql`when l.service_at_location_id = any(${ids(unknown)}) then 1`);
  return sql`case ${sql.join(judgment, sql` `)}
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
