// Every screen of the product, opened by somebody whose desk it is, wide and narrow, and looked over for faults. Presses nothing.
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO_PASSWORD, demoEmail } from "#app/commands/demo/people";
import { type Address, readAddresses } from "#tests/stage/addresses";
import type { Visitor } from "#tests/stage/demo-product";
import { type DemoRows, demoRows } from "#tests/stage/demo-rows";
import { beginJourney, type Journey, newPerson, type Person, signedIn } from "#tests/stage/journey";

const DESKS: Readonly<Record<string, readonly string[]>> = {
  agency: ["Ines Moreau", "Sol Abara"],
  network: ["Nadia Petrov"],
  finance: ["Finn Delgado", "Freya Lind"],
  admin: ["Ada Okafor", "Audrey Chen"],
  portal: ["Mara Quinn", "Bea Lopez", "Pavel Novak", "Ora Haddad"],
  "": ["Ines Moreau", "Dana Flores"],
};

/** Pages that are about something named after the question mark, the last of several by its id. */
const ASKED: Readonly<Record<string, readonly [name: string, id: string]>> = {
  "/agency/cases/new": ["client", "clientId"],
  "/agency/search": ["case", "caseId"],
  "/agency/referrals/new": ["draft", "referralId"],
  "/agency/referrals/new/form": ["draft", "referralId"],
  "/agency/authorizations/new": ["referral", "referralId"],
  "/finance/checks/change": ["code", "editCode"],
  "/network/insights/coverage/invite": ["area=218&specialty", "specialtyId"],
  "/portal/schedules/new": ["authorization", "authorizationId"],
  "/portal/schedules/preview": ["authorization", "authorizationId"],
};

const WIDE = { width: 1280, height: 860 };
const NARROW = { width: 390, height: 844 };

// A file that ends in .ts answers with a file or a redirection, the first address leads on, a link by mail is walked elsewhere.
const ELSEWHERE = ["sign-in.tsx", "sign-in_.code.tsx", "_index.tsx"];
const addresses = (await readAddresses()).filter(
  ({ file, ids }) => file.endsWith(".tsx") && !ids.includes("token") && !ELSEWHERE.includes(file),
);
const deskOf = ({ pattern }: Address) => {
  const first = pattern.split("/")[1] ?? "";
  return first in DESKS ? first : "";
};

let journey: Journey;
let rows: DemoRows;

beforeAll(async () => {
  journey = await beginJourney();
  rows = await demoRows(journey.product);
});
afterAll(() => journey?.end());

test.each(Object.keys(DESKS))(
  "every screen of the desk “%s” opens for somebody, wide and narrow, without a fault",
  async (desk) => {
    journey.troubles.length = 0;
    const names = DESKS[desk] ?? [];
    const visitors = await Promise.all(
      names.map(async (name) => [name, await journey.product.visit(demoEmail(name))] as const),
    );
    const tours = new Map<string, string[]>();
    for (const address of addresses.filter((one) => deskOf(one) === desk)) {
      const found = await findReader(address, visitors);
      if (found) tours.set(found.name, [...(tours.get(found.name) ?? []), found.path]);
      else journey.troubles.push(`nobody of ${names.join(", ")} can open ${address.pattern}`);
    }
    // Everybody at once: while one page is drawn another is looked over.
    await Promise.all([...tours].map(([name, paths]) => tour(name, paths)));
    expect([...new Set(journey.troubles)]).toEqual([]);
  },
  600_000,
);

test("every screen that is there before anybody signs in is without a fault, wide and narrow", async () => {
  journey.troubles.length = 0;
  const nobody = await newPerson(journey, "nobody", { axe: false, expected: /status of 404/ });
  for (const path of ["/sign-in", "/forgot-password", "/reset-password/old", "/invitations/old", "/nowhere"]) {
    await lookAt(nobody, path);
  }
  await journey.product.look`
    insert into second_factor (person_id, sealed, confirmed_at)
    select id, 'never opened', now() from person where email = ${demoEmail("Nils Berg")}`;
  await nobody.go("/sign-in");
  await nobody.fill("E-mail", demoEmail("Nils Berg"));
  await nobody.fill("Password", DEMO_PASSWORD);
  await nobody.press("Sign in");
  await nobody.at("Second step");
  await lookAt(nobody, "/sign-in/code");
  expect([...new Set(journey.troubles)]).toEqual([]);
});

async function tour(name: string, paths: readonly string[]): Promise<void> {
  const person = await signedIn(journey, name, { axe: false });
  for (const path of paths) await lookAt(person, path);
  await person.leave();
}

async function lookAt(person: Person, path: string): Promise<void> {
  await person.page.setViewportSize(WIDE);
  await person.go(path);
  await person.look();
  await person.page.setViewportSize(NARROW);
  await person.look("layout");
}

/** Who can open it with which ids: a page may be there in one state alone, and for one role alone. */
async function findReader(address: Address, visitors: readonly (readonly [string, Visitor])[]) {
  for (const path of pathsOf(address)) {
    for (const [name, visitor] of visitors) {
      const page = await visitor.get(path);
      if (page.status === 200 && page.headers.get("content-type")?.startsWith("text/html")) return { name, path };
    }
  }
  return null;
}

function pathsOf({ pattern, ids }: Address): string[] {
  const asked = ASKED[pattern];
  if (asked) return (rows[asked[1]] ?? []).map((id) => `${pattern}?${asked[0]}=${id}`);
  return ids.reduce(
    (paths, name) => paths.flatMap((path) => (rows[name] ?? []).map((id) => path.replace(`$${name}`, id))),
    [pattern],
  );
}
