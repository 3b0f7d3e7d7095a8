// Figures that lead to acts, in a real browser: a supervisor hands over what is late, a network manager finds a desert and drafts an agreement with who could help there.
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginJourney, type Journey, signedIn } from "#tests/stage/journey";

let journey: Journey;

beforeAll(async () => {
  journey = await beginJourney();
});
afterAll(async () => {
  await journey?.end();
  expect([...new Set(journey?.troubles)]).toEqual([]);
});

test("Sol finds a referral nobody answered in time and hands its case over", async () => {
  const sol = await signedIn(journey, "Sol Abara");
  await sol.goTo("Insights");
  await sol.at("Supervision at a glance");
  const line = () =>
    sol.page
      .getByRole("row")
      .filter({ hasText: /^Referral R-\d+ without an answer/ })
      .first();
  expect(await line().textContent()).toContain("Carl Whitfield");
  await sol.pressOn(line().getByRole("link", { name: /^Hand over/ }));
  await sol.at("Hand over a caseload");
  expect(await sol.page.getByRole("checkbox", { checked: true }).count()).toBe(1);
  await sol.choose("To whom?", "Ines Moreau");
  await sol.press("Hand over");
  await sol.go("/agency/insights");
  expect(await line().textContent()).toContain("Ines Moreau");
  await sol.follow("From need to help");
  await sol.at("All together");
  await sol.leave();
});

test("Nadia finds where nobody is near enough, and drafts an agreement with who could help there", async () => {
  const nadia = await signedIn(journey, "Nadia Petrov");
  await nadia.goTo("Insights");
  await nadia.follow("Unmet need");
  await nadia.at("By what was needed");
  // What a screen reader says of the chart.
  const chart = nadia.page.getByRole("figure", { name: "Unmet need by specialty", exact: true });
  expect(await chart.ariaSnapshot()).toMatch(/listitem:\n +- link "Adult day center":.*?\n +- strong: "26"/s);
  await nadia.pressOn(
    nadia.page.getByRole("row", { name: /^Adult day center/ }).getByRole("link", { name: "Coverage" }),
  );
  await nadia.at("Coverage: Adult day center");
  await nadia.sees("Desert");
  await nadia.follow("Invite providers there: ZIP codes 218xx");
  await nadia.at("Invite providers for ZIP codes 218xx");
  await nadia.sees(/\/apply\/harbor$/);
  await nadia.follow(/^Draft an agreement with /);
  await nadia.at("Draft an agreement");
  await nadia.press("Save draft");
  await nadia.sees("The draft is saved. Add prices, then activate it.");
  await nadia.leave();
});

test("Mara reads her card, sees how a figure came about, and answers; Nadia reads the answer and says what she did", async () => {
  const [card] = await journey.product.look<{ id: string }[]>`
    select c.id from score_card c join agency a on a.id = c.agency_id join organization o on o.id = c.organization_id
    where a.slug = 'harbor' and o.name = 'Northside Care' limit 1`;
  const mara = await signedIn(journey, "Mara Quinn", { scripted: false });
  await mara.go(`/portal/card/${card?.id}`);
  await mara.at(/^Your score card, Quarter \d of \d{4}$/);
  await mara.follow("Accepted");
  await mara.sees("How many of those asked for are taken on?");
  await mara.go(`/portal/card/${card?.id}`);
  await mara.fill("What should the agency know about these figures?", "A licence is being renewed.");
  await mara.press("Send answer");
  await mara.sees("Your answer is sent.");
  await mara.leave();
  const nadia = await signedIn(journey, "Nadia Petrov", { scripted: false });
  await nadia.go(`/network/insights/cards/${card?.id}`);
  await nadia.sees("A licence is being renewed.");
  await nadia.fill("What did you do about it?", "Waiting for the renewed licence.");
  await nadia.press("Close as seen to");
  await nadia.sees("The card does not wait any more.");
  await nadia.leave();
});

test("Sol asks, without script, to be told of his desk on Fridays, and stops it in one press from his account", async () => {
  const [programme] = await journey.product.look<{ id: string }[]>`
    select p.id from programme p join agency a on a.id = p.agency_id where a.slug = 'harbor' order by p.name limit 1`;
  const sol = await signedIn(journey, "Sol Abara", { scripted: false });
  await sol.go(`/agency/insights?programme=${programme?.id}`);
  await sol.page.getByText("Tell me by mail when to look again").click();
  await sol.choose("When", "Every Friday");
  await sol.press("Tell me");
  await sol.at("Desks by mail");
  await sol.sees("You will be told by mail.");
  await sol.sees("Every Friday");
  const desk = sol.page.getByRole("link", { name: "Supervision at a glance" });
  expect(await desk.getAttribute("href")).toBe(`/agency/insights?programme=${programme?.id}`);
  await sol.go("/account");
  await sol.press("Stop Supervision at a glance");
  await sol.sees("You are told of that desk no more.");
  expect(await sol.page.getByRole("button", { name: /^Stop/ }).count()).toBe(0);
  await sol.leave();
});
