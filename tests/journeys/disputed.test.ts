// One line from no to money without script: denied, disputed, looked at by others, paid. Each step by the person who may take it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginJourney, type Journey, type Person, signedIn } from "#tests/stage/journey";
import { prepareBatch, release } from "./main-job/pay";
import { tell } from "./main-job/story";

let journey: Journey;

beforeAll(async () => {
  journey = await beginJourney();
});
afterAll(() => journey?.end());

const PLAIN = { scripted: false };

/** An invoice of Northside's that Finn looks at: its page ends in the same at both desks. */
async function reviewed(): Promise<{ id: string; number: string }> {
  const [row] = await journey.product.look<{ id: string; number: string }[]>`
    select i.id, i.number from invoice i join organization o on o.id = i.organization_id join agency a on a.id = i.agency_id
    where o.name = 'Northside Care' and a.slug = 'harbor' and i.state in ('in_review', 'submitted')
      and (select count(*) from invoice_line l where l.invoice_id = i.id) > 1 order by i.state, i.number limit 1`;
  if (!row) throw new Error("nothing waits for review");
  return row;
}

async function denyOne(finn: Person, page: string): Promise<void> {
  await finn.go(page);
  const begin = finn.page.getByRole("button", { name: "Start review" });
  if ((await begin.count()) > 0) await finn.press("Start review");
  await finn.pressOn(finn.page.getByRole("link", { name: /^Reduce or deny the line of/ }).first());
  await finn.at(/^Line of /);
  const card = finn.page.locator("form", { has: finn.page.getByRole("button", { name: "Deny line" }) });
  await card.getByLabel("Reason").selectOption({ label: "Attendance is not shown" });
  await card.getByLabel("In your own words, for the provider").fill("Nobody signed the sheet.");
  await finn.press("Deny line");
  await finn.sees("The line is decided.");
  await finn.press(/^Approve (the rest|the line|all \d+ lines)$/);
  await finn.sees("A second person looks at it now.");
  expect(await finn.page.getByRole("button", { name: /^Approve/ }).count()).toBe(0);
}

async function dispute(bea: Person, page: string): Promise<void> {
  await bea.go(page);
  await bea.sees("Nobody signed the sheet.");
  await bea.follow("Dispute a decision");
  await bea.at(/^Dispute invoice I-/);
  await bea.fill("Why the decision is wrong", "The sheet is signed on its back.");
  await bea.press("Send dispute");
  await bea.sees("The dispute is sent.");
  await bea.at(/^Invoice I-/);
  await bea.pressOn(bea.page.getByRole("link", { name: /^Open the line of/ }).first());
  await bea.fill("Your message", "I can bring the sheet.");
  await bea.press("Send message");
  await bea.sees("The message is sent.");
}

test("Finn denies a line, Felix approves the rest, Bea disputes; Felix looks, Finn ends it, Freya pays, and Bea sees her money", async () => {
  const { id, number } = await reviewed();
  const [finance, portal] = [`/finance/invoices/${id}`, `/portal/invoices/${id}`];
  const finn = await signedIn(journey, "Finn Delgado", PLAIN);
  await denyOne(finn, finance);
  const felix = await signedIn(journey, "Felix Adeyemi", PLAIN);
  await felix.go(finance);
  await felix.press("Approve in part");
  await felix.sees("The invoice is approved and waits for a payment batch.");

  const bea = await signedIn(journey, "Bea Lopez", PLAIN);
  await dispute(bea, portal);

  await finn.go(finance);
  await finn.sees("The sheet is signed on its back.");
  await felix.go(finance);
  await felix.press(/^Approve the line of/);
  await felix.sees("The line is decided.");
  await felix.sees("You decided a disputed line.");
  await finn.go(finance);
  await finn.press("Adjust invoice");
  await finn.sees("The dispute is ended.");

  const story = { ...tell(journey, false), invoice: number };
  await prepareBatch(finn, story);
  const freya = await signedIn(journey, "Freya Lind", PLAIN);
  await release(freya, story);
  await bea.go(portal);
  await bea.at(`Invoice ${number}`);
  const [paid] = await journey.product.look<{ state: string; whole: boolean }[]>`
    select i.state, bool_and(l.paid_cents = l.amount_cents) as whole from invoice i join invoice_line l on l.invoice_id = i.id
    where i.id = ${id} group by i.state`;
  expect(paid).toEqual({ state: "paid", whole: true });
  for (const person of [finn, felix, bea, freya]) await person.leave();
  expect([...new Set(journey.troubles)]).toEqual([]);
}, 300_000);
