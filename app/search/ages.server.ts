// The age of facts in a search's statement, as the pure rule of fact-groups says it: by days on the place's own clock. Reads the listing "l" alone.
import { type SQL, sql } from "drizzle-orm";
import { DOUBTED_GROUPS } from "#app/models/organization/fact-groups";
import { localDay } from "#app/models/values/calendar-day";
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
  const ends = DOUBTED_GROUPS.map((group) => sql`l.${sql.raw(knownOn[group])} + ${question.halfLives[group]}::int`);
  return sql`(${begun(sql`least(${sql.join(ends, sql`, `)})`, question)})::int`;
}

/** As the provider said it; what was said too long ago is not known any more, be it yes or no. */
export function willingNow(question: Question): SQL {
  return sql`case when ${capacityIsOld(question)} then 2::smallint else l.willing end`;
}

export function openPlacesNow(question: Question): SQL {
  return sql`case when ${capacityIsOld(question)} then null else l.open_places end`;
}

const capacityIsOld = (question: Question): SQL =>
  sql`coalesce(${begun(sql`l.capacity_on + ${question.halfLives.capacity}::int`, question)}, false)`;

// Nearly every day is past, or ahead, on every clock on Earth: only of the others the place's own is asked.
function begun(day: SQL, { now }: Question): SQL {
  return sql`case when ${day} <= ${localDay(now, LATEST_CLOCK)}::date then true
    when ${day} > ${localDay(now, EARLIEST_CLOCK)}::date then false
    else ${day} <= (${now.toISOString()}::timestamptz at time zone l.time_zone)::date end`;
}
