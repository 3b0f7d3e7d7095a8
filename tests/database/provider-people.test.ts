// A provider's people on real PostgreSQL: roles given and ended, leaving, handing over; the last administrator stays, also in a crowd.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor, OrganizationRole } from "#app/access/actor";
import { refusalIn } from "#app/access/refusals.server";
import { isLastAdministrator, leaveHouse, readPersonOfHouse, setRoles } from "#app/models/agency/roles.server";
import { handOver, readHeld, readSuccessors } from "#app/models/practitioner/hand-over.server";
import { asId, type PractitionerId } from "#app/models/values/ids";
import { memberships, people, practitioners } from "#drizzle/schema";
import { addPerson } from "#tests/stage/cast";
import { authorized, dayFromToday, sessionsOn } from "#tests/stage/delivery-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

const house = ({ cast }: Stage) => cast.northside.organizationId;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (failure: unknown) => refusalIn(failure)?.code ?? String(failure),
  );
const roles = (stage: Stage, by: Actor, of: Actor, ...wanted: OrganizationRole[]) =>
  stage.as(by, (db) => setRoles(db, by, house(stage), { personId: of.personId, roles: wanted }));
const rolesOf = (stage: Stage, of: Actor) =>
  stage.asRole("app_definer", async (db) =>
    (
      await db.execute<{ role: string }>(
        sql`select role from membership where person_id = ${of.personId}::uuid and disabled_at is null order by role`,
      )
    ).map(({ role }) => role),
  );
/** Omar is a second administrator of Northside. */
const withOmar = (stage: Stage) =>
  stage.asRole("app_definer", (db) =>
    addPerson(
      db,
      "omar@example.org",
      "Omar Said",
      { agencyId: null, organizationId: house(stage) },
      "organization_administrator",
    ),
  );
const signedIn = ({ asRole }: Stage, who: Actor) =>
  asRole("app_definer", async (db) => {
    await db.execute(sql`insert into sign_in_session (token_hash, person_id, membership_id, expires_at)
      values (${who.membershipId}, ${who.personId}::uuid, ${who.membershipId}::uuid, app.clock() + interval '1 hour')`);
  });
const liveSessions = ({ asRole }: Stage, who: Actor) =>
  asRole("app_definer", async (db) => {
    const [row] = await db.execute<{ live: number }>(
      sql`select count(*)::int as live from sign_in_session where person_id = ${who.personId}::uuid and revoked_at is null`,
    );
    return row?.live;
  });

test("Ora makes Bea a coordinator instead of a biller; Bea's session as a biller ends at once, and her role can come back", () =>
  onStage(async (stage) => {
    const { cast } = stage;
    await signedIn(stage, cast.bea);
    await roles(stage, cast.ora, cast.bea, "coordinator");
    expect([await rolesOf(stage, cast.bea), await liveSessions(stage, cast.bea)]).toEqual([["coordinator"], 0]);
    await roles(stage, cast.ora, cast.bea, "coordinator", "biller");
    expect(await rolesOf(stage, cast.bea)).toEqual(["biller", "coordinator"]);
    await roles(stage, cast.ora, cast.bea);
    expect(await rolesOf(stage, cast.bea)).toEqual([]);
  }));

test("Ora, alone in a small charity, takes the other roles too, but cannot give up administering or leave", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await roles(stage, cast.ora, cast.ora, "organization_administrator", "practitioner", "biller", "coordinator");
    expect(await rolesOf(stage, cast.ora)).toEqual([
      "biller",
      "coordinator",
      "organization_administrator",
      "practitioner",
    ]);
    expect(await codeOf(roles(stage, cast.ora, cast.ora, "biller"))).toBe("agency.last-administrator");
    expect(await codeOf(as(cast.ora, (db) => leaveHouse(db, cast.ora, house(stage))))).toBe(
      "agency.last-administrator",
    );
    expect(await as(cast.ora, (db) => isLastAdministrator(db, cast.ora, house(stage)))).toBe(true);
    expect(await rolesOf(stage, cast.ora)).toHaveLength(4);
    // The second lock: past the deed, at the row, and at the person behind it.
    const seat = as(cast.ora, (db) =>
      db.update(memberships).set({ disabledAt: new Date() }).where(eq(memberships.id, cast.ora.membershipId)),
    );
    expect(await codeOf(seat)).toBe("agency.last-administrator");
    const person = stage.asRole("app_auth", (db) =>
      db.update(people).set({ disabledAt: new Date() }).where(eq(people.id, cast.ora.personId)),
    );
    expect(await codeOf(person)).toBe("agency.last-administrator");
  }));

test("Of two administrators who leave at the same moment, one stays; eight times over", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const omar = await withOmar(stage);
    for (let round = 0; round < 8; round += 1) {
      const left = await Promise.all(
        [cast.ora, omar].map((who) => codeOf(as(who, (db) => leaveHouse(db, who, house(stage))))),
      );
      expect(left.sort()).toEqual([null, "agency.last-administrator"].sort());
      await asRole("app_definer", (db) =>
        db.execute(sql`update membership set disabled_at = null where organization_id = ${house(stage)}::uuid`),
      );
    }
  }));

