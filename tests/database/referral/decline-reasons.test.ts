// The reasons to decline as an agency keeps them: its own words and order for its providers, and every answer with the words of its day.
import { expect, test } from "vitest";
import { acceptOffer, declineOffer, giveBackOffer } from "#app/models/referral/answer-offer.server";
import { DECLINE_CODES } from "#app/models/referral/codes";
import {
  addReason,
  beginReasons,
  moveReason,
  readReasonOptions,
  readReasons,
  restoreReason,
  retireReason,
  rewordReason,
} from "#app/models/referral/decline-reasons.server";
import { readOffersOf } from "#app/models/referral/read.server";
import { asId, type DeclineReasonId } from "#app/models/values/ids";
import { declineReasons, offers } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { toBoth, toNorthside } from "#tests/stage/referral-story";

const MOVING = { code: "other" as const, words: "We are moving house" };

/** Ada makes the list Harbor's own, with one reason more. */
async function ownList({ as, cast }: Stage): Promise<DeclineReasonId> {
  return as(cast.ada, async (db) => {
    await beginReasons(db, cast.ada);
    await addReason(db, cast.ada, MOVING);
    return asId<DeclineReasonId>((await readReasons(db, cast.ada)).at(-1)?.id ?? "");
  });
}

test("Mara chooses from the list of the agency that asks: the common one, then Ada's, in Ada's order", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await toNorthside(stage);
    const options = () => as(cast.mara, (db) => readReasonOptions(db, cast.agencyId));
    expect((await options()).map(({ value }) => value)).toEqual(DECLINE_CODES);
    const moving = await ownList(stage);
    await as(cast.ada, (db) => moveReason(db, cast.ada, moving, "up"));
    expect((await options()).at(-2)).toEqual({ value: moving, ...MOVING });
    expect((await options()).at(-1)).toEqual({ value: "other", code: "other", words: "" });
    await as(cast.ada, (db) => retireReason(db, cast.ada, moving));
    expect((await options()).map(({ value }) => value)).toEqual(DECLINE_CODES);
    await as(cast.ada, (db) => restoreReason(db, cast.ada, moving));
    expect(await options()).toHaveLength(DECLINE_CODES.length + 1);
    expect(await as(cast.otto, (db) => db.select().from(declineReasons))).toEqual([]);
  }));

test("an answer keeps the words it was given with, and what they count as", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const moving = await ownList(stage);
    const { referralId, north, south } = await toBoth(stage);
    await as(cast.mara, (db) => declineOffer(db, cast.mara, north, { code: moving, words: "" }));
    await as(cast.ada, (db) => rewordReason(db, cast.ada, moving, "Our house is being rebuilt"));
    await as(cast.ada, (db) => retireReason(db, cast.ada, moving));
    const made = await as(cast.ines, (db) => readOffersOf(db, referralId));
    expect(made.find(({ id }) => id === north)).toMatchObject({ declineCode: "other", declineWords: MOVING.words });
    await expect(
      as(cast.sid, (db) => declineOffer(db, cast.sid, south, { code: moving, words: "" })),
    ).rejects.toMatchObject({ code: "referral.reason-retired", status: 409 });
    // What other systems send is a common code, whatever the list says.
    await as(cast.sid, (db) => declineOffer(db, cast.sid, south, { code: "no_capacity", words: "" }));
    const [answer] = await as(cast.sid, (db) => db.select().from(offers));
    expect(answer).toMatchObject({ declineCode: "no_capacity", declineReasonId: null, declineWords: null });
  }));

test("what was accepted is given back with the agency's reason as well", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const moving = await ownList(stage);
    const { referralId, north } = await toNorthside(stage);
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
    await as(cast.mara, (db) => giveBackOffer(db, cast.mara, north, { code: moving, words: "" }));
    const [made] = await as(cast.ines, (db) => readOffersOf(db, referralId));
    expect(made).toMatchObject({ state: "declined", declineCode: "other", declineWords: MOVING.words });
  }));

test("only an administrator keeps the list, its last reason stays, and Ines does not find one to change", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const moving = await ownList(stage);
    await expect(as(cast.ada, (db) => beginReasons(db, cast.ada))).rejects.toMatchObject({ status: 409 });
    await expect(as(cast.ines, (db) => retireReason(db, cast.ines, moving))).rejects.toMatchObject({ status: 404 });
    await expect(
      as(cast.ines, (db) => db.insert(declineReasons).values({ agencyId: cast.agencyId, ...MOVING, position: 50 })),
    ).rejects.toThrow();
    const others = (await as(cast.ada, (db) => readReasons(db, cast.ada))).filter(({ id }) => id !== moving);
    await as(cast.ada, async (db) => {
      for (const { id } of others) await retireReason(db, cast.ada, asId<DeclineReasonId>(id));
    });
    await expect(as(cast.ada, (db) => retireReason(db, cast.ada, moving))).rejects.toMatchObject({
      ...{ code: "referral.last-reason", status: 409 },
    });
  }));
