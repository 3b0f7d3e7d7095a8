// What a consent allows, and that its end holds on the next request and is told: by recipient, by day, by word. Each may beside its may not.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import "#app/models/reactions.server";
import { writeConsentText } from "#app/models/consent/consent-text.server";
import { readDocument } from "#app/models/consent/documents.server";
import { expireConsents } from "#app/models/consent/expire-consents.server";
import { overrideConsent, recordConsent, revokeConsent } from "#app/models/consent/record-consent.server";
import { acceptOffer } from "#app/models/referral/answer-offer.server";
import { readDisclosed } from "#app/models/referral/read-offers.server";
import { sendReferral } from "#app/models/referral/send.server";
import { addDays, asCalendarDay } from "#app/models/values/calendar-day";
import { asId, type ClientId, type DocumentId, type OrganizationId, type SpecialtyId } from "#app/models/values/ids";
import { agreements, clients, consents, documents, letters, notifications, referralMessages } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { dayAhead, inesDrafts, inesSends, rosaAgrees, toNorthside } from "#tests/stage/referral-story";

const rosa = ({ cast }: Stage) => asId<ClientId>(cast.rosa.clientId);

const kindsTold = async ({ as }: Stage, actor: Stage["cast"]["ines"]) =>
  (await as(actor, (db) => db.select().from(notifications))).map(({ kind }) => kind);

test("Rosa takes her word back: Mara reads nothing from the next request on, not the paper either, and both sides are told", () =>
  onStage(async (stage) => {
    const { as, cast, asRole } = stage;
    const paper = await asRole("app_definer", async (db) => {
      const file = { sha256: "a".repeat(64), name: "plan.pdf", mediaType: "application/pdf", byteCount: 10 };
      const values = {
        ...file,
        agencyId: cast.agencyId,
        clientId: cast.rosa.clientId,
        uploadedBy: cast.carl.membershipId,
      };
      const [row] = await db.insert(documents).values(values).returning({ id: documents.id });
      return asId<DocumentId>(row?.id ?? "");
    });
    const consentId = await rosaAgrees(stage);
    const sent = { fields: ["name", "documents"] as const, documents: [paper] };
    const { referralId, north } = await inesSends(stage, [cast.northside.serviceAtLocationId], sent);
    const shown = await as(cast.mara, (db) => readDisclosed(db, referralId));
    const wordsFor = (who: Stage["cast"]["ines"]) => as(who, (db) => db.select().from(referralMessages));
    expect(await wordsFor(cast.mara)).toMatchObject([{ referralId, words: "Please call Rosa." }]);
    expect(await wordsFor(cast.sid)).toEqual([]);
    expect(shown?.client).toMatchObject({ name: "Rosa Canary-Fields" });
    expect(await as(cast.mara, (db) => readDocument(db, cast.mara, paper))).toMatchObject({ name: "plan.pdf" });
    await expect(
      as(cast.carl, (db) => revokeConsent(db, cast.carl, rosa(stage), { consentId, reason: "client_asked" })),
    ).rejects.toMatchObject({ code: "consent.not-your-client", status: 403 });
    await as(cast.ines, (db) => revokeConsent(db, cast.ines, rosa(stage), { consentId, reason: "client_asked" }));
    expect(await as(cast.mara, (db) => readDisclosed(db, referralId))).toBeNull();
    expect(await wordsFor(cast.mara)).toEqual([]);
    expect(await wordsFor(cast.ines)).toHaveLength(1);
    await expect(as(cast.mara, (db) => readDocument(db, cast.mara, paper))).rejects.toMatchObject({ status: 404 });
    await expect(as(cast.mara, (db) => acceptOffer(db, cast.mara, north))).rejects.toMatchObject({ status: 409 });
    expect(await kindsTold(stage, cast.mara)).toContain("offer.consent-ended");
    expect(await kindsTold(stage, cast.sid)).toEqual([]);
    // Who takes it back is not told of it; Ines carries the referral and did.
    expect(await kindsTold(stage, cast.ines)).not.toContain("referral.consent-ended");
  }));

test("Rosa's word for the network is for who has an agreement: it ends with Northside's, and one in Northside's own name needs none", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await rosaAgrees(stage);
    const { referralId, north } = await inesSends(stage, [cast.northside.serviceAtLocationId]);
    expect(await as(cast.mara, (db) => readDisclosed(db, referralId))).not.toBeNull();
    await asRole("app_definer", (db) =>
      db
        .update(agreements)
        .set({
          state: "ended",
          endsOn: sql`greatest(${agreements.startsOn} + 1, app.agency_day(${agreements.agencyId}))`,
        })
        .where(eq(agreements.organizationId, cast.northside.organizationId)),
    );
    expect(await as(cast.mara, (db) => readDisclosed(db, referralId))).toBeNull();
    await expect(as(cast.mara, (db) => acceptOffer(db, cast.mara, north))).rejects.toMatchObject({ status: 409 });
    const again = await inesDrafts(stage, [cast.northside.serviceAtLocationId]);
    await expect(as(cast.ines, (db) => sendReferral(db, cast.ines, again))).rejects.toMatchObject({
      code: "referral.consent-missing",
    });
    await rosaAgrees(stage, { organizationId: cast.northside.organizationId });
    await as(cast.ines, (db) => sendReferral(db, cast.ines, again));
    expect(await as(cast.mara, (db) => readDisclosed(db, again))).not.toBeNull();
  }));

