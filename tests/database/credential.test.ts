// Credentials on real PostgreSQL: added, renewed and verified by those who may; what does not hold keeps referrals and money back.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { refusalIn } from "#app/access/refusals.server";
import { approveRest, decideLine } from "#app/models/invoice/decide-line.server";
import { readInvoice } from "#app/models/invoice/read.server";
import { readAsked } from "#app/models/practitioner/asked.server";
import { CredentialForm } from "#app/models/practitioner/credential-forms";
import { addCredential } from "#app/models/practitioner/credentials.server";
import { expireCredentials } from "#app/models/practitioner/expire-credentials.server";
import { readCredential, readNetworkCredentials } from "#app/models/practitioner/read-credentials.server";
import { endRequirement, readType } from "#app/models/practitioner/types.server";
import { moveCredential } from "#app/models/practitioner/verify-credential.server";
import { acceptOffer } from "#app/models/referral/answer-offer.server";
import { flagLapsedReferrals, readLapsed } from "#app/models/referral/lapsed.server";
import { sendReferral } from "#app/models/referral/send.server";
import { addDays, asCalendarDay, localDay } from "#app/models/values/calendar-day";
import {
  asId,
  type CredentialId,
  type CredentialRequirementId,
  type InvoiceLineId,
  type OrganizationId,
} from "#app/models/values/ids";
import { credentialNotices, credentials, letters, offers } from "#drizzle/schema";
import { harborAsks, LICENCE, northsideHolds } from "#tests/stage/credential-story";
import { delivered, inReview } from "#tests/stage/money-story";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { inesDrafts, inesSends, rosaAgrees } from "#tests/stage/referral-story";

const today = localDay(new Date(), "America/New_York");

const typed = (more: Record<string, string> = {}) =>
  CredentialForm.parse({
    what: `type:${LICENCE}`,
    of: "organization",
    issuer: "State board",
    issuedOn: "2026-01-01",
    lastDay: addDays(today, 200),
    ...more,
  });

const adds = ({ as, cast }: Stage, more?: Record<string, string>) =>
  as(cast.mara, (db) => addCredential(db, cast.mara, typed(more), null));
const verifies = ({ as, cast }: Stage, id: CredentialId, who = cast.nadia) =>
  as(who, (db) => moveCredential(db, who, id, { intent: "verify", how: "Looked up in the register." }));

test("Mara adds a licence and renews it, Nadia verifies each; nobody verifies their own, and what was stays", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await harborAsks(stage);
    const first = await adds(stage);
    await expect(verifies(stage, first, cast.mara)).rejects.toMatchObject({ code: "organization.not-yours" });
    await expect(verifies(stage, first, cast.sid)).rejects.toMatchObject({ status: 404 });
    await verifies(stage, first);
    await expect(verifies(stage, first)).rejects.toMatchObject({ status: 409 });
    await expect(
      as(cast.sid, (db) => addCredential(db, cast.sid, typed({ renewsId: first }), null)),
    ).rejects.toMatchObject({
      status: 404,
    });
    const next = await adds(stage, { renewsId: first, lastDay: addDays(today, 600) });
    await expect(adds(stage, { renewsId: first })).rejects.toMatchObject({ code: "practitioner.renewed-already" });
    const seen = await as(cast.nadia, (db) => readCredential(db, cast.nadia, first));
    expect(seen).toMatchObject({ state: "verified", renewed: false, others: [{ id: next, state: "unverified" }] });
    expect(seen.verifiedBy).toBe("Nadia Petrov");
    await verifies(stage, next);
    expect(await as(cast.mara, (db) => readCredential(db, cast.mara, first))).toMatchObject({ renewed: true });
    const change = as(cast.nadia, (db) =>
      db.update(credentials).set({ verifiedHow: "x" }).where(eq(credentials.id, first)),
    );
    await expect(change).rejects.toThrow();
  }));

