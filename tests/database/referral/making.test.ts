// How a referral is made and moved among providers: begun from the care plan, kept as it is written, taken back from one of several.
import { expect, test } from "vitest";
import { agreePlan } from "#app/models/plan/agree.server";
import { draftPlan } from "#app/models/plan/draft.server";
import { addGoal, planService } from "#app/models/plan/parts.server";
import { readPlan } from "#app/models/plan/read.server";
import { declineOffer } from "#app/models/referral/answer-offer.server";
import { discardDraft, draftReferral } from "#app/models/referral/draft.server";
import { withdrawOffer } from "#app/models/referral/end.server";
import { readReferral } from "#app/models/referral/read.server";
import { readOffer } from "#app/models/referral/read-offers.server";
import {
  asId,
  type CarePlanId,
  type CaseId,
  type NeedId,
  type PlannedServiceId,
  type ServiceAtLocationId,
} from "#app/models/values/ids";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { toBoth, toNorthside } from "#tests/stage/referral-story";

const BACK = { code: "need_met_elsewhere" as const, words: "" };

test("Ines takes back what Northside was asked; Southside goes on and may answer, and the last one is not taken back alone", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { referralId, north, south } = await toBoth(stage);
    await expect(as(cast.carl, (db) => withdrawOffer(db, cast.carl, referralId, north, BACK))).rejects.toMatchObject({
      code: "referral.not-your-case",
      status: 403,
    });
    await expect(as(cast.otto, (db) => withdrawOffer(db, cast.otto, referralId, north, BACK))).rejects.toMatchObject({
      status: 404,
    });
    await as(cast.ines, (db) => withdrawOffer(db, cast.ines, referralId, north, BACK));
    const mara = await as(cast.mara, (db) => readOffer(db, cast.mara, north));
    expect(mara).toMatchObject({ shown: null, message: "", offer: { state: "withdrawn" } });
    await expect(as(cast.ines, (db) => withdrawOffer(db, cast.ines, referralId, south, BACK))).rejects.toMatchObject({
      code: "referral.last-offer",
      status: 409,
    });
    expect((await as(cast.ines, (db) => readReferral(db, referralId))).referral.state).toBe("sent");
    await as(cast.sid, (db) => declineOffer(db, cast.sid, south, { code: "no_capacity", words: "" }));
    expect((await as(cast.ines, (db) => readReferral(db, referralId))).referral.state).toBe("declined");
    await expect(as(cast.ines, (db) => withdrawOffer(db, cast.ines, referralId, south, BACK))).rejects.toMatchObject({
      code: "referral.not-waiting",
      status: 409,
    });
  }));

test("the mode is said on both sides, also where the provider does not know yet who it is", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { north, referralId } = await toBoth(stage);
    expect((await as(cast.ines, (db) => readReferral(db, referralId))).referral.mode).toBe("accompanied");
    const seen = await as(cast.mara, (db) => readOffer(db, cast.mara, north));
    expect(seen).toMatchObject({ shown: null, offer: { summary: { mode: "accompanied" } } });
  }));

/** Rosa's plan has one item: counseling, for the need she has. */
async function planned(stage: Stage, agreed: boolean): Promise<{ id: string; planId: CarePlanId }> {
  const { as, cast } = stage;
  return as(cast.ines, async (db) => {
    const planId = await draftPlan(db, cast.ines, asId<CaseId>(cast.rosa.caseId));
    await addGoal(db, planId, { words: "Sleep through the night", measure: "" });
    const needId = asId<NeedId>(cast.rosa.needId);
    await planService(db, planId, { kind: "service", needId, words: "", howMuch: "Once a week" });
    const signing = { signedHow: "on_screen", signedName: "Rosa Fields", witness: "", agrees: "on" } as const;
    if (agreed) await agreePlan(db, cast.ines, planId, signing, null);
    const { services } = await readPlan(db, cast.ines, planId);
    return { id: services[0]?.id ?? "", planId };
  });
}

test("Ines begins a referral from an item of Rosa's agreed plan: what was planned is in the message, and plan and referral name each other", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { id: item, planId } = await planned(stage, true);
    const form = {
      caseId: asId<CaseId>(cast.rosa.caseId),
      needId: null,
      places: [asId<ServiceAtLocationId>(cast.northside.serviceAtLocationId)],
    };
    const plannedId = asId<PlannedServiceId>(item);
    const id = await as(cast.ines, (db) => draftReferral(db, cast.ines, form, plannedId));
    const found = await as(cast.ines, (db) => readReferral(db, id));
    expect(found).toMatchObject({ planId, specialty: "Counseling", referral: { message: "Once a week" } });
    const plan = await as(cast.ines, (db) => readPlan(db, cast.ines, planId));
    expect(plan.services[0]).toMatchObject({ referralId: id, referralState: "draft" });
    await as(cast.ines, (db) => discardDraft(db, cast.ines, id));
    const elsewhere = asId<PlannedServiceId>(planId);
    await expect(as(cast.ines, (db) => draftReferral(db, cast.ines, form, elsewhere))).rejects.toMatchObject({
      status: 404,
    });
  }));

test("nothing is referred from a plan that Rosa has not agreed to", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { id: item } = await planned(stage, false);
    const { referralId } = await toNorthside(stage);
    expect((await as(cast.ines, (db) => readReferral(db, referralId))).planId).toBeNull();
    const form = {
      caseId: asId<CaseId>(cast.rosa.caseId),
      needId: null,
      places: [asId<ServiceAtLocationId>(cast.northside.serviceAtLocationId)],
    };
    await expect(
      as(cast.ines, (db) => draftReferral(db, cast.ines, form, asId<PlannedServiceId>(item))),
    ).rejects.toMatchObject({ status: 404 });
  }));
