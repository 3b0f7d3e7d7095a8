// An authorization that runs out and is renewed in time, in a real browser without script: asked for, renewed at the pace until now, planned on without a gap, and the old one closed.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStage } from "#app/commands/demo/stage";
import { askRenewals, closeAuthorizations } from "#app/models/authorization/run-out.server";
import { beginJourney, type Journey, looksAgain, type Person, signedIn } from "#tests/stage/journey";

let journey: Journey;

beforeAll(async () => {
  journey = await beginJourney();
});
afterAll(async () => {
  await journey?.end();
  expect([...new Set(journey?.troubles)]).toEqual([]);
});

/** One of Ines's clients at Northside whose care goes on. */
async function underWay() {
  const [row] = await journey.product.look`
    select a.id, a.number, a.fund_id from "authorization" a join referral r on r.id = a.referral_id and r.state = 'in_progress'
    join "case" k on k.id = r.case_id join membership m on m.id = k.owner_membership_id join person p on p.id = m.person_id and p.name = 'Ines Moreau'
    join organization o on o.id = a.organization_id and o.name = 'Northside Care' where a.state = 'active' order by a.number limit 1`;
  if (!row) throw new Error("nothing of Northside goes on");
  return { id: String(row.id), number: String(row.number), fundId: String(row.fund_id) };
}

const PLAIN = { scripted: false };

/** The worker's hour has come. */
async function works(job: typeof askRenewals): Promise<void> {
  const stage = openStage(journey.product.urls.migrator);
  try {
    await stage.asWorker(job);
  } finally {
    await stage.close();
  }
}

async function renews(ines: Person, number: string): Promise<string> {
  await ines.go("/agency/authorizations?state=to-renew");
  await ines.follow(new RegExp(`^${number} `));
  await ines.sees("Does the service go on?");
  await ines.follow("Renew this authorization");
  await ines.at(`Renews ${number}`);
  await ines.sees("Its last day is");
  await ines.fill("How many units", "6");
  await ines.fill("Units", "2");
  await ines.choose("In each", "Week");
  await ines.press("Authorize");
  await ines.sees("Authorized. The provider can plan sessions now.");
  await ines.at(/^Authorization A-/);
  await ines.sees(/^2 .* a week$/);
  expect(await ines.page.getByRole("link", { name: number, exact: true }).count()).toBe(1);
  return new URL(ines.page.url()).pathname.split("/").at(-1) ?? "";
}

async function plansOn(mara: Person, authorizationId: string, firstDay: string): Promise<void> {
  await mara.go(`/portal/schedules/new?authorization=${authorizationId}`);
  await mara.at(/^Plan sessions for/);
  await mara.choose("How often", "Every week");
  await mara.fill("First day", firstDay);
  await mara.fill("Last day", "");
  await mara.fill("Or number of sessions", "4");
  await mara.fill("Starts at", "18:00");
  await mara.choose("Practitioner", /^Pavel Novak/);
  await mara.press("Save draft");
  await mara.sees("The draft is saved.");
  await mara.press("Send for approval");
  await mara.sees("Sent. You get a notice when the agency answers.");
}

test("an authorization that runs out is renewed in time: Ines is asked, renews it, Mara plans on, and the old one is closed", async () => {
  const { id, number, fundId } = await underWay();
  const { look } = journey.product;
  // Time passes: twelve days are left.
  await look`update "authorization" set ends_on = current_date + 13, renewal_task_id = null where id = ${id}`;
  await works(askRenewals);
  const ines = await signedIn(journey, "Ines Moreau", PLAIN);
  const next = await renews(ines, number);
  const [begins] =
    await look`select n.starts_on = a.ends_on as gapless, n.starts_on::text as first from "authorization" n join "authorization" a on a.id = n.renews_id where n.id = ${next}`;
  expect(begins?.gapless).toBe(true);
  await ines.go("/agency/authorizations?state=to-renew");
  expect(
    await ines.page.getByRole("link", { name: new RegExp(`^${number} `) }).count(),
    "nobody is asked any more",
  ).toBe(0);

  const mara = await signedIn(journey, "Mara Quinn", PLAIN);
  await plansOn(mara, next, begins?.first);
  const [plan] = await look`select id, number from billing_schedule where authorization_id = ${next}`;
  await ines.go(`/agency/schedules/${plan?.id}`);
  await ines.press("Approve and make the sessions");
  await ines.sees("Approved. The sessions are planned, and the provider has been told.");

  // Two weeks after its last day the old one is closed, and what was not used is free again.
  const free = async () =>
    (await look`select balance_cents from fund_balance where fund_id = ${fundId} and account = 'available'`)[0];
  const before = await free();
  await look`update "authorization" set ends_on = current_date - 15 where id = ${id}`;
  await works(closeAuthorizations);
  await ines.go(`/agency/authorizations/${id}`);
  await ines.at(`Authorization ${number}`);
  await ines.sees("Expired");
  await ines.sees("Followed by");
  expect(BigInt((await free())?.balance_cents)).toBeGreaterThan(BigInt(before?.balance_cents));
  for (const person of [ines, mara]) await person.leave();
  const papers = [`/agency/authorizations/${id}`, `/agency/authorizations/${next}`, `/agency/schedules/${plan?.id}`];
  await looksAgain(journey, "Ines Moreau", "/agency/authorizations?state=to-renew", ...papers);
  await looksAgain(
    journey,
    "Mara Quinn",
    `/portal/schedules/new?authorization=${next}`,
    `/portal/schedules/${plan?.id}`,
  );
});
