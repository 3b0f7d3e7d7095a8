// How a provider answers: every yes beside its no, and two who answer at once.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  acceptOffer,
  askAboutOffer,
  declineOffer,
  viewOffer,
  waitlistOffer,
} from "#app/models/referral/answer-offer.server";
import { answerQuestion } from "#app/models/referral/end.server";
import { readQuestions } from "#app/models/referral/read.server";
import { readDisclosed, readOffer, readOffers } from "#app/models/referral/read-offers.server";
import { isRefusal } from "#app/models/values/refusal";
import { disclosures, events, offers, referralFacts, referrals } from "#drizzle/schema";
import { onStage } from "#tests/stage/on-stage";
import { dayAhead, inesSends, rosaAgrees, toBoth, toNorthside } from "#tests/stage/referral-story";

const CANARIES = /Rosa|Canary|410-555-0142|rosa@example|1988-04-12|21202/;

test("Mara accepts and learns who Rosa is; she cannot accept twice", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { north, referralId } = await toNorthside(stage);
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
    const offer = await as(cast.mara, (db) => readOffer(db, cast.mara, north));
    expect(offer.shown?.client).toEqual({
      name: "Rosa Canary-Fields",
      preferredName: null,
      telephone: "410-555-0142",
      safeContact: "any",
      safeContactNote: null,
    });
    await expect(as(cast.mara, (db) => acceptOffer(db, cast.mara, north))).rejects.toMatchObject({
      code: "referral.answered-already",
      status: 409,
    });
    const seen = await as(cast.ines, (db) => db.select().from(events).where(eq(events.referralId, referralId)));
    expect(seen.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["referral.drafted", "referral.sent", "offer.made", "offer.accepted", "offer.read"]),
    );
    expect(JSON.stringify(seen.map(({ facts }) => facts))).not.toMatch(CANARIES);
  }));

test("Pavel delivers and Sid works elsewhere: neither may accept Northside's offer", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { north } = await toNorthside(stage);
    for (const person of [cast.pavel, cast.bea, cast.sid, cast.ines, cast.otto]) {
      await expect(as(person, (db) => acceptOffer(db, person, north))).rejects.toMatchObject({ status: 404 });
    }
    await expect(
      as(cast.pavel, (db) => declineOffer(db, cast.pavel, north, { code: "other", words: "no" })),
    ).rejects.toMatchObject({ status: 404 });
  }));

test("of two providers that accept at the same moment exactly one gets Rosa, twenty times over", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await rosaAgrees(stage);
    const both = [cast.northside.serviceAtLocationId, cast.southside.serviceAtLocationId];
    for (let round = 0; round < 20; round++) {
      const { referralId, north, south } = await inesSends(stage, both);
      const answers = await Promise.allSettled([
        as(cast.mara, (db) => acceptOffer(db, cast.mara, north)),
        as(cast.sid, (db) => acceptOffer(db, cast.sid, south)),
      ]);
      const lost = answers.filter((answer) => answer.status === "rejected");
      expect(lost).toHaveLength(1);
      expect(lost.every(({ reason }) => isRefusal(reason) && reason.code === "referral.taken")).toBe(true);
      const states = await asRole("app_definer", (db) =>
        db.select({ state: offers.state }).from(offers).where(eq(offers.referralId, referralId)),
      );
      expect(states.map(({ state }) => state).sort()).toEqual(["accepted", "superseded"]);
    }
  }));

test("with two providers asked, neither sees who Rosa is before one accepts, and then only that one", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { north, south, referralId } = await toBoth(stage, { fields: ["name", "telephone", "address", "birth_day"] });
    for (const [person, offerId] of [
      [cast.mara, north],
      [cast.sid, south],
    ] as const) {
      const seen = await as(person, async (db) => ({
        offer: await readOffer(db, person, offerId),
        list: await readOffers(db, person, { view: "all", after: null }),
        referral: await db.select(referralFacts).from(referrals).where(eq(referrals.id, referralId)),
      }));
      expect(JSON.stringify(seen)).not.toMatch(CANARIES);
      expect(seen.referral).toEqual([]);
      expect(seen.offer.offer.summary).toMatchObject({ area: "212xx", specialty: "Counseling", urgency: "soon" });
    }
    await as(cast.sid, (db) => acceptOffer(db, cast.sid, south));
    const sid = await as(cast.sid, (db) => readOffer(db, cast.sid, south));
    const mara = await as(cast.mara, (db) => readOffer(db, cast.mara, north));
    expect(sid.shown?.client.name).toBe("Rosa Canary-Fields");
    expect(mara.offer.state).toBe("superseded");
    expect(JSON.stringify(mara)).not.toMatch(CANARIES);
    expect(mara.offer.summary.area).toBeUndefined();
  }));

