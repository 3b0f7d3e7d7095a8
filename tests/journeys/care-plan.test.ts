// From a call to an agreed plan with the client at the desk, the first half without JavaScript; three months on its review is made and leads to the next.
// And an assessment an agency builds itself, with a question that follows an answer and a score: changed later, it reads as it was asked.
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginJourney, type Journey, type Person, signedIn } from "#tests/stage/journey";

let journey: Journey;

beforeAll(async () => {
  journey = await beginJourney();
});
afterAll(async () => {
  await journey?.end();
  expect([...new Set(journey?.troubles)]).toEqual([]);
});

/** Somebody calls; what they say becomes a client and a case without being typed again. */
async function takesTheCall(ines: Person): Promise<string> {
  await ines.go("/agency/requests/new");
  await ines.at("Enter a request");
  await ines.fill("What is asked?", "Rent is behind since the hours at work were cut.");
  await ines.fill("Given name", "Marta");
  await ines.fill("Family name", "Oakley");
  await ines.fill("Telephone", "410-555-0977");
  await ines.press("Enter the request");
  await ines.at(/^Request Q-/);
  await ines.follow("Open a case");
  await ines.at(/^Open a case from request/);
  expect(await ines.page.getByLabel("Given name").first().inputValue()).toBe("Marta");
  await ines.press("Take in and open the case");
  await ines.at(/^Case K-/);
  await ines.sees("Rent is behind since the hours at work were cut.");
  return new URL(ines.page.url()).pathname;
}

async function draftsThePlan(ines: Person, of: string): Promise<string> {
  await ines.go(`${of}/needs/new?q=counseling`);
  await ines.pick("Individual counseling");
  await ines.press("Add need");
  await ines.at(/^Case K-/);
  await ines.press("Draft a care plan");
  await ines.at("Care plan of Marta Oakley");
  await ines.fill("What should be different?", "I keep my home.");
  await ines.press("Save the goal");
  await ines.open("Plan a service or benefit");
  await ines.choose("For which need?", "Individual counseling");
  await ines.fill("How much, how often?", "Once a week for eight weeks");
  await ines.press("Put it into the plan");
  await ines.sees("Once a week for eight weeks");
  await ines.open("Add a task");
  await ines.fill("What is to be done?", "Bring the last two pay slips");
  await ines.fill("Or somebody else", "Marta");
  await ines.press("Add the task");
  await ines.sees("Bring the last two pay slips");
  return new URL(ines.page.url()).pathname;
}

/** Three months pass: the plan's review is due, and the house prepares it as its hourly job does. */
async function timePasses(plan: string): Promise<void> {
  const planId = plan.split("/").at(-1) ?? "";
  await journey.product.look`update care_plan set next_review_on = current_date where id = ${planId}`;
  await journey.product.look.begin(async (sql) => {
    await sql`set local role app_job`;
    await sql`select app.begin_plan_review(${planId}::uuid)`;
  });
}

test("Marta calls, agrees to a plan at Ines's desk, and three months later it is reviewed and goes on", async () => {
  const plain = await signedIn(journey, "Ines Moreau", { scripted: false, axe: false });
  const plan = await draftsThePlan(plain, await takesTheCall(plain));

  const ines = await signedIn(journey, "Ines Moreau", { width: 390, expected: /status of 4\d\d/ });
  await ines.go(plan);
  await ines.at("Care plan of Marta Oakley");
  await ines.follow("Sign with Marta Oakley");
  await ines.at("Sign the care plan");
  await ines.fill("Name, as the client writes it", "Marta Oakley");
  await ines.press("Agree to the plan");
  await ines.sees("The client agrees by ticking this.");
  await ines.pick("I have read this plan, or it was read to me. I agree to it. I can ask for a change at any time.");
  await ines.press("Agree to the plan");
  await ines.at("Care plan of Marta Oakley");
  await ines.sees("Agreed on screen");

  await timePasses(plan);
  await ines.go("/agency");
  await ines.at("Care plans to review");
  await ines.go(plan);
  await ines.follow("Open the review");
  await ines.at("Review of the care plan");
  await ines.sees("No referral was made.");
  for (const place of [0, 1, 2])
    await ines.page.locator(`select[name="lines[${place}].verdict"]`).selectOption("partly");
  await ines.pick("Go on as planned");
  await ines.press("Finish the review");
  await ines.at("Care plan of Marta Oakley");
  await ines.sees(/^Reviewed .*: Go on as planned/);
});

const CHECK = "Housing check";
const ASKED = "How many months?";

/** A form of one section: yes or no, a number asked after a yes alone, and a score of both. */
async function buildsTheForm(ada: Person): Promise<string> {
  await ada.go("/admin/forms");
  await ada.follow("New form");
  await ada.fill("Name of the form", CHECK);
  await ada.fill("What it is for", "Whether somebody may lose their home.");
  await ada.press("Make the form");
  await ada.follow("Add a section");
  await ada.fill("Title of the section", "Rent");
  await ada.press("Save section");
  await ada.choose("Kind of question", "Yes or no");
  await ada.press("Add a question");
  await ada.fill("The question, as it is read out", "Is rent behind?");
  await ada.fill("Points for yes", "5");
  await ada.press("Save question");
  await ada.choose("Kind of question", "Number");
  await ada.press("Add a question");
  await ada.fill("The question, as it is read out", ASKED);
  await ada.choose("Shown only if (line 1)", /is “?Yes/);
  await ada.press("Save question");
  await ada.follow("Add a score");
  await ada.fill("Name of the score", "Risk of losing the home");
  await ada.fill("Weight of “Is rent behind?”", "1");
  await ada.fill(`Weight of “${ASKED}”`, "2");
  for (const [line, from, words] of [
    [1, "0", "Low"],
    [2, "8", "High"],
  ] as const) {
    await ada.fill(`From (line ${line})`, from);
    await ada.fill(`Words (line ${line})`, words);
  }
  await ada.press("Save score");
  await ada.press("Put into use");
  await ada.sees("Version in use.");
  return new URL(ada.page.url()).pathname;
}

test("Ada builds an assessment that branches and scores; Ines fills it in, and it reads as it was asked after Ada changed it", async () => {
  const ada = await signedIn(journey, "Ada Okafor", { scripted: false });
  const form = await buildsTheForm(ada);

  const ines = await signedIn(journey, "Ines Moreau", { width: 390 });
  await ines.go("/agency/cases");
  await ines.follow(/^K-\d+/);
  await ines.follow("Assessments");
  await ines.choose("Which one?", CHECK);
  await ines.press("Begin");
  await ines.at(CHECK);
  expect(await ines.page.getByLabel(ASKED).count()).toBe(0);
  await ines.pick("Yes", "Is rent behind?");
  await ines.fill(ASKED, "3");
  await ines.press("Save and go on");
  await ines.press("Complete");
  await ines.sees("High");
  const answered = new URL(ines.page.url()).pathname;

  await ada.go(form);
  await ada.press("Change this form");
  await ada.follow(ASKED);
  await ada.fill("The question, as it is read out", "Since which month?");
  await ada.press("Save question");
  await ada.press("Put into use");
  await ada.sees("Version in use.");

  await ines.go(answered);
  await ines.sees("Filled in under version 1, which is no longer in use.");
  await ines.sees(ASKED);
  await ines.sees("High");
  expect(await ines.page.getByText("Since which month?").count()).toBe(0);
});
