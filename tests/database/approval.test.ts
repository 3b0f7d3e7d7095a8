// Approving an application on real PostgreSQL: everything or nothing, by as many people as the agency asks, once.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { refusalIn } from "#app/access/refusals.server";
import { readOrganization } from "#app/models/organization/read.server";
import { approveApplication, rejectApplication } from "#app/models/screening/decide.server";
import type { ApplicationId, Judgement } from "#app/models/screening/forms";
import { judgeItem } from "#app/models/screening/judge.server";
import { readApplication } from "#app/models/screening/read-application.server";
import { takeApplication } from "#app/models/screening/take.server";
import { asId, type OrganizationId } from "#app/models/values/ids";
import { addPerson } from "#tests/stage/cast";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { sentApplication, withChecklist } from "#tests/stage/sent-application";

const codeOf = (work: Promise<unknown>) =>
  work.then(
    (value) => value,
    (failure: unknown) => refusalIn(failure)?.code ?? String(failure),
  );
const read = ({ as, cast }: Stage, id: ApplicationId) => as(cast.nadia, (db) => readApplication(db, cast.nadia, id));
const approve = (stage: Stage, who: Actor, id: ApplicationId, version = 1) =>
  stage.as(who, (db) => approveApplication(db, who, id, { version, words: "Welcome." }));
const twoPeople = ({ asRole, cast }: Stage) =>
  asRole("app_definer", (db) =>
    db.execute(sql`update agency set screening_approvals = 2 where id = ${cast.agencyId}::uuid`),
  );
const manager = ({ asRole, cast }: Stage, name: string) =>
  asRole("app_definer", (db) =>
    addPerson(
      db,
      `${name.toLowerCase()}@example.org`,
      name,
      { agencyId: cast.agencyId, organizationId: null },
      "network_manager",
    ),
  );
/** Taken by Nadia, with everything passed. */
async function ready(stage: Stage, sent: Parameters<typeof sentApplication>[1] = {}): Promise<ApplicationId> {
  const { as, cast } = stage;
  const id = await sentApplication(stage, sent);
  await as(cast.nadia, (db) => takeApplication(db, cast.nadia, id, null));
  for (const { id: itemId } of (await read(stage, id)).items)
    await as(cast.nadia, (db) =>
      judgeItem(db, cast.nadia, id, { itemId: itemId as Judgement["itemId"], move: "pass", words: "" }),
    );
  return id;
}
const count = ({ asRole }: Stage, statement: string) =>
  asRole("app_definer", async (db) => {
    const [row] = await db.execute<{ n: number }>(sql.raw(`select count(*)::int as n from ${statement}`));
    return row?.n;
  });

test("Nadia approves: provider, agreement's draft, invitation and welcome come at once, and not a second time", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await withChecklist(stage);
    const id = await ready(stage);
    expect(await approve(stage, cast.nadia, id)).toBe(0);
    const { state, becameOrganizationId, decisions } = await read(stage, id);
    expect([state, decisions.map(({ by, decision }) => [by, decision])]).toEqual([
      "approved",
      [["Nadia Petrov", "approve"]],
    ]);
    const provider = await as(cast.nadia, (db) =>
      readOrganization(db, cast.nadia, asId<OrganizationId>(becameOrganizationId ?? "")),
    );
    expect(provider).toMatchObject({
      name: "Tidewater Kitchen",
      managed: true,
      places: [{ name: "Tidewater Kitchen" }],
      services: [{ name: "Hot meals" }],
      agreements: [{ state: "draft" }],
      rates: [{ rateCents: "900" }],
    });
    const sent = await asRole("app_definer", (db) =>
      db.execute<{ kind: string; to_email: string }>(sql`select kind, to_email from letter order by kind`),
    );
    expect([...sent]).toEqual([
      { kind: "application-approved", to_email: "tess@tidewater.example.org" },
      { kind: "invitation", to_email: "tess@tidewater.example.org" },
    ]);
    expect(await codeOf(approve(stage, cast.nadia, id))).toBe("lifecycle.illegal-move");
    expect(await count(stage, "organization where name = 'Tidewater Kitchen'")).toBe(1);
  }));

test("nothing is approved while something required is open or failed, also past the deed", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await withChecklist(stage);
    const id = await sentApplication(stage);
    await as(cast.nadia, (db) => takeApplication(db, cast.nadia, id, null));
    expect(await codeOf(approve(stage, cast.nadia, id))).toBe("application.items-open");
    const [insurance] = (await read(stage, id)).items;
    await as(cast.nadia, (db) =>
      judgeItem(db, cast.nadia, id, { itemId: insurance?.id as Judgement["itemId"], move: "fail", words: "Run out." }),
    );
    expect(await codeOf(approve(stage, cast.nadia, id))).toBe("application.items-open");
    const past = as(cast.nadia, async (db) => {
      await db.execute(sql`insert into application_decision (agency_id, application_id, version, decided_by, decision, words)
        values (${cast.agencyId}::uuid, ${id}::uuid, 1, ${cast.nadia.membershipId}::uuid, 'approve', '')`);
      await db.execute(sql`update application set state = 'approved', became_organization_id = ${cast.southside.organizationId}::uuid
        where id = ${id}::uuid`);
    });
    expect(await codeOf(past)).toBe("application.items-open");
    expect(await count(stage, "agreement where state = 'draft'")).toBe(0);
  }));

