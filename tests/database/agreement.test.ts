// Agreements, prices and practitioners on real PostgreSQL: by those who may, refused to the others.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { refusalIn } from "#app/access/refusals.server";
import { addRate, draftAgreement, endRate, moveAgreement } from "#app/models/organization/agreement.server";
import { readAgreement, readAgreements } from "#app/models/organization/read-agreement.server";
import { readNetworkToday } from "#app/models/organization/today.server";
import { CredentialForm } from "#app/models/practitioner/credential-forms";
import { addCredential } from "#app/models/practitioner/credentials.server";
import { addPractitioner, letPractitionerLeave } from "#app/models/practitioner/people.server";
import { readPractitioners } from "#app/models/practitioner/read.server";
import { addDays, asCalendarDay } from "#app/models/values/calendar-day";
import { type AgreementId, asId, type OrganizationId, type ServiceId } from "#app/models/values/ids";
import { agreements, credentials } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { inesSends, rosaAgrees } from "#tests/stage/referral-story";

const today = asCalendarDay(new Date().toISOString().slice(0, 10));
const SPAN = { startsOn: today, endsOn: addDays(today, 365) };

/** As if its agreements had run out yesterday. */
const withoutAgreement = ({ asRole }: Stage, organizationId: string) =>
  asRole("app_definer", (db) =>
    db.execute(
      sql`update agreement set ends_on = app.agency_day(agency_id), state = 'ended' where organization_id = ${organizationId}`,
    ),
  );

const draft = ({ as, cast }: Stage) =>
  as(cast.nadia, (db) =>
    draftAgreement(db, cast.nadia, {
      organizationId: asId<OrganizationId>(cast.southside.organizationId),
      paymentDays: 30,
      ...SPAN,
    }),
  );

test("Nadia drafts and activates an agreement, which is paused and taken up again; a draft given up stays so", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await withoutAgreement(stage, cast.southside.organizationId);
    const id = await draft(stage);
    const move = (name: Parameters<typeof moveAgreement>[3], of = id) =>
      as(cast.nadia, (db) => moveAgreement(db, cast.nadia, of, name));
    for (const name of ["activate", "suspend", "reinstate"] as const) await move(name);
    expect(await as(cast.nadia, (db) => readAgreement(db, cast.nadia, id))).toMatchObject({
      state: "active",
      activated: true,
      version: 1,
    });
    const other = await draft(stage);
    await expect(move("activate", other).catch((failure: unknown) => refusalIn(failure))).resolves.toMatchObject({
      code: "directory.two-agreements",
    });
    await move("discard", other);
    expect(await as(cast.nadia, (db) => readAgreement(db, cast.nadia, other))).toMatchObject({
      state: "discarded",
      activated: false,
      moves: [],
    });
    await expect(move("activate", other)).rejects.toMatchObject({ code: "lifecycle.illegal-move", status: 409 });
  }));

test("a draft lets Nadia read no licence of Southside's, given up or not; while the agreement is in force or paused she does", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await withoutAgreement(stage, cast.southside.organizationId);
    const form = { what: "kind:licence", of: "organization", number: "", issuer: "County board" };
    const typed = CredentialForm.parse({ ...form, issuedOn: "2026-01-01", lastDay: "2036-01-01" });
    const licence = await as(cast.sid, (db) => addCredential(db, cast.sid, typed, null));
    const reads = () =>
      as(cast.nadia, async (db) => (await db.select().from(credentials).where(eq(credentials.id, licence))).length);
    const givenUp = await draft(stage);
    const seen = [await reads()];
    await as(cast.nadia, (db) => moveAgreement(db, cast.nadia, givenUp, "discard"));
    seen.push(await reads());
    const id = await draft(stage);
    for (const name of ["activate", "suspend", "reinstate"] as const) {
      await as(cast.nadia, (db) => moveAgreement(db, cast.nadia, id, name));
      seen.push(await reads());
    }
    expect(seen).toEqual([0, 0, 1, 1, 1]);
  }));

test("Ines cannot move an agreement, Mara cannot read Southside's, and Otherton's is not there for Nadia", () =>
  onStage(async (stage) => {
    const { as, cast, asRole } = stage;
    const id = await draft(stage);
    await expect(as(cast.ines, (db) => moveAgreement(db, cast.ines, id, "activate"))).rejects.toMatchObject({
      status: 404,
    });
    expect(await as(cast.mara, (db) => db.select().from(agreements).where(eq(agreements.id, id)))).toEqual([]);
    const [theirs] = await asRole("app_definer", (db) =>
      db
        .insert(agreements)
        .values({ agencyId: cast.othertonId, organizationId: cast.northside.organizationId, number: "G-0001", ...SPAN })
        .returning({ id: agreements.id }),
    );
    const otherton = asId<AgreementId>(theirs?.id ?? "");
    await expect(as(cast.nadia, (db) => readAgreement(db, cast.nadia, otherton))).rejects.toMatchObject({
      status: 404,
    });
    await expect(as(cast.nadia, (db) => moveAgreement(db, cast.nadia, otherton, "activate"))).rejects.toMatchObject({
      status: 404,
    });
    const { rows } = await as(cast.nadia, (db) => readAgreements(db, cast.nadia, "", null));
    expect(rows.map((row) => row.id)).not.toContain(otherton);
    expect(rows.length).toBe(3);
  }));

