// Reaching a client safely, on real PostgreSQL: each rule refuses what goes against it, from the deed and from SQL alike.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { correctNote, readNotes, writeNote } from "#app/models/case/note.server";
import { addContactWay, endContactWay, readContactWays, writeToClient } from "#app/models/client/contact.server";
import type { WayFacts } from "#app/models/client/detail-forms";
import { addRelation, readRelations } from "#app/models/client/relation.server";
import { deliverLetters } from "#app/models/notification/deliver.server";
import { asId, type CaseId, type ClientId, type NoteId } from "#app/models/values/ids";
import { onStage, type Stage } from "#tests/stage/on-stage";

/** A Wednesday; Rosa's agency is in New York, four hours behind. */
const NOON = new Date("2026-07-15T16:00:00Z");
const LATE = new Date("2026-07-16T02:00:00Z");

const way = (changes: Partial<WayFacts>): WayFacts => ({
  channel: "email",
  value: "rosa@mail.example.org",
  weekdays: [],
  avoidWords: [],
  ...changes,
});

async function atRosas(stage: Stage, now: Date) {
  const { as, cast } = stage;
  const rosa = asId<ClientId>(cast.rosa.clientId);
  stage.setClock(now);
  let letters = 0;
  const write = (changes: Partial<{ to: string; subject: string; body: string; neutral: "on" }> = {}, at = now) => {
    stage.setClock(at);
    const letter = { to: "rosa@mail.example.org", subject: "Friday", body: "See you at ten.", ...changes };
    letters += 1;
    return as(cast.ines, (db) => writeToClient(db, cast.ines, rosa, letter, { now: at, key: `letter:${letters}` }));
  };
  const add = (changes: Partial<WayFacts>) => as(cast.ines, (db) => addContactWay(db, cast.ines, rosa, way(changes)));
  const setOverall = (safe: string) =>
    as(cast.ines, (db) => db.execute(sql`update client set safe_contact = ${safe} where id = ${rosa}::uuid`));
  return { rosa, write, add, setOverall };
}

test("An e-mail leaves for an address on Rosa's card, and for no other", () =>
  onStage(async (stage) => {
    const { write, add } = await atRosas(stage, NOON);
    await expect(write({ to: "stranger@mail.example.org" })).rejects.toMatchObject({
      status: 422,
      code: "client.contact-unknown-way",
    });
    await add({});
    await write();
  }));

test("Each rule refuses by its name: hours on her clock, words, the sender, never, and whom not to tell", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { rosa, write, add, setOverall } = await atRosas(stage, NOON);
    await add({ from: 540, until: 1020, weekdays: [1, 2, 3], avoidWords: ["Shelter"], neutralSender: "on" });
    await expect(write({}, LATE)).rejects.toMatchObject({ code: "client.contact-hours" });
    await expect(write({ body: "About the shelter" })).rejects.toMatchObject({ code: "client.contact-words" });
    await expect(write()).rejects.toMatchObject({ code: "client.contact-sender" });
    await write({ neutral: "on" });
    await setOverall("telephone");
    await expect(write({ neutral: "on" })).rejects.toMatchObject({ code: "client.contact-channel" });
    await setOverall("none");
    await expect(write({ neutral: "on" })).rejects.toMatchObject({ code: "client.contact-no-contact" });
    await setOverall("any");
    await add({ value: "never@mail.example.org", never: "on" });
    await expect(write({ to: "never@mail.example.org" })).rejects.toMatchObject({ code: "client.contact-never" });
    await as(cast.ines, (db) =>
      addRelation(db, cast.ines, rosa, { kind: "former_partner", name: "Al", guardian: "none", otherNotTold: "on" }),
    );
    const [al] = await as(cast.ines, (db) => readRelations(db, rosa));
    await add({ value: "al@mail.example.org", relation: al?.id });
    await expect(write({ to: "AL@mail.example.org " })).rejects.toMatchObject({ code: "client.contact-not-told" });
  }));

