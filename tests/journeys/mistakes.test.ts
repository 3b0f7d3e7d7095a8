// What people do wrong, in a real browser: too much, nothing, twice, the wrong word, going back. Nothing is lost and nothing happens twice.
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoEmail } from "#app/commands/demo/people";
import { demoRows } from "#tests/stage/demo-rows";
import { beginJourney, type Journey, newPerson, type Person, signedIn } from "#tests/stage/journey";

let journey: Journey;
let caseAddress: string;
let clientAddress: string;

/** A form that comes back comes with a status that says so, and a browser notes it down. */
const REFUSED = { expected: /status of 4\d\d/ };
const BOTH = [
  ["with script", true],
  ["without script", false],
] as const;

beforeAll(async () => {
  journey = await beginJourney();
  const rows = await demoRows(journey.product);
  caseAddress = `/agency/cases/${rows.caseId?.[0]}`;
  clientAddress = `/agency/clients/${rows.clientId?.[0]}`;
});
afterAll(async () => {
  await journey?.end();
  expect([...new Set(journey?.troubles)]).toEqual([]);
});

/** The summary of what needs another look stands there, and a screen reader has been taken to it. */
async function summaryOf(person: Person, words: string | RegExp) {
  const summary = person.page.getByRole("alert").filter({ hasText: /needs? another look/ });
  await summary.getByText(words).first().waitFor();
  // Without script nothing can move the focus; the page then begins with the summary's form.
  if (person.scripted) expect(await summary.evaluate((box) => box === document.activeElement)).toBe(true);
  return summary;
}

test.each(BOTH)(
  "Ines writes a note of ten thousand characters %s: it comes back whole, with what to change",
  async (_, scripted) => {
    const ines = await signedIn(journey, "Ines Moreau", { scripted, ...REFUSED });
    const words = "All of this matters. ".repeat(500).slice(0, 10_000);
    await ines.go(caseAddress);
    // A browser cuts what is typed; what a program puts there comes whole.
    await ines.page.getByLabel("New note").evaluate((box, all) => {
      box.removeAttribute("maxlength");
      (box as HTMLTextAreaElement).value = all;
    }, words);
    await ines.press("Add note");
    await summaryOf(ines, /too long/i);
    await ines.look();
    expect(await ines.page.getByLabel("New note").inputValue()).toBe(words);
    await ines.leave();
  },
);

test.each(BOTH)(
  "Ines mistypes her password %s: she is told so, her address stays, and no password is sent back",
  async (_, scripted) => {
    const ines = await newPerson(journey, "Ines Moreau", { scripted, ...REFUSED });
    await ines.go("/sign-in");
    await ines.fill("E-mail", demoEmail("Ines Moreau"));
    await ines.fill("Password", "lantern-harbour-demo");
    // Read on the way: a browser does not always keep what it was answered.
    let answered = "";
    await ines.page.route("**/sign-in**", async (route) => {
      if (route.request().method() !== "POST") return route.fallback();
      const response = await route.fetch({ maxRedirects: 0 });
      answered = await response.text();
      await route.fulfill({ response, body: answered });
    });
    await ines.press("Sign in");
    await summaryOf(ines, "E-mail and password do not match an account. Check both and try again.");
    expect(answered).toContain("do not match an account");
    expect(answered).not.toContain("lantern-harbour-demo");
    await ines.look();
    expect(await ines.page.getByLabel("E-mail", { exact: true }).inputValue()).toBe(demoEmail("Ines Moreau"));
    await ines.leave();
  },
);

test("Ines sends forms with nothing in them: each says what is missing and leads there", async () => {
  const ines = await signedIn(journey, "Ines Moreau", REFUSED);
  for (const [address, button, label] of [
    ["/agency/clients/new", "Take in client", "Given name"],
    [`${caseAddress}/needs/new`, "Add need", "The whole list"],
    [caseAddress, "Add note", "New note"],
  ] as const) {
    await ines.go(address);
    await ines.press(button);
    const summary = await summaryOf(ines, new RegExp(`^${label}: `));
    await ines.look();
    await summary.getByRole("link", { name: label }).click();
    expect(await ines.page.getByLabel(label, { exact: true }).evaluate((box) => box === document.activeElement)).toBe(
      true,
    );
  }
  await ines.leave();
});