test("a type that needs proof is not taken, and not verified, without; another holder is refused", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const type = await harborAsks(stage);
    await asRole("app_definer", (db) =>
      db.execute(sql`update credential_type set needs_proof = true where id = ${type}::uuid`),
    );
    await expect(adds(stage)).rejects.toMatchObject({ code: "practitioner.proof-needed" });
    await expect(adds(stage, { of: `practitioner:${cast.practitionerId}` })).rejects.toMatchObject({
      code: "practitioner.wrong-holder",
    });
    const bare = asId<CredentialId>(await northsideHolds(stage, { verified: false }));
    const tried = await verifies(stage, bare).catch((failure: unknown) => refusalIn(failure)?.code);
    expect(tried).toBe("practitioner.proof-missing");
    const proof = { sha256: "a".repeat(64), name: "licence.pdf", mediaType: "application/pdf", byteCount: 9 };
    const id = await as(cast.mara, (db) => addCredential(db, cast.mara, typed(), proof));
    await verifies(stage, id);
    expect(await as(cast.nadia, (db) => readCredential(db, cast.nadia, id))).toMatchObject({
      document: { name: "licence.pdf" },
    });
    // Ines reads that it holds, not the paper; Sid neither.
    expect(await as(cast.ines, (db) => readCredential(db, cast.ines, id))).toMatchObject({ document: null });
    await expect(as(cast.sid, (db) => readCredential(db, cast.sid, id))).rejects.toMatchObject({ status: 404 });
  }));

test("Nadia refuses with words and revokes from a day, never ahead; the work list says what waits and what ends", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await harborAsks(stage);
    const [bad, good] = [await adds(stage), await adds(stage, { lastDay: addDays(today, 20) })];
    const list = (view: "waiting" | "expiring" | "expired" | "all") =>
      as(cast.nadia, (db) => readNetworkCredentials(db, cast.nadia, { view, typeCode: null, text: "" }, null));
    expect((await list("waiting")).rows.map(({ id }) => id)).toEqual([bad, good]);
    await as(cast.nadia, (db) => moveCredential(db, cast.nadia, bad, { intent: "refuse", words: "Unreadable." }));
    await verifies(stage, good);
    expect((await list("waiting")).rows).toEqual([]);
    expect((await list("expiring")).rows).toMatchObject([
      { id: good, state: "expiring", organizationName: "Northside Care" },
    ]);
    const revoke = (revokedOn: string) =>
      as(cast.nadia, (db) =>
        moveCredential(db, cast.nadia, good, {
          intent: "revoke",
          revokedOn: asCalendarDay(revokedOn),
          words: "By the board.",
        }),
      );
    await expect(revoke(addDays(today, 2))).rejects.toMatchObject({ code: "practitioner.revoked-ahead" });
    await revoke(today);
    expect(await as(cast.mara, (db) => readCredential(db, cast.mara, good))).toMatchObject({
      state: "revoked",
      stateWords: "By the board.",
    });
  }));

