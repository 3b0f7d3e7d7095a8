// One answer by a link from a mail: what it shows and does, that it does so once, for one offer, while it holds, and nothing else.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { hashToken } from "#app/access/session-adapter.server";
import type { Db } from "#app/database/transaction.server";
import { answerByLink, readAnswerLink } from "#app/models/referral/answer-link.server";
import { declineOffer } from "#app/models/referral/answer-offer.server";
import { answerQuestion, withdrawReferral } from "#app/models/referral/end.server";
import { AnswerByLinkForm } from "#app/models/referral/forms";
import {
  answerLinks,
  clients,
  disclosures,
  events,
  letters,
  memberships,
  offerQuestions,
  offers,
  people,
  referrals,
} from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { dayAhead, toBoth, toNorthside } from "#tests/stage/referral-story";

const CANARIES = /Rosa|Canary|410-555-0142|rosa@example|1988-04-12|21202|Please call/;

/** The newest link in this person's mail, as the letter has it. */
async function linkOf({ asRole }: Stage, email: string, kind = "offer.made"): Promise<string> {
  const sent = await asRole("app_definer", (db) => db.select().from(letters).where(eq(letters.toEmail, email)));
  const body = sent.filter((letter) => letter.kind === kind).at(-1)?.body ?? "";
  // Made by chance, a key or an id may hold any five digits.
  expect(body.replaceAll(/[0-9a-f-]{30,}/g, "")).not.toMatch(CANARIES);
  return /\/answer\/([0-9a-f]{40})/.exec(body)?.[1] ?? "";
}

const emailOf = ({ asRole }: Stage, membershipId: string) =>
  asRole("app_definer", async (db) => {
    const [row] = await db
      .select({ email: people.email })
      .from(memberships)
      .innerJoin(people, eq(people.id, memberships.personId))
      .where(eq(memberships.id, membershipId));
    return row?.email ?? "";
  });

const bearing = (stage: Stage, token: string) => ({
  look: () => stage.asBearer({ kind: "answer", keyHash: hashToken(token) }, readAnswerLink, "read"),
  answer: (form: object) =>
    stage.asBearer({ kind: "answer", keyHash: hashToken(token) }, (db) =>
      answerByLink(db, "story", AnswerByLinkForm.parse(form)),
    ),
  as: <T>(work: (db: Db) => Promise<T>) => stage.asBearer({ kind: "answer", keyHash: hashToken(token) }, work),
});

const marasLink = async (stage: Stage, kind?: string) =>
  bearing(stage, await linkOf(stage, await emailOf(stage, stage.cast.mara.membershipId), kind));

const stateOf = ({ asRole }: Stage, offerId: string) =>
  asRole("app_definer", async (db) => (await db.select().from(offers).where(eq(offers.id, offerId)))[0]);

test("Mara accepts from her mail: in her name, once, and the link then shows nothing of Rosa", () =>
  onStage(async (stage) => {
    const { north, referralId } = await toNorthside(stage);
    const link = await marasLink(stage);
    const before = await link.look();
    expect(before).toMatchObject({ standing: "open", organizationName: "Northside Care" });
    expect(JSON.stringify(before)).not.toMatch(CANARIES);
    await link.answer({ intent: "accept" });
    expect(await stateOf(stage, north)).toMatchObject({
      state: "accepted",
      answeredBy: stage.cast.mara.membershipId,
    });
    const after = await link.look();
    expect(after).toMatchObject({ standing: "used", usedFor: "accept" });
    expect(JSON.stringify(after)).not.toMatch(CANARIES);
    await expect(link.answer({ intent: "decline", code: "no_capacity" })).rejects.toMatchObject({
      code: "answer.link-used",
      status: 409,
    });
    const told = await stage.as(stage.cast.ines, (db) =>
      db.select().from(events).where(eq(events.referralId, referralId)),
    );
    expect(told.find(({ name }) => name === "offer.accepted")?.actorLabel).toMatch(/^Mara.*, Northside Care$/);
  }));

