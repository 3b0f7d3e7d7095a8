// The right eyes in a real browser: a restricted case opened in an emergency and reviewed by another; a caseload handed over when somebody leaves, and taken back.
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

/** A page that is refused comes with a status that says so, and a browser notes it down. */
const REFUSED = { expected: /status of 4\d\d/ };
const WRITING = /note|Hand over|Add need|Draft a care plan|Search for a provider/;

/** Imani's case, which Carl alone sees; and the newest that he carries and everybody reads. */
async function carlsCases(): Promise<{ restricted: string; open: string; number: string }> {
  const [row] = await journey.product.look`
    select (select c.id from "case" c join client l on l.id = c.client_id where l.given_name = 'Imani' and c.restricted) as restricted, open.id as open, open.number
    from "case" open join membership m on m.id = open.owner_membership_id join person p on p.id = m.person_id
    where p.name = 'Carl Whitfield' and not open.restricted and open.state <> 'closed' order by open.number desc limit 1`;
  if (!row?.restricted) throw new Error("Carl carries no restricted and no open case");
  return { restricted: `/agency/cases/${row.restricted}`, open: `/agency/cases/${row.open}`, number: row.number };
}

async function opensInAnEmergency(person: Person): Promise<void> {
  await person.go("/agency/emergencies");
  await person.follow("Open a restricted case in an emergency");
  await person.at("Open a restricted case in an emergency");
  await person.fill("Which case", "Imani Winterbourne");
  await person.pick("Somebody's life is in danger");
  await person.fill("What happened", "She called: somebody stands at her door.");
  await person.press("Open the case now");
  await person.at(/^Case K-/);
  await person.sees("You see this restricted case because of an emergency");
}

/** From the case to its emergency, which they end. */
async function endsIt(person: Person): Promise<string> {
  await person.follow("About this emergency");
  await person.at(/^Emergency of/);
  await person.press("End it now");
  await person.sees("It is over. The case is shut again.");
  return new URL(person.page.url()).pathname;
}

const count = (person: Person, role: "button" | "link", name: string | RegExp) =>
  person.page.getByRole("main").getByRole(role, { name }).count();

test("Ines opens Carl's restricted case for reading alone, Sol reviews it, and nobody reviews their own", async () => {
  const { restricted } = await carlsCases();
  const ines = await signedIn(journey, "Ines Moreau", { ...REFUSED, width: 390 });
  await ines.go(restricted);
  await ines.at("This page is not here");
  await opensInAnEmergency(ines);
  expect(await count(ines, "button", WRITING)).toBe(0);
  await ines.go(`${restricted}/people`);
  expect(await count(ines, "button", "Hand over")).toBe(0);
  await ines.go(restricted);
  const emergency = await endsIt(ines);
  expect(await count(ines, "button", "Record the review")).toBe(0);
  await ines.go(restricted);
  await ines.at("This page is not here");

  const sol = await signedIn(journey, "Sol Abara", REFUSED);
  await sol.go(restricted);
  await sol.at("This page is not here");
  await sol.go(emergency);
  await sol.at(/^Emergency of/);
  await sol.sees("Case read");
  await sol.pick("It was right");
  await sol.fill("Why you think so", "The police came in time.");
  await sol.press("Record the review");
  await sol.sees("The police came in time.");
  expect(await count(sol, "button", "Record the review")).toBe(0);

  await opensInAnEmergency(sol);
  await endsIt(sol);
  await sol.sees("Another supervisor reviews what you opened yourself.");
  expect(await count(sol, "button", "Record the review")).toBe(0);
});

test("Carl leaves; Sol hands his cases to Ines, takes them back, and hands them over again; Ines hands over nobody's", async () => {
  const { open, number, restricted } = await carlsCases();
  const ines = await signedIn(journey, "Ines Moreau", REFUSED);
  await ines.go(open);
  await ines.sees(/^You can read this case. Carl Whitfield carries it/);
  await ines.go("/agency/caseload");
  await ines.at("Your role does not include this");

  const ada = await signedIn(journey, "Ada Okafor", { axe: false });
  await ada.go("/admin/people?name=Carl");
  await ada.press("End Carl Whitfield's access in this role");
  await ada.sees("The access has ended.");

  const sol = await signedIn(journey, "Sol Abara", REFUSED);
  const handsOver = async () => {
    await sol.choose("Whose cases?", /^Carl Whitfield no longer works here/);
    await sol.press("Show their cases");
    await sol.at("Hand over a caseload");
    await sol.sees("1 restricted case, unseen");
    await sol.sees(new RegExp(`^${number} `));
    await sol.choose("To whom?", "Ines Moreau");
    await sol.fill("What should they know?", "Call each of them this week.");
    await sol.press("Hand over");
    await sol.sees("The cases are handed over.");
  };
  await sol.go("/agency/caseload");
  await sol.at("Hand over a caseload");
  await handsOver();
  await ines.go(open);
  await ines.at(new RegExp(`^Case ${number}`));
  expect(await ines.page.getByText("You can read this case.").count()).toBe(0);

  await sol.press("Take back");
  await sol.sees("The cases are back with whom they were.");
  await sol.sees("Taken back");
  await ines.go(open);
  await ines.sees(/^You can read this case. Carl Whitfield carries it/);

  await handsOver();
  await ines.go(`${open}/people`);
  await ines.at(/^Who carries case/);

  // The restricted one goes on as well, and Sol reads nothing of it before or after.
  await sol.choose("Whose cases?", /^Carl Whitfield no longer works here/);
  await sol.press("Show their cases");
  await sol.choose("Who carries them from now on?", "Ines Moreau");
  await sol.fill("Why to them?", "She knows the family.");
  await sol.press("Hand over unseen");
  await sol.sees("The restricted cases are handed over.");
  await sol.go(restricted);
  await sol.at("This page is not here");
  await ines.go(restricted);
  await ines.at(/^Case K-/);
});