test("what Harbor asks for stops Ines until it holds, also by the database alone; Otherton asks for nothing", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const type = await harborAsks(stage);
    await rosaAgrees(stage);
    const id = await inesDrafts(stage, [cast.northside.serviceAtLocationId]);
    const send = () => as(cast.ines, (db) => sendReferral(db, cast.ines, id));
    await expect(send()).rejects.toMatchObject({
      code: "referral.credential-missing",
      blanks: { organization: "Northside Care", credentials: "Counselor licence" },
    });
    const straight = as(cast.ines, (db) =>
      db.insert(offers).values({
        agencyId: cast.agencyId,
        referralId: id,
        organizationId: cast.northside.organizationId,
        serviceAtLocationId: cast.northside.serviceAtLocationId,
        identified: true,
        summary: { urgency: "soon" },
      }),
    );
    expect(await straight.catch((failure: unknown) => refusalIn(failure)?.code)).toBe("referral.credential-meanwhile");
    const asked = () => as(cast.mara, (db) => readAsked(db, asId<OrganizationId>(cast.northside.organizationId)));
    expect(await asked()).toMatchObject([
      { agency: "Harbor County Human Services", code: LICENCE, held: false, waits: false },
    ]);
    await northsideHolds(stage, { expiresOn: today });
    await expect(send()).rejects.toMatchObject({ code: "referral.credential-missing" });
    await northsideHolds(stage, { verified: false });
    expect(await asked()).toMatchObject([{ held: false, waits: true }]);
    await expect(send()).rejects.toMatchObject({ code: "referral.credential-missing" });
    const stands = (agencyId: string) =>
      as(cast.otto, (db) =>
        db.execute(
          sql`select app.place_stands(${agencyId}::uuid, ${cast.northside.serviceAtLocationId}::uuid) as stands`,
        ),
      );
    expect([...(await stands(cast.othertonId))]).toEqual([{ stands: "yes" }]);
    await expect(stands(cast.agencyId)).rejects.toThrow();
    await northsideHolds(stage, { expiresOn: addDays(today, 1) });
    await send();
    // What is asked for no longer from today on stops nobody from today on.
    const { requirements } = await as(cast.nadia, (db) => readType(db, cast.nadia, type));
    const requirementId = asId<CredentialRequirementId>(requirements[0]?.id ?? "");
    await as(cast.nadia, (db) => endRequirement(db, cast.nadia, type, requirementId, today));
    await asRole("app_definer", (db) =>
      db.execute(
        sql`update credential set revoked_on = '2020-01-02', state = 'revoked', state_words = 'x' where verified_at is not null`,
      ),
    );
    expect(await asked()).toEqual([]);
  }));

test("a practitioner's licence is asked of whoever gave the service: the line is held until it is shown, then it passes", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const given = await delivered(stage, 2);
    await harborAsks(stage, "practitioner");
    const id = await inReview(stage, given);
    const lines = async () => (await as(cast.finn, (db) => readInvoice(db, cast.finn, id))).lines;
    expect((await lines()).map(({ edits }) => edits[0])).toMatchObject([
      { code: "credential_invalid", blanks: { names: "Counselor licence" } },
      { code: "credential_invalid" },
    ]);
    const [first, second] = await lines();
    const approves = (lineId = "") =>
      as(cast.finn, (db) => decideLine(db, cast.finn, id, asId<InvoiceLineId>(lineId), { move: "approve" }));
    await expect(approves(first?.id)).rejects.toMatchObject({ code: "invoice.line-held" });
    await expect(as(cast.finn, (db) => approveRest(db, cast.finn, id))).rejects.toMatchObject({
      code: "invoice.line-held",
    });
    const straight = as(cast.finn, (db) =>
      db.execute(
        sql`update invoice_line set state = 'approved', approved_cents = amount_cents where id = ${first?.id ?? ""}::uuid`,
      ),
    );
    expect(await straight.catch((failure: unknown) => refusalIn(failure)?.code)).toBe("invoice.line-held-meanwhile");
    // The organization's own does not do for the one who came; his own does, for the days on which it held.
    await northsideHolds(stage);
    await expect(approves(first?.id)).rejects.toMatchObject({ code: "invoice.line-held" });
    await northsideHolds(stage, { of: "practitioner", expiresOn: second?.serviceDay });
    await approves(first?.id);
    await expect(approves(second?.id)).rejects.toMatchObject({ code: "invoice.line-held" });
    await northsideHolds(stage, { of: "practitioner", issuedOn: second?.serviceDay });
    await as(cast.finn, (db) => approveRest(db, cast.finn, id));
    expect(
      (await lines()).map(({ state, edits }) => [state, edits.some(({ code }) => code === "credential_invalid")]),
    ).toEqual([
      ["approved", false],
      ["approved", false],
    ]);
    expect(await asRole("app_definer", (db) => db.$count(offers))).toBe(1);
  }));

