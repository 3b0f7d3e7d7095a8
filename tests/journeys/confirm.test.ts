// A mailed link "still right?": on a telephone without script, once and then again, too late, and in the hands of another organization.
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginJourney, type Journey, newPerson, signedIn } from "#tests/stage/journey";

let journey: Journey;
/** The addresses of links that were mailed and not used, one for each organization. */
let links: { readonly name: string; readonly address: string }[];

beforeAll(async () => {
  journey = await beginJourney();
  const mailed = await journey.product.look<{ name: string; body: string }[]>`
    select o.name, l.body from confirmation_request r join organization o on o.id = r.organization_id
    join letter l on l.effect_key = 'confirmation:' || r.id order by o.name`;
  links = mailed.map(({ name, body }) => ({ name, address: /\/confirm\/\w+/.exec(body)?.[0] ?? "" }));
});
afterAll(() => journey?.end());

const linkOf = (name: string) => links.find((link) => link.name === name)?.address ?? "";
const another = () => links.find(({ name }) => name !== "Northside Care") ?? { name: "", address: "" };

const answersOf = async (name: string) => {
  const [row] = await journey.product.look<{ link: number; confirmed: number }[]>`
    select count(*) filter (where c.fact_group = 'capacity')::int as link, count(*)::int as confirmed from confirmation c
    join organization o on o.id = c.organization_id where o.name = ${name} and c.how = 'link'`;
  return row;
};

test("on a telephone without script: full by one press, the rest confirmed by one more, and nothing by looking", async () => {
  const desk = await newPerson(journey, "the desk of Northside", { scripted: false, width: 390 });
  await desk.go(linkOf("Northside Care"));
  await desk.at("Northside Care: is this still right?");
  await desk.go(linkOf("Northside Care"));
  expect(await answersOf("Northside Care")).toEqual({ link: 0, confirmed: 0 });
  await desk.press(/^Full: /);
  await desk.at("Northside Care: is this still right?");
  expect(await answersOf("Northside Care")).toEqual({ link: 1, confirmed: 1 });
  await desk.press("All of this is still right");
  await desk.at("This link has done its work");
  await desk.leave();
});

test("used twice it says what was said and when, shows no facts, and offers a new link to the same mailbox", async () => {
  const again = await newPerson(journey, "the desk of Northside, again");
  await again.go(linkOf("Northside Care"));
  await again.at("This link has done its work");
  await again.sees(/It was used for Northside Care on/);
  await again.sees(/groups of facts were confirmed/);
  expect(await again.page.getByText("Group counseling").count()).toBe(0);
  await again.press("Mail a new link");
  await again.sees(/It goes to d…@northside\.example\.org/);
  await again.leave();
});

test("Mara of Northside opens another provider's link: it is about that provider, not her own, and not about what is not public", async () => {
  const mara = await signedIn(journey, "Mara Quinn");
  const { name, address } = another();
  await mara.go(address);
  await mara.at(`${name}: is this still right?`);
  const told = await mara.page.getByRole("main").textContent();
  expect(told).not.toContain("Northside");
  expect(told).not.toContain("@harbor.example.org");
  await mara.leave();
});

test("too late it changes nothing and offers a new one; a link nobody was mailed leads nowhere", async () => {
  const { name, address } = another();
  await journey.product
    .look`update confirmation_request r set expires_at = now() - interval '1 hour' from organization o
    where o.id = r.organization_id and o.name = ${name}`;
  const late = await newPerson(journey, "somebody late", { expected: /404/ });
  await late.go(address);
  await late.at("This link is too old");
  await late.press("Mail a new link");
  await late.sees(/A new link was asked for/);
  expect(await answersOf(name)).toEqual({ link: 0, confirmed: 0 });
  await late.go(`/confirm/${"0".repeat(40)}`);
  await late.sees(/This link leads nowhere/);
  await late.leave();
});

test("nothing was wrong with any page on the way", () => {
  expect(journey.troubles).toEqual([]);
});
