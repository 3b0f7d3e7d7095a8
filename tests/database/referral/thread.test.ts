// What Ines and Mara say to each other about Rosa's referral: read by both sides, taken back unread, and shut behind every door when it is over.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { constraintOf } from "#app/database/transaction.server";
import { readDocument } from "#app/models/consent/documents.server";
import { revokeConsent } from "#app/models/consent/record-consent.server";
import { readNotices } from "#app/models/notification/read.server";
import { acceptOffer, declineOffer } from "#app/models/referral/answer-offer.server";
import { withdrawReferral } from "#app/models/referral/end.server";
import { readSentDocuments } from "#app/models/referral/read.server";
import { isOpen, openThread, readThreads, type Thread } from "#app/models/referral/thread.server";
import { takeBackMessage, writeMessage } from "#app/models/referral/write-message.server";
import { asId, type ClientId, type DocumentId, type OrganizationId } from "#app/models/values/ids";
import { events, letters, threadMarks, threadMessages } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { inesSends, rosaAgrees, type Story, toBoth, toNorthside } from "#tests/stage/referral-story";

const paper = (letter: string) => ({
  sha256: letter.repeat(64),
  name: "plan.pdf",
  mediaType: "application/pdf",
  byteCount: 10,
});
const SHARED = { fields: ["name", "documents"] } as const;

const threadOf = ({ cast }: Stage, { referralId }: Story): Thread => ({
  referralId,
  organizationId: asId<OrganizationId>(cast.northside.organizationId),
});
const write = ({ as }: Stage, by: Stage["cast"]["ines"], thread: Thread, words: string, document = false) =>
  as(by, (db) =>
    writeMessage(db, by, thread, { words, document: document ? paper(words.length % 2 ? "c" : "d") : null }),
  );
const open = ({ as }: Stage, by: Stage["cast"]["ines"], thread: Thread) =>
  as(by, (db) => openThread(db, by, thread, null));

test("Ines asks, Mara answers, each sees what is new and who read it; nobody is told more than that something waits", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const story = await toNorthside(stage);
    const thread = threadOf(stage, story);
    await write(stage, cast.ines, thread, "Can Rosa begin on Monday?");
    const [waits] = await as(cast.mara, (db) => readThreads(db, cast.mara, story.referralId));
    expect(waits).toMatchObject({ count: 1, unread: 1, open: true });
    expect((await open(stage, cast.mara, thread)).messages).toMatchObject([
      { words: "Can Rosa begin on Monday?", authorName: "Ines Moreau", isNew: true, mine: false, mayTakeBack: false },
    ]);
    await write(stage, cast.mara, thread, "Yes, at nine.");
    const { messages } = await open(stage, cast.ines, thread);
    expect(messages).toMatchObject([
      { mine: true, mayTakeBack: false, readBy: [{ name: "Mara Quinn" }] },
      { words: "Yes, at nine.", isNew: true },
    ]);
    expect((await open(stage, cast.ines, thread)).messages[1]).toMatchObject({ isNew: false });
    const posted = await asRole("app_job", (db) => db.select().from(letters).where(eq(letters.kind, "message.sent")));
    expect(posted.map(({ toEmail }) => toEmail)).toEqual(
      expect.arrayContaining(["mara@example.org", "ines@example.org"]),
    );
    expect(posted.map(({ subject, body }) => subject + body).join()).not.toMatch(/Rosa|Canary|Monday|nine/);
    const told = await as(cast.ines, (db) => db.select().from(events).where(eq(events.name, "message.sent")));
    expect(told).toHaveLength(2);
    expect(JSON.stringify(told)).not.toMatch(/Monday|nine/);
  }));

test("Ines takes her message back while nobody has read it; not one that Mara read, not Mara's, not after ten minutes, and no words are changed", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    const thread = threadOf(stage, await toNorthside(stage, SHARED));
    const gone = await write(stage, cast.ines, thread, "The wrong Rosa", true);
    const takeBack = (by: typeof cast.ines, id: typeof gone) => as(by, (db) => takeBackMessage(db, by, thread, id));
    await expect(takeBack(cast.mara, gone)).rejects.toMatchObject({ status: 404 });
    expect(await as(cast.mara, (db) => readSentDocuments(db, thread.referralId))).toHaveLength(1);
    await takeBack(cast.ines, gone);
    expect(await as(cast.mara, (db) => readSentDocuments(db, thread.referralId))).toHaveLength(0);
    expect((await open(stage, cast.mara, thread)).messages).toMatchObject([{ words: "", documentId: null }]);
    const read = await write(stage, cast.ines, thread, "The right Rosa");
    await open(stage, cast.mara, thread);
    expect(await takeBack(cast.ines, read).catch(constraintOf)).toBe("thread_message_read");
    const late = await write(stage, cast.ines, thread, "One more thing");
    setClock(new Date(Date.now() + 11 * 60_000));
    expect(await takeBack(cast.ines, late).catch(constraintOf)).toBe("thread_message_late");
    setClock(null);
    await expect(
      as(cast.ines, (db) => db.update(threadMessages).set({ words: "Other words" }).where(eq(threadMessages.id, late))),
    ).rejects.toThrow();
  }));

