// Nadia brings in a food pantry's spreadsheet at the network desk, with script and without, wide and on a telephone; and takes it out again.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoEmail } from "#app/commands/demo/people";
import { beginJourney, type Journey, type Person, signedIn } from "#tests/stage/journey";
import { hasSharedData, sharedData } from "#tests/stage/shared-data";

let journey: Journey;

beforeAll(async () => {
  journey = await beginJourney();
});
afterAll(async () => {
  await journey?.end();
  expect([...new Set(journey?.troubles)]).toEqual([]);
});

const HEAD = "Key,Pantry,Street,Town,State,Zip,Phone,Open,Remarks,Mood";
const ROWS = [
  '1,Mill Lane Pantry,1 Mill Lane,Baltimore,MD,21201,410-555-0101,"Mon, Wed 9:00-12:00",Bring a bag,glad',
  "2,Canal Street Pantry,20 Canal Street,Baltimore,MD,21215,410-555-0102,call first,Ring at the side,glad",
  "3,Chapel Row Pantry,5 Chapel Row,Baltimore,MD,21230,410-555-0103,Fri 10am-2pm,,glad",
  "3,Chapel Row Pantry twice,5 Chapel Row,Baltimore,MD,21230,,,,glad",
  "4,,9 Nowhere Road,Baltimore,MD,21230,,,,glad",
];

/** Chooses a file as a person would, and sends it. */
async function upload(person: Person, source: string, name: string, text: string): Promise<void> {
  await person.go("/network/imports/new");
  await person.at("Import a directory");
  await person.fill("Source", source);
  const files = { name, mimeType: "text/csv", buffer: Buffer.from(text) };
  await person.page.locator('input[type="file"]').setInputFiles(files);
  await person.press("Upload");
}

/** With script the page looks again by itself; without, a person presses the link. */
async function until(person: Person, state: string): Promise<void> {
  const shown = person.page.getByRole("main").getByText(state, { exact: true }).first();
  const patience = Date.now() + 60_000;
  while (!(await shown.isVisible())) {
    if (Date.now() > patience) throw new Error(`never ${state}`);
    const again = person.page.getByRole("link", { name: "Look again" });
    if (person.scripted) await shown.waitFor({ timeout: 60_000 });
    else if (await again.isVisible()) await person.follow("Look again");
  }
  await person.settle();
}

const countOf = async (name: string): Promise<number> => {
  const [row] = await journey.product.look`select count(*)::int as count from organization where name = ${name}`;
  return row?.count ?? 0;
};

test("Nadia says which column is which, looks at what would happen, imports, follows what is gone, and undoes it", async () => {
  const nadia = await signedIn(journey, "Nadia Petrov", { expected: /status of 4\d\d/ });
  await nadia.go("/network/imports");
  await nadia.at("Imports");
  await upload(nadia, "Pantry council", "pantries.csv", [HEAD, ...ROWS].join("\n"));
  await nadia.at("Which column is which?");
  await nadia.choose("Provider", "Not in this file");
  await nadia.press("Look over the file");
  await nadia.sees("Choose the column with the provider's name.");
  await nadia.sees("Choose a column, or write the name of the service below.");
  await nadia.choose("Provider", /^pantry:/);
  await nadia.fill("Name of the service where no column says it", "Food pantry");
  await nadia.fill("Keep these choices under a name", "Council shape");
  await nadia.press("Look over the file");
  await until(nadia, "Ready to start");
  await nadia.at("What would happen");
  await nadia.sees("Left out");
  await nadia.sees(/Columns of pantries.csv with no place here: remarks, mood/);
  expect(await countOf("Mill Lane Pantry")).toBe(0);
  await nadia.press("Start the import");
  await until(nadia, "Imported");
  await nadia.at("What happened");
  expect([await countOf("Mill Lane Pantry"), await countOf("Chapel Row Pantry twice")]).toEqual([1, 0]);
  const address = new URL(nadia.page.url()).pathname;
  const report = (kind: string) =>
    nadia.page.context().request.get(`${journey.product.origin}${address}/report.${kind}`);
  expect(await (await report("csv")).text()).toContain("pantries.csv,4,");
  expect(JSON.parse(await (await report("json")).text()).total.refused).toBe(2);

  await upload(nadia, "Pantry council", "pantries.csv", [HEAD, ...ROWS.slice(0, 2)].join("\n"));
  await nadia.follow("Fill in from Council shape");
  await nadia.sees("Filled in from “Council shape”.");
  await nadia.press("Look over the file");
  await until(nadia, "Ready to start");
  await nadia.sees(/no longer in the files/);
  await nadia.press("Start the import");
  await until(nadia, "Imported");
  await nadia.follow("Look at them");
  await nadia.at("No longer in the files: Pantry council");
  await nadia.press(/^No longer offered\s*: Chapel Row Pantry/);
  await nadia.sees("Kept.");

  await nadia.go(`${address}/undo`);
  await nadia.at("Undo the import of Pantry council");
  await nadia.press("Undo this import");
  await until(nadia, "Undone");
  await nadia.sees(/rows were taken out again/);
  expect(await countOf("Mill Lane Pantry")).toBe(0);
  await nadia.leave();
}, 240_000);

const TOLEDO = sharedData("food-pantries", "toledo_northwestern_ohio_food_bank_oh.ndjson");

describe.skipIf(!hasSharedData)("a real food bank's file (needs ../shared/data/food-pantries)", () => {
  test("is brought in and taken out again without a line of script, on a telephone", async () => {
    const nadia = await signedIn(journey, "Nadia Petrov", { scripted: false, width: 390 });
    await upload(nadia, "Toledo food bank", "toledo.ndjson", readFileSync(TOLEDO, "utf8"));
    await nadia.at("Which column is which?");
    await nadia.press("Look over the file");
    await until(nadia, "Ready to start");
    await nadia.sees("119");
    await nadia.press("Start the import");
    await until(nadia, "Imported");
    await nadia.follow("See what would be undone");
    await nadia.press("Undo this import");
    await until(nadia, "Undone");
    await nadia.leave();
  }, 240_000);
});

test("Every page of it is whole on a telephone, and only a network manager's", async () => {
  const nadia = await signedIn(journey, "Nadia Petrov", { width: 390 });
  await nadia.go("/network/imports");
  await nadia.at("Imports");
  await nadia.follow("Food council");
  await nadia.at("Import: Food council");
  const address = new URL(nadia.page.url()).pathname;
  for (const page of ["mapping", "undo", "removals"]) {
    await nadia.go(`${address}/${page}`);
    await nadia.look();
  }
  await nadia.leave();
  const ines = await journey.product.visit(demoEmail("Ines Moreau"));
  for (const path of ["/network/imports", "/network/imports/new", address])
    expect((await ines.get(path)).status).toBe(403);
  const manager = await journey.product.visit(demoEmail("Nadia Petrov"));
  const large = new FormData();
  large.set("files", new Blob([new Uint8Array(22 * 1024 * 1024)]), "large.csv");
  expect((await manager.postForm("/network/imports/new", large)).status).toBe(413);
}, 120_000);
