// From what was delivered to money that arrived: biller, reviewer and approver, each at their own desk. Checks the file for the bank.
import { expect } from "vitest";
import type { Person } from "#tests/stage/journey";
import { numberOn, type Story } from "./story";

/** Leaves only what belongs to this story chosen, as a person would who wants to see one thing through. */
async function chooseOnly(person: Person, words: string): Promise<void> {
  const boxes = person.page
    .getByRole("main")
    .getByRole("row")
    .filter({ has: person.page.getByRole("checkbox") });
  const names = (await boxes.getByText(/^(Bill|Pay) /).allTextContents()).map((name) => name.trim());
  expect(names.filter((name) => name.includes(words)).length).toBeGreaterThan(0);
  for (const name of names) await (name.includes(words) ? person.pick(name) : person.unpick(name));
}

export async function bill(bea: Person, story: Story): Promise<void> {
  await bea.goTo("Invoices");
  await bea.at("Invoices");
  await bea.follow("Make invoice Harbor County Human Services");
  await bea.at("Make an invoice to Harbor County Human Services");
  await chooseOnly(bea, story.client.name);
  await bea.press("Make invoice");
  await bea.sees("The invoice is made.");
  await bea.at(/^Invoice I-/);
  story.invoice = await numberOn(bea, "I");
  await bea.press("Submit invoice");
  await bea.sees("The invoice is sent.");
  await bea.at(`Invoice ${story.invoice}`);
}

export async function review(finn: Person, story: Story): Promise<void> {
  await finn.goTo("Invoices");
  await finn.at("Invoices");
  await finn.follow(story.invoice);
  await finn.at(`Invoice ${story.invoice}`);
  await finn.press("Start review");
  await finn.sees("The review has begun.");
  await finn.at(`Invoice ${story.invoice}`);
  await finn.picture("invoice-review");
  const undecided = finn.page.getByRole("button", { name: /^Approve the line of/ });
  for (let left = 3; left > 0; left--) {
    await expect.poll(() => undecided.count(), { timeout: 15_000 }).toBe(left);
    await finn.press(/^Approve the line of/);
    await finn.sees("The line is decided.");
  }
  await finn.at(`Invoice ${story.invoice}`);
  await finn.sees("A second person looks at it now.");
  expect(await finn.page.getByRole("button", { name: "Approve invoice" }).count()).toBe(0);
}

export async function approve(felix: Person, story: Story): Promise<void> {
  await felix.goTo("Invoices");
  await felix.at("Invoices");
  await felix.follow(story.invoice);
  await felix.at(`Invoice ${story.invoice}`);
  await felix.press("Approve invoice");
  await felix.sees("The invoice is approved and waits for a payment batch.");
  await felix.at(/Invoice/);
}

export async function prepareBatch(finn: Person, story: Story): Promise<void> {
  await finn.goTo("Payment batches");
  await finn.at("Payment batches");
  await finn.follow("Make a payment batch");
  await finn.at("Make a payment batch");
  await chooseOnly(finn, story.invoice);
  await finn.press("Make batch");
  await finn.sees("The batch is made.");
  await finn.at(/^Batch B-/);
  story.batch = await numberOn(finn, "B");
  expect(await finn.page.getByRole("button", { name: "Release batch" }).count()).toBe(0);
}

export async function release(freya: Person, story: Story): Promise<void> {
  await freya.goTo("Payment batches");
  await freya.at("Payment batches");
  await freya.follow(story.batch);
  await freya.at(`Batch ${story.batch}`);
  await freya.picture("batch");
  await freya.press("Release batch");
  await freya.sees("The batch is released.");
  await freya.at(`Batch ${story.batch}`);
  await freya.press("Make payment file");
  await freya.sees("The payment file is made.");
  await freya.at(`Batch ${story.batch}`);
  await readFile(freya, story);
  await freya.fill("Day the bank paid", story.today);
  await freya.fill("The bank's reference", "DEMO-2291");
  await freya.press("Mark as paid");
  await freya.sees("The batch is marked as paid");
  await freya.at(`Batch ${story.batch}`);
}

/** Three sessions of an hour at 95 dollars went into it, and nothing about the client. */
async function readFile(freya: Person, story: Story): Promise<void> {
  const arriving = freya.page.waitForEvent("download");
  await freya.page.getByRole("link", { name: "Download payment file" }).click();
  const download = await arriving;
  expect(download.suggestedFilename()).toBe(`payments-${story.batch}.ach`);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString("utf8");
  // An ACH file: lines of 94 signs, the provider as its bank knows it, and for which invoice.
  expect(
    new Set(
      text
        .trimEnd()
        .split(/\r?\n/)
        .map((line) => line.length),
    ),
  ).toEqual(new Set([94]));
  expect(text.toUpperCase()).toContain("NORTHSIDE CARE");
  expect(text).toContain(`RMR*IV*${story.invoice}*`);
  expect(text.toUpperCase()).not.toContain(story.client.family.toUpperCase());
}

export async function seeRemittance(bea: Person, story: Story): Promise<void> {
  await bea.goTo("Payments");
  await bea.at("Payments");
  await bea.follow(/^P-/);
  await bea.at(/^Payment P-/);
  story.payment = await numberOn(bea, "P");
  await bea.sees(story.invoice);
  await bea.sees("DEMO-2291");
  await bea.sees("Paid in full");
}
