// What happens after the answer: service, endings, the closed loop, a second try, and time running out.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { expireConsents } from "#app/models/consent/expire-consents.server";
import { revokeConsent } from "#app/models/consent/record-consent.server";
import { acceptOffer, declineOffer, giveBackOffer } from "#app/models/referral/answer-offer.server";
import {
  cancelReferral,
  completeReferral,
  failReferral,
  holdReferral,
  resumeReferral,
  startReferral,
} from "#app/models/referral/carry.server";
import { reReferReferral } from "#app/models/referral/draft.server";
import { closeReferral, withdrawReferral } from "#app/models/referral/end.server";
import { readEndingWords } from "#app/models/referral/ending-words.server";
import { readReferral, readReferrals } from "#app/models/referral/read.server";
import { readOffer } from "#app/models/referral/read-offers.server";
import { asId, type ClientId } from "#app/models/values/ids";
import { caseTasks, consents, needs, notifications, referrals } from "#drizzle/schema";
import { onStage } from "#tests/stage/on-stage";
import { inesSends, rosaAgrees, toNorthside } from "#tests/stage/referral-story";

const DONE = { code: "got_service" as const, words: "Eight sessions" };

test("Mara starts, pauses, goes on and completes; Ines confirms and Rosa's need is met", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { referralId: id, north } = await toNorthside(stage);
    await expect(as(cast.mara, (db) => startReferral(db, cast.mara, id))).rejects.toMatchObject({ status: 404 });
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
    await expect(as(cast.mara, (db) => resumeReferral(db, cast.mara, id))).rejects.toMatchObject({
      code: "lifecycle.illegal-move",
      status: 409,
    });
    await as(cast.mara, (db) => startReferral(db, cast.mara, id));
    await as(cast.ora, (db) => holdReferral(db, cast.ora, id, "Rosa is away until May"));
    await as(cast.mara, (db) => resumeReferral(db, cast.mara, id));
    await expect(
      as(cast.ines, (db) => closeReferral(db, cast.ines, id, { ...DONE, needMet: "yes" })),
    ).rejects.toMatchObject({ code: "referral.still-open" });
    await as(cast.mara, (db) => completeReferral(db, cast.mara, id, DONE));
    await as(cast.ines, (db) => closeReferral(db, cast.ines, id, { ...DONE, needMet: "yes" }));
    const { referral } = await as(cast.ines, (db) => readReferral(db, id));
    expect(referral).toMatchObject({ state: "completed", outcome: "got_service", closedBy: cast.ines.membershipId });
    const [need] = await as(cast.ines, (db) => db.select().from(needs));
    expect(need?.metAt).not.toBeNull();
    await expect(
      as(cast.ines, (db) => closeReferral(db, cast.ines, id, { ...DONE, needMet: "no" })),
    ).rejects.toMatchObject({ code: "referral.closed-already" });
  }));

test("why it waits is read by Ines, and by Mara until Rosa takes her consent back; never from the row itself, nor by anybody else", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const consentId = await rosaAgrees(stage);
    const { referralId: id, north } = await inesSends(stage, [cast.northside.serviceAtLocationId]);
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
    await as(cast.mara, (db) => startReferral(db, cast.mara, id));
    await as(cast.mara, (db) => holdReferral(db, cast.mara, id, "Rosa is away until May"));
    const read = async (who: typeof cast.mara) => (await as(who, (db) => readEndingWords(db, id))).reasonWords;
    const all = async () => Promise.all([cast.ines, cast.mara, cast.sid, cast.otto, cast.finn].map(read));
    expect(await all()).toEqual(["Rosa is away until May", "Rosa is away until May", null, null, null]);
    const rosa = asId<ClientId>(cast.rosa.clientId);
    await as(cast.ines, (db) => revokeConsent(db, cast.ines, rosa, { consentId, reason: "client_asked" }));
    expect(await all()).toEqual(["Rosa is away until May", null, null, null, null]);
    // Mara still holds the referral and finds its row.
    expect(await as(cast.mara, (db) => db.select({ id: referrals.id }).from(referrals))).toEqual([{ id }]);
    for (const column of [referrals.reasonWords, referrals.outcomeWords]) {
      const look = as(cast.mara, (db) => db.select({ words: column }).from(referrals));
      await expect(look).rejects.toMatchObject({ cause: { code: "42501" } });
    }
  }));

test("Pavel delivers but does not move the referral, and Sid does not find it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { referralId: id, north } = await toNorthside(stage);
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
    await expect(as(cast.pavel, (db) => startReferral(db, cast.pavel, id))).rejects.toMatchObject({ status: 403 });
    await expect(as(cast.sid, (db) => startReferral(db, cast.sid, id))).rejects.toMatchObject({ status: 404 });
  }));

