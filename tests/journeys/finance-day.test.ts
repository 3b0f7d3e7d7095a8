// A day at the finance desk with three hundred invoices, without script: clean ones pass by rule and are approved many at once, the others by hand; paid, and the bank's answer taken in.
import { afterAll, beforeAll, expect, test } from "vitest";
import { invariants } from "#app/models/payment/invariants";
import { INVOICES, layDesk, PROVIDERS, RISKY } from "#tests/stage/finance-story";
import { beginJourney, type Journey, type Person, signedIn } from "#tests/stage/journey";
import { type Toil, watched } from "#tests/stage/toil";

let journey: Journey;

beforeAll(async () => {
  journey = await beginJourney();
  await layDesk(journey.product.look);
});
afterAll(() => journey?.end());

const PLAIN = { scripted: false };
const OURS = "o.name like 'Provider __'";

const states = async (): Promise<Record<string, number>> => {
  const rows = await journey.product.look.unsafe<{ state: string; n: number }[]>(
    `select i.state, count(*)::int as n from invoice i join organization o on o.id = i.organization_id where ${OURS} group by i.state`,
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
};

async function setTheRule(felix: Person): Promise<void> {
  await felix.go("/finance/checks");
  await felix.at("Checks and rules");
  await felix.pick("Let clean lines pass by rule");
  await felix.fill("Of a hundred clean lines, so many go to a person", "0");
  await felix.fill("Lines above this amount go to a person", "");
  await felix.press("Save rule");
  await felix.sees("The rule is saved.");
}

/** A hundred a press, the oldest first, until none is left. */
async function manyAtOnce(person: Person, button: string, told: string, times: number): Promise<void> {
  await person.go("/finance/invoices/together");
  await person.at("Many invoices at once");
  for (let time = 0; time < times; time += 1) {
    await person.press(button);
    await person.sees(told);
  }
}

/** What a check found something on, one by one: the last of them is denied in part. */
async function lookAtTheRisky(finn: Person): Promise<void> {
  for (let left = RISKY; left > 0; left -= 1) {
    await finn.go("/finance/invoices?order=risk");
    await finn.at("Invoices");
    await finn.pressOn(
      finn.page
        .getByRole("row")
        .filter({ hasText: "Submitted" })
        .filter({ hasText: "Provider " })
        .getByRole("link")
        .first(),
    );
    await finn.press("Start review");
    if (left === 1) await denyTheLine(finn);
    else await finn.press(/^Approve/);
    await finn.sees("A second person looks at it now.");
  }
}

async function denyTheLine(finn: Person): Promise<void> {
  await finn.follow(/^Reduce or deny the line of/);
  const card = finn.page.locator("form", { has: finn.page.getByRole("button", { name: "Deny line" }) });
  await card.getByLabel("Reason").selectOption({ label: "Attendance is not shown" });
  await card.getByLabel("In your own words, for the provider").fill("More was recorded than was planned.");
  await finn.press("Deny line");
}

async function payAll(finn: Person, freya: Person): Promise<string> {
  await finn.go("/finance/batches/new");
  await finn.press("Make batch");
  await finn.sees("The batch is made.");
  const batch = new URL(finn.page.url()).pathname;
  await freya.go(batch);
  await freya.press("Release batch");
  await freya.sees("The batch is released.");
  await freya.press("Make payment file");
  await freya.sees("The payment file is made.");
  return batch;
}

/** The bank's table: all of them were paid but one. */
async function takeTheAnswer(finn: Person): Promise<void> {
  const sent = await journey.product.look.unsafe<{ number: string; cents: string; day: string }[]>(
    `select p.number, p.amount_cents::text as cents, (p.sent_at at time zone 'America/New_York')::date::text as day
    from payment p join organization o on o.id = p.organization_id where p.state = 'sent' and ${OURS} order by p.number`,
  );
  const money = (cents: number) => (cents / 100).toFixed(2);
  const rows = sent.map(({ number, cents, day }, place) => {
    const outcome = place === 0 ? ["returned", "R03"] : ["settled", ""];
    return [number, outcome[0], money(Number(cents)), day, outcome[1], "TRN-1"].join(",");
  });
  const total = money(sent.reduce((sum, { cents }) => sum + Number(cents), 0));
  const table = ["payment,outcome,amount,day,code,reference", ...rows, `total,${rows.length},${total}`].join("\n");
  await finn.go("/finance/bank-files");
  const file = { name: "bank.csv", mimeType: "text/csv", buffer: Buffer.from(table) };
  await finn.page.locator("input[type=file]").setInputFiles(file);
  await finn.press("Take in");
  await finn.sees("The file is taken in.");
}

test("Finn, Felix and Freya bring three hundred invoices from the queue to the bank and back", async () => {
  expect(await states()).toEqual({ submitted: INVOICES });
  const felix = watched(await signedIn(journey, "Felix Adeyemi", PLAIN));
  const finn = watched(await signedIn(journey, "Finn Delgado", PLAIN));
  const freya = watched(await signedIn(journey, "Freya Lind", PLAIN));
  await setTheRule(felix.person);
  await manyAtOnce(finn.person, "Start review of the chosen", "The reviews have begun.", 3);
  expect(await states()).toEqual({ submitted: RISKY, in_review: INVOICES - RISKY });
  await lookAtTheRisky(finn.person);
  expect(await states()).toEqual({ in_review: INVOICES });
  await manyAtOnce(felix.person, "Approve the chosen", "The chosen invoices are approved", 3);
  expect(await states()).toEqual({ in_review: 1, approved: INVOICES - 1 });
  await felix.person.go("/finance/invoices?order=risk");
  await felix.person.pressOn(
    felix.person.page.getByRole("row").filter({ hasText: "Provider " }).getByRole("link").first(),
  );
  await felix.person.press("Approve in part");
  await felix.person.sees("The invoice is approved and waits for a payment batch.");

  await payAll(finn.person, freya.person);
  await takeTheAnswer(finn.person);
  const { batched = 0, paid = 0 } = await states();
  expect([batched + paid, batched]).toEqual([INVOICES, INVOICES / PROVIDERS]);
  const work: Toil[] = [finn, felix, freya].map(({ toil }) => toil());
  const sum = (name: keyof Toil) => work.reduce((all, one) => all + one[name], 0);
  // One look each at what was found, and a hundred a press of the rest: not three hundred pages.
  expect(sum("pages")).toBeLessThanOrEqual(24 + 4 * RISKY);
  expect(sum("presses")).toBeLessThanOrEqual(24 + 3 * RISKY);
  for (const { name, query } of invariants)
    expect([name, [...(await journey.product.look.unsafe(query))]]).toEqual([name, []]);
  for (const { person } of [felix, finn, freya]) await person.leave();
  expect([...new Set(journey.troubles)]).toEqual([]);
}, 300_000);
