// How a referral is written and sent: what Rosa agreed to, nothing more, and everything or nothing.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { recordConsent, revokeConsent } from "#app/models/consent/record-consent.server";
import { acceptOffer } from "#app/models/referral/answer-offer.server";
import { chooseShared, discardDraft, draftReferral, writeDetails } from "#app/models/referral/draft.server";
import { NewReferralForm } from "#app/models/referral/forms";
import { readOffersOf } from "#app/models/referral/read.server";
import { readDraft } from "#app/models/referral/read-draft.server";
import { readOffer } from "#app/models/referral/read-offers.server";
import { sendReferral } from "#app/models/referral/send.server";
import { asId, type CaseId, type ClientId, type NeedId, type ServiceAtLocationId } from "#app/models/values/ids";
import {
  agencies,
  agreements,
  disclosures,
  memberships,
  offers,
  referralFacts,
  referrals,
  servicesAtLocation,
} from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { dayAhead, inesDrafts, inesSends, rosaAgrees, toNorthside } from "#tests/stage/referral-story";

const send = ({ as, cast }: Stage, id: Awaited<ReturnType<typeof inesDrafts>>) =>
  as(cast.ines, (db) => sendReferral(db, cast.ines, id));

test("without Rosa's consent nothing is sent, and the draft says what is missing", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await inesDrafts(stage, [cast.northside.serviceAtLocationId]);
    await expect(send(stage, id)).rejects.toMatchObject({ code: "referral.consent-missing", status: 409 });
    const draft = await as(cast.ines, (db) => readDraft(db, cast.ines, id));
    expect(draft.obstacles).toContainEqual({
      kind: "stop",
      code: "consent-missing",
      organization: "Northside Care",
      fields: ["name", "telephone"],
    });
    expect(await as(cast.ines, (db) => db.select().from(offers))).toEqual([]);
  }));

test("when nobody of Southside signs in any more, Ines is warned before she sends and told beside the offer; of Northside nothing is said", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await asRole("app_definer", (db) =>
      db
        .update(memberships)
        .set({ disabledAt: new Date() })
        .where(eq(memberships.organizationId, cast.southside.organizationId)),
    );
    await rosaAgrees(stage);
    const places = [cast.southside.serviceAtLocationId, cast.northside.serviceAtLocationId];
    const id = await inesDrafts(stage, places);
    const draft = await as(cast.ines, (db) => readDraft(db, cast.ines, id));
    const unseen = draft.obstacles.filter(({ code }) => code === "nobody-signs-in");
    expect(unseen).toEqual([{ kind: "warning", code: "nobody-signs-in", organization: "Southside Aid" }]);
    await send(stage, id);
    const sent = await as(cast.ines, (db) => readOffersOf(db, id));
    expect(sent.map(({ organizationName, signsIn }) => [organizationName, signsIn]).toSorted()).toEqual([
      ["Northside Care", true],
      ["Southside Aid", false],
    ]);
  }));

test("a consent for Southside alone, or for the name alone, does not cover what Northside would get", () =>
  onStage(async (stage) => {
    const { cast } = stage;
    await rosaAgrees(stage, { organizationId: cast.southside.organizationId });
    await rosaAgrees(stage, { fields: ["name"] });
    const id = await inesDrafts(stage, [cast.northside.serviceAtLocationId]);
    await expect(send(stage, id)).rejects.toMatchObject({ code: "referral.consent-missing" });
    await rosaAgrees(stage, { organizationId: cast.northside.organizationId });
    await send(stage, id);
  }));

test("a consent whose last day is over covers nothing, and closes what leant on it", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    await rosaAgrees(stage, { days: 10 });
    const { north } = await inesSends(stage, [cast.northside.serviceAtLocationId]);
    expect((await as(cast.mara, (db) => readOffer(db, cast.mara, north))).shown).not.toBeNull();
    setClock(new Date(Date.now() + 12 * 86_400_000));
    expect((await as(cast.mara, (db) => readOffer(db, cast.mara, north))).shown).toBeNull();
    await expect(as(cast.mara, (db) => acceptOffer(db, cast.mara, north))).rejects.toMatchObject({
      code: "referral.consent-ended",
      status: 409,
    });
  }));

test("when Rosa takes her consent back, Mara sees nothing more of her; Carl may not take it back for her", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const consentId = await rosaAgrees(stage);
    const { north } = await inesSends(stage, [cast.northside.serviceAtLocationId]);
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
    const clientId = asId<ClientId>(cast.rosa.clientId);
    const form = { consentId, reason: "client_asked" as const };
    await expect(as(cast.carl, (db) => revokeConsent(db, cast.carl, clientId, form))).rejects.toMatchObject({
      status: 403,
    });
    await expect(as(cast.otto, (db) => revokeConsent(db, cast.otto, clientId, form))).rejects.toMatchObject({
      status: 404,
    });
    await as(cast.ines, (db) => revokeConsent(db, cast.ines, clientId, form));
    const seen = await as(cast.mara, (db) => readOffer(db, cast.mara, north));
    expect(seen.shown).toBeNull();
    expect(JSON.stringify(seen)).not.toMatch(/Rosa|Canary|410-555|212xx/);
    await expect(as(cast.ines, (db) => revokeConsent(db, cast.ines, clientId, form))).rejects.toMatchObject({
      status: 409,
    });
  }));