test("a licence that ends flags the open referral once for Ines and for Mara; another provider's is not flagged", () =>
  onStage(async (stage) => {
    const { as, asRole, cast, setClock } = stage;
    await harborAsks(stage);
    const end = addDays(today, 3);
    await northsideHolds(stage, { expiresOn: end });
    await rosaAgrees(stage);
    const { referralId, north } = await inesSends(stage, [cast.northside.serviceAtLocationId]);
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
    const flags = (who: typeof cast.ines) => as(who, async (db) => [...(await readLapsed(db, [referralId])).keys()]);
    const tellsCarers = () => asRole("app_job", flagLapsedReferrals);
    expect(await flags(cast.ines)).toEqual([]);
    expect(await tellsCarers()).toBe(0);
    setClock(new Date(`${end}T12:00:00Z`));
    expect(await flags(cast.ines)).toEqual([referralId]);
    expect(await flags(cast.mara)).toEqual([referralId]);
    expect(await flags(cast.otto)).toEqual([]);
    expect(await flags(cast.sid)).toEqual([]);
    expect(await tellsCarers()).toBe(1);
    expect(await tellsCarers()).toBe(0);
    const told = await asRole("app_definer", (db) =>
      db.select({ to: letters.toEmail }).from(letters).where(eq(letters.kind, "referral.credential-lapsed")),
    );
    expect(told).toEqual([{ to: "ines@example.org" }]);
  }));

test("notices go out 90, 60, 30 and 7 days before and at the end, each once, and a missed night catches up", () =>
  onStage(async (stage) => {
    const { asRole, setClock, as, cast } = stage;
    const end = addDays(today, 200);
    const id = asId<CredentialId>(await northsideHolds(stage, { expiresOn: end }));
    const night = async (before: number) => {
      setClock(new Date(`${addDays(end, -before)}T12:00:00Z`));
      await asRole("app_job", expireCredentials);
      await asRole("app_job", expireCredentials);
      return asRole("app_definer", async (db) => {
        const sent = await db.select().from(credentialNotices).where(eq(credentialNotices.sent, true));
        const [row] = await db.select({ state: credentials.state }).from(credentials).where(eq(credentials.id, id));
        return [row?.state, ...sent.map(({ days }) => days).sort((a, b) => b - a)];
      });
    };
    expect(await night(91)).toEqual(["verified"]);
    expect(await night(90)).toEqual(["expiring", 90]);
    expect(await night(61)).toEqual(["expiring", 90]);
    // Nobody looked for a while: 60 and 30 are over, the 7th day's notice is what is due.
    expect(await night(5)).toEqual(["expiring", 90, 7]);
    expect(await night(0)).toEqual(["expired", 90, 7, 0]);
    const told = await asRole("app_definer", (db) =>
      db.select({ to: letters.toEmail, kind: letters.kind }).from(letters).orderBy(letters.kind, letters.toEmail),
    );
    expect(told.map(({ to, kind }) => `${kind} ${to}`)).toEqual([
      "credential.expired mara@example.org",
      "credential.expired nadia@example.org",
      "credential.expired ora@example.org",
      ...Array.from({ length: 2 }, () => "credential.expiring mara@example.org"),
      ...Array.from({ length: 2 }, () => "credential.expiring nadia@example.org"),
      ...Array.from({ length: 2 }, () => "credential.expiring ora@example.org"),
    ]);
    expect(await as(cast.nadia, (db) => readCredential(db, cast.nadia, id))).toMatchObject({
      notices: [{ days: 90 }, { days: 7 }, { days: 0 }],
    });
  }));

test("nobody is told of an end that a verified renewal takes up", () =>
  onStage(async (stage) => {
    await harborAsks(stage);
    const first = await adds(stage, { lastDay: addDays(today, 20) });
    await verifies(stage, first);
    await verifies(
      stage,
      await adds(stage, { renewsId: first, issuedOn: addDays(today, 21), lastDay: addDays(today, 400) }),
    );
    await stage.asRole("app_job", expireCredentials);
    const notices = await stage.asRole("app_definer", (db) => db.select().from(credentialNotices));
    expect(notices.filter(({ sent }) => sent)).toEqual([]);
    expect(notices).toHaveLength(3);
  }));
