// Hours as publishers write them, for the demo's places that have told no week. Reads none of them.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";

const WRITTEN = [
  "Mon-Fri 9-5",
  "Tues & Thurs 10-2",
  "Monday to Thursday 8:30-4:30",
  "Wednesdays 1-4 pm by appointment",
  "Every other Friday 9 am - 12 pm",
  "By appointment only",
  "Sat 10-12, closed 1st Saturday",
  "Twice per month Monday 10:00AM 1:00PM",
];

/** Only where no week stands, at the place or for the service there. */
export async function layHoursInWords(db: Db): Promise<void> {
  await db.execute(sql`
    with unknown as (
      select p.id, row_number() over (order by p.id) as turn from service_at_location p
      where not exists (select 1 from opening_span s where s.location_id = p.location_id)
    )
    update service_at_location p set hours_text = (${sql.param(`{${WRITTEN.map((words) => `"${words}"`).join(",")}}`)}::text[])[(u.turn % ${WRITTEN.length}) + 1]
    from unknown u where u.id = p.id`);
}
