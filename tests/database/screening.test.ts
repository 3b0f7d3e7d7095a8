// The screening desk on real PostgreSQL: the queue, the checklist, who has it, what is said; refused to everybody else.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { refusalIn } from "#app/access/refusals.server";
import { readOwnScreening } from "#app/models/application/read.server";
import {
  addRequirement,
  changeRequirement,
  moveRequirement,
  readChecklist,
  readRequirement,
  retireRequirement,
} from "#app/models/screening/checklist.server";
import { rejectApplication, returnApplication } from "#app/models/screening/decide.server";
import type { ApplicationId, Judgement } from "#app/models/screening/forms";
import { addItem, addNote, judgeItem } from "#app/models/screening/judge.server";
import { readApplication, readApplicationDocument } from "#app/models/screening/read-application.server";
import { readQueue } from "#app/models/screening/read-queue.server";
import { giveBackApplication, takeApplication } from "#app/models/screening/take.server";
import { screeningItems } from "#drizzle/schema";
import { addPerson } from "#tests/stage/cast";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { sentApplication, withChecklist } from "#tests/stage/sent-application";

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (failure: unknown) => refusalIn(failure)?.code ?? String(failure),
  );
const take = ({ as }: Stage, who: Actor, id: ApplicationId, from: string | null = null) =>
  as(who, (db) => takeApplication(db, who, id, from));
const read = ({ as, cast }: Stage, id: ApplicationId) => as(cast.nadia, (db) => readApplication(db, cast.nadia, id));
/** Nils is a second network manager of Harbor, Olive one of Otherton. */
const manager = ({ asRole }: Stage, name: string, agencyId: string) =>
  asRole("app_definer", (db) =>
    addPerson(db, `${name.toLowerCase()}@example.org`, name, { agencyId, organizationId: null }, "network_manager"),
  );
const judge = ({ as, cast }: Stage, id: ApplicationId, said: Judgement) =>
  as(cast.nadia, (db) => judgeItem(db, cast.nadia, id, said));
const letters = ({ asRole }: Stage) =>
  asRole("app_job", (db) =>
    db.execute<{ kind: string; subject: string; body: string; to_email: string }>(
      sql`select kind, subject, body, to_email from letter order by created_at`,
    ),
  );

test("an application gets the checklist of its kind when it is sent, and keeps it when the checklist changes", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await withChecklist(stage);
    const id = await sentApplication(stage);
    const [insurance] = await as(cast.nadia, (db) => readChecklist(db, cast.nadia));
    const line = { kind: null, itemKind: "document" as const, instruction: "The policy.", required: true };
    await as(cast.nadia, (db) => addRequirement(db, cast.nadia, { ...line, name: "Fire safety" }));
    await as(cast.nadia, (db) => retireRequirement(db, cast.nadia, insurance?.id as never, false));
    // Returned and sent again, it keeps what it was given.
    await asRole("app_definer", (db) =>
      db.execute(sql`update application set state = 'in_review' where id = ${id}::uuid`),
    );
    for (const state of ["returned", "submitted"])
      await asRole("app_definer", (db) =>
        db.execute(sql`update application set state = ${state} where id = ${id}::uuid`),
      );
    expect((await read(stage, id)).items.map(({ name, required }) => [name, required])).toEqual([
      ["Proof of insurance", true],
      ["Visit of the kitchen", false],
    ]);
    const later = await sentApplication(stage, { kind: "company", email: "later@example.org" });
    expect((await read(stage, later)).items.map(({ name }) => name)).toEqual(["Commercial register", "Fire safety"]);
  }));

