// A provider hears that its score card is open and by when to answer, once more before those days end, and no more once it has answered.
import { expect, test } from "vitest";
import { answerCard } from "#app/models/insight/card.server";
import { makeCards, remindOfCards } from "#app/models/insight/make-cards.server";
import { readWaiting } from "#app/models/notification/read.server";
import { asId, type CardId } from "#app/models/values/ids";
import { letters } from "#drizzle/schema";
import { quarterOver } from "#tests/stage/insight-cards";
import { onStage, type Stage } from "#tests/stage/on-stage";

const lettersOf = async ({ asRole }: Stage, kind: string) => {
  const all = await asRole("app_job", (db) => db.select().from(letters).orderBy(letters.toEmail));
  return all.filter((letter) => letter.kind === kind);
};
const waiting = async ({ as, cast }: Stage) =>
  (await as(cast.mara, (db) => readWaiting(db, cast.mara))).filter(({ kind }) => kind.startsWith("organization.card"));
const remind = ({ asRole }: Stage) => asRole("app_job", remindOfCards);

test("Mara is told when her card opens, by which day to answer, and once more three days before it ends; then Nadia sees it", () =>
  onStage(async (stage) => {
    const { setClock } = stage;
    await quarterOver(stage);
    const told = await lettersOf(stage, "organization.card-published");
    expect(told.map(({ toEmail }) => toEmail)).toEqual(
      expect.arrayContaining(["mara@example.org", "ora@example.org", "sid@example.org"]),
    );
    expect(told[0]?.subject).toBe(
      "Your score card, Quarter 3 of 2026, is open: read and answer it before the agency's staff see it on Monday, October 26, 2026",
    );
    expect(await waiting(stage)).toMatchObject([{ kind: "organization.card-published", dueOn: "2026-10-26" }]);
    setClock(new Date("2026-10-23T11:00:00Z"));
    expect(await remind(stage), "four days are left").toBe(0);
    setClock(new Date("2026-10-23T13:00:00Z"));
    const reminded = await Promise.all([remind(stage), remind(stage)]);
    expect(
      reminded.reduce((sum, one) => sum + one, 0),
      "both cards, each once",
    ).toBe(2);
    expect(await remind(stage)).toBe(0);
    const again = await lettersOf(stage, "organization.card-due");
    expect(again).toHaveLength(told.length);
    expect(again[0]?.subject).toContain("on Monday, October 26, 2026");
    expect(again[0]?.body).not.toMatch(/\d+ ?%|client/i);
  }));

test("who has answered is not reminded, and has nothing waiting; after the last day nobody is", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    await quarterOver(stage);
    const [notice] = await waiting(stage);
    const id = asId<CardId>(notice?.path.split("/").at(-1) ?? "");
    await as(cast.mara, (db) => answerCard(db, cast.mara, id, "Two of us were ill in August."));
    expect(await waiting(stage)).toEqual([]);
    setClock(new Date("2026-10-24T12:00:00Z"));
    expect(await remind(stage), "Southside's alone").toBe(1);
    expect((await lettersOf(stage, "organization.card-due")).map(({ toEmail }) => toEmail)).not.toContain(
      "mara@example.org",
    );
  }));

test("a worker that is broken off while it reminds has told nobody, and a card whose days are over is not told of", () =>
  onStage(async (stage) => {
    const { asRole, setClock } = stage;
    await quarterOver(stage);
    setClock(new Date("2026-10-24T12:00:00Z"));
    const brokenOff = asRole("app_job", async (db) => {
      expect(await remindOfCards(db)).toBe(2);
      throw new Error("broken off");
    });
    await expect(brokenOff).rejects.toThrow("broken off");
    expect(await lettersOf(stage, "organization.card-due")).toEqual([]);
    expect(await remind(stage)).toBe(2);
    setClock(new Date("2026-10-27T12:00:00Z"));
    expect(await asRole("app_job", makeCards)).toBe(0);
    expect(await remind(stage)).toBe(0);
  }));
