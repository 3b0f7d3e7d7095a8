// What an operator does at the machine: founding an agency, seating its administrator, and checking the record.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "#app/commands/postgres/connect";
import { Pool } from "#app/database/pool.server";
import { inTransaction } from "#app/database/transaction.server";
import { env } from "#app/env.server";
import { anchorRecord } from "#app/models/job/anchor-record.server";
import { finishCommandLine } from "#tests/stage/command";
import { type StageDatabase, stageDatabase } from "#tests/stage/database";

/** Every link is made anew from the first, with another moment in it, and the head with it. */
const REWRITTEN = `do $$
declare link record; before bytea := '\\x00'; line text;
begin
  for link in select seq, payload from event_chain order by seq loop
    line := regexp_replace(link.payload, '\\|[^|]*Z\\|', '|2026-01-01T00:00:00.000000Z|');
    update event_chain set payload = line, prev = before, hash = sha256(before || convert_to(line, 'UTF8')) where seq = link.seq;
    before := sha256(before || convert_to(line, 'UTF8'));
  end loop;
  update event_chain_head set hash = before;
end $$`;

/** The last link is gone, and the head no longer knows of it. */
const CUT_OFF = `delete from event_chain where seq = (select max(seq) from event_chain);
  update event_chain_head set (seq, hash) = (select seq, hash from event_chain order by seq desc limit 1)`;

let database: StageDatabase;
beforeAll(async () => {
  database = await stageDatabase();
});
afterAll(() => database.drop());

const admin = (...words: string[]) =>
  finishCommandLine(["admin", ...words], {
    DATABASE_WEB_URL: database.urls.web,
    DATABASE_WORKER_URL: database.urls.worker,
    DATABASE_MIGRATOR_URL: database.urls.migrator,
    ACCOUNT_KEYS: env().ACCOUNT_KEYS ?? "",
    PUBLIC_ORIGIN: "https://throughline.example.gov",
  });

async function look<T>(statement: string): Promise<T[]> {
  const sql = await connect(database.urls.admin, "DATABASE_URL");
  const rows = await sql.unsafe(statement);
  await sql.end();
  return [...rows] as T[];
}

describe("npm run admin", () => {
  test("founds an agency, once", async () => {
    const words = ["create-agency", "--name", "Harbor County Human Services", "--slug", "harbor"];
    expect(await admin(...words)).toEqual({
      code: 0,
      output: expect.stringContaining(
        "Harbor County Human Services is founded. Next: npm run admin -- create-administrator --agency harbor",
      ),
    });
    expect(await admin(...words)).toEqual({ code: 1, output: "There is an agency harbor already.\n" });
    expect(await look("select name, time_zone from agency")).toEqual([
      { name: "Harbor County Human Services", time_zone: "America/New_York" },
    ]);
    expect(await look("select name from event")).toEqual([{ name: "agency.founded" }]);
  });

  test("seats Ada and prints a link that works for a day, but never a password", async () => {
    const words = [
      "create-administrator",
      "--agency",
      "harbor",
      "--name",
      "Ada Okafor",
      "--email",
      "ada@harbor.example.gov",
    ];
    const { code, output } = await admin(...words);
    expect(code).toBe(0);
    expect(output).toMatch(/choose a password at:\nhttps:\/\/throughline\.example\.gov\/reset-password\/\w{20,}/);
    expect(
      await look(
        "select p.name, m.role, a.password_hash from person p join membership m on m.person_id = p.id join account a on a.person_id = p.id",
      ),
    ).toEqual([{ name: "Ada Okafor", role: "administrator", password_hash: null }]);
    expect(await admin(...words)).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^This person is an administrator of this agency already/),
    });
  });

  test.each([
    [[], /^Say what to do\. Usage: npm run admin -- create-agency \| /],
    [["make-coffee"], /^make-coffee is not known\. Usage: /],
    [["create-agency"], /^--name, --slug missing\. Usage: npm run admin -- create-agency /],
    [["create-agency", "--name", "X", "--slug", "No Slug"], /^--slug is 2 to 40 small letters/],
    [["create-agency", "--name", "X", "--slug", "xx", "--time-zone", "Mars/Olympus"], /^Mars\/Olympus is no time zone/],
    [
      ["create-administrator", "--agency", "nowhere", "--name", "X", "--email", "x@example.org"],
      /^There is no agency nowhere/,
    ],
    [
      ["create-administrator", "--agency", "harbor", "--name", "X", "--email", "not an address"],
      /^--email is no e-mail address/,
    ],
  ])("says what is wrong with %j", async (words, sentence) => {
    expect(await admin(...words)).toEqual({ code: 1, output: expect.stringMatching(sentence) });
  });
});

