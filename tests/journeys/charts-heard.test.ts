// What a screen reader says of the charts: a name, then each line once; the picture itself is silent.
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginJourney, type Journey, signedIn } from "#tests/stage/journey";

let journey: Journey;

beforeAll(async () => {
  journey = await beginJourney();
});
afterAll(() => journey?.end());

/** All that is said within, line by line. */
const heard = async (name: string, address: string, role: "figure" | "img") => {
  const person = await signedIn(journey, name, { axe: false });
  await person.go(address);
  const chart = person.page.getByRole(role).first();
  const said = await chart.ariaSnapshot();
  await person.leave();
  return said;
};

test("bars: Finn hears each fund, what is spent of it and where it will end, and nothing twice", async () => {
  const said = await heard("Finn Delgado", "/finance/insights", "figure");
  expect(said).toMatch(/^- figure "Spent of what was granted, by fund":/);
  const funds = said.match(/- link "[^"]+"/g) ?? [];
  expect(funds.length).toBeGreaterThan(1);
  for (const fund of funds) expect(said.split(fund.slice(7)).length).toBe(2);
  expect(said.match(/% of \$[\d,.]+ spent/g)).toHaveLength(funds.length);
  expect(said).not.toContain("img");
});

test("a course: Nadia hears what it is of and how it stands, then each quarter in words", async () => {
  const [card] = await journey.product.look<{ id: string }[]>`
    select c.id from score_card c join agency a on a.id = c.agency_id where a.slug = 'harbor' order by c.id limit 1`;
  const nadia = await signedIn(journey, "Nadia Petrov", { axe: false });
  await nadia.go(`/network/insights/cards/${card?.id}/capacity`);
  const said = await nadia.page.locator(".insight-trend").ariaSnapshot();
  expect(said).toMatch(/^- img "Capacity used over \d quarters, now [^"]+"/);
  expect(said).toMatch(/listitem:.*Quarter \d of \d{4}/s);
  await nadia.leave();
});