test("Two prices never hold at once: the second is refused, until the first has an end", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await draft(stage);
    const price = {
      serviceId: asId<ServiceId>(cast.southside.serviceId),
      unitType: "session",
      rateCents: 8_500n,
      ...SPAN,
    } as const;
    const rateId = await as(cast.nadia, (db) => addRate(db, cast.nadia, id, price));
    const again = await as(cast.nadia, (db) => addRate(db, cast.nadia, id, { ...price, rateCents: 9_000n })).catch(
      (failure: unknown) => refusalIn(failure),
    );
    expect(again).toMatchObject({ code: "directory.two-prices", status: 409 });
    await as(cast.nadia, (db) => addRate(db, cast.nadia, id, { ...price, unitType: "hour" }));
    const change = addDays(today, 100);
    await as(cast.nadia, (db) => endRate(db, cast.nadia, id, { rateId, endsOn: change }));
    await as(cast.nadia, (db) => addRate(db, cast.nadia, id, { ...price, rateCents: 9_000n, startsOn: change }));
    const { rates } = await as(cast.nadia, (db) => readAgreement(db, cast.nadia, id));
    expect(rates.map(({ rateCents, unitType }) => `${rateCents} ${unitType}`).sort()).toEqual([
      "8500 hour",
      "8500 session",
      "9000 session",
    ]);
  }));

test("A price stays inside its agreement, is for the provider's own service, and never ends before it begins", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await draft(stage);
    const price = {
      serviceId: asId<ServiceId>(cast.southside.serviceId),
      unitType: "hour",
      rateCents: 4_000n,
      ...SPAN,
    } as const;
    const add = (form: Parameters<typeof addRate>[3]) => as(cast.nadia, (db) => addRate(db, cast.nadia, id, form));
    await expect(add({ ...price, endsOn: addDays(SPAN.endsOn, 1) })).rejects.toMatchObject({
      code: "directory.price-outside",
    });
    await expect(add({ ...price, serviceId: asId<ServiceId>(cast.northside.serviceId) })).rejects.toMatchObject({
      status: 404,
    });
    const rateId = await add(price);
    await expect(
      as(cast.nadia, (db) => endRate(db, cast.nadia, id, { rateId, endsOn: SPAN.startsOn })),
    ).rejects.toMatchObject({ code: "directory.price-ends-before-start" });
  }));

test("Nadia learns that Southside was asked without an agreement, how often, and nothing about Rosa", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await rosaAgrees(stage);
    await inesSends(stage, [cast.southside.serviceAtLocationId]);
    const asked = async () => (await as(cast.nadia, (db) => readNetworkToday(db, cast.nadia, today))).asked.rows;
    expect(await asked()).toEqual([]);
    await withoutAgreement(stage, cast.southside.organizationId);
    expect(await asked()).toMatchObject([{ name: "Southside Aid", asked: 1 }]);
    const peek = sql`select * from app.asked_without_agreement(app.clock() - interval '90 days')`;
    expect([...(await as(cast.ines, (db) => db.execute(peek)))]).toEqual([]);
  }));

test("Mara adds a practitioner and notes that they left; Sid may not say it of hers, and nobody leaves twice", () =>
  onStage(async ({ as, cast }) => {
    const form = { intent: "practitioner", name: "Rhea Stone", title: "Nurse", languages: ["en"] } as const;
    const id = await as(cast.mara, (db) => addPractitioner(db, cast.mara, { ...form, languages: ["en"] }));
    await expect(as(cast.sid, (db) => letPractitionerLeave(db, cast.sid, id))).rejects.toMatchObject({ status: 404 });
    await as(cast.mara, (db) => letPractitionerLeave(db, cast.mara, id));
    await expect(as(cast.mara, (db) => letPractitionerLeave(db, cast.mara, id))).rejects.toMatchObject({
      code: "practitioner.left-already",
    });
    const rows = await as(cast.mara, (db) => readPractitioners(db, cast.northside.organizationId));
    expect(rows.map(({ name, leftAt }) => [name, leftAt !== null])).toEqual([
      ["Pavel Novak", false],
      ["Rhea Stone", true],
    ]);
    await expect(as(cast.pavel, (db) => addPractitioner(db, cast.pavel, { ...form, languages: [] }))).rejects.toThrow();
  }));
