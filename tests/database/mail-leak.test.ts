// No mail, notice or queued job of a whole house at work names a client or says anything of one; letters' texts have no blank that could.
import postgres from "postgres";
import { expect, test } from "vitest";
import english from "#app/i18n/en";
import { demoDatabase } from "#tests/stage/database";

/** What a mail may be filled with: its reader's own name, houses, roles, links, counts, days, and a number of an application. */
const BLANKS = new Set([
  ...[
    "agency",
    "at",
    "count",
    "day",
    "days",
    "inviter",
    "line",
    "link",
    "provider",
    "minutes",
    "name",
    "number",
    "organization",
    "own",
    "place",
    "quarter",
    "role",
    "what",
  ],
]);

function textsOf(texts: object, path = "mail"): [string, string][] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === "string" ? [[`${path}.${key}`, text] as [string, string]] : textsOf(text, `${path}.${key}`),
  );
}

test("no text of a mail has a blank for a client's facts, and none of those that staff get says what kind of help it is", async () => {
  const { mail } = (await english) as unknown as { mail: object };
  const texts = textsOf(mail);
  expect(texts.length).toBeGreaterThan(30);
  for (const [key, text] of texts) {
    const blanks = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, blank = ""]) => blank);
    expect(
      blanks.filter((blank) => !BLANKS.has(blank)),
      key,
    ).toEqual([]);
  }
});

test("in the whole demo no letter, notice's address or job names a client, their telephone, mail, street, case note or message", async () => {
  const database = await demoDatabase();
  const look = postgres(database.urls.admin, { max: 1, onnotice: () => {} });
  try {
    const letters = await look`select kind, subject || ' ' || body as said from letter where client_id is null`;
    const notices = await look`select kind, path || ' ' || subject_type as said from notification`;
    const jobs = await look`select name as kind, data::text as said from pgboss.job`;
    expect(letters.length).toBeGreaterThan(50);
    expect(notices.length).toBeGreaterThan(50);
    const clients =
      await look`select given_name || ' ' || family_name as name, family_name, telephone, email, address_line, number from client`;
    const secrets = clients.flatMap(({ name, telephone, email, address_line }) => [
      name,
      telephone,
      email,
      address_line,
    ]);
    const words =
      await look`select words from case_note union select words from thread_message union select words from referral_message where words <> ''`;
    const told = [...secrets, ...words.map(({ words: said }) => said)]
      .filter((one) => one && String(one).length > 5)
      .map(String);
    expect(told.length).toBeGreaterThan(100);
    for (const { kind, said } of [...letters, ...notices, ...jobs]) {
      expect(
        told.filter((one) => said.includes(one)),
        kind,
      ).toEqual([]);
    }
    // An address that a notice leads to bears ids and codes alone: nothing that somebody typed.
    for (const { kind, said } of notices)
      expect(said, kind).toMatch(/^[\w/.-]+(\?[a-z]+=[\w-]+(&[a-z]+=[\w-]+)*)? [\w-]+$/);
  } finally {
    await look.end();
    await database.drop();
  }
});
