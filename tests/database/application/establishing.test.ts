// What an approved application becomes, on a real database: new rows or the claimed record, once, with rates and nothing verified.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Db } from "#app/database/transaction.server";
import { claimOrganization, readCandidates } from "#app/models/application/claim.server";
import { establishProvider } from "#app/models/application/establish.server";
import { readOwn } from "#app/models/application/read.server";
import { sayNone } from "#app/models/application/save.server";
import { saveCredentials, savePractitioner } from "#app/models/application/save-lists.server";
import { submitApplication } from "#app/models/application/submit.server";
import type { OrganizationId } from "#app/models/values/ids";
import { type AppliedFor, beginApplication, fillApplication } from "#tests/stage/application-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

/** A record of an import: nobody signs in for it. */
const RECORD = "Tidewater Kitchen and Pantry";
async function layRecord({ asRole, cast }: Stage): Promise<OrganizationId> {
  return asRole("app_job", async (db) => {
    const [made] = await db.execute<{ id: string }>(
      sql`insert into organization (name, description) values (${RECORD}, 'Imported.') returning id`,
    );
    const [place] = await db.execute<{ id: string }>(sql`
      insert into location (organization_id, name, address_line, postal_code, latitude, longitude) values (${made?.id}::uuid, 'Pantry', '9 Pier Road', '21224', 39.28, -76.55) returning id`);
    const [service] = await db.execute<{ id: string }>(
      sql`insert into service (organization_id, name, modes) values (${made?.id}::uuid, 'Pantry', '{on_site}') returning id`,
    );
    await db.execute(
      sql`insert into service_at_location (organization_id, service_id, location_id) values (${made?.id}::uuid, ${service?.id}::uuid, ${place?.id}::uuid)`,
    );
    await db.execute(
      sql`insert into service_specialty (organization_id, service_id, specialty_id) values (${made?.id}::uuid, ${service?.id}::uuid, ${cast.counselingId}::uuid)`,
    );
    await db.execute(
      sql`insert into opening_span (organization_id, location_id, weekday, opens_minute, closes_minute) values (${made?.id}::uuid, ${place?.id}::uuid, 2, 600, 720)`,
    );
    await db.execute(sql`insert into phone (organization_id, number) values (${made?.id}::uuid, '(410) 555-0123')`);
    return made?.id as OrganizationId;
  });
}

const submit = async (db: Db) => submitApplication(db, (await readOwn(db)).version);

/** As the desk approves: the provider and the state in one transaction. */
function approve(stage: Stage, { id }: AppliedFor): Promise<OrganizationId> {
  const { nadia } = stage.cast;
  return stage.as(nadia, async (db) => {
    await db.execute(sql`update application set state = 'in_review' where id = ${id}::uuid and state = 'submitted'`);
    await db.execute(sql`update screening_item set state = 'passed' where application_id = ${id}::uuid`);
    await db.execute(sql`insert into application_decision (agency_id, application_id, version, decided_by, decision)
      select agency_id, id, version, ${nadia.membershipId}::uuid, 'approve' from application where id = ${id}::uuid`);
    const organizationId = await establishProvider(db, nadia, { id });
    await db.execute(
      sql`update application set state = 'approved', became_organization_id = ${organizationId}::uuid where id = ${id}::uuid`,
    );
    return organizationId;
  });
}

const claim = (stage: Stage, { bearer }: AppliedFor, claimed: OrganizationId | null) =>
  stage.asBearer(bearer, async (db) => {
    const application = await readOwn(db);
    await claimOrganization(db, application.version, claimed, await readCandidates(db, application));
    return readOwn(db);
  });

const one = (stage: Stage, question: ReturnType<typeof sql>) =>
  stage.asRole("app_definer", async (db) => (await db.execute<Record<string, unknown>>(question))[0]);

test("an approved application becomes a provider that is found, with hours, staff, rates of a draft, and nothing verified", () =>
  onStage(async (stage) => {
    const applied = await beginApplication(stage);
    await stage.asBearer(applied.bearer, async (db) => {
      await fillApplication(db, stage.cast.counselingId);
      const { version } = await readOwn(db);
      const held = {
        kind: "licence",
        typeCode: null,
        number: "L-1",
        issuer: "State Board",
        issuedOn: null,
        expiresOn: "2040-01-01",
      };
      await savePractitioner(db, {
        intent: "practitioner",
        version,
        key: "petra",
        name: "Petra Lund",
        title: "Cook",
        languages: ["sv"],
        education: [{ school: "Harbor College", degree: "Cookery", year: 2011 }],
        employment: [{ employer: "Pier House", title: "Cook", fromYear: 2012, untilYear: null }],
        credentials: [held],
      });
      await sayNone(db, version + 1, "credentials", false);
      await saveCredentials(db, {
        intent: "credentials",
        version: version + 2,
        credentials: [{ ...held, kind: "insurance" }],
      });
      await submit(db);
    });
    const organizationId = await approve(stage, applied);
    const found = await one(
      stage,
      sql`select o.name, o.edited_at is not null as edited, a.state as agreement, r.rate_cents::text as rate, l.point_precision as precision, h.opens_minute as opens,
        s.takes_referrals as takes, s.open_places as places, (select count(*)::int from listing k where k.organization_id = o.id) as listed,
        (select string_agg(c.kind || ' ' || c.state, ', ' order by c.kind) from credential c where c.organization_id = o.id) as credentials,
        (select string_agg(p.kind || ' ' || p.starts_on, ', ' order by p.kind) from practitioner_history p where p.organization_id = o.id) as history,
        (select last_four from organization_identifier i where i.organization_id = o.id) as tax
      from organization o join agreement a on a.organization_id = o.id join rate r on r.agreement_id = a.id join location l on l.organization_id = o.id
        join opening_span h on h.location_id = l.id join service_at_location s on s.organization_id = o.id where o.id = ${organizationId}::uuid`,
    );
    expect(found).toEqual({
      name: "Tidewater Kitchen",
      edited: true,
      agreement: "draft",
      rate: "1250",
      precision: "postal_code",
      opens: 540,
      takes: "yes",
      places: 12,
      listed: 2,
      credentials: "insurance unverified, licence unverified",
      history: "education 2011-01-01, employment 2012-01-01",
      tax: "6789",
    });
  }));