test("where two people must approve, Nadia's yes waits for Nils's; her second one counts for nothing", () =>
  onStage(async (stage) => {
    const { asRole, cast } = stage;
    await twoPeople(stage);
    const nils = await manager(stage, "Nils");
    const id = await ready(stage);
    expect(await approve(stage, cast.nadia, id)).toBe(1);
    expect(await read(stage, id)).toMatchObject({ state: "in_review", missingApprovals: 1, decidedByMe: true });
    expect(await count(stage, "organization where name = 'Tidewater Kitchen'")).toBe(0);
    const told = await asRole("app_definer", (db) =>
      db.execute<{ membership_id: string }>(
        sql`select membership_id from notification where kind = 'application.second-look'`,
      ),
    );
    expect([...told]).toEqual([{ membership_id: nils.membershipId }]);
    expect(await codeOf(approve(stage, cast.nadia, id))).toBe("application.decided-already");
    // One person with a second seat is still one person.
    const [seat] = await asRole("app_definer", (db) =>
      db.execute<{ id: string }>(sql`insert into membership (person_id, agency_id, role)
        values (${cast.nadia.personId}::uuid, ${cast.agencyId}::uuid, 'administrator') returning id`),
    );
    expect(seat?.id).toBeDefined();
    expect(await approve(stage, nils, id)).toBe(0);
    expect(await read(stage, id)).toMatchObject({ state: "approved", missingApprovals: 0 });
  }));

test("Nadia and Nils press at the same moment, five times over: one provider each time, and both have said yes", () =>
  onStage(async (stage) => {
    const { cast } = stage;
    await twoPeople(stage);
    const nils = await manager(stage, "Nils");
    for (let round = 0; round < 5; round += 1) {
      const id = await ready(stage, { name: `Kitchen ${round}`, email: `tess${round}@example.org` });
      const both = await Promise.all([codeOf(approve(stage, cast.nadia, id)), codeOf(approve(stage, nils, id))]);
      expect([...both].sort()).toEqual([0, 1]);
      expect(await count(stage, `organization where name = 'Kitchen ${round}'`)).toBe(1);
      expect((await read(stage, id)).decisions).toHaveLength(2);
    }
    expect(await count(stage, "invitation where role = 'organization_administrator'")).toBe(5);
  }));

test("pressed twice at once by Nadia alone, it is approved once", () =>
  onStage(async (stage) => {
    const { cast } = stage;
    const id = await ready(stage);
    const twice = await Promise.all([codeOf(approve(stage, cast.nadia, id)), codeOf(approve(stage, cast.nadia, id))]);
    expect(twice).toContain(0);
    expect(twice.filter((answer) => answer === 0)).toHaveLength(1);
    expect(await count(stage, "organization where name = 'Tidewater Kitchen'")).toBe(1);
    expect(await count(stage, "invitation")).toBe(1);
  }));

test("nobody approves an application of their own mailbox or of the provider they work for, and a no stops a yes", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const own = await ready(stage, { email: "nadia@example.org" });
    expect(await codeOf(approve(stage, cast.nadia, own))).toBe("application.own-decision");
    await asRole("app_definer", async (db) => {
      await db.execute(sql`insert into membership (person_id, organization_id, role, disabled_at)
        values (${cast.nadia.personId}::uuid, ${cast.southside.organizationId}::uuid, 'coordinator', app.clock())`);
    });
    const theirs = await ready(stage, { claims: cast.southside.organizationId, email: "x@example.org" });
    expect(await codeOf(approve(stage, cast.nadia, theirs))).toBe("application.own-decision");
    const third = await ready(stage, { email: "y@example.org" });
    const no = { version: 1, code: "other" as const, words: "No." };
    await as(cast.nadia, (db) => rejectApplication(db, cast.nadia, third, no));
    const nils = await manager(stage, "Nils");
    expect(await codeOf(approve(stage, nils, third))).toBe("lifecycle.illegal-move");
  }));

test("a claimed record nobody signs in for becomes the applicant's; one with people of its own stays as it is, and they are asked", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const [record] = await asRole("app_definer", (db) =>
      db.execute<{ id: string }>(sql`insert into organization (name) values ('Tide Water Kitchen Inc.') returning id`),
    );
    const mine = await ready(stage, { claims: record?.id ?? null });
    const { differences } = await read(stage, mine);
    expect(differences?.organization.find(({ field }) => field === "name")).toEqual({
      field: "name",
      directory: "Tide Water Kitchen Inc.",
      application: "Tidewater Kitchen",
    });
    expect(await approve(stage, cast.nadia, mine)).toBe(0);
    expect((await read(stage, mine)).becameOrganizationId).toBe(record?.id);
    const joins = await ready(stage, { claims: cast.northside.organizationId, email: "pia@example.org" });
    expect(await read(stage, joins)).toMatchObject({ claim: "join", differences: null });
    expect(await approve(stage, cast.nadia, joins)).toBe(0);
    expect(await count(stage, "invitation where email = 'pia@example.org'")).toBe(0);
    const northside = await as(cast.nadia, (db) =>
      readOrganization(db, cast.nadia, asId<OrganizationId>(cast.northside.organizationId)),
    );
    expect(northside.name).toBe("Northside Care");
    const told = await asRole("app_definer", (db) =>
      db.execute<{ membership_id: string }>(
        sql`select membership_id from notification where kind = 'application.joined'`,
      ),
    );
    expect([...told]).toEqual([{ membership_id: cast.ora.membershipId }]);
  }));

test("Ines, Ada, Ora and Otto approve nothing", () =>
  onStage(async (stage) => {
    const { cast } = stage;
    const id = await ready(stage);
    expect(await codeOf(approve(stage, cast.ines, id))).toBe("not-found");
    expect(await codeOf(approve(stage, cast.otto, id))).toBe("not-found");
    expect(await codeOf(approve(stage, cast.ada, id))).toBe("not-found");
    await expect(approve(stage, cast.ora, id)).rejects.toThrow();
    expect(await count(stage, "application_decision")).toBe(0);
  }));
