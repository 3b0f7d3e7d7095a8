// How the demo's agency searches: a program's beginning, two kept searches, and what nobody was found for. Names nobody.
import { sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import { plainAddress } from "#app/models/search/forms";
import { saveSearch } from "#app/models/search/saved.server";
import { USUAL_COLUMNS, USUAL_FILTERS } from "#app/models/search/setup";
import { addSetup } from "#app/models/search/setup.server";
import type { DemoStage } from "./stage";

export async function keepSearches(
  stage: DemoStage,
  { nadia, ines }: { readonly nadia: Actor; readonly ines: Actor },
): Promise<void> {
  stage.at(-20, 10);
  await stage.as(nadia, (db) =>
    addSetup(db, nadia, {
      name: "Family support",
      filters: [...USUAL_FILTERS, "mode", "age", "serves"],
      columns: [...USUAL_COLUMNS],
      within: 25,
      sort: "best",
      usual: false,
    }),
  );
  const keep = (name: string, asked: string, shared: boolean) =>
    stage.as(ines, (db) => saveSearch(db, ines, { name, address: plainAddress(`?${asked}`), shared }));
  await keep("Open on weekends near the harbor", "place=21202&within=5&open=weekends&language=any&specialty=any", true);
  await keep("Free and takes referrals", "place=21201&within=10&cost=free&accepting=on&specialty=any", false);
  await searchInVain(stage, agencyOf(ines));
}

/** What was looked for in vain: what, where, in which language, when, how often. */
const IN_VAIN = [
  ["Meal delivery", "215", "es", "evening", 17],
  ["Meal delivery", "215", "", "weekend", 12],
  ["Meal delivery", "217", "", "", 5],
  ["Meal delivery", "210", "es", "", 7],
  ["Outpatient treatment", "212", "es", "", 23],
  ["Outpatient treatment", "210", "", "evening", 19],
  ["Emergency shelter", "218", "", "weekend", 14],
  ["Adult day center", "218", "", "", 26],
] as const;

/** As if many had asked on one day: to search each time would take the demo as long as it took them. */
async function searchInVain(stage: DemoStage, agencyId: string): Promise<void> {
  const asked = JSON.stringify(IN_VAIN);
  await stage.asGuards((db) =>
    db.execute(sql`insert into unmet_search (agency_id, day, specialty_id, area, language, time, times)
      select ${agencyId}::uuid, app.clock()::date, p.id, a ->> 1, a ->> 2, a ->> 3, (a ->> 4)::int
      from jsonb_array_elements(${asked}::jsonb) a join specialty p on p.name = a ->> 0`),
  );
}
