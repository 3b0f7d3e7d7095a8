// Mara writes her week: by keyboard alone, on a telephone, and without script. Looks each page over on the way.
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginJourney, type Journey, type Person, signedIn } from "#tests/stage/journey";

const MARA = "Mara Quinn";

let journey: Journey;
let address: string;

beforeAll(async () => {
  journey = await beginJourney();
  const [service] = await journey.product.look<{ id: string }[]>`
    select l.id from service_at_location l join organization o on o.id = l.organization_id
    where o.name = 'Northside Care' order by l.id limit 1`;
  address = `/portal/services/${service?.id}`;
});
afterAll(() => journey?.end());

/** What the page says the week is once it is saved. */
const reads = ({ page }: Person) =>
  page
    .locator(".card")
    .filter({ has: page.getByRole("heading", { name: "Opening hours" }) })
    .last()
    .locator(".plain-list")
    .first()
    .locator("li")
    .allTextContents();
/** What the editor reads back below its boxes. */
const readBack = async ({ page }: Person) =>
  (await page.locator(".week-reading :is(li, p)").allTextContents()).map((line) => line.trim()).join("\n");

async function opensEditor(mara: Person): Promise<void> {
  await mara.go(address);
  await mara.open("Change the week");
}

test("by keyboard alone: types Monday, copies it, adds an evening past midnight, and hears what it means", async () => {
  const mara = await signedIn(journey, MARA, { axe: false });
  const { keyboard } = mara.page;
  const focused = () =>
    mara.page.evaluate(() => {
      const at = document.activeElement;
      const label = at?.id ? document.querySelector(`label[for="${at.id}"]`)?.textContent : null;
      return (label ?? at?.textContent ?? "").trim();
    });
  const tabTo = async (name: string) => {
    for (let stops = 0; stops < 80; stops++) {
      await keyboard.press("Tab");
      if ((await focused()) === name) return;
    }
    throw new Error(`the keyboard does not reach ${name}`);
  };
  await mara.go(address);
  await mara.page.locator("summary", { hasText: "Change the week" }).focus();
  await keyboard.press("Enter");
  await tabTo("Not known, or by appointment");
  await keyboard.press("Enter");
  expect(await readBack(mara)).toContain("The hours are not known.");
  await tabTo("Monday, opens");
  await keyboard.type("9");
  await keyboard.press("Tab");
  await keyboard.type("5");
  await mara.page.getByRole("status").filter({ hasText: "Monday: 9:00 AM – 5:00 PM" }).waitFor();
  expect(await readBack(mara)).toMatch(/Monday: 9 to 5 is read as 9:00 AM – 5:00 PM/);
  await tabTo("Add another row on Monday");
  await keyboard.press("Enter");
  await mara.page.waitForFunction(() => document.activeElement?.getAttribute("name") === "opens-1-2");
  await keyboard.type("6pm");
  await keyboard.press("Tab");
  await keyboard.type("2am");
  expect(await readBack(mara)).toContain("Monday runs past midnight, until 2:00 AM on Tuesday morning.");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  expect(await focused()).toBe("Monday, opens");
  await mara.page.locator("summary", { hasText: "Change the week" }).focus();
  await tabTo("Copy Monday to Friday");
  await keyboard.press("Enter");
  expect(await readBack(mara)).toContain("Saturday: Say whether it is open or closed.");
  await tabTo("Closed on the days left empty");
  await keyboard.press("Space");
  expect(await readBack(mara)).toContain("Monday to Friday: 9:00 AM – 5:00 PM\nSaturday to Sunday: closed");
  await tabTo("Save hours");
  await keyboard.press("Enter");
  await mara.sees("The hours are saved.");
  expect((await reads(mara)).slice(0, 2)).toEqual([
    "Monday to Friday: 9:00 AM – 5:00 PM",
    "Saturday to Sunday: closed",
  ]);
  await mara.leave();
  expect([...new Set(journey.troubles)]).toEqual([]);
});

test("on a telephone: every target can be hit, and a day that differs says what it changes", async () => {
  const mara = await signedIn(journey, MARA, { width: 390 });
  await opensEditor(mara);
  // So long that nothing happens to lie under the navigation at the bottom, which one would scroll away.
  await mara.page.setViewportSize({ width: 390, height: 12_000 });
  await mara.at("Opening hours");
  const small = await mara.page.evaluate(() =>
    [...document.querySelectorAll(".hours-editor :is(button, input[type=text], select)")]
      .filter((target) => target.getBoundingClientRect().height > 0)
      .filter((target) => Math.min(target.getBoundingClientRect().height, target.getBoundingClientRect().width) < 44)
      .map((target) => target.outerHTML.slice(0, 120)),
  );
  expect(small).toEqual([]);
  await mara.page.locator("[name='day-6']").selectOption("as-before");
  expect(await readBack(mara)).toContain("Monday to Saturday: 9:00 AM – 5:00 PM\nSunday: closed");
  await mara.open("Add days that differ");
  await mara.page.locator("#exception-fromDay").fill("2027-11-22");
  await mara.page.locator("#exception-lastDay").fill("2027-11-28");
  await mara.sees(/Mon, Nov 22, 2027: closed instead of 9:00 AM – 5:00 PM. The same for 4 more days/);
  await mara.sees("is Thanksgiving Day, on which the place is closed anyway.");
  await mara.at("Days that differ");
  await mara.leave();
  expect([...new Set(journey.troubles)]).toEqual([]);
});

test("without script: asks for a row, reads it back, is told what is missing, and saves", async () => {
  const mara = await signedIn(journey, MARA, { scripted: false, expected: /400/ });
  await opensEditor(mara);
  const box = (name: string) => mara.page.locator(`[name="${name}"]`);
  await box("opens-2-1").fill("noon");
  await mara.pressOn(mara.page.locator("button.week-add").nth(1));
  expect(await box("opens-2-1").inputValue()).toBe("noon");
  await box("opens-2-2").fill("22:00");
  await box("closes-2-2").fill("1am");
  await mara.press("Read it back");
  await mara.sees(/Tuesday: .*12:00 PM – 5:00 PM and 10:00 PM – 1:00 AM \(next day\)/);
  await box("closes-2-1").fill("");
  await mara.press("Save hours");
  await mara.page
    .getByRole("alert")
    .getByRole("link", { name: /^Tuesday, closes: Say when it closes/ })
    .waitFor();
  await box("closes-2-1").fill("16");
  await mara.press("Save hours");
  await mara.sees("The hours are saved.");
  expect(await reads(mara)).toContain("Tuesday: 12:00 PM – 4:00 PM and 10:00 PM – 1:00 AM (next day)");
  await mara.leave();
});
