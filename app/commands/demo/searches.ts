// How the demo's agency searches: a program's beginning and two kept searches, made by the house's own deeds. Names nobody.
import type { Actor } from "#app/access/actor";
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
}
