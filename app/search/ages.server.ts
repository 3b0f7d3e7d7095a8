// The age of facts in a search's statement, as the pure rule of fact-groups says it: by days on the place's own clock. Reads the listing "l" alone.
import { type SQL, sql } from "drizzle-orm";
import { DOUBTED_GROUPS } from "#app/models/organization/fact-groups";
import { addDays, localDay } from "#app/models/values/calendar-day";
import type { Question } from "./question";

/** The last clock on Earth on which a day begins, and the first. */
const LATEST_CLOCK = "Etc/GMT+12";
const EARLIEST_CLOCK = "Pacific/Kiritimati";

const knownOn = {
  contact: "contact_on",
  address: "address_on",
  hours: "hours_on",
  services: "services_on",
  access: "access_on",
} as const;

/** 1 where a group of facts has not been confirmed for its half-life: one more doubt, however many groups there are. */
export function unconfirmed(question: Question): SQL {
  const facts = DOUBTED_GROUPS.map((group) => [sql.raw(`l.${knownOn[group]}`), question.halfLives[group]] as const);
  return sql`(${begun(facts, question)})::int`;
}

/** As the provider said it; what was said too long ago is not known any more, be it yes or no. */
export function willingNow(question: Question): SQL {
  return sql`case when ${capacityIsOld(question)} then 2::smallint else l.willing end`;
}

export function openPlacesNow(question: Question): SQL {
  return sql`case when ${capacityIsOld(question)} then null else l.open_places end`;
}

const capacityIsOld = (question: Question): SQL =>
  sql`coalesce(${begun([[sql.raw("l.capacity_on"), question.halfLives.capacity]], question)}, false)`;

/**
 * Whether the first day on which one of the facts is no longer believed has begun at the place.
 * @param facts the day each was known on, and for how many days it is believed
 */
function begun(facts: readonly (readonly [day: SQL, days: number])[], { now }: Question): SQL {
  // Nearly every day is past, or ahead, on every clock on Earth: only of the others the place's own is asked.
  const [everywhere, anywhere] = [localDay(now, LATEST_CLOCK), localDay(now, EARLIEST_CLOCK)];
  const past = facts.map(([day, days]) => sql`${day} <= ${addDays(everywhere, -days)}::date`);
  const ahead = facts.map(([day, days]) => sql`${day} > ${addDays(anywhere, -days)}::date`);
  const ends = facts.map(([day, days]) => sql`${day} + ${days}::int`);
  return sql`case when ${sql.join(past, sql` or `)} then true
    when ${sql.join(ahead, sql` and `)} then false
    else least(${sql.join(ends, sql`, `)}) <= (${now.toISOString()}::timestamptz at time zone l.time_zone)::date end`;
}
