// Keeps that a search found nobody, once a day for the same question. Never who asked, nor for whom.
import { sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import type { CalendarDay } from "../values/calendar-day";
import type { UnmetSearch } from "./unmet";

export async function noteUnmetSearch(db: Db, actor: Actor, unmet: UnmetSearch, today: CalendarDay): Promise<void> {
  // An old link may name a specialty that is gone; the question is kept all the same.
  const { specialtyId, area, withinMetres, time, language, conditions } = unmet;
  await db.execute(sql`select app.note_unmet_search(${agencyOf(actor)}::uuid, ${today}::date,
    (select id from specialty where id = ${specialtyId}::uuid), ${area}, ${withinMetres}::int, ${time}, ${language}, ${`{${conditions.join(",")}}`}::text[])`);
}
