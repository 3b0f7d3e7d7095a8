// The clock of an offer on a real database: each stroke once and in order, the next provider proposed or asked, a worker that is ended between two steps.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { askAboutOffer, waitlistOffer } from "#app/models/referral/answer-offer.server";
import { answerQuestion } from "#app/models/referral/end.server";
import { readOffersOf, readReferral } from "#app/models/referral/read.server";
import { readDisclosed } from "#app/models/referral/read-offers.server";
import { askAnother } from "#app/models/referral/send.server";
import { strikeClocks } from "#app/models/referral/strike-clocks.server";
import { asId, type ServiceAtLocationId } from "#app/models/values/ids";
import { agencies, caseTasks, letters, notifications, offerSteps, offers, servicesAtLocation } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { dayAhead, type Story, toBoth, toNorthside } from "#tests/stage/referral-story";

const strike = ({ asRole }: Stage) => asRole("app_job", strikeClocks);

async function offerOf({ asRole }: Stage, id: Story["north"]) {
  const [offer] = await asRole("app_definer", (db) => db.select().from(offers).where(eq(offers.id, id)));
  if (!offer?.remindAt || !offer.answerUntil || !offer.moveOnAt || !offer.lapseAt) throw new Error("no clock runs");
  return { ...offer, times: [offer.remindAt, offer.answerUntil, offer.moveOnAt, offer.lapseAt] as const };
}

const kindsTold = ({ asRole }: Stage) =>
  asRole("app_definer", async (db) => {
    const rows = await db
      .select({ kind: notifications.kind })
      .from(notifications)
      .where(sql`${notifications.kind} not in ('offer.made')`)
      .orderBy(notifications.createdAt, notifications.id);
    return rows.map(({ kind }) => kind);
  });

const setRule = ({ asRole, cast }: Stage, whenUnanswered: string) =>
  asRole("app_definer", (db) => db.update(agencies).set({ whenUnanswered }).where(eq(agencies.id, cast.agencyId)));

test("nobody answers: Northside is reminded, its administrator told, Southside proposed to Ines, and the referral ends; each once, also when the worker asks again", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    const { referralId, north } = await toNorthside(stage);
    const { times } = await offerOf(stage, north);
    expect(await strike(stage)).toBe(0);
    const steps = ["remind", "escalate", "move_on", "lapse"];
    for (const [position, at] of times.entries()) {
      setClock(new Date(at.getTime() + 1000));
      expect([await strike(stage), await strike(stage)]).toEqual([1, 0]);
      const told = await as(cast.ines, (db) =>
        db.select({ step: offerSteps.step }).from(offerSteps).orderBy(offerSteps.createdAt),
      );
      expect(told.map(({ step }) => step)).toEqual(steps.slice(0, position + 1));
    }
    expect((await as(cast.ines, (db) => readReferral(db, referralId))).referral.state).toBe("expired");
    expect(await kindsTold(stage)).toEqual([
      "offer.reminded",
      "offer.reminded",
      "offer.escalated",
      "referral.unanswered",
      "referral.next-proposed",
      "offer.lapsed",
      "offer.lapsed",
      "referral.expired",
    ]);
    const [task] = await as(cast.ines, (db) => db.select().from(caseTasks));
    expect(task).toMatchObject({ kind: "follow_up", assignedTo: cast.ines.membershipId });
    expect(task?.words).toContain("Southside Aid");
    const posted = await stage.asRole("app_job", (db) => db.select().from(letters));
    expect(posted.length).toBeGreaterThan(5);
    expect(JSON.stringify(posted)).not.toMatch(/Rosa|Canary|410-555|Counseling/);
    await expect(as(cast.ines, strikeClocks)).rejects.toThrow();
  }));

test("Ines asks the provider that was proposed; one that is asked already is not asked twice, and Carl may ask nobody", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    const { referralId, north } = await toNorthside(stage);
    const south = asId<ServiceAtLocationId>(cast.southside.serviceAtLocationId);
    await expect(as(cast.carl, (db) => askAnother(db, cast.carl, referralId, south))).rejects.toMatchObject({
      status: 403,
    });
    setClock((await offerOf(stage, north)).answerUntil);
    await as(cast.ines, (db) => askAnother(db, cast.ines, referralId, south));
    const asked = await as(cast.ines, (db) => readOffersOf(db, referralId));
    expect(asked.map(({ identified, answerUntil }) => [identified, answerUntil !== null])).toEqual([
      [true, true],
      [false, true],
    ]);
    expect(await as(cast.sid, (db) => readDisclosed(db, referralId))).toBeNull();
    await expect(as(cast.ines, (db) => askAnother(db, cast.ines, referralId, south))).rejects.toThrow();
  }));

