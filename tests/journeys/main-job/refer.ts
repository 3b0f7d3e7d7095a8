// From a need to a referral that was sent: the caseworker's part. Walks as Ines does; looks at nothing but the pages.
import { addDays } from "#app/models/values/calendar-day";
import type { Person } from "#tests/stage/journey";
import { addressOf, nextWeekday, numberOn, type Story } from "./story";

export async function takeIn(ines: Person, story: Story): Promise<void> {
  await ines.go("/agency/clients");
  await ines.at("Clients");
  await ines.follow("New client");
  await ines.at("New client");
  await ines.fill("Given name", story.client.given);
  await ines.fill("Family name", story.client.family);
  await ines.fill("Date of birth", "1984-05-17");
  await ines.fill("Telephone", story.client.telephone);
  await ines.fill("Street and number", "14 Example Row");
  await ines.fill("Town", "Baltimore");
  await ines.fill("State", "MD");
  await ines.fill("ZIP code", "21218");
  await ines.press("Take in client");
  await ines.at(story.client.name);
  await ines.follow("Open a case");
  await ines.at(`Open a case for ${story.client.name}`);
  await ines.fill("What is it about?", "Sleeps badly since a loss and wants to talk to somebody.");
  await ines.press("Open case");
  await ines.at(/^Case K-/);
  story.caseAddress = addressOf(ines);
  await ines.follow("Add a need");
  await ines.at("Add a need");
  await ines.fill("What is needed?", "therapy");
  await ines.press("Look up");
  await ines.pick("Individual counseling");
  await ines.fill("In their own words", "Somebody to talk to, in the morning.");
  await ines.press("Add need");
  await ines.sees("The need was added.");
  await ines.at(/^Case K-/);
}

export async function searchFromCase(ines: Person, story: Story): Promise<void> {
  await ines.go(story.caseAddress);
  await ines.follow("Find a provider");
  await ines.at("Find a provider");
  await ines.sees(/where .+ lives/);
  await ines.choose("Within", "25");
  await ines.choose("Open", "On this day at");
  await ines.fill("Day", nextWeekday(story.today, 2));
  await ines.fill("Time", "10:00");
  await ines.press("Search");
  await ines.sees(/places? fits?/);
  await ines.sees(/Open on .+ at 10:00/);
  await ines.at("Find a provider");
  const map = ines.page.getByRole("main").getByLabel(/^Map of the results/);
  if (ines.scripted) {
    await map.getByRole("button").first().waitFor();
    await ines.picture("search");
    await ines.picture("map", map);
  }
  const northside = ines.page.getByRole("listitem").filter({ hasText: "Northside Care" }).first();
  await ines.pressOn(northside.getByRole("link", { name: /^Refer/ }));
}

export async function refer(ines: Person, story: Story): Promise<void> {
  await ines.at("New referral");
  await ines.press("Save and go on");
  await ines.at("What will be sent");
  story.referral = await numberOn(ines, "R");
  await recordConsent(ines);
  await addDocument(ines);
  await ines.pick("Day of birth", "What will be sent");
  await ines.pick("Documents", "What will be sent");
  await ines.pick("letter.pdf", "Documents that go along");
  await ines.press("Save and go on");
  await ines.at("Urgency and message");
  await ines.pick("Soon");
  await ines.fill("Answer by", addDays(story.today, 5));
  await ines.fill("Message to the provider", "Mornings suit best. Please call before the first talk.");
  await ines.press("Save and go on");
  await ines.at("Ready to send");
  await ines.sees("Northside Care");
  await ines.sees("Mornings suit best.");
  await ines.picture("referral-review");
  await ines.press("Send referral");
  await ines.sees("The referral is sent.");
  await ines.at(`Referral ${story.referral}`);
  story.referralAddress = addressOf(ines);
}

async function recordConsent(ines: Person): Promise<void> {
  await ines.open("Record a new consent");
  await ines.choose("Who may see it", "Northside Care");
  await ines.pick("Day of birth", "What may be shared");
  await ines.pick("Documents", "What may be shared");
  await ines.pick("Signed on paper");
  await ines.press("Record consent");
  await ines.sees("The consent is recorded.");
  await ines.at("What will be sent");
}

async function addDocument(ines: Person): Promise<void> {
  await ines.open("Add a document to the file");
  await ines.page
    .getByLabel("Document", { exact: true })
    .setInputFiles({ name: "letter.pdf", mimeType: "application/pdf", buffer: letter() });
  await ines.press("Add document");
  await ines.sees("The document is on file.");
  await ines.at("What will be sent");
}

/** One page with one sentence on it, as a small program would write it. */
export function letter(): Buffer {
  const text = "BT /F1 18 Tf 72 700 Td (A letter of the family doctor.) Tj ET";
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}