test("the queue shows the longest waiting first, a page at a time, and only what was sent to Harbor", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await asRole("app_definer", (db) =>
      db.execute(sql`insert into application (agency_id, kind, organization_name, contact_name, contact_email)
        values (${cast.agencyId}::uuid, 'company', 'A draft', 'x', 'x@example.org')`),
    );
    await sentApplication(stage, { agencyId: cast.othertonId, name: "Elsewhere" });
    for (let days = 1; days <= 27; days += 1)
      await sentApplication(stage, { name: `Waits ${days}`, days, email: `a${days}@example.org` });
    const asked = { view: "waiting", kind: null, holder: null } as const;
    const queue = (after: Parameters<typeof readQueue>[2]["after"]) =>
      as(cast.nadia, (db) => readQueue(db, cast.nadia, { ...asked, after }));
    const first = await queue(null);
    expect(first.rows).toHaveLength(25);
    expect(first.rows[0]).toMatchObject({ organizationName: "Waits 27", number: "N-0028", screener: null });
    const [value, id] = JSON.parse(Buffer.from(first.next ?? "", "base64url").toString());
    expect((await queue({ value, id })).rows.map(({ organizationName }) => organizationName)).toEqual([
      "Waits 2",
      "Waits 1",
    ]);
    const one = (first.rows[0]?.id ?? "") as ApplicationId;
    await take(stage, cast.nadia, one);
    const mine = await as(cast.nadia, (db) =>
      readQueue(db, cast.nadia, { ...asked, holder: "me", kind: "nonprofit", after: null }),
    );
    expect(mine.rows).toMatchObject([{ screener: "Nadia Petrov", state: "in_review" }]);
  }));

test("Nadia takes it, Nils takes it over only from whom he saw, and gives it back; two who take it at once are told apart", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await sentApplication(stage);
    const nils = await manager(stage, "Nils", cast.agencyId);
    const both = await Promise.all([codeOf(take(stage, cast.nadia, id)), codeOf(take(stage, nils, id))]);
    expect(both.sort()).toEqual([null, "screening.taken-meanwhile"].sort());
    const { screenerMembershipId } = await read(stage, id);
    const [holder, other] = screenerMembershipId === nils.membershipId ? [nils, cast.nadia] : [cast.nadia, nils];
    expect(await codeOf(take(stage, other, id))).toBe("screening.taken-meanwhile");
    expect(await codeOf(as(other, (db) => giveBackApplication(db, other, id)))).toBe("screening.taken-meanwhile");
    await take(stage, other, id, holder.membershipId);
    await as(other, (db) => giveBackApplication(db, other, id));
    expect(await read(stage, id)).toMatchObject({ screener: null, state: "in_review" });
  }));

test("Nadia passes, asks back, fails, waives and reopens; the mail to Tess says only that something waits", () =>
  onStage(async (stage) => {
    const { cast, as } = stage;
    await withChecklist(stage);
    const id = await sentApplication(stage);
    const [insurance, visit] = (await read(stage, id)).items;
    const itemId = insurance?.id as Judgement["itemId"];
    expect(await codeOf(judge(stage, id, { itemId, move: "pass", words: "" }))).toBe("screening.take-first");
    await take(stage, cast.nadia, id);
    await judge(stage, id, { itemId, move: "ask", words: "The policy of this year, please." });
    const [letter] = await letters(stage);
    expect(letter).toMatchObject({ kind: "application-asked", to_email: "tess@tidewater.example.org" });
    expect(`${letter?.subject} ${letter?.body}`).not.toContain("policy");
    await judge(stage, id, { itemId, move: "pass", words: "" });
    expect(await codeOf(judge(stage, id, { itemId, move: "fail", words: "No." }))).toBe("lifecycle.illegal-move");
    await judge(stage, id, { itemId, move: "reopen", words: "" });
    await judge(stage, id, { itemId, move: "waive", words: "The county insures them." });
    await judge(stage, id, { itemId: visit?.id as Judgement["itemId"], move: "fail", words: "The kitchen is closed." });
    const { items, openRequired } = await read(stage, id);
    expect([items.map(({ state }) => state), openRequired]).toEqual([["waived", "failed"], 0]);
    expect(items[0]?.notes.map(({ words, author }) => [words, author])).toEqual([
      ["The policy of this year, please.", "Nadia Petrov"],
      ["The county insures them.", "Nadia Petrov"],
    ]);
    // The second lock: failed without a word.
    const wordless = as(cast.nadia, (db) =>
      db
        .update(screeningItems)
        .set({ words: null })
        .where(eq(screeningItems.id, visit?.id ?? "")),
    );
    await expect(wordless).rejects.toMatchObject({ cause: { constraint_name: "screening_item_says_why" } });
  }));

