// From a sent referral to an approved plan of sessions: the provider answers, the agency authorizes, both look at the same plan.
import { expect } from "vitest";
import { addDays } from "#app/models/values/calendar-day";
import type { Person } from "#tests/stage/journey";
import { addressOf, numberOn, type Story } from "./story";

export async function answer(mara: Person, story: Story): Promise<void> {
  await mara.goTo("Referrals");
  await mara.at("Referrals");
  const row = mara.page.getByRole("row").filter({ hasText: story.client.name });
  await mara.pressOn(row.getByRole("link").first());
  await mara.at(`Referral ${story.referral}`);
  story.offerAddress = addressOf(mara);
  for (const shared of [story.client.name, story.client.telephone, "letter.pdf", "Mornings suit best."]) {
    await mara.sees(shared);
  }
  // Neither agreed to be shared nor sent.
  expect(await mara.page.getByRole("main").textContent()).not.toContain("14 Example Row");
  await mara.picture("offer");
  await readDocument(mara);
  await mara.press("Accept referral");
  await mara.sees("You accepted the referral.");
  await mara.at(`Referral ${story.referral}`);
}

/** What comes is what the caseworker put there, byte for byte, and never shown inside the product. */
async function readDocument(mara: Person): Promise<void> {
  const link = mara.page
    .getByRole("main")
    .getByRole("link", { name: /letter\.pdf/ })
    .first();
  const answered = await mara.page.request.get((await link.getAttribute("href")) ?? "");
  expect(answered.status()).toBe(200);
  expect(answered.headers()["content-disposition"]).toMatch(/^attachment/);
  expect((await answered.body()).toString("latin1")).toContain("A letter of the family doctor.");
}

export async function authorize(ines: Person, story: Story): Promise<void> {
  await ines.go(story.referralAddress);
  await ines.at(`Referral ${story.referral}`);
  await ines.sees("Accepted");
  await ines.follow("Authorize a service");
  await ines.at("Authorize a service");
  await ines.sees(/\$\d+\.\d\d/);
  await ines.fill("How many units", "12");
  await ines.fill("First day", addDays(story.today, -21));
  await ines.fill("Last day", addDays(story.today, 60));
  await ines.choose("Fund", /\$[\d,]+\.\d\d left/);
  await ines.press("Authorize");
  await ines.sees("Authorized. The provider can plan sessions now.");
  await ines.at(/^Authorization A-/);
  story.authorization = await numberOn(ines, "A");
}

export async function proposePlan(mara: Person, story: Story): Promise<void> {
  await mara.go(story.offerAddress);
  await mara.follow("Plan a billing schedule");
  await mara.at(`Plan sessions for ${story.client.name}`);
  await mara.choose("How often", "Every week");
  await mara.fill("First day", addDays(story.today, -15));
  await mara.fill("Last day", "");
  await mara.fill("Or number of sessions", "3");
  await mara.fill("Starts at", story.startsAt);
  await mara.choose("Practitioner", /^Pavel Novak/);
  await mara.press("Show sessions");
  await mara.at("Sessions this plan makes");
  await mara.sees("3 sessions in all");
  await mara.press("Save draft");
  await mara.sees("The draft is saved.");
  await mara.at(/^Schedule S-/);
  story.schedule = await numberOn(mara, "S");
  await mara.press("Send for approval");
  await mara.sees("Sent. You get a notice when the agency answers.");
  await mara.at(`Schedule ${story.schedule}`);
}

export async function approvePlan(ines: Person, story: Story): Promise<void> {
  await ines.goTo("Schedules");
  await ines.at("Billing schedules");
  const row = ines.page.getByRole("row").filter({ hasText: story.schedule });
  await ines.pressOn(row.getByRole("link").first());
  await ines.at(`Schedule ${story.schedule}`);
  await ines.sees(story.authorization);
  await ines.sees("3 sessions in all");
  await ines.picture("schedule");
  await ines.press("Approve and make the sessions");
  await ines.sees("Approved. The sessions are planned, and the provider has been told.");
  await ines.at("Billing schedules");
}
