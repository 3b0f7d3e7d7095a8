// Keeps that a search found nobody, once a day for the same question, and reads it back summed. Never who asked, nor for whom.
import { sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { addDays, type CalendarDay } from "../values/calendar-day";
import type { UnmetSearch } from "./unmet";

export async function noteUnmetSearch(db: Db, actor: Actor, unmet: UnmetSearch, today: CalendarDay): Promise<void> {
  // An old link may name a specialty that is gone; the question is kept all the same.
  const { specialtyId, area, withinMetres, time, language, conditions } = unmet;
  await db.execute(sql`select app.note_unmet_search(${agencyOf(actor)}::uuid, ${today}::date,
    (select id from specialty where id = ${specialtyId}::uuid), ${area}, ${withinMetres}::int, ${time}, ${language}, ${`{${conditions.join(",")}}`}::text[])`);
}

const MOST_LINES = 20;
const DAYS_BACK = 90;

export type UnmetLine = {
  readonly specialty: string | null;
  readonly area: string;
  readonly time: string;
  readonly language: string;
  readonly times: number;
  readonly lastDay: string;
};

/** What was asked most often in vain in the last three months, whatever else was asked with it. */
export async function readUnmet(db: Db, actor: Actor, today: CalendarDay): Promise<UnmetLine[]> {
  const rows = await db.execute<UnmetLine>(sql`
    select p.name as specialty, u.area, u.time, u.language, sum(u.times)::int as times, max(u.day)::text as "lastDay"
    from unmet_search u left join specialty p on p.id = u.specialty_id
    where u.agency_id = ${agencyOf(actor)}::uuid and u.day > ${addDays(today, -DAYS_BACK)}::date
    group by p.name, u.area, u.time, u.language
    order by times desc, "lastDay" desc, specialty, u.area, u.time, u.language
    limit ${MOST_LINES}`);
  return [...rows];
}
