// The systems other people let in, in the demo: a hospital's at the county, and a provider's own. Told by the house's own deeds; their secrets are kept nowhere.
import { addPartner, scopesOf } from "#app/models/partner/keep.server";
import { changeWebhook } from "#app/models/partner/keep-webhook.server";
import { tellSystems } from "#app/models/partner/tell-systems.server";
import type { Cast } from "./houses";
import type { DemoStage } from "./stage";

export async function letSystemsIn(stage: DemoStage, { ada, ora }: Cast): Promise<void> {
  stage.at(-40, 9);
  for (const [administrator, name] of [
    [ada, "County Hospital discharge desk"],
    [ora, "Northside case records"],
  ] as const) {
    const { clientId } = await stage.as(administrator, (db) =>
      addPartner(db, administrator, { name, scopes: [...scopesOf(administrator)] }),
    );
    if (administrator === ora) await tryTelling(stage, ora, clientId);
  }
}

/** Its makers tried it, and stopped it: what nobody made up a receiver for calls nobody. */
async function tryTelling(stage: DemoStage, ora: Cast["ora"], partnerId: string): Promise<void> {
  const url = "https://records.northside.example.org/hooks/referrals";
  await stage.as(ora, (db) =>
    changeWebhook(db, ora, partnerId, { intent: "set", url, kinds: ["task.offered", "task.changed", "task.ended"] }),
  );
  for (const status of [204, 503]) {
    await stage.as(ora, (db) => changeWebhook(db, ora, partnerId, { intent: "try" }));
    await tellSystems(
      async () => ({ status, failure: null }),
      (_mode, work) => stage.asWorker(work),
    );
  }
  await stage.as(ora, (db) => changeWebhook(db, ora, partnerId, { intent: "stop" }));
}