describe("npm run admin -- verify-audit", () => {
  const tamper = (statement: string) => look(`set session_replication_role = replica; ${statement}`);
  const verdict = async () => {
    const { code, output } = await admin("verify-audit");
    return `${code} ${output.trim()}`;
  };

  test("finds a whole record whole", async () => {
    expect(await verdict()).toMatch(/^0 The record is whole: \d+ links\.$/);
  });

  test.each([
    [
      "a link whose text was changed",
      "update event_chain set payload = payload || 'x' where seq = 2",
      /Link 2: its text was changed\./,
    ],
    [
      "a link that was taken out",
      "delete from event_chain where seq = 1",
      /Link 2: the link before it is missing, it is not tied to the link before it\./,
    ],
    [
      "an end that was cut off",
      "delete from event_chain where seq = (select max(seq) from event_chain)",
      /The head is at link \d+, but the last link is \d+: the end was cut off or rewritten\./,
    ],
    [
      "an event that was changed",
      "update event set facts = '{\"a\": 1}' where name = 'agency.founded'",
      /event \S+ was changed after it was written\./,
    ],
    ["an event that was deleted", "delete from event where name = 'agency.founded'", /event \S+ is gone\./],
    [
      "an event that was put in",
      "insert into event (name, subject_type) values ('agency.sold', 'agency')",
      /event \S+ was put in past the record\./,
    ],
  ])("finds %s", async (_name, statement, sentence) => {
    const whole = database;
    database = await stageDatabase();
    expect(await admin("create-agency", "--name", "Harbor County", "--slug", "harbor")).toMatchObject({ code: 0 });
    await tamper(statement);
    const found = await verdict();
    await database.drop();
    database = whole;
    expect(found).toMatch(sentence);
    expect(found).toMatch(/^1 .*\n(.*\n)*The record is NOT whole\.$/);
  });
});

describe("an anchor", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "throughline-anchors-"));
  const file = path.join(folder, "mails.txt");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const verdict = (from = file) => admin("verify-audit", "--anchors", from);
  const says = (code: number, sentence: RegExp) => ({ code, output: expect.stringMatching(sentence) });

  test("leaves the house by mail, and finds a record rewritten from its first link, which nothing within it shows", async () => {
    const whole = database;
    database = await stageDatabase();
    expect(await admin("create-agency", "--name", "Harbor County", "--slug", "harbor")).toMatchObject({ code: 0 });
    const pool = new Pool(database.urls.worker ?? "", 1);
    const officers = ["privacy@example.org", "auditor@example.org"];
    const line = await inTransaction(pool, { role: "app_job", requestId: "story" }, "write", (db) =>
      anchorRecord(db, officers),
    );
    await pool.close();
    const letters = await look<{ body: string }>("select body from letter where kind = 'anchor'");
    expect(letters.map(({ body }) => body.includes(line ?? "none"))).toEqual([true, true]);
    writeFileSync(file, letters.map(({ body }) => `> ${body}`).join("\n\n"));
    expect(await verdict()).toEqual(says(0, /^Anchors compared: 2\.\nThe record is whole/));

    writeFileSync(file, (line ?? "").replace(/^anchor \d+/, "anchor 1"));
    expect(await verdict()).toEqual(says(1, /was not made by this house, or was changed\./));
    writeFileSync(file, line ?? "");
    await look(`set session_replication_role = replica; ${REWRITTEN}`);
    expect(await admin("verify-audit")).toMatchObject({ code: 0 });
    expect(await verdict()).toEqual(says(1, /ends with another link \d+: the record was rewritten\./));
    await look(`set session_replication_role = replica; ${CUT_OFF}`);
    expect(await verdict()).toEqual(says(1, /which is not there: the end was cut off\./));
    await database.drop();
    database = whole;
  });

  test("is asked for where there is no file, or nothing in it", async () => {
    expect(await verdict(path.join(folder, "none"))).toEqual(says(1, /none cannot be read/));
    writeFileSync(file, "Dear auditor, nothing to tell.");
    expect(await verdict()).toEqual(says(1, /^There is no anchor in/));
  });
});

describe("npm run admin -- verify-books", () => {
  test("finds right books right, and a batch that one person prepared and approved under two seats", async () => {
    expect(await admin("verify-books")).toEqual({
      code: 0,
      output: expect.stringMatching(/^The books are whole: \d+ checks\.\n$/),
    });
    await look(`set session_replication_role = replica;
      insert into membership (person_id, agency_id, role)
        select p.id, a.id, r.role from person p, agency a, (values ('finance_reviewer'), ('finance_approver')) r (role);
      insert into payment_batch (agency_id, number, state, created_by, approved_by, approved_digest)
        select c.agency_id, 'PB-1', 'approved', c.id, a.id, 'x' from membership c, membership a
        where c.role = 'finance_reviewer' and a.role = 'finance_approver'`);
    expect(await admin("verify-books")).toEqual({
      code: 1,
      output: expect.stringMatching(
        /^second-person-released does NOT hold: .+\nThe books are NOT whole: 1 of \d+ checks failed\.\n$/,
      ),
    });
  });
});