test("Two administrators who end each other at once do not both succeed", () =>
  onStage(async (stage) => {
    const { cast } = stage;
    const omar = await withOmar(stage);
    const ended = await Promise.all([codeOf(roles(stage, cast.ora, omar)), codeOf(roles(stage, omar, cast.ora))]);
    expect(ended.filter((code) => code === null)).toHaveLength(1);
    expect([...(await rolesOf(stage, cast.ora)), ...(await rolesOf(stage, omar))]).toHaveLength(1);
  }));

test("Pavel leaves by himself with all his roles, is signed out, and Ora is told; he does not come back by himself", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await roles(stage, cast.ora, cast.pavel, "practitioner", "biller");
    await signedIn(stage, cast.pavel);
    await as(cast.pavel, (db) => leaveHouse(db, cast.pavel, house(stage)));
    expect([await rolesOf(stage, cast.pavel), await liveSessions(stage, cast.pavel)]).toEqual([[], 0]);
    const told = await asRole("app_definer", (db) =>
      db.execute<{ membership_id: string }>(sql`select membership_id from notification where kind = 'agency.left'`),
    );
    expect([...told]).toEqual([{ membership_id: cast.ora.membershipId }]);
    const back = await as(cast.pavel, (db) =>
      db
        .update(memberships)
        .set({ disabledAt: null })
        .where(eq(memberships.personId, cast.pavel.personId))
        .returning({ id: memberships.id }),
    );
    expect(back).toEqual([]);
  }));

test("Mara gives nobody a role, Sid is nobody of Northside, and Ines leaves no agency by this door", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await expect(roles(stage, cast.mara, cast.mara, "coordinator", "organization_administrator")).rejects.toMatchObject(
      {
        cause: { code: "42501" },
      },
    );
    await expect(roles(stage, cast.ora, cast.sid, "coordinator")).rejects.toMatchObject({ status: 404 });
    await expect(
      as(cast.ora, (db) => readPersonOfHouse(db, cast.ora, house(stage), cast.sid.personId)),
    ).rejects.toMatchObject({
      status: 404,
    });
    const ines = await as(cast.ines, (db) =>
      db.update(memberships).set({ disabledAt: new Date() }).returning({ id: memberships.id }),
    );
    expect(ines).toEqual([]);
  }));

test("Ora hands Pavel's planned sessions to Petra; what was held stays his, and nobody but Ora or Mara may", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { authorizationId } = await authorized(stage);
    await sessionsOn(stage, authorizationId, [dayFromToday(-2), dayFromToday(3), dayFromToday(5)]);
    const [petra] = await asRole("app_definer", (db) =>
      db
        .insert(practitioners)
        .values({ organizationId: house(stage), name: "Petra Vance" })
        .returning({ id: practitioners.id }),
    );
    const fromId = asId<PractitionerId>(cast.practitionerId);
    const toId = asId<PractitionerId>(petra?.id ?? "");
    const held = () => as(cast.ora, (db) => readHeld(db, house(stage), [cast.pavel.membershipId]));
    expect(await held()).toMatchObject([{ sessions: 2 }]);
    expect(
      await as(cast.ora, async (db) =>
        readSuccessors(db, house(stage), await readHeld(db, house(stage), [cast.pavel.membershipId])),
      ),
    ).toEqual([{ id: toId, name: "Petra Vance" }]);
    for (const person of [cast.pavel, cast.bea, cast.sid, cast.ines]) {
      await expect(as(person, (db) => handOver(db, person, { fromId, toId }))).rejects.toMatchObject({ status: 404 });
    }
    await as(cast.ora, (db) => handOver(db, cast.ora, { fromId, toId }));
    expect(await held()).toMatchObject([{ sessions: 0 }]);
    const rows = await as(cast.ora, (db) =>
      db.execute<{ name: string; count: number }>(sql`select p.name, count(*)::int as count from session s
        join practitioner p on p.id = s.practitioner_id group by p.name order by p.name`),
    );
    expect([...rows]).toEqual([
      { name: "Pavel Novak", count: 1 },
      { name: "Petra Vance", count: 2 },
    ]);
  }));

test("Nadia learns who administers Northside and when they were last here; Ines, Otto and Mara learn nothing of it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await signedIn(stage, cast.ora);
    const named = (who: Actor) =>
      as(who, (db) =>
        db.execute<{ name: string; last_seen_at: string | null }>(
          sql`select name, last_seen_at from app.administrators_named(${house(stage)}::uuid)`,
        ),
      );
    const [ora] = await named(cast.nadia);
    expect(ora).toMatchObject({ name: "Ora Haddad", last_seen_at: expect.any(String) });
    for (const who of [cast.ines, cast.otto, cast.mara]) expect([...(await named(who))]).toEqual([]);
  }));