test("Ines takes an unanswered referral back: nobody can answer it, and nobody sees Rosa", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { referralId: id, north } = await toNorthside(stage);
    const form = { code: "client_asked" as const, words: "" };
    await expect(as(cast.carl, (db) => withdrawReferral(db, cast.carl, id, form))).rejects.toMatchObject({
      status: 403,
    });
    await as(cast.ines, (db) => withdrawReferral(db, cast.ines, id, form));
    const seen = await as(cast.mara, (db) => readOffer(db, cast.mara, north));
    expect(seen).toMatchObject({ shown: null, message: "", offer: { state: "withdrawn" } });
    await expect(as(cast.mara, (db) => acceptOffer(db, cast.mara, north))).rejects.toMatchObject({
      code: "referral.closed-meanwhile",
    });
    await expect(as(cast.ines, (db) => withdrawReferral(db, cast.ines, id, form))).rejects.toMatchObject({
      status: 409,
    });
  }));

test("either side ends what was accepted, Mara by giving it back before it began; what was shared closes with it and Ines has a task", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const reason = { code: "client_moved" as const, words: "" };
    const accepted = async () => {
      const story = await toNorthside(stage);
      await as(cast.mara, (db) => acceptOffer(db, cast.mara, story.north));
      return { ...story, seen: () => as(cast.mara, (db) => readOffer(db, cast.mara, story.north)) };
    };
    const first = await accepted();
    await as(cast.ines, (db) => cancelReferral(db, cast.ines, first.referralId, reason));
    expect(await first.seen()).toMatchObject({ shown: null, referral: { state: "cancelled" } });
    const second = await accepted();
    await expect(as(cast.mara, (db) => cancelReferral(db, cast.mara, second.referralId, reason))).rejects.toMatchObject(
      { code: "lifecycle.illegal-move", status: 409 },
    );
    const no = { code: "no_capacity" as const, words: "Two of us are ill" };
    for (const person of [cast.pavel, cast.sid, cast.ines]) {
      await expect(as(person, (db) => giveBackOffer(db, person, second.north, no))).rejects.toMatchObject({
        status: 404,
      });
    }
    await as(cast.mara, (db) => giveBackOffer(db, cast.mara, second.north, no));
    expect(await second.seen()).toMatchObject({
      shown: null,
      offer: { state: "declined", declineCode: "no_capacity" },
    });
    await expect(as(cast.mara, (db) => giveBackOffer(db, cast.mara, second.north, no))).rejects.toMatchObject({
      code: "referral.not-to-give-back",
      status: 409,
    });
    const third = await accepted();
    await as(cast.mara, (db) => startReferral(db, cast.mara, third.referralId));
    await expect(as(cast.mara, (db) => giveBackOffer(db, cast.mara, third.north, no))).rejects.toMatchObject({
      status: 409,
    });
    await as(cast.mara, (db) => cancelReferral(db, cast.mara, third.referralId, reason));
    expect(await third.seen()).toMatchObject({ shown: null, referral: { state: "cancelled" } });
    const tasks = await as(cast.ines, (db) => db.select().from(caseTasks));
    expect(tasks.map(({ assignedTo, state }) => [assignedTo, state])).toEqual([
      [cast.ines.membershipId, "open"],
      [cast.ines.membershipId, "open"],
    ]);
  }));

test("what ended without a service can be asked of others, and the new try keeps the link", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { referralId: id, north } = await toNorthside(stage);
    await expect(as(cast.ines, (db) => reReferReferral(db, cast.ines, id))).rejects.toMatchObject({
      code: "referral.still-open",
    });
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
    await as(cast.mara, (db) => startReferral(db, cast.mara, id));
    await as(cast.mara, (db) => failReferral(db, cast.mara, id, { code: "no_show", words: "" }));
    const again = await as(cast.ines, (db) => reReferReferral(db, cast.ines, id));
    const { referral } = await as(cast.ines, (db) => readReferral(db, again));
    expect(referral).toMatchObject({ state: "draft", reReferredFromId: id, plan: { fields: ["name", "telephone"] } });
  }));

test("a consent that ran out is written down as ended by the worker", () =>
  onStage(async (stage) => {
    const { as, asRole, cast, setClock } = stage;
    await toNorthside(stage);
    setClock(new Date(Date.now() + 90 * 86_400_000));
    expect(await asRole("app_job", expireConsents)).toBe(1);
    const [consent] = await as(cast.ines, (db) => db.select().from(consents));
    expect(consent?.state).toBe("expired");
  }));

test("Ines sees what waits oldest first, Otto sees nothing of it, and Ines is told when Mara declines", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const first = await toNorthside(stage);
    const second = await toNorthside(stage);
    const waiting = { view: "waiting" as const, mine: false, after: null };
    const list = await as(cast.ines, (db) => readReferrals(db, cast.ines, waiting));
    expect(list.rows.map(({ id }) => id)).toEqual([first.referralId, second.referralId]);
    expect((await as(cast.otto, (db) => readReferrals(db, cast.otto, waiting))).rows).toEqual([]);
    await as(cast.mara, (db) => declineOffer(db, cast.mara, first.north, { code: "duplicate", words: "" }));
    const told = await as(cast.ines, (db) =>
      db.select().from(notifications).where(eq(notifications.kind, "offer.declined")),
    );
    expect(told).toHaveLength(1);
  }));
