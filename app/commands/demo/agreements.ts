// Agreements at the turns of their lives: one that is amended from next month on, and one that ends soon. Told by the house's own deeds.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { moveAgreement } from "#app/models/organization/agreement.server";
import { amendAgreement, changeDraft } from "#app/models/organization/amend-agreement.server";
import { addDays, asCalendarDay, type CalendarDay } from "#app/models/values/calendar-day";
import { type AgreementId, asId } from "#app/models/values/ids";
import type { DemoStage } from "./stage";

const AMENDED = "Northside Care";
const DAYS_TO_AMENDMENT = 40;
const DAYS_TO_END = 25;
const CEILING = 40_000_000n;

const TERMS = [
  "Sessions are given by licensed counselors and last at least 45 minutes.",
  "A session cancelled less than a day ahead is billed at half a unit.",
  "Progress is reported within seven days of each session.",
].join("\n");

export async function turnAgreements(
  stage: DemoStage,
  { nadia }: { readonly nadia: Actor },
  today: CalendarDay,
): Promise<void> {
  stage.at(-5, 11);
  const [northside] = await stage.asGuards((db) =>
    db.execute<{ id: string; ends_on: string }>(sql`
      select a.id, a.ends_on::text from agreement a join organization o on o.id = a.organization_id
      where o.name = ${AMENDED} and a.agency_id = ${nadia.agencyId} and a.state = 'active'`),
  );
  if (!northside) throw new Error(`${AMENDED} has no agreement to amend`);
  const startsOn = addDays(today, DAYS_TO_AMENDMENT);
  await stage.as(nadia, async (db) => {
    const next = await amendAgreement(db, nadia, asId<AgreementId>(northside.id), startsOn);
    const endsOn = asCalendarDay(northside.ends_on);
    const facts = { startsOn, endsOn, paymentDays: 21, noticeDays: 60, ceilingCents: CEILING, terms: TERMS };
    await changeDraft(db, nadia, next, facts, null);
    await moveAgreement(db, nadia, next, "activate");
  });
  await stage.asGuards((db) =>
    db.execute(sql`update agreement set ends_on = ${addDays(today, DAYS_TO_END)}::date where id = (
      select a.id from agreement a join organization o on o.id = a.organization_id
      where a.agency_id = ${nadia.agencyId} and a.state = 'active' and o.name <> ${AMENDED} order by a.number limit 1)`),
  );
}