test("a visit is an item with a day, a note for the desk alone, and its document; words to Tess are told to her", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const id = await sentApplication(stage);
    await take(stage, cast.nadia, id);
    const item = { itemKind: "site_visit" as const, name: "Second visit", instruction: "", required: true };
    await as(cast.nadia, (db) => addItem(db, cast.nadia, id, item));
    const itemId = (await read(stage, id)).items[0]?.id as Judgement["itemId"];
    const kept = { sha256: "e".repeat(64), name: "visit.pdf", mediaType: "application/pdf", byteCount: 900 };
    const note = { itemId, words: "Clean, two exits.", happenedOn: "2026-05-04" as never, toApplicant: false };
    await as(cast.nadia, (db) => addNote(db, cast.nadia, id, note, kept));
    expect(await letters(stage)).toHaveLength(0);
    await as(cast.nadia, (db) =>
      addNote(
        db,
        cast.nadia,
        id,
        { itemId: null, words: "We call on Monday.", happenedOn: null, toApplicant: true },
        null,
      ),
    );
    expect(await letters(stage)).toHaveLength(1);
    const page = await read(stage, id);
    expect(page.items[0]?.notes).toMatchObject([
      { words: "Clean, two exits.", internal: true, happenedOn: "2026-05-04", documentName: "visit.pdf" },
    ]);
    expect(page.notes).toMatchObject([{ words: "We call on Monday.", internal: false }]);
    const documentId = page.items[0]?.notes[0]?.documentId ?? "";
    expect(await as(cast.nadia, (db) => readApplicationDocument(db, cast.nadia, id, documentId))).toMatchObject({
      name: "visit.pdf",
    });
    // Tess reads her own application by her link: the words to her, not the desk's.
    const keyHash = "f".repeat(64);
    await asRole("app_definer", (db) =>
      db.execute(sql`insert into application_key (agency_id, application_id, key_hash, expires_at)
        values (${cast.agencyId}::uuid, ${id}::uuid, ${keyHash}, app.clock() + interval '1 day')`),
    );
    const seen = await stage.asBearer({ kind: "application", keyHash }, async (db) => [
      ...(await db.execute<{ words: string }>(sql`select words from screening_note`)),
      ...(await db.execute<{ name: string }>(sql`select name from application_document`)),
    ]);
    expect(seen).toEqual([{ words: "We call on Monday." }]);
    const shown = await stage.asBearer({ kind: "application", keyHash }, (db) => readOwnScreening(db, id));
    expect([shown.notes.map(({ words }) => words), shown.items[0]?.notes]).toEqual([["We call on Monday."], []]);
  }));

