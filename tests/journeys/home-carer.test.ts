// A home carer's week: visits written down in a flat without a connection, sent once when it returns; another day at the desk, for everybody at once, and put right.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginJourney, type Journey, signedIn } from "#tests/stage/journey";

let journey: Journey;

beforeAll(async () => {
  journey = await beginJourney();
});
afterAll(() => journey?.end());

/** Days that have passed with sessions of Northside's nobody recorded, the one with most of them first. */
async function openDays(): Promise<{ day: string; ids: string[] }[]> {
  const rows = await journey.product.look<{ day: string; ids: string[] }[]>`
    select s.service_day::text as day, array_agg(s.id::text order by s.starts_at) as ids from session s
    join organization o on o.id = s.organization_id
    where o.name = 'Northside Care' and s.state = 'planned' and s.ends_at < now() group by 1 order by count(*) desc, 1 desc`;
  return [...rows];
}

async function recordsOf(ids: readonly string[]) {
  return await journey.product.look<{ id: string; state: string; takenAt: Date | null; note: string }[]>`
    select session_id as id, state, taken_at as "takenAt", note from attendance where session_id in ${journey.product.look([...ids])}
    order by recorded_at`;
}

const NO_CONNECTION = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/;

test("Pavel takes a roster along, loses the connection, closes the page, and each line arrives once", async () => {
  const [{ day, ids } = { day: "", ids: [] }] = await openDays();
  expect(ids.length).toBeGreaterThan(1);
  const pavel = await signedIn(journey, "Pavel Novak", { width: 390, expected: NO_CONNECTION });
  const telephone = pavel.page.context();
  await pavel.go(`/portal/roster?day=${day}`);
  await pavel.at(/^Roster of/);
  await pavel.page.getByRole("button", { name: "Take along on this telephone" }).click();
  await pavel.at("Taken along");
  await pavel.sees("Ready: this page opens without a connection.");
  await telephone.setOffline(true);
  await pavel.page.close();
  await fillIn(telephone, ids.length);
  expect(await recordsOf(ids)).toEqual([]);
  await telephone.setOffline(false);
  // What was sent arrives, and its answer is lost: the telephone must send it again.
  const unlucky = await telephone.newPage();
  await unlucky.route("**/portal/roster/send", async (route) => {
    await route.fetch({ maxRedirects: 0 });
    await route.abort();
  });
  await unlucky.goto("/portal");
  await unlucky.getByText(`${ids.length} lines wait to be sent`).waitFor();
  await unlucky.close();
  const lucky = await telephone.newPage();
  await lucky.goto("/take-along");
  await lucky.getByText("Everything is sent.").waitFor();
  const recorded = await recordsOf(ids);
  expect(recorded.map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(recorded.every(({ takenAt }) => takenAt !== null)).toBe(true);
  expect(recorded.filter(({ state }) => state === "absent")).toMatchObject([{ note: "Nobody opened the door." }]);
  await signOut(lucky);
  expect(await lucky.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  await telephone.close();
});

/** In the flat: the page opens from the telephone itself, says what is missing, and keeps line after line. */
async function fillIn(telephone: BrowserContext, lines: number): Promise<void> {
  const page = await telephone.newPage();
  await page.goto("/take-along");
  await page.getByText(`${lines} still to say`).waitFor();
  await page
    .getByRole("button", { name: /^Save on this telephone/ })
    .first()
    .click();
  await page.getByText("Say who came first.").waitFor();
  for (let left = lines; left > 0; left--) {
    const line = page.locator("form", { has: page.getByRole("button", { name: /^Save on this telephone/ }) }).first();
    await line.getByLabel("Who came").selectOption(left === 1 ? "absent" : "present");
    if (left === 1) {
      await line.getByText("Handed out, note").click();
      await line.getByLabel(/^Note/).fill("Nobody opened the door.");
    }
    await line.getByRole("button", { name: /^Save on this telephone/ }).click();
    if (left > 1) await page.getByText(`${left - 1} still to say`).waitFor();
  }
  await page.getByText("You have said it for everybody.").waitFor();
  await page.getByText("No connection. The lines stay here and are sent when it returns.").waitFor();
  await page.close();
}

async function signOut(page: Page): Promise<void> {
  await page.goto("/portal");
  await page.locator(".account summary").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
}

test("Mara saves another day by the roster without script, and corrects one line: what was stays beneath what is", async () => {
  const [{ day, ids } = { day: "", ids: [] }] = await openDays();
  const mara = await signedIn(journey, "Mara Quinn", { scripted: false });
  await mara.go(`/portal/roster?day=${day}`);
  await mara.at(/^Roster of/);
  await mara.press("Save attendance");
  await mara.sees("Nothing was saved, because no line had an answer.");
  await mara.press("Everybody else came as planned");
  await mara.sees("Saved. The agency sees it now.");
  expect((await recordsOf(ids)).map(({ state }) => state)).toEqual(ids.map(() => "present"));
  await mara.go(`/portal/sessions/${ids[0]}`);
  await mara.at(/^Session of/);
  await mara.open("Correct the attendance");
  await mara.pick("Came late");
  await mara.open("Handed out, another person");
  await mara.page.locator("input[name='goods[0].name']").first().fill("Food box");
  await mara.page.locator("input[name='goods[0].count']").first().fill("2");
  await mara.press("Save correction");
  await mara.sees("Corrected. The record before is kept.");
  await mara.sees("Handed out: 2 × Food box");
  await mara.sees("Corrected later");
  expect((await recordsOf(ids.slice(0, 1))).map(({ state }) => state)).toEqual(["present", "late"]);
  await mara.leave();
});

test("nothing was wrong with any page on the way", () => {
  expect(journey.troubles).toEqual([]);
});