test("the last day passes: Mara reads nothing at that instant, and the worker's round tells Ines and Mara", () =>
  onStage(async (stage) => {
    const { as, asRole, cast, setClock } = stage;
    const { referralId } = await toNorthside(stage);
    setClock(new Date(Date.now() + 62 * 86_400_000));
    expect(await as(cast.mara, (db) => readDisclosed(db, referralId))).toBeNull();
    expect(await asRole("app_job", expireConsents)).toBe(1);
    expect(await kindsTold(stage, cast.ines)).toContain("referral.consent-ended");
    expect(await kindsTold(stage, cast.mara)).toContain("offer.consent-ended");
    const written = await asRole("app_definer", (db) => db.select().from(letters));
    expect(written.filter(({ body }) => body.includes("Rosa"))).toEqual([]);
  }));

test("a consent for counselling lets Northside be asked for counselling, and for nothing else; one that begins tomorrow lets nobody", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const given = {
      organizationId: null,
      purpose: "service_referral" as const,
      consentFields: ["name" as const, "telephone" as const],
      givenHow: "signed" as const,
      witness: null,
      until: dayAhead(30),
    };
    const from = addDays(asCalendarDay(dayAhead(0)), 2);
    await as(cast.ines, (db) => recordConsent(db, cast.ines, rosa(stage), { ...given, from }));
    const { northside } = cast;
    await expect(inesSends(stage, [northside.serviceAtLocationId])).rejects.toMatchObject({
      code: "referral.consent-missing",
    });
    const specialtyId = asId<SpecialtyId>(cast.counselingId);
    await as(cast.ines, (db) => recordConsent(db, cast.ines, rosa(stage), { ...given, specialtyId }));
    const { referralId } = await inesSends(stage, [northside.serviceAtLocationId]);
    expect(await as(cast.mara, (db) => readDisclosed(db, referralId))).not.toBeNull();
    const other = await inesDrafts(stage, [northside.serviceAtLocationId]);
    await stage.asRole("app_definer", (db) =>
      db.execute(`update referral set specialty_id = null where id = '${other}'`),
    );
    // The database says it again, whatever the deed believes.
    const disclose = `insert into disclosure (agency_id, client_id, referral_id, consent_id, organization_id, fields, ends_at)
      select r.agency_id, r.client_id, r.id, c.id, '${northside.organizationId}', '{name}', c.ends_at
      from referral r join consent c on c.specialty_id is not null where r.id = '${other}'`;
    await expect(as(cast.ines, (db) => db.execute(disclose))).rejects.toMatchObject({ cause: { code: "23514" } });
  }));

test("Rosa's text is kept in her language, word for word, under the version she was shown; Ines may not write the agency's text", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await asRole("app_definer", (db) =>
      db.update(clients).set({ language: "es" }).where(eq(clients.id, cast.rosa.clientId)),
    );
    await rosaAgrees(stage, { fields: ["name"] });
    const written = { language: "es" as const, words: "Usted decide qué compartimos." };
    await expect(as(cast.ines, (db) => writeConsentText(db, cast.ines, written))).rejects.toThrow();
    await as(cast.ada, (db) => writeConsentText(db, cast.ada, written));
    await rosaAgrees(stage, { fields: ["name"] });
    const kept = await as(cast.ines, (db) => db.select().from(consents).orderBy(consents.id));
    expect(kept.map(({ language, textVersion }) => [language, textVersion])).toEqual([
      ["es", 0],
      ["es", 1],
    ]);
    expect(kept[0]?.wording).toContain("Qué pueden ver: su nombre.");
    expect(kept[1]?.wording.startsWith("Usted decide qué compartimos.")).toBe(true);
    await expect(
      as(cast.ines, (db) => db.update(consents).set({ wording: "Everything." })),
      "what was shown is not changed afterwards",
    ).rejects.toMatchObject({ cause: { code: "42501" } });
  }));

test("Ines shares without consent for a reason, and Sol is told; not for longer than a month, and Carl not for her client", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const override = {
      organizationId: asId<OrganizationId>(cast.northside.organizationId),
      purpose: "service_referral" as const,
      consentFields: ["name" as const, "telephone" as const],
      code: "danger_to_life" as const,
      words: "She was found in the cold and could not answer.",
      until: dayAhead(7),
    };
    const share = (actor: Stage["cast"]["ines"], until = override.until) =>
      as(actor, (db) => overrideConsent(db, actor, rosa(stage), { ...override, until }));
    await expect(share(cast.carl)).rejects.toMatchObject({ code: "consent.not-your-client" });
    await expect(share(cast.ines, dayAhead(45))).rejects.toMatchObject({ code: "consent.too-long" });
    await share(cast.ines);
    expect(await kindsTold(stage, cast.sol)).toContain("consent.overridden");
    const { referralId } = await inesSends(stage, [cast.northside.serviceAtLocationId]);
    expect(await as(cast.mara, (db) => readDisclosed(db, referralId))).not.toBeNull();
  }));