test("papers go along only where the client agreed, Mara's come to Ines and to no other provider", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const closed = threadOf(stage, await toNorthside(stage));
    await expect(write(stage, cast.ines, closed, "Her papers", true)).rejects.toMatchObject({
      code: "message.documents-not-shared",
    });
    await write(stage, cast.mara, closed, "Our house rules", true);
    const { messages } = await open(stage, cast.ines, closed);
    const id = asId<DocumentId>(messages[0]?.documentId ?? "");
    expect(await as(cast.ines, (db) => readDocument(db, cast.ines, id))).toMatchObject({ name: "plan.pdf" });
    for (const stranger of [cast.sid, cast.otto, cast.nadia]) {
      await expect(as(stranger, (db) => readDocument(db, stranger, id))).rejects.toMatchObject({ status: 404 });
    }
  }));

test("Carl, who does not carry the case, reads and cannot write; Bea the biller, Otto and Sid find nothing", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const story = await toNorthside(stage);
    const thread = threadOf(stage, story);
    await write(stage, cast.ines, thread, "Hello");
    expect((await open(stage, cast.carl, thread)).messages).toHaveLength(1);
    await expect(write(stage, cast.carl, thread, "Hello too")).rejects.toMatchObject({ status: 403 });
    for (const stranger of [cast.bea, cast.otto, cast.sid, cast.audrey]) {
      expect(await as(stranger, (db) => db.select().from(threadMessages))).toEqual([]);
      await expect(write(stage, stranger, thread, "Hello")).rejects.toThrow();
    }
  }));

/** Northside had the thread, and no more: it declined, was withdrawn, or Rosa took her word back. */
async function endings(stage: Stage): Promise<Record<string, Thread>> {
  const { as, cast } = stage;
  const ended: Record<string, Thread> = {};
  const begin = async (name: string, story: Story) => {
    ended[name] = threadOf(stage, story);
    await write(stage, cast.ines, ended[name], "Secret words", true);
    await write(stage, cast.mara, ended[name], "Secret answer");
    return story;
  };
  const consent = await rosaAgrees(stage);
  const north = [cast.northside.serviceAtLocationId];
  const declined = await begin("declined", await inesSends(stage, north, SHARED));
  await as(cast.mara, (db) => declineOffer(db, cast.mara, declined.north, { code: "no_capacity", words: "" }));
  const withdrawn = await begin("withdrawn", await inesSends(stage, north, SHARED));
  await as(cast.ines, (db) =>
    withdrawReferral(db, cast.ines, withdrawn.referralId, { code: "other", words: "No need" }),
  );
  await begin("revoked", await inesSends(stage, north, SHARED));
  await as(cast.ines, (db) =>
    revokeConsent(db, cast.ines, asId<ClientId>(cast.rosa.clientId), {
      consentId: consent,
      reason: "client_asked",
    }),
  );
  return ended;
}

test("after a decline, a withdrawal or a revoked consent Mara reads nothing of the thread: not by SQL, list, page, paper, notice or record, and writes nothing; Ines still reads it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const ended = await endings(stage);
    const { rows } = await as(cast.ines, (db) => readNotices(db, cast.ines, null));
    expect(rows.some(({ kind }) => kind === "message.sent")).toBe(true);
    await as(cast.mara, async (db) => {
      expect(await db.select().from(threadMessages), "by SQL").toEqual([]);
      expect(await db.select().from(threadMarks), "how far it was read").toEqual([]);
      const said = JSON.stringify([
        (await readNotices(db, cast.mara, null)).rows,
        await db.select().from(events).where(eq(events.organizationId, cast.northside.organizationId)),
      ]);
      expect(said, "by notice or record").not.toContain("Secret");
    });
    for (const [how, thread] of Object.entries(ended)) {
      expect(await as(cast.mara, (db) => isOpen(db, cast.mara, thread)), `${how}: page`).toBe(false);
      expect(await as(cast.mara, (db) => readThreads(db, cast.mara, thread.referralId)), `${how}: list`).toEqual([]);
      await expect(write(stage, cast.mara, thread, "Hello?"), `${how}: write`).rejects.toMatchObject({ status: 409 });
      await expect(write(stage, cast.ines, thread, "Hello?"), `${how}: write`).rejects.toMatchObject({ status: 409 });
      const { messages } = await open(stage, cast.ines, thread);
      expect(messages.map(({ words }) => words)).toEqual(["Secret words", "Secret answer"]);
      const sent = asId<DocumentId>(messages[0]?.documentId ?? "");
      await expect(
        as(cast.mara, (db) => readDocument(db, cast.mara, sent)),
        how,
      ).rejects.toMatchObject({ status: 404 });
    }
  }));

test("of two providers asked neither has a thread; when Mara has accepted she has one, and Sid, who lost, has none", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const story = await toBoth(stage, SHARED);
    const thread = threadOf(stage, story);
    await expect(write(stage, cast.ines, thread, "Hello")).rejects.toMatchObject({ code: "message.closed" });
    await expect(write(stage, cast.mara, thread, "Hello")).rejects.toMatchObject({ code: "message.closed" });
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, story.north));
    await write(stage, cast.mara, thread, "We begin on Monday");
    expect((await open(stage, cast.ines, thread)).messages).toHaveLength(1);
    const lost = { ...thread, organizationId: asId<OrganizationId>(cast.southside.organizationId) };
    await expect(write(stage, cast.ines, lost, "Hello")).rejects.toMatchObject({ code: "message.closed" });
    await as(cast.sid, async (db) => {
      expect(await readThreads(db, cast.sid, story.referralId)).toEqual([]);
      expect(await db.execute(sql`select 1 from thread_message`)).toHaveLength(0);
    });
  }));