test("a place that takes nobody and a network closed to others each stop Ines with their reason", () =>
  onStage(async (stage) => {
    const { asRole, cast } = stage;
    const organizationId = cast.northside.organizationId;
    await rosaAgrees(stage, { organizationId });
    const place = cast.northside.serviceAtLocationId;
    const id = await inesDrafts(stage, [place]);
    const set = (takesReferrals: string) =>
      asRole("app_definer", (db) =>
        db.update(servicesAtLocation).set({ takesReferrals }).where(eq(servicesAtLocation.id, place)),
      );
    await set("no");
    await expect(send(stage, id)).rejects.toMatchObject({ code: "referral.takes-none" });
    await set("yes");
    await asRole("app_definer", (db) =>
      db.update(agreements).set({ state: "suspended" }).where(eq(agreements.organizationId, organizationId)),
    );
    await asRole("app_definer", (db) => db.update(agencies).set({ outOfNetwork: "refuse" }));
    await expect(send(stage, id)).rejects.toMatchObject({ code: "referral.out-of-network" });
    await asRole("app_definer", (db) => db.update(agencies).set({ outOfNetwork: "warn" }));
    await expect(send(stage, id)).rejects.toMatchObject({ code: "referral.outside-reason" });
    await asRole("app_definer", (db) =>
      db.update(agreements).set({ state: "active" }).where(eq(agreements.organizationId, organizationId)),
    );
    await send(stage, id);
  }));

test("a draft is sent once; Carl may not send Ines's, and Otto does not find it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await rosaAgrees(stage);
    const id = await inesDrafts(stage, [cast.northside.serviceAtLocationId]);
    await expect(as(cast.carl, (db) => sendReferral(db, cast.carl, id))).rejects.toMatchObject({ status: 403 });
    await expect(as(cast.otto, (db) => sendReferral(db, cast.otto, id))).rejects.toMatchObject({ status: 404 });
    await send(stage, id);
    await expect(send(stage, id)).rejects.toMatchObject({ code: "lifecycle.illegal-move", status: 409 });
    await expect(as(cast.ines, (db) => discardDraft(db, cast.ines, id))).rejects.toMatchObject({ status: 409 });
    expect(await as(cast.ines, (db) => db.select().from(disclosures))).toHaveLength(1);
  }));

test("Otto cannot draft for Rosa, and Carl cannot draft for Ines's case", () =>
  onStage(async ({ as, cast }) => {
    const form = {
      caseId: asId<CaseId>(cast.rosa.caseId),
      needId: asId<NeedId>(cast.rosa.needId),
      places: [asId<ServiceAtLocationId>(cast.northside.serviceAtLocationId)],
    };
    await expect(as(cast.otto, (db) => draftReferral(db, cast.otto, form))).rejects.toMatchObject({ status: 404 });
    await expect(as(cast.carl, (db) => draftReferral(db, cast.carl, form))).rejects.toMatchObject({ status: 403 });
    await as(cast.sol, (db) => draftReferral(db, cast.sol, form));
  }));

test("Ines cannot attach another client's document or ask for an answer yesterday", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await inesDrafts(stage, [cast.northside.serviceAtLocationId]);
    const stranger = asId<never>("00000000-0000-4000-8000-000000000000");
    await expect(
      as(cast.ines, (db) => chooseShared(db, id, { fields: ["documents"], documents: [stranger] })),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      as(cast.ines, (db) =>
        writeDetails(db, cast.ines, id, {
          urgency: "routine",
          mode: "direct",
          answerBy: "2020-01-01",
          message: "",
        }),
      ),
    ).rejects.toMatchObject({ code: "referral.answer-day", status: 400 });
  }));

test("a consent heard needs its witness, and none lasts longer than two years", () =>
  onStage(async ({ as, cast }) => {
    const given = {
      organizationId: null,
      purpose: "service_referral" as const,
      consentFields: ["name" as const],
      givenHow: "signed" as const,
      witness: null,
    };
    const record = (until: string) =>
      as(cast.ines, (db) => recordConsent(db, cast.ines, asId<ClientId>(cast.rosa.clientId), { ...given, until }));
    await expect(record(dayAhead(900))).rejects.toMatchObject({ code: "consent.too-long" });
    await expect(record("2020-01-01")).rejects.toMatchObject({ code: "consent.day-past" });
    const heard = NewReferralForm.safeParse({
      ...given,
      intent: "consent",
      draftId: cast.rosa.caseId,
      organizationId: undefined,
      givenHow: "verbal",
      witness: undefined,
      until: dayAhead(5),
    });
    expect(heard.error?.issues).toMatchObject([{ path: ["witness"], message: "consent.error.witness" }]);
  }));

test("ten thousand characters in the message are refused at their field", () => {
  const form = { intent: "details", draftId: "00000000-0000-4000-8000-000000000000", urgency: "soon", mode: "direct" };
  const sent = NewReferralForm.safeParse({ ...form, answerBy: dayAhead(3), message: "x".repeat(10_000) });
  expect(sent.error?.issues).toMatchObject([{ path: ["message"], message: "ui.error.too-long" }]);
});

test("the referral that was sent keeps no plan, and its message is Northside's to read", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { referralId, north } = await toNorthside(stage, { message: "Mornings are best." });
    const [row] = await as(cast.ines, (db) =>
      db.select(referralFacts).from(referrals).where(eq(referrals.id, referralId)),
    );
    expect(row).toMatchObject({ state: "sent", plan: {} });
    expect((await as(cast.mara, (db) => readOffer(db, cast.mara, north))).message).toBe("Mornings are best.");
  }));