test("Mara declines with a reason and from then on knows nothing of Rosa; when all declined, so has the referral", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { north, referralId } = await toNorthside(stage);
    await as(cast.mara, (db) => declineOffer(db, cast.mara, north, { code: "no_capacity", words: "Full until May" }));
    const seen = await as(cast.mara, async (db) => ({
      offer: await readOffer(db, cast.mara, north),
      referral: await db.select(referralFacts).from(referrals).where(eq(referrals.id, referralId)),
      disclosures: await db.select().from(disclosures),
    }));
    expect(seen.referral).toEqual([]);
    expect(seen.disclosures).toEqual([]);
    expect(JSON.stringify(seen)).not.toMatch(CANARIES);
    const [referral] = await as(cast.ines, (db) =>
      db.select(referralFacts).from(referrals).where(eq(referrals.id, referralId)),
    );
    expect(referral?.state).toBe("declined");
    await expect(
      as(cast.mara, (db) => declineOffer(db, cast.mara, north, { code: "no_capacity", words: "" })),
    ).rejects.toMatchObject({ code: "lifecycle.illegal-move", status: 409 });
    await expect(as(cast.mara, (db) => acceptOffer(db, cast.mara, north))).rejects.toMatchObject({ status: 409 });
  }));

test("two providers that decline at the same moment leave no referral waiting for nobody", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await rosaAgrees(stage);
    for (let round = 0; round < 5; round++) {
      const both = [cast.northside.serviceAtLocationId, cast.southside.serviceAtLocationId];
      const { referralId, north, south } = await inesSends(stage, both);
      await Promise.all([
        as(cast.mara, (db) => declineOffer(db, cast.mara, north, { code: "no_capacity", words: "" })),
        as(cast.sid, (db) => declineOffer(db, cast.sid, south, { code: "out_of_area", words: "" })),
      ]);
      const [referral] = await as(cast.ines, (db) =>
        db.select(referralFacts).from(referrals).where(eq(referrals.id, referralId)),
      );
      expect(referral?.state).toBe("declined");
    }
  }));

test("Mara asks, Ines answers, and Carl, whose case it is not, may not answer for her", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { north, referralId } = await toBoth(stage);
    await as(cast.mara, (db) => askAboutOffer(db, cast.mara, north, "Is an evening possible?"));
    await expect(as(cast.mara, (db) => acceptOffer(db, cast.mara, north))).rejects.toMatchObject({ status: 409 });
    const answer = { offerId: north, answer: "Yes, after six." };
    await expect(as(cast.carl, (db) => answerQuestion(db, cast.carl, referralId, answer))).rejects.toMatchObject({
      status: 403,
    });
    await expect(as(cast.otto, (db) => answerQuestion(db, cast.otto, referralId, answer))).rejects.toMatchObject({
      status: 404,
    });
    await as(cast.ines, (db) => answerQuestion(db, cast.ines, referralId, answer));
    const questions = await as(cast.mara, (db) => readQuestions(db, { offerId: north }));
    expect(questions).toMatchObject([{ question: "Is an evening possible?", answer: "Yes, after six." }]);
    expect(await as(cast.sid, (db) => readQuestions(db, { referralId }))).toEqual([]);
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
  }));

test("Mara puts Rosa on the waiting list and can still accept; a day long past is refused", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { north } = await toNorthside(stage);
    await expect(
      as(cast.mara, (db) => waitlistOffer(db, cast.mara, north, { until: "2020-01-01", words: "" })),
    ).rejects.toMatchObject({ code: "referral.waitlist-day", status: 400 });
    await as(cast.mara, (db) => waitlistOffer(db, cast.mara, north, { until: dayAhead(30), words: "In May" }));
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
  }));

test("opening an offer marks it as seen once; Pavel's look leaves it new", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { north } = await toNorthside(stage);
    const state = () =>
      as(cast.ines, async (db) => (await db.select().from(offers).where(eq(offers.id, north)))[0]?.state);
    await as(cast.pavel, (db) => viewOffer(db, cast.pavel, north));
    expect(await state()).toBe("offered");
    await as(cast.mara, (db) => viewOffer(db, cast.mara, north));
    await as(cast.mara, (db) => viewOffer(db, cast.mara, north));
    expect(await state()).toBe("viewed");
    const seen = await as(cast.ines, (db) => db.select().from(events).where(eq(events.name, "offer.viewed")));
    expect(seen).toHaveLength(1);
    expect(seen[0]?.clientId).toBe(cast.rosa.clientId);
  }));

test("Sid and Otto get nothing of Rosa through the one function that shows clients", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { north, referralId } = await toNorthside(stage);
    const offer = { id: north, referralId, agencyId: cast.agencyId };
    expect(await as(cast.sid, (db) => readDisclosed(db, offer.referralId))).toBeNull();
    await expect(as(cast.sid, (db) => readOffer(db, cast.sid, north))).rejects.toMatchObject({ status: 404 });
    const [row] = await as(cast.otto, (db) => db.select().from(offers).where(eq(offers.id, north)));
    expect(row).toBeUndefined();
  }));