test.each(BOTH)("after Ines has signed out, going back %s shows nothing of a client", async (_, scripted) => {
  const ines = await signedIn(journey, "Ines Moreau", { scripted });
  await ines.go(clientAddress);
  const name = (await ines.page.getByRole("heading", { level: 1 }).textContent()) ?? "";
  await ines.page.locator("summary").filter({ hasText: "Ines Moreau" }).click();
  await ines.pressOn(ines.page.getByRole("button", { name: "Sign out" }));
  await ines.sees("You are signed out.");
  for (let back = 0; back < 2; back++) {
    await ines.page.goBack();
    await ines.settle();
    expect(await ines.page.locator("body").textContent()).not.toContain(name);
  }
  await ines.leave();
});

test.each(BOTH)("Ines presses twice %s: her note is written once", async (way, scripted) => {
  const ines = await signedIn(journey, "Ines Moreau", { scripted });
  const words = `Called back, nobody at home (${way}).`;
  await ines.go(caseAddress);
  await ines.fill("New note", words);
  await ines.page.getByRole("button", { name: "Add note" }).dblclick();
  await ines.sees("The note was added.");
  await ines.go(caseAddress);
  // A paragraph: the same words stand once more in the folded form that corrects them.
  expect(await ines.page.getByRole("paragraph").filter({ hasText: words }).count()).toBe(1);
  await ines.leave();
});

test.each(BOTH)(
  "Mara notes that somebody left %s when Ora has done so: she is told, and her page shows it",
  async (_, scripted) => {
    const mara = await signedIn(journey, "Mara Quinn", { scripted, ...REFUSED });
    const ora = await signedIn(journey, "Ora Haddad");
    const leaving = / has left$/;
    await mara.go("/portal/practitioners");
    const name = await mara.page.getByRole("button", { name: leaving }).first().locator(".usa-sr-only").textContent();
    const button = { name: String(name) };
    await ora.go("/portal/practitioners");
    await ora.pressOn(ora.page.getByRole("button", button));
    await mara.pressOn(mara.page.getByRole("button", button));
    const told = mara.page.getByRole("alert").filter({ hasText: "left already" });
    await told.waitFor();
    if (scripted) expect(await told.evaluate((box) => box === document.activeElement)).toBe(true);
    expect(await mara.page.getByRole("button", button).count()).toBe(0);
    await mara.settle();
    await mara.look();
    await mara.go("/portal/practitioners");
    expect(await told.count()).toBe(0);
    await Promise.all([mara.leave(), ora.leave()]);
  },
);

test("Ines signs in and searches with the keyboard alone", async () => {
  const ines = await newPerson(journey, "Ines Moreau");
  await ines.go("/sign-in");
  await tabTo(ines, "E-mail");
  await ines.page.keyboard.type(demoEmail("Ines Moreau"));
  await tabTo(ines, "Password");
  await ines.page.keyboard.type("lantern-harbor-demo");
  await ines.page.keyboard.press("Enter");
  await ines.at("Today");
  await tabTo(ines, "Skip to the main content");
  await ines.page.keyboard.press("Enter");
  expect(await ines.page.evaluate(() => document.activeElement?.id)).toBe("main-content");
  await ines.go("/agency");
  await tabTo(ines, "Find a provider");
  await ines.page.keyboard.press("Enter");
  await ines.at("Find a provider");
  await tabTo(ines, "What is needed");
  await ines.page.keyboard.type("Food pantry");
  await tabTo(ines, "From");
  await ines.page.keyboard.type("21201");
  await ines.page.keyboard.press("Enter");
  await ines.page.waitForURL(/place=21201/);
  await ines.sees(/places? fits?|Nothing fits/);
  expect(new URL(ines.page.url()).searchParams.get("place")).toBe("21201");
  await tabTo(ines, /^(Refer|Food pantry)/);
  await ines.leave();
});

/** Presses Tab until what has the focus is called so, and shows that it has it. */
async function tabTo({ page }: Person, wanted: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const on = document.activeElement;
      if (on === document.body) return "";
      const label = on?.id ? document.querySelector(`label[for="${on.id}"]`) : null;
      return (on?.getAttribute("aria-label") ?? label?.textContent ?? on?.textContent ?? "").trim();
    });
    if (typeof wanted === "string" ? name.startsWith(wanted) : wanted.test(name)) {
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
      expect(outline, `the focus on “${name}” can be seen`).not.toBe("none");
      return;
    }
    passed.push(name.slice(0, 30));
  }
  throw new Error(`the keyboard never came to ${wanted}: ${passed.join(" | ")}`);
}