test("SQL as the application's role is refused too, and a rule that came later holds back what waits", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { rosa, write, add } = await atRosas(stage, NOON);
    const post = (who: typeof cast.ines, to: string) =>
      as(who, (db) =>
        db.execute(sql`select app.post_client_letter(${rosa}::uuid, ${to}, ${to}, 'client', 'Hello', 'Hello', false)`),
      );
    await expect(post(cast.ines, "stranger@mail.example.org")).rejects.toMatchObject({
      cause: { constraint_name: "contact_unknown-way" },
    });
    await expect(post(cast.otto, "rosa@mail.example.org")).rejects.toMatchObject({ cause: { code: "42501" } });
    await add({});
    await write();
    await add({ channel: "text", value: "410-555-0142", avoidWords: ["friday"] });
    const carried: string[] = [];
    await deliverLetters(
      async ({ toEmail }) => void carried.push(toEmail),
      (_mode, work) => asRole("app_job", work),
    );
    expect(carried).toEqual([]);
    const [held] = await asRole("app_job", (db) =>
      db.execute(sql`select last_error, next_try_at from letter where client_id = ${rosa}::uuid`),
    );
    expect(held).toEqual({ last_error: "unsafe-words", next_try_at: null });
  }));

test("Carl reads how Rosa is reached and changes nothing; Otto of Otherton reads nothing", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { rosa, add } = await atRosas(stage, NOON);
    await add({ channel: "telephone", value: "410-555-0142", from: 540, until: 600 });
    const read = (who: typeof cast.ines) => as(who, (db) => readContactWays(db, rosa, NOON));
    const [line] = await read(cast.carl);
    expect(line).toMatchObject({ value: "410-555-0142", unsafe: "hours" });
    expect(await read(cast.otto)).toEqual([]);
    await expect(as(cast.carl, (db) => endContactWay(db, cast.carl, rosa, line?.id ?? ""))).rejects.toMatchObject({
      status: 403,
      code: "client.not-yours",
    });
    await as(cast.ines, (db) => endContactWay(db, cast.ines, rosa, line?.id ?? ""));
    expect(await read(cast.ines)).toEqual([]);
  }));

test("Ines logs a call within Rosa's hours; a call outside them is refused by its rule, or logged with it for good where it has happened", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { add } = await atRosas(stage, NOON);
    const caseId = asId<CaseId>(cast.rosa.caseId);
    await add({ channel: "telephone", value: "410-555-0142", from: 540, until: 1020 });
    const log = (time: string, more: { reachedOut?: "on"; despite?: "on" } = { reachedOut: "on" }) =>
      as(cast.ines, (db) =>
        writeNote(db, cast.ines, caseId, { words: "Called.", kind: "telephone", day: "2026-07-14", time, ...more }),
      );
    expect(await log("10:00")).toBeUndefined();
    // She may call them at any hour.
    expect(await log("22:00", {})).toBeUndefined();
    await expect(log("22:00")).rejects.toMatchObject({ status: 422, code: "client.contact-hours" });
    expect(await log("22:00", { reachedOut: "on", despite: "on" })).toBe("hours");
    const read = async () => (await as(cast.carl, (db) => readNotes(db, caseId, null), "read")).rows;
    const found = await read();
    expect(found.map(({ againstRule }) => againstRule)).toEqual(["hours", null, null]);
    await as(cast.ines, (db) => correctNote(db, cast.ines, caseId, found[0]?.id as NoteId, "Called late."));
    expect((await read())[0]).toMatchObject({ words: "Called late.", againstRule: "hours" });
  }));

test("SQL as the application's role can neither log an unsafe contact in silence nor name another rule than the one that was broken", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { setOverall } = await atRosas(stage, NOON);
    await setOverall("none");
    const note = (rule: string | null) =>
      as(cast.ines, (db) =>
        db.execute(sql`insert into case_note (agency_id, case_id, author_membership_id, words, kind, reached_out, against_rule)
          values (${cast.agencyId}::uuid, ${cast.rosa.caseId}::uuid, ${cast.ines.membershipId}::uuid, 'Called.', 'telephone', true, ${rule}) returning against_rule`),
      );
    await expect(note(null)).rejects.toMatchObject({ cause: { constraint_name: "contact_no-contact" } });
    expect(await note("hours")).toMatchObject([{ against_rule: "no-contact" }]);
  }));