test("where the agency says so the next provider is asked by itself, not knowing who it is for; with nobody left Ines is told so", () =>
  onStage(async (stage) => {
    const { as, asRole, cast, setClock } = stage;
    await setRule(stage, "ask");
    const { referralId, north } = await toNorthside(stage);
    setClock((await offerOf(stage, north)).moveOnAt);
    while ((await strike(stage)) > 0);
    const asked = await as(cast.ines, (db) => readOffersOf(db, referralId));
    expect(asked.map(({ organizationName, identified }) => [organizationName, identified])).toEqual([
      ["Northside Care", true],
      ["Southside Aid", false],
    ]);
    expect(await as(cast.sid, (db) => readDisclosed(db, referralId))).toBeNull();
    expect(await as(cast.ines, (db) => db.select().from(caseTasks))).toEqual([]);
    await asRole("app_definer", (db) =>
      db
        .update(servicesAtLocation)
        .set({ takesReferrals: "no" })
        .where(eq(servicesAtLocation.id, cast.southside.serviceAtLocationId)),
    );
    setClock(null);
    const second = await toNorthside(stage);
    setClock((await offerOf(stage, second.north)).moveOnAt);
    while ((await strike(stage)) > 0);
    const [task] = await as(cast.ines, (db) => db.select().from(caseTasks));
    expect(task?.words).toContain("no other provider was found");
  }));

test("a worker that is ended after a stroke and before its end has told nobody, and the next one tells each once", () =>
  onStage(async (stage) => {
    const { asRole, setClock } = stage;
    const { north } = await toNorthside(stage);
    setClock((await offerOf(stage, north)).remindAt);
    for (let times = 0; times < 3; times += 1) {
      await expect(
        asRole("app_job", async (db) => {
          expect(await strikeClocks(db)).toBe(1);
          throw new Error("killed");
        }),
      ).rejects.toThrow("killed");
    }
    expect(await kindsTold(stage)).toEqual([]);
    const both = await Promise.all([strike(stage), strike(stage), strike(stage)]);
    expect(both.toSorted()).toEqual([0, 0, 1]);
    expect(await kindsTold(stage)).toEqual(["offer.reminded", "offer.reminded"]);
  }));

test("while Northside waits for Ines its clock stands still; with her answer it begins anew", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    const { referralId, north } = await toNorthside(stage);
    await as(cast.mara, (db) => askAboutOffer(db, cast.mara, north, "Is an evening possible?"));
    const first = await offerOf(stage, north);
    setClock(first.lapseAt);
    expect(await strike(stage)).toBe(0);
    await as(cast.ines, (db) => answerQuestion(db, cast.ines, referralId, { offerId: north, answer: "Yes." }));
    const second = await offerOf(stage, north);
    expect(second).toMatchObject({ state: "offered", clockRound: 2 });
    expect(second.remindAt && first.lapseAt && second.remindAt > first.lapseAt).toBe(true);
  }));

test("a place on the waiting list is asked after on its day; Mara moves no clock but by naming that day", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    const { north } = await toBoth(stage);
    await expect(
      as(cast.mara, (db) =>
        db
          .update(offers)
          .set({ lapseAt: new Date("2099-01-01") })
          .where(eq(offers.id, north)),
      ),
    ).rejects.toThrow();
    const until = dayAhead(30);
    await as(cast.mara, (db) => waitlistOffer(db, cast.mara, north, { until, words: "" }));
    const { remindAt, lapseAt } = await offerOf(stage, north);
    expect(remindAt?.toISOString().slice(0, 10)).toBe(until);
    setClock(remindAt);
    await strike(stage);
    expect(await kindsTold(stage)).toContain("offer.place-due");
    setClock(lapseAt);
    while ((await strike(stage)) > 0);
    const { state } = await offerOf(stage, north);
    expect(state).toBe("lapsed");
  }));
