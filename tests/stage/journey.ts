// People at their browsers on one product: each page they reach is looked over for faults. Never drives what a person could not see.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import axe, { type AxeResults, type RunOptions } from "axe-core";
import type { Browser, BrowserContext, Locator, Page, Request } from "playwright-core";
import { DEMO_PASSWORD, demoEmail } from "#app/commands/demo/people";
import { openBrowser } from "./browser";
import { type DemoProduct, demoProduct } from "./demo-product";

const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What a drawing program without a graphics card says of itself; nothing of ours. */
const NOT_OURS = /GPU stall|GL Driver Message|swiftshader|WebGL-0x/i;

export type Journey = {
  readonly product: DemoProduct;
  readonly browser: Browser;
  /** All that was found wrong, each with who was where. */
  readonly troubles: string[];
  end(): Promise<void>;
};

export async function beginJourney(): Promise<Journey> {
  const product = await demoProduct();
  const browser = await openBrowser();
  const end = async () => {
    await browser.close();
    await product.stop();
  };
  return { product, browser, troubles: [], end };
}

type Look = {
  /** Without script every page is a whole page, and axe has nothing to run in. */
  scripted?: boolean;
  width?: number;
  /** Looked for on every page; off where a test looks itself. */
  axe?: boolean;
  /** Console messages that the test brings about on purpose. */
  expected?: RegExp;
};

export type Person = ReturnType<typeof personAt>;

/** Somebody's own browser: own cookies, nobody signed in yet. */
export async function newPerson(journey: Journey, name: string, look: Look = {}): Promise<Person> {
  const context = await journey.browser.newContext({
    baseURL: journey.product.origin,
    javaScriptEnabled: look.scripted ?? true,
    viewport: { width: look.width ?? 1280, height: 860 },
    locale: "en-US",
    timezoneId: "America/New_York",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const flights = watch(journey, context, page, name, look.expected);
  return personAt(journey, page, name, look, flights);
}

export async function signedIn(journey: Journey, name: string, look: Look = {}): Promise<Person> {
  const person = await newPerson(journey, name, look);
  await person.go("/sign-in");
  await person.at("Sign in");
  await person.fill("E-mail", demoEmail(name));
  await person.fill("Password", DEMO_PASSWORD);
  await person.press("Sign in");
  await person.page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  return person;
}

/** Without script axe cannot run: somebody who worked so looks at the pages they were on once more, as they are then. */
export async function looksAgain(journey: Journey, name: string, ...addresses: readonly string[]): Promise<void> {
  const person = await signedIn(journey, name);
  for (const address of addresses) {
    await person.go(address);
    await person.look();
  }
  await person.leave();
}

type Flights = { under: number; changed: number };

/** Listens to the whole browser of a person: complaints, faults, and requests that leave the product. */
function watch(journey: Journey, context: BrowserContext, page: Page, name: string, expected?: RegExp): Flights {
  const flights: Flights = { under: 0, changed: Date.now() };
  const tell = (what: string) => journey.troubles.push(`${name} at ${addressOf(page)}: ${what}`);
  // The line that tells of notices is open as long as the page is.
  const ends = (request: Request) => request.resourceType() !== "eventsource";
  const landed = (request: Request) => {
    if (!ends(request)) return;
    flights.under = Math.max(0, flights.under - 1);
    flights.changed = Date.now();
  };
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== journey.product.origin) tell(`asked ${url.origin}`);
    if (!ends(request)) return;
    flights.under++;
    flights.changed = Date.now();
  });
  context.on("requestfinished", landed);
  context.on("requestfailed", landed);
  page.on("pageerror", (error) => tell(`page error: ${error.message}`));
  page.on("console", (message) => {
    const text = message.text();
    if (!["error", "warning"].includes(message.type()) || NOT_OURS.test(text) || expected?.test(text)) return;
    tell(`console ${message.type()}: ${text.slice(0, 400)}`);
  });
  return flights;
}

const addressOf = (page: Page) => page.url().replace(/^https?:\/\/[^/]+/, "");

function personAt(journey: Journey, page: Page, name: string, look: Look, flights: Flights) {
  const scripted = look.scripted ?? true;
  const settle = () => settled(page, flights, scripted);
  const press = async (found: Locator) => {
    // Without script each press is a page of its own.
    const arrived = scripted ? null : page.waitForEvent("load");
    await found.click();
    await arrived;
    // What a press sets off is heard of a moment later; a page that was quiet before it is not settled by that.
    flights.changed = Date.now();
    await settle();
  };
  return {
    page,
    name,
    scripted,
    settle,
    async go(address: string): Promise<void> {
      await page.goto(address);
      await settle();
    },
    look: (thoroughness?: Thoroughness) => lookOver(journey, page, name, scripted, thoroughness),
    /** Is on the page, or the part of it, with this heading; and nothing is wrong with the page. */
    async at(heading: string | RegExp): Promise<void> {
      await page.getByRole("heading", { name: heading }).first().waitFor();
      await settle();
      if (look.axe !== false) await lookOver(journey, page, name, scripted);
    },
    async sees(words: string | RegExp): Promise<void> {
      await inMain(page).getByText(words).first().waitFor();
    },
    fill: (label: string, value: string) => field(page, label).fill(value),
    choose: (label: string, option: string | RegExp) => chooseIn(field(page, label), option),
    /** One of several answers; `group` says of which question where two have the same words. */
    pick: (option: string, group?: string) => mark(page, option, true, group),
    unpick: (option: string, group?: string) => mark(page, option, false, group),
    open: (summary: string) => page.locator("summary").filter({ hasText: summary }).first().click(),
    press: (button: string | RegExp) => press(inMain(page).getByRole("button", exactly(button)).first()),
    follow: (link: string | RegExp) => press(inMain(page).getByRole("link", exactly(link)).first()),
    /** By the links of the desk, which stand on every page. */
    goTo: (link: string) => press(page.getByRole("navigation").getByRole("link", exactly(link)).first()),
    pressOn: press,
    /** Of what is in sight, or of one part of the page. */
    async picture(file: string, part?: Locator): Promise<void> {
      if (process.env.JOURNEY_PICTURES !== "yes" || !scripted) return;
      await mkdir("docs/pictures", { recursive: true });
      await (part ?? page).screenshot({ path: path.join("docs/pictures", `${file}.png`), animations: "disabled" });
    },
    leave: () => page.context().close(),
  };
}