test("a link opens its own offer and no other row, neither before nor after the answer", () =>
  onStage(async (stage) => {
    const { south, north } = await toBoth(stage);
    const link = await marasLink(stage);
    for (const answered of [false, true]) {
      const seen = await link.as(async (db) => ({
        offers: (await db.select({ id: offers.id }).from(offers)).map(({ id }) => id),
        rest: [
          ...(await db.select({ id: referrals.id }).from(referrals)),
          ...(await db.select({ id: clients.id }).from(clients)),
          ...(await db.select({ id: disclosures.id }).from(disclosures)),
          ...(await db.select({ id: answerLinks.id }).from(answerLinks)),
        ],
      }));
      expect(seen).toEqual({ offers: answered ? [] : [north], rest: [] });
      const other = stage.cast.sid;
      await expect(
        link.as((db) => declineOffer(db, { ...other, requestId: "story" }, south, { code: "other", words: "no" })),
      ).rejects.toMatchObject({ status: 404 });
      if (!answered) await link.answer({ intent: "decline", code: "no_capacity", words: "Full until spring." });
    }
    expect(await stateOf(stage, north)).toMatchObject({ state: "declined", words: "Full until spring." });
    expect((await stateOf(stage, south))?.state).toBe("offered");
  }));

test("a question uses the link up; the agency's answer brings a new one, and a waiting list needs a day ahead", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { north, referralId } = await toNorthside(stage);
    const first = await marasLink(stage);
    await first.answer({ intent: "ask", question: "Mornings or evenings?" });
    expect(await first.look()).toMatchObject({ standing: "used", usedFor: "ask" });
    const [asked] = await as(cast.ines, (db) => db.select().from(offerQuestions));
    expect(asked?.askedBy).toBe(cast.mara.membershipId);
    await as(cast.ines, (db) => answerQuestion(db, cast.ines, referralId, { offerId: north, answer: "Evenings." }));
    const second = await marasLink(stage, "offer.answered");
    await expect(second.answer({ intent: "waitlist", until: "2001-01-01" })).rejects.toMatchObject({ status: 400 });
    expect(await second.look()).toMatchObject({ standing: "open" });
    await second.answer({ intent: "waitlist", until: dayAhead(20) });
    expect((await stateOf(stage, north))?.state).toBe("waitlisted");
  }));

test("a link ends with the offer, with its last day, and with the seat it was mailed to", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { referralId } = await toNorthside(stage);
    const link = await marasLink(stage);
    stage.setClock(new Date(Date.now() + 7 * 86_400_000));
    expect(await link.look()).toMatchObject({ standing: "late" });
    await expect(link.answer({ intent: "accept" })).rejects.toMatchObject({ code: "answer.link-late" });
    stage.setClock(null);
    const disable = (at: Date | null) =>
      asRole("app_definer", (db) =>
        db.update(memberships).set({ disabledAt: at }).where(eq(memberships.id, cast.mara.membershipId)),
      );
    await disable(new Date());
    await expect(link.answer({ intent: "accept" })).rejects.toMatchObject({ code: "answer.link-late" });
    await disable(null);
    expect(await link.look()).toMatchObject({ standing: "open" });
    await as(cast.ines, (db) => withdrawReferral(db, cast.ines, referralId, { code: "client_asked", words: "" }));
    expect(await link.look()).toEqual(expect.objectContaining({ standing: "late" }));
    await expect(link.answer({ intent: "accept" })).rejects.toMatchObject({ code: "answer.link-late" });
    await expect(bearing(stage, "f".repeat(40)).look()).rejects.toMatchObject({ status: 404 });
  }));

test("two presses at the same moment are one answer, and only a hash of the key is kept", () =>
  onStage(async (stage) => {
    const { north } = await toNorthside(stage);
    const token = await linkOf(stage, await emailOf(stage, stage.cast.mara.membershipId));
    const link = bearing(stage, token);
    const both = await Promise.allSettled([
      link.answer({ intent: "accept" }),
      link.answer({ intent: "decline", code: "no_capacity" }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(["accepted", "declined"]).toContain((await stateOf(stage, north))?.state);
    const kept = await stage.asRole("app_definer", (db) => db.select().from(answerLinks));
    expect(JSON.stringify(kept)).not.toContain(token);
  }));
