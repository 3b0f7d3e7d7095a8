// The month of a provider with forty clients, without script: who came, what is billed, what it will bring. Under ten minutes of people's work.
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginJourney, type Journey, type Person, signedIn } from "#tests/stage/journey";
import { layMonth, WEEKS } from "#tests/stage/month-story";
import { minutesOf, watched } from "#tests/stage/toil";

let journey: Journey;
let days: string[];

beforeAll(async () => {
  journey = await beginJourney();
  days = await layMonth(journey.product.look, journey.product.urls.migrator);
});
afterAll(() => journey?.end());

const PLAIN = { scripted: false };
const SESSIONS = 40 * WEEKS;

/** All of a day at once: one did not come, everybody else came as planned. */
async function takeAttendance(mara: Person, day: string): Promise<void> {
  await mara.go(`/portal/roster?day=${day}`);
  await mara.at(/^Roster of /);
  await mara.choose("Who came", "Did not come");
  await mara.press("Everybody else came as planned");
  await mara.sees("Saved. The agency sees it now.");
}

async function bill(bea: Person): Promise<void> {
  await bea.go("/portal/invoices");
  await bea.at("Invoices");
  await bea.follow("Make invoice Harbor County Human Services");
  await bea.at("Make an invoice to Harbor County Human Services");
  await bea.press("Make invoice");
  await bea.sees("The invoice is made.");
  await bea.press("Submit invoice");
  await bea.sees("The invoice is sent.");
}

test("Mara says who came, Bea bills all of it with two presses and sees what the month brings", async () => {
  const { look } = journey.product;
  expect(days).toHaveLength(WEEKS);
  const mara = watched(await signedIn(journey, "Mara Quinn", PLAIN));
  for (const day of days) await takeAttendance(mara.person, day);
  const [taken] =
    await look`select count(*) filter (where number like 'X-%')::int as n, count(*) filter (where number like 'X-%' and units > 0)::int as came,
      count(*) filter (where d.state = 'absent' and d.recorded_at > now() - interval '10 minutes')::int as absent
    from attendance d join (select id, number from "authorization") a on a.id = d.authorization_id`;
  expect(taken).toMatchObject({ n: SESSIONS, absent: WEEKS });

  const bea = watched(await signedIn(journey, "Bea Lopez", PLAIN));
  await bill(bea.person);
  const [billed] =
    await look`select count(*)::int as n, count(distinct l.invoice_id)::int as invoices, bool_and(i.state = 'submitted') as sent
    from invoice_line l join invoice i on i.id = l.invoice_id where l.authorization_id in (select id from "authorization" where number like 'X-%')`;
  expect(billed).toEqual({ n: taken?.came, invoices: 1, sent: true });
  await bea.person.goTo("Payments");
  await bea.person.at("Payments");
  await bea.person.sees("Earned");

  const work = [mara.toil(), bea.toil()];
  // One page and one press a week, then one invoice: nobody types what the house knows.
  expect(work.reduce((sum, { pages }) => sum + pages, 0)).toBeLessThanOrEqual(2 * WEEKS + 6);
  expect(work.reduce((sum, { fields }) => sum + fields, 0)).toBe(WEEKS);
  expect(minutesOf(...work)).toBeLessThan(10);
  for (const { person } of [mara, bea]) await person.leave();
  expect([...new Set(journey.troubles)]).toEqual([]);
}, 300_000);