const inMain = (page: Page) => page.getByRole("main");
const exactly = (name: string | RegExp) => (typeof name === "string" ? { name, exact: true } : { name });
const begins = (words: string) => new RegExp(`^${escaped(words)}`);
const escaped = (words: string) => words.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The box under this label, whether or not it must be answered. */
function field(page: Page, label: string): Locator {
  return page.getByLabel(new RegExp(`^${escaped(label)}\\s*(\\(optional\\))?$`)).first();
}

/** The box itself is drawn by its label, so the label is what a person presses. */
async function mark(page: Page, option: string, marked: boolean, group?: string): Promise<void> {
  const within = group ? page.getByRole("group", { name: group }) : page;
  const answers = within.getByRole("radio", { name: begins(option) });
  const answer = answers.or(within.getByRole("checkbox", { name: begins(option) })).first();
  if ((await answer.isChecked()) === marked) return;
  await page.locator(`label[for="${await answer.getAttribute("id")}"]`).click();
}

/** By the words somebody reads in the list, or the first that fit. */
async function chooseIn(list: Locator, option: string | RegExp): Promise<void> {
  const lines = list.getByRole("option");
  const texts = await lines.allTextContents();
  const fits = (text: string) => (typeof option === "string" ? text.trim() === option : option.test(text));
  const label = texts.find(fits);
  if (label === undefined) throw new Error(`no ${option} among: ${texts.join(" | ")}`);
  await list.selectOption({ label });
}

/** Nothing is under way for a moment, and the page listens. */
async function settled(page: Page, flights: Flights, scripted: boolean): Promise<void> {
  await page.waitForLoadState("load");
  const patience = Date.now() + 15_000;
  while (Date.now() < patience) {
    const quiet = flights.under === 0 && Date.now() - flights.changed > 120;
    if (quiet && (!scripted || (await listens(page)))) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** React has taken the page over and waits for nothing. False while one page gives way to the next. */
const listens = (page: Page) =>
  page
    .evaluate(() => {
      if (document.querySelector(".busy[data-busy]")) return false;
      const title = document.querySelector("h1");
      return title !== null && Object.keys(title).some((key) => key.startsWith("__reactFiber"));
    })
    .catch(() => false);

/** "all": whatever a machine can find. "layout": what another width alone can bring about, on a page that was looked over whole. */
export type Thoroughness = "all" | "layout";
const LAYOUT_RULES = ["target-size", "scrollable-region-focusable"];

/** Our pages hold no frames, so it runs in the page itself, and once there it stays while the router turns pages. */
async function findBarriers(page: Page, thoroughness: Thoroughness): Promise<AxeResults["violations"]> {
  const only: RunOptions["runOnly"] =
    thoroughness === "all" ? { type: "tag", values: AXE_TAGS } : { type: "rule", values: LAYOUT_RULES };
  const options: RunOptions = { resultTypes: ["violations"], runOnly: only };
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(axe.source);
  return await page.evaluate(`axe.run(document, ${JSON.stringify(options)}).then((found) => found.violations)`);
}

/** What any page of ours owes anybody: no barrier that a machine can find, one main heading, a title. */
async function lookOver(
  journey: Journey,
  page: Page,
  name: string,
  scripted: boolean,
  thoroughness: Thoroughness = "all",
): Promise<void> {
  const size = page.viewportSize();
  const isNarrow = size !== null && size.width < 640;
  // As tall as the page: what is fixed at the foot of a telephone covers only what can be scrolled away from under it.
  if (isNarrow) {
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ ...size, height: Math.max(size.height, Math.min(height, 12_000)) });
  }
  await findFaults(journey, page, name, scripted ? thoroughness : null);
  if (isNarrow) await page.setViewportSize(size);
}

/** @param thoroughness null: where the page may not run script, axe would wait for ever */
async function findFaults(
  journey: Journey,
  page: Page,
  name: string,
  thoroughness: Thoroughness | null,
): Promise<void> {
  const violations = thoroughness ? await findBarriers(page, thoroughness) : [];
  const tell = (what: string) => journey.troubles.push(`${name} at ${addressOf(page)}: ${what}`);
  for (const { id, help, nodes } of violations) {
    tell(
      `axe ${id}: ${help}: ${nodes
        .slice(0, 3)
        .map(({ html }) => html.slice(0, 200))
        .join("   ")}`,
    );
  }
  const titles = await page.getByRole("heading", { level: 1 }).count();
  if (titles !== 1) tell(`${titles} main headings`);
  if (!(await page.title()).trim()) tell("no title");
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wider > 0) tell(`${wider} px wider than a screen of ${page.viewportSize()?.width}`);
}
