// From a client who works nights and speaks Spanish to the right provider, by mouse, by keyboard and on a telephone. Looks each page over on the way.
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginJourney, type Journey, newPerson, type Person, signedIn } from "#tests/stage/journey";

const CARL = "Carl Whitfield";
const CLIENT = "Mei Romero";

let journey: Journey;
let clientAddress: string;
/** Where the third press of the way from the client leads. */
let searchAddress: string;

beforeAll(async () => {
  journey = await beginJourney();
  const [given, family] = CLIENT.split(" ");
  const [client] = await journey.product.look<{ id: string; case: string }[]>`
    select c.id, k.id as case from client c join "case" k on k.client_id = c.id
    where given_name = ${given ?? ""} and family_name = ${family ?? ""} and language = 'es'`;
  clientAddress = `/agency/clients/${client?.id}`;
  searchAddress = `/agency/search?case=${client?.case}`;
});
afterAll(() => journey?.end());

const results = ({ page }: Person) => page.getByRole("main").locator(".result");

type Cookies = Awaited<ReturnType<ReturnType<Person["page"]["context"]>["cookies"]>>;
const keys = new Map<string, Cookies>();

/** Somebody who signed in earlier today: once by hand, then with what their browser has kept. */
async function atTheDesk(name: string, look: Parameters<typeof newPerson>[2] = {}): Promise<Person> {
  const kept = keys.get(name);
  const person = await (kept ? newPerson : signedIn)(journey, name, look);
  const context = person.page.context();
  if (kept) await context.addCookies(kept);
  else keys.set(name, await context.cookies());
  return person;
}

/** It is open in the evening, speaks Spanish and says so; the referral is begun for it. */
async function findsTheRightOne(carl: Person): Promise<void> {
  const first = results(carl).first();
  await first.getByText("Speaks Spanish").waitFor();
  await first.getByText(/Fits .+ a week, next /).waitFor();
}

async function wantsToRefer(carl: Person): Promise<void> {
  await carl.at("New referral");
  await carl.sees(CLIENT);
  expect(await carl.page.getByRole("checkbox", { checked: true }).count()).toBe(1);
}

test.each([
  ["by mouse", 1280, true],
  ["on a telephone", 390, true],
  ["without script", 1280, false],
])("Carl finds who is open when his client can come, in four presses, %s", async (_how, width, scripted) => {
  const carl = await atTheDesk(CARL, { width, scripted });
  await carl.go(clientAddress);
  await carl.at(CLIENT);
  const presses = [/^K-\d+/, "Find a provider", /^Evenings \(\d+\)/, /^Refer/];
  for (const [number, link] of presses.entries()) {
    if (number === 3) await findsTheRightOne(carl);
    await carl.follow(link);
    if (number === 1) {
      await carl.at("Find a provider");
      if (width > 1000) await carl.sees(/From Mei Romero's record/);
    }
  }
  expect(presses.length).toBeLessThan(6);
  await wantsToRefer(carl);
  await carl.leave();
  expect([...new Set(journey.troubles)]).toEqual([]);
});

test("Carl does it by keyboard alone, and stays in the list", async () => {
  const carl = await atTheDesk(CARL, { axe: false });
  await carl.go(clientAddress);
  let presses = 0;
  const press = async (name: RegExp) => {
    await tabTo(carl, name);
    await carl.page.keyboard.press("Enter");
    presses++;
    await carl.settle();
  };
  await press(/^K-\d+/);
  await carl.at(/^Case K-/);
  await press(/^Find a provider$/);
  await carl.at("Find a provider");
  await press(/^Evenings \(\d+\)/);
  await findsTheRightOne(carl);
  const seen = await tabTo(carl, /^Refer\b/);
  expect(seen.filter((name) => /on the map|^\d+\. /.test(name))).toHaveLength(1);
  await carl.page.keyboard.press("Enter");
  await carl.settle();
  expect(++presses).toBeLessThan(6);
  await wantsToRefer(carl);
  // A wide search has many markers; none of them is a stop on the way.
  await carl.go("/agency/search?place=21201&within=25");
  await carl.page
    .getByLabel(/^Map of the results/)
    .getByRole("button", { name: /Zoom in/ })
    .waitFor();
  expect(await carl.page.locator(".map-marker").count()).toBeGreaterThan(0);
  expect(
    await carl.page.locator(".map-marker:not([tabindex='-1']), .map-canvas canvas:not([tabindex='-1'])").count(),
  ).toBe(0);
  await carl.leave();
});

/** Presses Tab until what has the focus is called so. @returns the names on the way */
async function tabTo({ page }: Person, name: RegExp): Promise<string[]> {
  const seen: string[] = [];
  for (let stops = 0; stops < 150; stops++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const at = document.activeElement;
      return (at?.getAttribute("aria-label") ?? at?.textContent ?? "").trim();
    });
    seen.push(focused);
    if (name.test(focused)) return seen;
  }
  throw new Error(`the keyboard does not reach ${name}: ${seen.join(" | ")}`);
}

