// How the demo's facts have aged: rules of the agency, facts nobody confirmed for long, changes that wait and one that was declined. Made by the house's own deeds where a person does it.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { organizationOf } from "#app/access/actor";
import { askStillRight } from "#app/models/organization/ask-still-right.server";
import { readChangeQueue } from "#app/models/organization/change-queue.server";
import { decideChanges } from "#app/models/organization/decide-change.server";
import { FACT_GROUPS, USUAL_HALF_LIVES } from "#app/models/organization/fact-groups";
import { saveFactRules } from "#app/models/organization/fact-rules.server";
import type { ChangeId } from "#app/models/organization/keeping-forms";
import { changeOwnFacts } from "#app/models/organization/own-facts.server";
import { asId } from "#app/models/values/ids";
import type { DemoStage } from "./stage";

const facts = (description: string) => ({
  intent: "facts" as const,
  name: "Northside Care",
  alternateName: "Northside Counseling",
  description,
  email: "desk@northside.example.org",
  website: "https://northside.example.org",
});

export async function letFactsAge(
  stage: DemoStage,
  { nadia, mara }: { readonly nadia: Actor; readonly mara: Actor },
): Promise<void> {
  stage.at(0, 23);
  await stage.asGuards((db) =>
    db.execute(sql`
      with aged as (
        select p.id, p.location_id, p.service_id, p.organization_id, row_number() over (order by p.id) as number from service_at_location p
      ), hours as (
        update service_at_location p set hours_at = app.clock() - make_interval(days => (20 + 37 * a.number % 400)::int) from aged a where a.id = p.id
      ), places as (
        update location l set access_at = app.clock() - make_interval(days => (30 + 41 * a.number % 500)::int),
          address_at = app.clock() - make_interval(days => (30 + 53 * a.number % 300)::int) from aged a where a.location_id = l.id
      ), described as (
        update service s set services_at = app.clock() - make_interval(days => (10 + 29 * a.number % 220)::int) from aged a where a.service_id = s.id
      )
      update organization o set contact_at = app.clock() - make_interval(days => (15 + 31 * a.number % 230)::int) from aged a where a.organization_id = o.id`),
  );
  stage.at(-40, 9);
  const looked = ["contact", "address"];
  const rules = FACT_GROUPS.map((factGroup) => ({
    factGroup,
    halfLifeDays: USUAL_HALF_LIVES[factGroup],
    waits: looked.includes(factGroup),
  }));
  await stage.as(nadia, (db) => saveFactRules(db, nadia, { rules }));
  const ask = (description: string) =>
    stage.as(mara, (db) => changeOwnFacts(db, mara, organizationOf(mara), facts(description)));
  stage.at(-12, 11);
  await ask("The best counseling in the whole county.");
  stage.at(-11, 9);
  await stage.as(nadia, async (db) => {
    const { rows } = await readChangeQueue(db, null);
    const changeId = asId<ChangeId>(rows[0]?.id ?? "");
    const words = "Please say what you offer, not how good it is.";
    await decideChanges(db, nadia, { intent: "decline", changeId, words });
  });
  stage.at(-2, 15);
  await ask("Counseling and family support on the north side, in person and by video.");
  await stage.asGuards((db) => importAnotherWord(db, organizationOf(mara)));
  stage.at(-1, 9);
  await stage.asGuards(askStillRight);
}

/** As an import leaves it: the county's file has another description than Mara's, and one service no more. */
async function importAnotherWord(db: Parameters<typeof askStillRight>[0], organizationId: string): Promise<void> {
  await db.execute(sql`
    with run as (insert into import_run (source, format) values ('county-directory', 'Ohana CSV') returning id),
    ended as (select id, row_number() over (order by id) as number from service where organization_id = ${organizationId}::uuid),
    known as (
      insert into source_record (source, kind, source_id, table_name, row_id, digest, run_id, file, row_number)
      select 'county-directory', 'organization', '12', 'organization', ${organizationId}::uuid, '\\x00'::bytea, run.id, 'organizations.csv', 12 from run
      union all select 'county-directory', 'service', (100 + number)::text, 'service', ended.id, '\\x00'::bytea, run.id, 'services.csv', 100 + number from run, ended)
    insert into source_difference (organization_id, source, kind, source_id, table_name, row_id, field, theirs, file, row_number)
    select ${organizationId}::uuid, 'county-directory', 'organization', '12', 'organization', ${organizationId}::uuid, 'description',
      to_jsonb('Counseling for families with children under twelve.'::text), 'organizations.csv', 12
    union all select ${organizationId}::uuid, 'county-directory', 'service', '101', 'service', id, '', null, null, null from ended where number = 1`);
}
