// Providers that the demo's network manager wrote down twice: one pair is to be looked at, one is joined. By the house's own deeds.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { addOrganization } from "#app/models/organization/facts.server";
import { addPlace } from "#app/models/organization/place.server";
import { proposeTwins } from "#app/models/organization/propose-twins.server";
import { moveTwin, readTwins } from "#app/models/organization/twins.server";
import { addDays } from "#app/models/values/calendar-day";
import { asId, type OrganizationId, type OrganizationPairId } from "#app/models/values/ids";
import { houseNames } from "./people";
import type { DemoStage } from "./stage";

export async function writeTwice(stage: DemoStage, { nadia }: { readonly nadia: Actor }): Promise<void> {
  stage.at(-9, 11);
  await again(stage, nadia, houseNames.northside, `${houseNames.northside}, Inc.`);
  const [second, stands] = await again(stage, nadia, houseNames.meals, `The ${houseNames.meals}`);
  await stage.asWorker((db) => proposeTwins(db, nadia.agencyId ?? "", null));
  stage.at(-8, 9);
  await stage.as(nadia, async (db) => {
    const { rows } = await readTwins(db, nadia, "proposed", null);
    const pair = rows.find(({ one, other }) => [one.id, other.id].includes(second));
    if (pair) await moveTwin(db, nadia, asId<OrganizationPairId>(pair.id), { intent: "join", stands });
  });
}

/** Once more what is there, under a name written a little differently, at the same address. */
async function again(stage: DemoStage, nadia: Actor, name: string, written: string): Promise<[string, OrganizationId]> {
  const [there] = await stage.asGuards((db) =>
    db.execute<Record<"id" | "line" | "city" | "region" | "code", string> & { website: string | null }>(sql`
      select o.id, o.website, l.address_line as line, l.city, l.region, l.postal_code as code from organization o join location l on l.organization_id = o.id
      where o.name = ${name} order by l.id limit 1`),
  );
  if (!there) throw new Error(`${name} is not in the demo`);
  const startsOn = await stage.today();
  return stage.as(nadia, async (db) => {
    const facts = { name: written, alternateName: null, description: "", email: null, website: there.website };
    const id = await addOrganization(db, nadia, { ...facts, startsOn, endsOn: addDays(startsOn, 365) });
    const address = { addressLine: there.line, addressLine2: null, city: there.city, region: there.region };
    const reach = { transportation: null, languages: [], accessibility: [] };
    await addPlace(db, nadia, id, { name: "Main office", ...address, postalCode: there.code, ...reach });
    return [id, asId<OrganizationId>(there.id)];
  });
}
