// Who is first, with real connections: an acceptance against a withdrawal, against a consent taken back, against the clock. One wins, the other is told.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { revokeConsent } from "#app/models/consent/record-consent.server";
import { acceptOffer } from "#app/models/referral/answer-offer.server";
import { withdrawReferral } from "#app/models/referral/end.server";
import { readReferral } from "#app/models/referral/read.server";
import { readDisclosed } from "#app/models/referral/read-offers.server";
import { strikeClocks } from "#app/models/referral/strike-clocks.server";
import { asId, type ClientId } from "#app/models/values/ids";
import { isRefusal } from "#app/models/values/refusal";
import { offers } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { inesSends, rosaAgrees, type Story } from "#tests/stage/referral-story";

const ROUNDS = 6;
const sendTo = (stage: Stage) => inesSends(stage, [stage.cast.northside.serviceAtLocationId]);
const accept = ({ as, cast }: Stage, { north }: Story) => as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
const stateOf = ({ as, cast }: Stage, { referralId }: Story) =>
  as(cast.ines, async (db) => (await readReferral(db, referralId)).referral.state);
const isTold = ({ reason }: PromiseRejectedResult) => isRefusal(reason) && reason.status === 409;

test("Mara accepts while Ines takes it back: one of them does, and the other is told in words", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await rosaAgrees(stage);
    for (let round = 0; round < ROUNDS; round++) {
      const story = await sendTo(stage);
      const reason = { code: "client_asked" as const, words: "" };
      const [yes, back] = await Promise.allSettled([
        accept(stage, story),
        as(cast.ines, (db) => withdrawReferral(db, cast.ines, story.referralId, reason)),
      ]);
      const lost = [yes, back].filter((answer) => answer.status === "rejected");
      expect(lost.map(isTold)).toEqual([true]);
      expect(await stateOf(stage, story)).toBe(yes.status === "fulfilled" ? "accepted" : "withdrawn");
    }
  }));

test("Mara accepts while Rosa takes her consent back: whichever comes first, afterwards Mara sees nothing of her", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    for (let round = 0; round < ROUNDS; round++) {
      const consentId = await rosaAgrees(stage);
      const story = await sendTo(stage);
      const [yes, back] = await Promise.allSettled([
        accept(stage, story),
        as(cast.ines, (db) =>
          revokeConsent(db, cast.ines, asId<ClientId>(cast.rosa.clientId), { consentId, reason: "client_asked" }),
        ),
      ]);
      expect(back.status).toBe("fulfilled");
      if (yes.status === "rejected") expect(yes.reason).toMatchObject({ code: "referral.consent-ended", status: 409 });
      expect(await as(cast.mara, (db) => readDisclosed(db, story.referralId))).toBeNull();
    }
  }));

test("Mara accepts while the clock strikes its last: she has it, or is told that it has ended", () =>
  onStage(async (stage) => {
    const { asRole, setClock } = stage;
    await rosaAgrees(stage);
    for (let round = 0; round < ROUNDS; round++) {
      const story = await sendTo(stage);
      const [offer] = await asRole("app_definer", (db) => db.select().from(offers).where(eq(offers.id, story.north)));
      setClock(offer?.lapseAt ?? null);
      for (let strokes = 0; strokes < 2; strokes++) await asRole("app_job", strikeClocks);
      const [yes, end] = await Promise.allSettled([accept(stage, story), asRole("app_job", strikeClocks)]);
      expect(end.status).toBe("fulfilled");
      if (yes.status === "rejected")
        expect(yes.reason).toMatchObject({ code: "referral.closed-meanwhile", status: 409 });
      expect(await stateOf(stage, story)).toBe(yes.status === "fulfilled" ? "accepted" : "expired");
      setClock(null);
    }
  }));