test("a claimed record begins the application with what is public, and becomes the provider instead of a twin", () =>
  onStage(async (stage) => {
    const record = await layRecord(stage);
    const applied = await beginApplication(stage, { name: RECORD });
    const claimed = await claim(stage, applied, record);
    expect(claimed).toMatchObject({ claim: "take_over", answers: { organization: { telephone: "(410) 555-0123" } } });
    expect(claimed.answers.locations.map(({ name, recordId }) => [name, recordId !== null])).toEqual([
      ["Pantry", true],
    ]);
    await stage.asBearer(applied.bearer, async (db) => {
      await fillApplication(db, stage.cast.counselingId, { organizationName: RECORD });
      await submit(db);
    });
    expect(await approve(stage, applied)).toBe(record);
    const after = await one(
      stage,
      sql`select count(*)::int as organizations, max(description) as description, bool_and(edited_at is not null) as edited,
        (select string_agg(name || ' ' || active, ', ' order by name) from location where organization_id = ${record}::uuid) as places
      from organization where name = ${RECORD}`,
    );
    expect(after).toEqual({
      organizations: 1,
      description: "Warm meals for families.",
      edited: true,
      places: "Main kitchen true, Pantry true",
    });
  }));

test("taken back, a claim takes its places with it; a record that was not shown cannot be claimed", () =>
  onStage(async (stage) => {
    const record = await layRecord(stage);
    const applied = await beginApplication(stage, { name: RECORD });
    await claim(stage, applied, record);
    expect(await claim(stage, applied, null)).toMatchObject({ claim: null, answers: { locations: [], services: [] } });
    const stranger = claim(stage, applied, stage.cast.southside.organizationId as OrganizationId);
    await expect(stranger).rejects.toMatchObject({ status: 404 });
  }));

test("Northside is not taken over: it goes as a request to join, its administrator is told, and nothing of it changes", () =>
  onStage(async (stage) => {
    const northside = stage.cast.northside.organizationId as OrganizationId;
    const applied = await beginApplication(stage, { name: "Northside Care" });
    expect(await claim(stage, applied, northside)).toMatchObject({ claim: "join", answers: { locations: [] } });
    await stage.asBearer(applied.bearer, async (db) => {
      await fillApplication(db, stage.cast.counselingId, { organizationName: "Northside Care" });
      await submit(db);
    });
    const told = await one(
      stage,
      sql`select string_agg(p.name, ', ') as names from notification n join membership m on m.id = n.membership_id join person p on p.id = m.person_id where n.kind = 'application.joins'`,
    );
    expect(told).toEqual({ names: "Ora Haddad" });
    const places = sql`select count(*)::int as n from location where organization_id = ${northside}::uuid`;
    const before = await one(stage, places);
    expect(await approve(stage, applied)).toBe(northside);
    expect(await one(stage, places)).toEqual(before);
  }));

test("two applications may claim one record, and Nadia sees both; once somebody signs in for it, the second takes nothing over", () =>
  onStage(async (stage) => {
    const record = await layRecord(stage);
    const first = await beginApplication(stage, { name: RECORD });
    const second = await beginApplication(stage, { name: RECORD, key: "2", email: "tom@pantry.example.org" });
    for (const applied of [first, second]) {
      await claim(stage, applied, record);
      await stage.asBearer(applied.bearer, async (db) => {
        await fillApplication(db, stage.cast.counselingId, { organizationName: RECORD });
        await submit(db);
      });
    }
    const both = await stage.as(stage.cast.nadia, (db) =>
      db.execute(sql`select id from application where claims_organization_id = ${record}::uuid`),
    );
    expect(both.length).toBe(2);
    await approve(stage, first);
    await stage.asRole("app_definer", (db) =>
      db.execute(
        sql`insert into membership (person_id, organization_id, role) values (${stage.cast.sid.personId}::uuid, ${record}::uuid, 'organization_administrator')`,
      ),
    );
    await expect(approve(stage, second)).rejects.toMatchObject({ status: 409, code: "application.organization-taken" });
  }));

test("nobody but Nadia's desk makes a provider, and nobody looks for likenesses without an open application", () =>
  onStage(async (stage) => {
    const applied = await beginApplication(stage);
    await stage.asBearer(applied.bearer, async (db) => {
      await fillApplication(db, stage.cast.counselingId);
      await submit(db);
    });
    await expect(
      stage.as(stage.cast.ines, (db) => establishProvider(db, stage.cast.ines, applied)),
    ).rejects.toMatchObject({ status: 404 });
    const ask = sql`select * from app.claim_candidates('Northside Care', '', '', '')`;
    expect((await stage.asBearer(applied.bearer, (db) => db.execute(ask))).length).toBe(0);
    expect((await stage.as(stage.cast.mara, (db) => db.execute(ask))).length).toBe(0);
  }));
