// What the agency wants to know of a referral: Ada asks for it, Mara says it without script, a day that cannot be is refused, and Ines reads it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginJourney, type Journey, signedIn } from "#tests/stage/journey";

let journey: Journey;

beforeAll(async () => {
  journey = await beginJourney();
});
afterAll(async () => {
  await journey?.end();
  expect([...new Set(journey?.troubles)]).toEqual([]);
});

/** One of Ines's referrals that Northside carries. */
async function underWay() {
  const [row] = await journey.product.look`
    select r.id, r.number, o.id as offer, (r.sent_at - interval '3 days')::date::text as before from referral r
    join offer o on o.referral_id = r.id and o.state = 'accepted' join organization n on n.id = o.organization_id and n.name = 'Northside Care'
    join "case" k on k.id = r.case_id join membership m on m.id = k.owner_membership_id join person p on p.id = m.person_id and p.name = 'Ines Moreau'
    where r.state = 'in_progress' order by r.number limit 1`;
  if (!row) throw new Error("Northside carries nothing of Ines's");
  return { id: String(row.id), number: String(row.number), offerId: String(row.offer), before: String(row.before) };
}

test("Ada asks for one milestone more, and for a number with its unit", async () => {
  const ada = await signedIn(journey, "Ada Okafor", { expected: /400/ });
  await ada.go("/admin/settings");
  await ada.follow("Milestones and results");
  await ada.at("Milestones and results");
  await ada.fill("Words", "Has a key of their own");
  await ada.press("Add");
  await ada.sees("Added at the end of the list.");
  await ada.fill("Words", "Nights slept at home");
  await ada.pick("Result: a number");
  await ada.press("Add");
  await ada.sees("Say what the number counts");
  await ada.fill("Unit of a number", "nights");
  await ada.press("Add");
  await ada.sees("In nights.");
  await ada.at("Milestones and results");
  await ada.leave();
});

test("without script Mara says when it was reached; a day before the referral is refused, and nothing is lost", async () => {
  const { number, offerId, before } = await underWay();
  const mara = await signedIn(journey, "Mara Quinn", { scripted: false, width: 390, expected: /422/ });
  await mara.go(`/portal/offers/${offerId}`);
  await mara.follow("Milestones and results");
  await mara.at(`Milestones and results of referral ${number}`);
  await mara.follow("Say when it was reached: Has a key of their own");
  await mara.fill("On which day", before);
  await mara.fill("Note", "Two keys, one with the neighbour.");
  await mara.press("Save");
  await mara.sees("This day is before the referral was sent.");
  expect(await mara.page.getByRole("textbox", { name: "Note" }).inputValue()).toBe("Two keys, one with the neighbour.");
  const [today] = await journey.product.look`select (now() at time zone 'America/New_York')::date::text as day`;
  await mara.fill("On which day", today?.day);
  await mara.press("Save");
  await mara.sees("Saved. The caseworker was told.");
  await mara.follow("Answer: Nights slept at home");
  await mara.fill("Result, in nights", "6");
  await mara.press("Save");
  await mara.follow("Correct: Nights slept at home");
  await mara.fill("Result, in nights", "7");
  await mara.press("Save");
  await mara.sees("7 nights");
  await mara.leave();
});

test("Ines reads it on the referral, what was said before beneath it", async () => {
  const { id, number } = await underWay();
  const ines = await signedIn(journey, "Ines Moreau");
  await ines.go(`/agency/referrals/${id}`);
  await ines.at(`Referral ${number}`);
  await ines.sees("Two keys, one with the neighbour.");
  await ines.sees("7 nights");
  await ines.go("/notices");
  await ines.sees("A provider said what was reached");
  await ines.leave();
});
