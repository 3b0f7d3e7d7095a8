// A new provider from its application, written on a telephone, through the network desk to the search; and one that the directory knows already.
import { afterAll, beforeAll, expect, test } from "vitest";
import { pdf } from "#tests/stage/documents";
import { beginJourney, type Journey, newPerson, type Person, signedIn } from "#tests/stage/journey";

const NAME = "Lighthouse Family Kitchen";

let journey: Journey;

beforeAll(async () => {
  journey = await beginJourney();
});
afterAll(() => journey?.end());

/** From the public page to the application's own. */
async function begin(tess: Person, name: string, email: string): Promise<string> {
  await tess.go("/apply/harbor");
  await tess.at(/^Apply to the provider network/);
  await tess.fill("Name of the organization", name);
  await tess.pick("Nonprofit organization");
  await tess.fill("Your name", "Tess Rowe");
  await tess.fill("Your e-mail address", email);
  await tess.press("Begin the application");
  await tess.at(name);
  return new URL(tess.page.url()).pathname;
}

async function sayWho(tess: Person): Promise<void> {
  await tess.follow(/^Go on/);
  await tess.at("Your organization");
  await tess.fill("What you do, in a few sentences", "Warm meals, cooked with families.");
  await tess.fill("Phone", "410-555-0177");
  await tess.fill("Employer identification number (EIN)", "52-34");
  await tess.press("Save and go on");
  await tess.sees(/has nine digits/);
  await tess.fill("Employer identification number (EIN)", "52-3456789");
  await tess.press("Save and go on");
}

async function sayWhere(tess: Person): Promise<void> {
  await tess.at("Places");
  await tess.follow("Add a place");
  await tess.fill("Name of the place", "Kitchen at the light");
  await tess.fill("ZIP code", "21201");
  await tess.press("Save the place");
  await tess.at("Places");
  await tess.sees(/middle of postal code 21201/);
}

async function sayWhat(tess: Person): Promise<void> {
  await tess.follow(/^Go on: Services/);
  await tess.follow("Add a service");
  await tess.at("A service");
  await tess.fill("Name of the service", "Family supper");
  await tess.pick("At their place");
  await tess.press("Save the service");
  await tess.at("Specialties of Family supper");
  await tess.page.getByRole("searchbox").fill("meals");
  await tess.press("Find");
  await tess.pick("Meals");
  await tess.press("Save specialties");
  await tess.at("Services");
}

async function sayWhen(tess: Person): Promise<void> {
  await tess.follow(/^Go on: Hours/);
  await tess.at("Hours");
  await tess.follow(/^Change/);
  await tess.press("Open 24 hours every day");
  await tess.press("Save hours");
  await tess.at("Hours");
  await tess.sees("Always open.");
}

/** Nothing to name, one paper, a price. */
async function sayTheRest(tess: Person): Promise<void> {
  await tess.follow(/^Go on: Staff/);
  await tess.pick("We name nobody");
  await tess.press("Save and go on");
  await tess.at("Licences and insurance");
  await tess.pick("We hold no licence");
  await tess.page.locator("#none").getByRole("button").click();
  await tess.at("Documents");
  await tess.choose("What is it for?", "Insurance");
  await tess.page
    .getByLabel("File", { exact: true })
    .setInputFiles({ name: "policy.pdf", mimeType: "application/pdf", buffer: pdf() });
  await tess.press("Add the document");
  await tess.follow(/^Go on: Proposed rates/);
  await tess.choose("Service", "Family supper");
  await tess.choose("Unit", "per item");
  await tess.fill("Amount", "12.50");
  await tess.press("Save and go on");
}

async function judge(nadia: Person, summary: string, choice: string, words?: string): Promise<void> {
  await nadia.open(summary);
  const part = nadia.page.locator("details[open]").filter({ hasText: summary });
  await part.locator("label").filter({ hasText: choice }).first().click();
  if (words) await part.getByRole("textbox").fill(words);
  await nadia.pressOn(part.getByRole("button", { name: "Save" }));
}

