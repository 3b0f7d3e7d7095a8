// The systems other people let in, in the demo: a hospital's at the county, and a provider's own. Told by the house's own deeds; their secrets are kept nowhere.
import { addPartner, scopesOf } from "#app/models/partner/keep.server";
import type { Cast } from "./houses";
import type { DemoStage } from "./stage";

export async function letSystemsIn(stage: DemoStage, { ada, ora }: Cast): Promise<void> {
  stage.at(-40, 9);
  for (const [administrator, name] of [
    [ada, "County Hospital discharge desk"],
    [ora, "Northside case records"],
  ] as const) {
    await stage.as(administrator, (db) =>
      addPartner(db, administrator, { name, scopes: [...scopesOf(administrator)] }),
    );
  }
}