test("Carl ticks the hours that suit, lays three places side by side, and refers to all three", async () => {
  const carl = await atTheDesk(CARL, { scripted: false });
  await carl.go(searchAddress);
  await carl.follow(/^Without: Parenting classes/);
  await carl.choose("Open", "When the client can come");
  await carl.pick("Every day, Afternoon");
  await carl.press("Search");
  await carl.sees(/Open when the client can come \(Afternoon: Every day\)/);
  for (const place of [0, 1, 2]) await results(carl).nth(place).locator(".result-tick label").click();
  await carl.press("Compare ticked places");
  await carl.at("Side by side");
  expect(await carl.page.locator(".compared-place").count()).toBe(3);
  await carl.follow("Refer to all 3");
  await carl.at("New referral");
  expect(await carl.page.getByRole("checkbox", { checked: true }).count()).toBe(3);
  await carl.leave();
});

test("Carl keeps a search and sends its link: neither says anything of his client", async () => {
  const carl = await atTheDesk(CARL, { axe: false });
  await carl.go(searchAddress);
  await carl.open("Saved searches");
  await carl.look();
  await carl.fill("Name", "Parenting in Spanish");
  await carl.press("Save this search");
  await carl.sees("The search is saved.");
  const links = [carl.page.getByRole("link", { name: "Parenting in Spanish" }), carl.page.locator(".share-link")];
  await carl.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await carl.press("Copy the address");
  await carl.sees("Copied. Paste it into a message.");
  const copied = await carl.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(new URL((await links[1]?.getAttribute("href")) ?? "", carl.page.url()).href);
  for (const link of links) {
    const address = (await link.getAttribute("href")) ?? "";
    expect(address).toContain("language=es");
    expect(address).not.toMatch(/case=|need=|21217|age=\d/);
  }
  await carl.follow("Parenting in Spanish");
  await carl.at("Find a provider");
  await carl.press(/Remove the saved search Parenting in Spanish/);
  await carl.sees("The saved search is gone.");
  await carl.leave();
  expect([...new Set(journey.troubles)]).toEqual([]);
});

test("Nadia says how the searches of a program begin, and Carl's begin so", async () => {
  const nadia = await atTheDesk("Nadia Petrov");
  await nadia.go("/network/searches");
  await nadia.at("How searches begin");
  await nadia.follow("Add a program");
  await nadia.at("Add a program");
  await nadia.fill("Program", "Older adults");
  await nadia.choose("Within", "5 miles");
  await nadia.choose("In order of", "Distance");
  await nadia.press("Save");
  await nadia.sees("Older adults");
  await nadia.leave();
  // The search page was looked over on the way above; side by side only here.
  const carl = await atTheDesk(CARL, { axe: false });
  await carl.go("/agency/search");
  await carl.choose("Program", "Older adults");
  await carl.press("Begin anew");
  await carl.at("Find a provider");
  // The page it began from has the same heading, so it is the field that is waited for.
  await expect.poll(() => carl.page.getByLabel("Within").inputValue(), { timeout: 10_000 }).toBe("5");
  await carl.go("/agency/search?place=21201&open=free&free=1e&group=town");
  await carl.at("Find a provider");
  for (const place of [0, 1]) await results(carl).nth(place).locator(".result-tick label").click();
  await carl.press("Compare ticked places");
  await carl.at("Side by side");
  await carl.look();
  await carl.pressOn(carl.page.locator(".compared-place h2 a").first());
  await carl.follow("Back to the search");
  await carl.at("Find a provider");
  expect(carl.page.url()).toMatch(/free=1e.*group=town/);
  await carl.leave();
  expect([...new Set(journey.troubles)]).toEqual([]);
});

const GUID = "0198f000-0000-7000-8000-00000000dead";
const NONSENSE = [
  "/agency/search?open=at&day=2026-02-30&time=25:61&within=NaN&age=NaN&show=-1",
  `/agency/search?q=${"x".repeat(10_000)}`,
  `/agency/search?place=${"y".repeat(10_000)}&unit=parsec&sort=worst&group=colour`,
  "/agency/search?place=400,400&lat=400&lon=-999&within=1e309&page=-1",
  `/agency/search?specialty=${GUID}&setup=${GUID}&compare=no&compare=${GUID}&selected=${GUID}&language=%20&free=9z&open=free`,
  "/agency/search?case=&need=&q=%27%3B--%3Cscript%3E&access=wings&mode=teleport&cost=much&serves=cats&q=again",
  `/agency/search/compare?compare=${GUID}&compare=x&within=-1`,
];

test("nonsense in the address bar gets a helpful page", async () => {
  const carl = await journey.product.visit("carl.whitfield@harbor.example.org");
  for (const address of NONSENSE) {
    const { status, text } = await carl.get(address);
    expect([address.slice(0, 80), status]).toEqual([address.slice(0, 80), 200]);
    expect(text).toMatch(/Find a provider<\/h1>|Side by side<\/h1>/);
  }
  const unknown = await carl.get(`/agency/search?case=${GUID}`);
  expect(unknown.status).toBe(404);
  expect(unknown.text).toContain("This page is not here");
});