/** Passes all but the first item, which is asked back; gives what that one is called. */
async function takeAndAsk(nadia: Person): Promise<string> {
  await nadia.go("/network/applications");
  await nadia.follow(new RegExp(NAME));
  await nadia.press("Take it");
  const found = await nadia.page
    .locator("summary")
    .filter({ hasText: /^Judge: / })
    .allTextContents();
  const [first = "", ...others] = found.map((summary) => summary.trim());
  await judge(nadia, first, "Ask the applicant", "Until when does the policy hold?");
  for (const summary of others) await judge(nadia, summary, "Passed");
  return first;
}

async function answer(tess: Person): Promise<void> {
  await tess.at("Being reviewed");
  await tess.fill("Your answer", "Until the end of next year.");
  await tess.page
    .getByLabel("Document", { exact: true })
    .setInputFiles({ name: "policy.pdf", mimeType: "application/pdf", buffer: pdf() });
  await tess.press("Send the answer");
  await tess.at("What is looked at");
}

test("Tess applies on a telephone, Nadia and Nils approve it, and Carl finds it", async () => {
  const tess = await newPerson(journey, "Tess", { width: 390, expected: /400/ });
  const address = await begin(tess, NAME, "tess@lighthouse.example.org");
  await sayWho(tess);
  if (tess.page.url().endsWith("/claim")) {
    await tess.pick("None of these");
    await tess.press("Save and go on");
  }
  await sayWhere(tess);
  await sayWhat(tess);
  await sayWhen(tess);
  await sayTheRest(tess);
  await tess.at("Read it back");
  await tess.pick("What is written here is true");
  await tess.press(/^Send to/);
  await tess.at("Waiting for the network desk");

  const nadia = await signedIn(journey, "Nadia Petrov", { axe: false });
  const asked = await takeAndAsk(nadia);
  await tess.go(address);
  await answer(tess);
  const screened = nadia.page.url();
  await nadia.go(screened);
  await judge(nadia, asked, "Passed");
  await nadia.press("Approve");
  await nadia.leave();
  const nils = await signedIn(journey, "Nils Berg", { axe: false });
  await nils.go(screened);
  await nils.press("Approve as the second person");
  await nils.sees(/the provider is in the directory/i);
  await nils.leave();

  await tess.go(address);
  await tess.at("Approved");
  await tess.leave();
  const carl = await signedIn(journey, "Carl Whitfield", { axe: false });
  await carl.go(`/agency/search?q=${encodeURIComponent("lighthouse supper")}&within=any`);
  await carl.sees("Family supper");
  await carl.leave();
  expect([...new Set(journey.troubles)]).toEqual([]);
});

test("an applicant whom the directory knows begins with what it says; a link mailed again says nothing of who applied", async () => {
  const [known] = await journey.product.look<{ name: string }[]>`
    select o.name from organization o join location l on l.organization_id = o.id
    where not exists (select 1 from membership m where m.organization_id = o.id)
      and not exists (select 1 from agreement a where a.organization_id = o.id) order by o.name limit 1`;
  const name = String(known?.name);
  const tom = await newPerson(journey, "Tom", { scripted: false, expected: /40[04]/ });
  await begin(tom, name, "tom@pantry.example.org");
  await sayWho(tom);
  await tom.at("Is this you?");
  await tom.pick(name);
  await tom.press("Save and go on");
  await tom.at("Places");
  await tom.sees(/begins with what the directory knows/);
  expect(await tom.page.locator(".application-items li").count()).toBeGreaterThan(0);
  const answers: (string | null)[] = [];
  for (const email of ["tom@pantry.example.org", "nobody@example.org"]) {
    await tom.go("/apply/harbor/link");
    await tom.fill("Your e-mail address", email);
    await tom.press("Mail me the link");
    answers.push(await tom.page.getByRole("main").textContent());
  }
  expect(answers[0]).toBe(answers[1]);
  await tom.go(`/applications/${"0".repeat(40)}`);
  await tom.sees(/does not lead to an application/);
  await tom.leave();
  expect([...new Set(journey.troubles)]).toEqual([]);
});
