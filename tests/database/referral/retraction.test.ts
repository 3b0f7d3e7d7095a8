// Entered in error, with two people: one asks, another confirms; what was shown closes at once, and all of it is kept.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { readToday } from "#app/models/case/today.server";
import { acceptOffer } from "#app/models/referral/answer-offer.server";
import { readReferral, readReferralTimeline } from "#app/models/referral/read.server";
import { readOffer } from "#app/models/referral/read-offers.server";
import {
  askRetraction,
  confirmRetraction,
  readRetraction,
  refuseRetraction,
  withdrawRetraction,
} from "#app/models/referral/retract.server";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { notifications, referrals, retractions } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { toNorthside } from "#tests/stage/referral-story";

const WRONG = "It was meant for another client.";

/** Mara has accepted, and Ines sees that it should never have been. */
async function asked(stage: Stage) {
  const { as, cast } = stage;
  const story = await toNorthside(stage);
  await as(cast.mara, (db) => acceptOffer(db, cast.mara, story.north));
  await as(cast.ines, (db) => askRetraction(db, cast.ines, story.referralId, WRONG));
  return story;
}

test("Ines asks, Sol confirms: Mara sees Rosa no more and is told, and what was wrong is kept", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { referralId: id, north } = await asked(stage);
    expect(await as(cast.mara, (db) => readOffer(db, cast.mara, north))).toMatchObject({
      offer: { state: "accepted" },
    });
    expect(await as(cast.sol, (db) => readRetraction(db, cast.sol, id))).toMatchObject({
      ...{ words: WRONG, mine: false, mayDecide: true },
    });
    expect(await as(cast.mara, (db) => db.select().from(retractions))).toEqual([]);
    await as(cast.sol, (db) => confirmRetraction(db, cast.sol, id));
    const seen = await as(cast.mara, (db) => readOffer(db, cast.mara, north));
    expect(seen).toMatchObject({ shown: null, documents: [], message: "", offer: { state: "withdrawn" } });
    const { referral } = await as(cast.ines, (db) => readReferral(db, id));
    expect(referral).toMatchObject({ state: "entered_in_error", reasonWords: WRONG });
    const told = await as(cast.mara, (db) =>
      db.select().from(notifications).where(eq(notifications.kind, "referral.retracted")),
    );
    expect(told).toHaveLength(1);
    const names = (await as(cast.ines, (db) => readReferralTimeline(db, id))).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(["referral.retraction-asked", "referral.retracted", "offer.accepted"]),
    );
    await expect(as(cast.sol, (db) => askRetraction(db, cast.sol, id, WRONG))).rejects.toMatchObject({ status: 409 });
  }));

test("nobody confirms their own question, a colleague of the same rank does not, and the database refuses both as well", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { referralId: id } = await asked(stage);
    await expect(as(cast.ines, (db) => confirmRetraction(db, cast.ines, id))).rejects.toMatchObject({
      ...{ code: "referral.own-retraction", status: 403 },
    });
    await expect(as(cast.carl, (db) => confirmRetraction(db, cast.carl, id))).rejects.toMatchObject({ status: 403 });
    await expect(as(cast.ines, (db) => askRetraction(db, cast.ines, id, WRONG))).rejects.toMatchObject({
      code: "referral.retraction-waits",
    });
    const decide = { state: "confirmed", decidedBy: cast.ines.membershipId, decidedAt: sql`app.clock()` };
    await expect(
      as(cast.ines, (db) => db.update(retractions).set(decide).where(eq(retractions.referralId, id))),
    ).rejects.toMatchObject({ cause: { constraint_name: "retraction_own" } });
    await expect(
      as(cast.ines, (db) => db.update(referrals).set({ state: "entered_in_error" }).where(eq(referrals.id, id))),
    ).rejects.toMatchObject({ cause: { constraint_name: "referral_needs_second_person" } });
    await expect(
      as(cast.sol, (db) => db.update(referrals).set({ state: "entered_in_error" }).where(eq(referrals.id, id))),
    ).rejects.toMatchObject({ cause: { constraint_name: "referral_needs_second_person" } });
  }));

test("Sol finds no mistake and says why; what Sol asks, Ines may confirm, and whoever asked may take it back", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { referralId: id } = await asked(stage);
    await expect(as(cast.sol, (db) => withdrawRetraction(db, cast.sol, id))).rejects.toMatchObject({ status: 403 });
    await as(cast.sol, (db) => refuseRetraction(db, cast.sol, id, "It is the right person."));
    expect((await as(cast.ines, (db) => readReferral(db, id))).referral.state).toBe("accepted");
    await expect(as(cast.sol, (db) => confirmRetraction(db, cast.sol, id))).rejects.toMatchObject({
      code: "referral.no-retraction",
    });
    await as(cast.sol, (db) => askRetraction(db, cast.sol, id, WRONG));
    await as(cast.sol, (db) => withdrawRetraction(db, cast.sol, id));
    await as(cast.sol, (db) => askRetraction(db, cast.sol, id, WRONG));
    await as(cast.ines, (db) => confirmRetraction(db, cast.ines, id));
    expect((await as(cast.ines, (db) => readReferral(db, id))).referral.state).toBe("entered_in_error");
  }));

test("the question stands on the day page of who may answer it: Sol's, not Ines's who asked nor Carl's, and Ines's where Sol asked", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { referralId: id } = await asked(stage);
    const waiting = async (who: Stage["cast"]["ines"]) => {
      const { mistakes } = await as(who, (db) => readToday(db, who, asCalendarDay("2031-01-01")));
      return mistakes.lines.map(({ to, about }) => [to, about]);
    };
    const line = [`/agency/referrals/${id}`, WRONG];
    expect([await waiting(cast.sol), await waiting(cast.ines), await waiting(cast.carl)]).toEqual([[line], [], []]);
    await as(cast.ines, (db) => withdrawRetraction(db, cast.ines, id));
    expect(await waiting(cast.sol)).toEqual([]);
    await as(cast.sol, (db) => askRetraction(db, cast.sol, id, WRONG));
    expect([await waiting(cast.sol), await waiting(cast.ines), await waiting(cast.carl)]).toEqual([[], [line], []]);
  }));