test("Nadia returns it with what is missing, or rejects it with a reason; a page drawn before a change decides nothing", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await withChecklist(stage);
    const id = await sentApplication(stage);
    await take(stage, cast.nadia, id);
    const { version, items } = await read(stage, id);
    const back = (seen: number) =>
      as(cast.nadia, (db) => returnApplication(db, cast.nadia, id, { version: seen, words: "The lease is missing." }));
    expect(await codeOf(back(version + 1))).toBe("application.changed-while-deciding");
    await back(version);
    expect(await read(stage, id)).toMatchObject({ state: "returned", decisionWords: "The lease is missing." });
    await asRole("app_definer", (db) =>
      db.execute(sql`update application set state = 'submitted' where id = ${id}::uuid`),
    );
    const no = { version, code: "requirements" as const, words: "No kitchen of your own." };
    expect(await codeOf(as(cast.nadia, (db) => rejectApplication(db, cast.nadia, id, no)))).toBe(
      "lifecycle.illegal-move",
    );
    await take(stage, cast.nadia, id, cast.nadia.membershipId);
    await as(cast.nadia, (db) => rejectApplication(db, cast.nadia, id, no));
    expect(await read(stage, id)).toMatchObject({ state: "rejected", decisionCode: "requirements", moves: [] });
    expect((await letters(stage)).map(({ kind }) => kind)).toEqual(["application-returned", "application-rejected"]);
    // Frozen: nothing about it changes any more.
    const itemId = items[0]?.id as Judgement["itemId"];
    expect(await codeOf(judge(stage, id, { itemId, move: "pass", words: "" }))).toBe("lifecycle.illegal-move");
    const past = as(cast.nadia, (db) =>
      db.update(screeningItems).set({ state: "passed" }).where(eq(screeningItems.id, itemId)),
    );
    expect(await codeOf(past)).toBe("screening.closed");
  }));

test("the checklist is added to, changed, ordered and retired by Nadia; a name stands once for each kind", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await withChecklist(stage);
    const list = () => as(cast.nadia, (db) => readChecklist(db, cast.nadia));
    const line = { kind: null, itemKind: "reference" as const, instruction: "", required: true };
    const id = await as(cast.nadia, (db) => addRequirement(db, cast.nadia, { ...line, name: "Two references" }));
    expect(
      await codeOf(as(cast.nadia, (db) => addRequirement(db, cast.nadia, { ...line, name: "Two references" }))),
    ).toBe("screening.name-there");
    await as(cast.nadia, (db) => moveRequirement(db, cast.nadia, id, "up"));
    await as(cast.nadia, (db) => moveRequirement(db, cast.nadia, id, "up"));
    await as(cast.nadia, (db) =>
      changeRequirement(db, cast.nadia, id, { ...line, name: "References", required: false }),
    );
    expect((await list()).map(({ name }) => name)).toEqual([
      "Proof of insurance",
      "References",
      "Visit of the kitchen",
      "Commercial register",
    ]);
    await as(cast.nadia, (db) => retireRequirement(db, cast.nadia, id, false));
    expect((await list()).at(-1)).toMatchObject({ name: "References", active: false, required: false });
  }));

test("Olive of Otherton, Ines and Ora read and do nothing here; Ada reads and decides nothing", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await withChecklist(stage);
    const id = await sentApplication(stage);
    await take(stage, cast.nadia, id);
    const olive = await manager(stage, "Olive", cast.othertonId);
    for (const who of [olive, cast.ines]) {
      await expect(as(who, (db) => readApplication(db, who, id))).rejects.toMatchObject({ status: 404 });
      await expect(take(stage, who, id)).rejects.toMatchObject({ status: 404 });
      expect(await as(who, (db) => readChecklist(db, who))).toEqual([]);
      const line = { kind: null, itemKind: "check" as const, name: "x", instruction: "", required: true };
      if (who === cast.ines)
        await expect(as(who, (db) => addRequirement(db, who, line))).rejects.toMatchObject({
          cause: { code: "42501" },
        });
    }
    const [insurance] = await as(cast.nadia, (db) => readChecklist(db, cast.nadia));
    await expect(as(olive, (db) => readRequirement(db, olive, insurance?.id as never))).rejects.toMatchObject({
      status: 404,
    });
    expect(await as(cast.ora, (db) => db.select({ id: screeningItems.id }).from(screeningItems))).toEqual([]);
    expect(await as(cast.ada, (db) => readApplication(db, cast.ada, id))).toMatchObject({ state: "in_review" });
    await expect(take(stage, cast.ada, id)).rejects.toMatchObject({ status: 404 });
  }));
