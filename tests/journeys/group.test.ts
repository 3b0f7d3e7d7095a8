// A group of twenty-five for a season, without script: opened, filled, with a line; planned and approved in one go; somebody leaves, and the next in line moves up, is told of and planned for.
import { afterAll, beforeAll, expect, test } from "vitest";
import { Pool } from "#app/database/pool.server";
import { inTransaction } from "#app/database/transaction.server";
import { tellMovedUp } from "#app/models/schedule/moved-up.server";
import { type ComersOf, layComers } from "#tests/stage/group-story";
import { beginJourney, type Journey, looksAgain, type Person, signedIn } from "#tests/stage/journey";

let journey: Journey;
let pool: Pool;

const arrange = { role: "app_definer", requestId: "story" } as const;

beforeAll(async () => {
  journey = await beginJourney();
  pool = new Pool(journey.product.urls.migrator, 1);
  const of = await whoseGroup();
  await inTransaction(pool, arrange, "write", (db) => layComers(db, of, 27, 12));
});
afterAll(async () => {
  await pool?.close();
  await journey?.end();
  expect([...new Set(journey?.troubles)]).toEqual([]);
});

/** A service of Northside's that nobody of the demo has: the twenty-seven alone could come. */
async function whoseGroup(): Promise<ComersOf> {
  const { look } = journey.product;
  const [row] = await look`select o.id as organization, a.id as agency, l.service_id, l.id as place,
      (select f.id from fund f where f.agency_id = a.id limit 1) as fund,
      (select m.id from membership m join person p on p.id = m.person_id where m.agency_id = a.id and p.name = 'Ines Moreau') as carrier,
      (select m.id from membership m join person p on p.id = m.person_id where m.agency_id = a.id and p.name = 'Sol Abara') as decider
    from organization o join agency a on a.slug = 'harbor' join service_at_location l on l.organization_id = o.id
    where o.name = 'Northside Care'
    order by (select count(*) from offer g where g.service_at_location_id = l.id) limit 1`;
  return {
    agencyId: row?.agency,
    organizationId: row?.organization,
    serviceId: row?.service_id,
    serviceAtLocationId: row?.place,
    fundId: row?.fund,
    carrier: row?.carrier,
    decider: row?.decider,
  };
}

const SEASON = 12;
const PLAIN = { scripted: false };

/** The first day of the season: far enough ahead that nothing of it has begun. */
async function firstDay(): Promise<string> {
  const [row] = await journey.product.look`select (current_date + 10)::text as day`;
  return row?.day;
}

async function opensTheGroup(mara: Person, service: string): Promise<string> {
  await mara.go("/portal/groups/new");
  await mara.at("Open a group");
  await mara.fill("Name", "Cooking together, autumn");
  await mara.choose("Service", service);
  await mara.fill("How many may come", "25");
  await mara.fill("First day", await firstDay());
  await mara.fill("Or number of sessions", String(SEASON));
  await mara.fill("Starts at", "06:15");
  await mara.fill("Length in minutes", "90");
  await mara.choose("Practitioner", /Pavel Novak/);
  await mara.choose("Place", /Northside/);
  await mara.unpick("Leave out days");
  await mara.press("Save the group");
  await mara.at("Cooking together, autumn");
  return new URL(mara.page.url()).pathname;
}

async function asks(mara: Person, from: number, until: number): Promise<void> {
  for (let number = from; number <= until; number += 1) await mara.pick(`X-${String(number).padStart(2, "0")}`);
}

test("twenty-five come for a season, two wait, and when one leaves the first in line is in it", async () => {
  const { look } = journey.product;
  const { serviceId } = await whoseGroup();
  const [service] = await look`select name from service where id = ${serviceId}`;
  const mara = await signedIn(journey, "Mara Quinn", PLAIN);
  const page = await opensTheGroup(mara, service?.name);
  await asks(mara, 1, 25);
  await mara.press("Give a place to each");
  await mara.sees("25 of 25 taken");
  await asks(mara, 26, 27);
  await mara.press("Put in line");
  await mara.sees("25 of 25 taken, 2 wait");
  await mara.press("Plan and send to the agency");
  await mara.sees("Sent. You get a notice for each answer.");
  const ines = await signedIn(journey, "Ines Moreau", PLAIN);
  await ines.go(page.replace("/portal/", "/agency/"));
  await ines.at("Cooking together, autumn");
  await ines.sees("Number 2 in line");
  await ines.press("Approve 25 plans and make the sessions");
  await ines.sees("Approved. The sessions are planned, and the provider has been told.");
  const [made] = await look`select count(*)::int as sessions, count(distinct s.client_id)::int as people
    from session s join session_group g on g.id = s.group_id where g.name = 'Cooking together, autumn'`;
  expect(made).toEqual({ sessions: 25 * SEASON, people: 25 });
  await mara.go(page);
  await mara.follow(/^Take out X-07|^Take out .*X-07/);
  await mara.at(/^Take .* out of Cooking together/);
  await mara.pick("The client");
  await mara.fill("Why", "Moves to another town.");
  await mara.press("Take out");
  await mara.sees("25 of 25 taken, 1 waits");
  expect(await inTransaction(pool, { role: "app_job", requestId: "story" }, "write", tellMovedUp)).toBeGreaterThan(0);
  await ines.go("/notices");
  await ines.sees("A place in a group has become free for somebody who waited");
  await mara.press("Plan and send to the agency");
  await mara.sees("12 sessions wait for the agency");
  await ines.go(page.replace("/portal/", "/agency/"));
  await ines.press("Approve 1 plan and make the sessions");
  await ines.sees("Number 1 in line");
  await looksAgain(journey, "Mara Quinn", "/portal/groups", "/portal/groups/new", page);
  await looksAgain(journey, "Ines Moreau", page.replace("/portal/", "/agency/"), "/notices");
}, 120_000);
