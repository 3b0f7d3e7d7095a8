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
  await nameNobody(tess);
  await tess.choose("Service", "Family supper");
  await tess.choose("Unit", "per item");
  await tess.fill("Amount", "12.50");
  await tess.press("Save and go on");
}

/** Up to the rates. */
async function nameNobody(tess: Person): Promise<void> {
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
}

async function send(tess: Person): Promise<void> {
  await tess.at("Read it back");
  await tess.pick("What is written here is true");
  await tess.press(/^Send to/);
  await tess.at("Waiting for the network desk");
}

async function judge(nadia: Person, summary: string, choice: string, words?: string): Promise<void> {
  await nadia.open(summary);
  const part = nadia.page.locator("details[open]").filter({ hasText: summary });
  await part.locator("label").filter({ hasText: choice }).first().click();
  if (words) await part.getByRole("textbox").fill(words);
  await nadia.pressOn(part.getByRole("button", { name: "Save" }));
}

/** What the checklist asks to be judged, once she has it. */
async function takeUp(nadia: Person, name: string): Promise<string[]> {
  await nadia.go("/network/applications");
  await nadia.follow(new RegExp(name));
  await nadia.press("Take it");
  const found = await nadia.page
    .locator("summary")
    .filter({ hasText: /^Judge: / })
    .allTextContents();
  return found.map((summary) => summary.trim());
}

/** Passes all but the first item, which is asked back; gives what that one is called. */
async function takeAndAsk(nadia: Person): Promise<string> {
  const [first = "", ...others] = await takeUp(nadia, NAME);
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

async function approveAsSecond(nils: Person, address: string): Promise<void> {
  await nils.go(address);
  await nils.press("Approve as the second person");
  await nils.sees(/the provider is in the directory/i);
}

async function bringIntoForce(nils: Person): Promise<void> {
  await nils.go("/network/agreements?state=draft");
  const drafted = nils.page.getByRole("row").filter({ hasText: NAME });
  await nils.pressOn(drafted.getByRole("link").first());
  await nils.press("Activate");
  await nils.sees("Active");
}

/** As a caseworker does with a client on the telephone: found, agreed to, sent. */
async function refer(carl: Person): Promise<void> {
  const [his] = await journey.product.look<{ id: string }[]>`
    select c.id from "case" c join membership m on m.id = c.owner_membership_id join person p on p.id = m.person_id
    where p.name = 'Carl Whitfield' and c.state = 'active' and not c.restricted order by c.created_at limit 1`;
  await carl.go(`/agency/search?case=${his?.id}&q=${encodeURIComponent("lighthouse supper")}&within=any`);
  const found = carl.page.getByRole("listitem").filter({ hasText: "Family supper" }).first();
  await carl.pressOn(found.getByRole("link", { name: /^Refer/ }));
  await carl.at("New referral");
  await carl.press("Save and go on");
  await carl.at("What will be sent");
  await carl.open("Record a new consent");
  await carl.choose("Who may see it", NAME);
  await carl.pick("Signed on paper");
  await carl.press("Record consent");
  await carl.press("Save and go on");
  await carl.at("Urgency and message");
  await carl.fill("Message to the provider", "A family of four, on Fridays.");
  await carl.press("Save and go on");
  await carl.at("Ready to send");
  await carl.press("Send referral");
  await carl.sees("The referral is sent.");
}

/** Whoever applied is asked to run the desk, and finds the first referral there. */
async function joinAndSee(tess: Person): Promise<void> {
  const [letter] = await journey.product.look<{ body: string }[]>`
    select body from letter where kind = 'invitation' and to_email = 'tess@lighthouse.example.org' order by id desc limit 1`;
  await tess.go(new URL(String(letter?.body.match(/https?:\S+\/invitations\/\w+/)?.[0])).pathname);
  await tess.at(`Join ${NAME}`);
  await tess.fill("Choose a password", "green lamps over the quay");
  await tess.press("Join");
  await tess.at("Today");
  await tess.go("/portal/offers");
  await tess.pressOn(tess.page.getByRole("main").locator('a[href^="/portal/offers/"]').first());
  await tess.sees("A family of four, on Fridays.");
}

test("Tess applies on a telephone, Nadia and Nils approve it, and Carl sends her the first referral", async () => {
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
  await send(tess);

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
  await approveAsSecond(nils, screened);
  await bringIntoForce(nils);
  await nils.leave();

  await tess.go(address);
  await tess.at("Approved");
  const carl = await signedIn(journey, "Carl Whitfield", { axe: false });
  await refer(carl);
  await carl.leave();
  await joinAndSee(tess);
  await tess.leave();
  expect([...new Set(journey.troubles)]).toEqual([]);
});

/** Of the directory, and of nobody's network or desk. */
async function unclaimed(): Promise<string> {
  const [known] = await journey.product.look<{ name: string }[]>`
    select o.name from organization o join location l on l.organization_id = o.id
    where not exists (select 1 from membership m where m.organization_id = o.id)
      and not exists (select 1 from agreement a where a.organization_id = o.id) order by o.name limit 1`;
  return String(known?.name);
}

test("an applicant whom the directory knows begins with what it says, and the record becomes theirs instead of a twin", async () => {
  const name = await unclaimed();
  const tom = await newPerson(journey, "Tom", { scripted: false, expected: /400/ });
  await begin(tom, name, "tom@pantry.example.org");
  await sayWho(tom);
  await tom.at("Is this you?");
  await tom.pick(name);
  await tom.press("Save and go on");
  await tom.at("Places");
  await tom.sees(/begins with what the directory knows/);
  expect(await tom.page.locator(".application-items li").count()).toBeGreaterThan(0);
  await tom.follow(/^Go on: Services/);
  await tom.follow(/^Go on: Hours/);
  await nameNobody(tom);
  await tom.pick("We ask for no payment");
  await tom.page.locator("#none").getByRole("button").click();
  await send(tom);
  await tom.leave();

  const nadia = await signedIn(journey, "Nadia Petrov", { axe: false });
  for (const summary of await takeUp(nadia, name)) await judge(nadia, summary, "Passed");
  await nadia.press("Approve");
  const screened = nadia.page.url();
  await nadia.leave();
  const nils = await signedIn(journey, "Nils Berg", { axe: false });
  await approveAsSecond(nils, screened);
  await nils.leave();
  const records = await journey.product.look`
    select o.description, (select count(*)::int from agreement a where a.organization_id = o.id) as agreements from organization o where o.name = ${name}`;
  expect(records).toMatchObject([{ description: "Warm meals, cooked with families.", agreements: 1 }]);
  expect([...new Set(journey.troubles)]).toEqual([]);
});

test("a link mailed again says nothing of who applied, and a made-up link leads nowhere", async () => {
  const tom = await newPerson(journey, "Tom", { scripted: false, expected: /404/ });
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
