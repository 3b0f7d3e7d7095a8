// A licence that runs out between referral and service, in a real browser: the referral is flagged, the line is held, and a verified renewal lets it pass.
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, asCalendarDay } from "#app/models/values/calendar-day";
import { beginJourney, type Journey, signedIn } from "#tests/stage/journey";

let journey: Journey;

beforeAll(async () => {
  journey = await beginJourney();
});
afterAll(async () => {
  await journey?.end();
  expect([...new Set(journey?.troubles)]).toEqual([]);
});

/** A refused form comes back with a status that says so, and a browser notes it down. */
const REFUSED = { axe: false, expected: /status of 4\d\d/ };

/** An invoice of Northside that waits for finance, the referral it belongs to, and the day of its last service. */
async function underWay() {
  const [row] = await journey.product.look`
    select i.id as invoice, r.id as referral, l.service_day::text as day
    from invoice i join organization o on o.id = i.organization_id and o.name = 'Northside Care'
    join agency h on h.id = i.agency_id and h.slug = 'harbor'
    join invoice_line l on l.invoice_id = i.id and l.live and l.state = 'pending'
    join "authorization" a on a.id = l.authorization_id
    join referral r on r.id = a.referral_id and r.state in ('accepted', 'in_progress')
    where i.state in ('submitted', 'in_review') order by i.id, l.service_day desc limit 1`;
  if (!row) throw new Error("nothing of Northside waits for finance");
  return {
    invoice: `/finance/invoices/${row.invoice}`,
    referral: `/agency/referrals/${row.referral}`,
    day: asCalendarDay(row.day),
  };
}

/** From what is missing to a renewal that waits for the network desk. */
async function maraRenews(lastDay: string): Promise<void> {
  const mara = await signedIn(journey, "Mara Quinn", REFUSED);
  await mara.go("/portal/credentials");
  await mara.sees("Missing");
  await mara.follow(/^Provider licence/);
  await mara.follow("Renew");
  await mara.at("Renew a credential");
  await mara.fill("Last day it holds", lastDay);
  await mara.press("Add renewal");
  await mara.sees("The credential is added.");
  await mara.leave();
}

test("a licence ends between referral and service: flagged for Sol, held for Finn, renewed by Mara, verified by Nadia, and it passes", async () => {
  const { invoice, referral, day } = await underWay();
  const nadia = await signedIn(journey, "Nadia Petrov", REFUSED);
  await nadia.go("/network/credentials/types");
  await nadia.follow("Provider licence");
  await nadia.open("Ask for it");
  await nadia.pick("All services");
  await nadia.fill("From this day on", "2020-01-01");
  await nadia.press("Ask for it");
  await nadia.sees("It is asked for from that day on.");

  const sol = await signedIn(journey, "Sol Abara", REFUSED);
  await sol.go(referral);
  await sol.at(/^Referral R-/);
  expect(await sol.page.getByText("Something the agency asks for has run out").count()).toBe(0);

  // Time passes: the licence is over on the day of the last service, which was billed all the same.
  await journey.product.look`update credential set expires_on = ${day} where type_code = 'provider-licence'
    and organization_id = (select id from organization where name = 'Northside Care')`;
  await sol.go(referral);
  await sol.sees("Something the agency asks for has run out");
  await sol.sees("Northside Care: Provider licence");
  await sol.go("/agency");
  await sol.sees("A credential ran out at the provider");

  const finn = await signedIn(journey, "Finn Delgado", REFUSED);
  await finn.go(invoice);
  await finn.sees(/Held: not valid on this day: Provider licence/);
  const begin = finn.page.getByRole("button", { name: "Start review" });
  if ((await begin.count()) > 0) await finn.pressOn(begin);
  const held = finn.page
    .getByRole("row")
    .filter({ hasText: /Held: not valid on this day/ })
    .getByRole("button", { name: /^Approve the line of/ })
    .first();
  await finn.pressOn(held);
  await finn.sees(/A line is held, for this did not hold on its day: Provider licence/);

  await maraRenews(addDays(day, 700));

  await nadia.go("/network/credentials");
  await nadia.page
    .getByRole("row")
    .filter({ hasText: "Provider licence" })
    .filter({ hasText: "Northside Care" })
    .getByRole("link", { name: "Provider licence" })
    .click();
  await nadia.at("Provider licence");
  await nadia.fill("How did you make sure?", "Looked up in the register.");
  await nadia.press("Verify credential");
  await nadia.sees("The credential is verified.");

  await finn.go(invoice);
  expect(await finn.page.getByText(/Held: not valid on this day/).count()).toBe(0);
  await finn.press(/^Approve the line of/);
  await finn.sees("The line is decided.");
  await sol.go(referral);
  expect(await sol.page.getByText("Something the agency asks for has run out").count()).toBe(0);
  for (const person of [nadia, sol, finn]) await person.leave();
});
