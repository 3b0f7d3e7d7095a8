// People without an account, on telephones: a small provider answers from its mail alone, and a client says how it went and is heard.
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginJourney, type Journey, newPerson, signedIn } from "#tests/stage/journey";

let journey: Journey;

beforeAll(async () => {
  journey = await beginJourney();
});
afterAll(() => journey?.end());

const TELEPHONE = { width: 390 };

/** A link that was mailed about an offer that waits, as the letter has it. */
async function mailedLink(): Promise<string> {
  const rows = await journey.product.look<{ body: string }[]>`
    select l.body from letter l join offer o on l.effect_key like 'offer.made:' || o.id || ':%'
    where o.state in ('offered', 'viewed') and o.answer_by >= current_date and l.body like '%/answer/%' order by o.id desc limit 1`;
  return /\/answer\/\w+/.exec(rows[0]?.body ?? "")?.[0] ?? "";
}

test("a small provider accepts by the link in its mail alone, without script, and learns nobody's name by it", async () => {
  const link = await mailedLink();
  const charity = await newPerson(journey, "a charity of one", { ...TELEPHONE, scripted: false });
  await charity.go(link);
  await charity.at("Can you take this on?");
  await charity.press("Yes, accept");
  await charity.at("Thank you, your answer has arrived");
  await charity.go(link);
  await charity.sees(/^You accepted the request R-/);
  await charity.follow("Sign in and open it");
  await charity.at("Sign in");
  await charity.leave();
});

test("a client says on a telephone that they are not safe; Sol is told, sees to it, and closes it", async () => {
  const sol = await signedIn(journey, "Sol Abara");
  const [ended] = await journey.product
    .look`select r.id from referral r join agency a on a.id = r.agency_id join client c on c.id = r.client_id
    where a.slug = 'harbor' and r.outcome is not null and c.language = 'en' and not c.restricted
      and not exists (select from incident i where i.referral_id = r.id and i.kind = 'not_safe') order by r.id limit 1`;
  await sol.go(`/agency/referrals/${ended?.id}/feedback`);
  await sol.at(/^Ask how it went/);
  await sol.press("Make a link to print");
  await sol.at("To hand over");
  const link = /\/feedback\/[0-9a-f]{40}/.exec((await sol.page.getByRole("main").textContent()) ?? "")?.[0] ?? "";
  const client = await newPerson(journey, "a client", TELEPHONE);
  await client.go(link);
  await client.at("How did it go?");
  await client.press("Send");
  await client.sees("Choose at least one answer, or write something.");
  await client.pick("In part", "Did you get the help you needed?");
  await client.pick("I am not safe");
  await client.press("Send");
  await client.at("Thank you");
  await client.leave();
  await sol.go("/agency");
  await sol.follow(/incidents? to see to$/);
  await sol.at("Incidents");
  const [incident] = await journey.product
    .look`select id from incident where referral_id = ${ended?.id} and kind = 'not_safe'`;
  await sol.go(`/agency/incidents/${incident?.id}`);
  await sol.at(/^Incident of/);
  await sol.press("I see to it");
  await sol.sees("You see to it.");
  await sol.fill("What was done", "Reached her. She is with her sister.");
  await sol.press("Close incident");
  await sol.sees(/^Closed by Sol Abara/);
  await sol.leave();
});

test("nothing was wrong with any page on the way", () => {
  expect(journey.troubles).toEqual([]);
});
