// From planned sessions to an outcome: who came, how it goes, and how it ended. Walks only as the people who do it.
import type { Person } from "#tests/stage/journey";
import type { Story } from "./story";

export const NOTE = "Sleeps better, and has begun to see friends again.";

export async function takeAttendance(pavel: Person, story: Story): Promise<void> {
  await pavel.goTo("Sessions");
  await pavel.at("Sessions");
  for (const session of ["first", "second", "third"] as const) {
    await pavel.go("/portal/sessions?view=open");
    await pavel.at("Sessions");
    const rows = pavel.page.getByRole("row").filter({ hasText: story.client.name });
    await pavel.pressOn(rows.first().getByRole("link").first());
    await pavel.at(/^Session of/);
    await pavel.pick(session === "second" ? "Came late" : "Came on time");
    if (session === "first") await pavel.picture("attendance");
    await pavel.press("Record attendance");
    await pavel.sees("Recorded. The agency sees it now.");
    await pavel.at(/^Session of/);
  }
  await pavel.fill("Progress note", NOTE);
  await pavel.press("Add note");
  await pavel.sees("Added. The agency sees it now.");
  await pavel.sees(NOTE);
  await pavel.at(/^Session of/);
}

export async function seeDelivery(ines: Person, story: Story): Promise<void> {
  await ines.goTo("Deliveries");
  await ines.at("Deliveries");
  await ines.page.getByRole("row").filter({ hasText: story.client.name }).nth(1).waitFor();
  await ines.sees("Late");
}

export async function complete(mara: Person, story: Story): Promise<void> {
  await mara.go(story.offerAddress);
  await mara.at(`Referral ${story.referral}`);
  await mara.follow("Complete");
  await mara.at(`Complete referral ${story.referral}`);
  await mara.pick("Got the service");
  await mara.fill("In your words", "Came to every talk and feels steadier.");
  await mara.press("Complete referral");
  await mara.sees("The referral is completed.");
  await mara.at(`Referral ${story.referral}`);
}

export async function close(ines: Person, story: Story): Promise<void> {
  await ines.go(story.referralAddress);
  await ines.at(`Referral ${story.referral}`);
  await ines.follow("Close with outcome");
  await ines.at(`Close referral ${story.referral}`);
  await ines.pick("Got the service");
  await ines.pick("Yes, the need is met");
  await ines.press("Close referral");
  await ines.sees("The referral is closed.");
  await ines.at(`Referral ${story.referral}`);
}

/** One page tells all of it, from the case to the payment. */
export async function seeTimeline(ines: Person, story: Story): Promise<void> {
  await ines.go(story.caseAddress);
  await ines.at(/^Case K-/);
  const told = [
    "Need added",
    "Referral sent",
    "Accepted by the provider",
    `Authorization ${story.authorization} active`,
    `Billing schedule ${story.schedule} sent for approval`,
    `Billing schedule ${story.schedule} approved`,
    "Attendance recorded for",
    "Progress reported",
    `Invoice ${story.invoice} sent`,
    `Invoice ${story.invoice} approved`,
    `Payment ${story.payment} paid`,
    "Service completed: Got the service",
    "Closed by the caseworker: Got the service",
  ];
  await ines.open("earlier");
  for (const words of told) await ines.sees(words);
  await ines.page.getByRole("heading", { name: "What happened" }).scrollIntoViewIfNeeded();
  await ines.picture("timeline");
}
