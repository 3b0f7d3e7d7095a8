// Two records of one provider on real PostgreSQL: proposed, joined behind the one that stands, parted again, and refused where it must be.
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { listOrganizations, listPlaces } from "#app/interop/hsds/answer.server";
import { draftAgreement } from "#app/models/organization/agreement.server";
import { addOrganization } from "#app/models/organization/facts.server";
import type { NewOrganization } from "#app/models/organization/forms";
import type { OrganizationPairState } from "#app/models/organization/lifecycle";
import { proposeTwins } from "#app/models/organization/propose-twins.server";
import { readOrganizations } from "#app/models/organization/read-list.server";
import type { TwinMove } from "#app/models/organization/twin-forms";
import { moveTwin, readOwnTwins, readTwin, readTwins } from "#app/models/organization/twins.server";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { asId, type OrganizationId, type OrganizationPairId } from "#app/models/values/ids";
import { findProviders } from "#app/search/find.server";
import { NOTHING_ASKED } from "#app/search/wish";
import { addPerson } from "#tests/stage/cast";
import { onStage, type Stage } from "#tests/stage/on-stage";

const NOON = new Date("2026-11-23T17:00:00Z");
const WISH = { ...NOTHING_ASKED, centre: { latitude: 39.296, longitude: -76.607 }, radiusMetres: 50_000 };

const provider = (name: string, website: string | null = null): NewOrganization => ({
  name,
  alternateName: null,
  description: "",
  email: null,
  website,
  startsOn: asCalendarDay("2026-01-01"),
  endsOn: asCalendarDay("2027-01-01"),
});

/** Nadia wrote Northside down once more, with a place and a service of its own, and its telephone. */
async function layTwin({ as, asRole, cast }: Stage, who: Actor = cast.nadia): Promise<OrganizationId> {
  const twin = await as(who, (db) => addOrganization(db, who, provider("Northside Care, Inc.")));
  await asRole("app_definer", (db) =>
    db.execute(sql`
      with place as (insert into location (organization_id, name, city, latitude, longitude, point_precision)
        select ${twin}::uuid, 'Second door', 'Baltimore', l.latitude + 0.0005, l.longitude, 'given' from location l where l.id = ${cast.northside.locationId}::uuid returning id),
      work as (insert into service (organization_id, name) values (${twin}::uuid, 'Twin counseling') returning id),
      called as (insert into phone (organization_id, number) values (${twin}::uuid, '+1 (410) 555-0177'), (${cast.northside.organizationId}::uuid, '410.555.0177'))
      insert into service_at_location (organization_id, service_id, location_id) select ${twin}::uuid, work.id, place.id from work, place`),
  );
  return twin;
}

const seek = ({ asRole, cast }: Stage, agencyId: string = cast.agencyId) =>
  asRole("app_job", (db) => proposeTwins(db, agencyId, null));

const pairs = async ({ as }: Stage, who: Actor, state: OrganizationPairState) =>
  (await as(who, (db) => readTwins(db, who, state, null))).rows;

const move = ({ as }: Stage, who: Actor, id: string, said: TwinMove) =>
  as(who, (db) => moveTwin(db, who, asId<OrganizationPairId>(id), said));

/** All that is listed of it: in the search, on the network's list, in the feed; and the record itself. */
async function shown({ as, asRole, cast }: Stage, id: string) {
  const search = await as(cast.ines, (db) => findProviders(db, cast.ines, WISH, NOON), "read");
  const list = await as(cast.nadia, (db) => readOrganizations(db, cast.nadia, { text: "", view: "all" }, null));
  const asked = { now: NOON, asLines: false, query: {} };
  const feed = await as(cast.nadia, async (db) => [
    await listOrganizations({ db, ...asked }),
    await listPlaces({ db, ...asked }),
  ]);
  const [kept] = await asRole("app_definer", (db) =>
    db.execute<{ row: unknown; listing: unknown }>(sql`select to_jsonb(o) as row,
      (select jsonb_agg(to_jsonb(k) - 'id' order by k.service_at_location_id, k.term) from listing k where k.organization_id = o.id) as listing
      from organization o where o.id = ${id}::uuid`),
  );
  const told = JSON.stringify(feed);
  return {
    search: search.results.filter(({ name }) => name === "Twin counseling").length,
    list: list.rows.filter((row) => row.id === id).length,
    feed: [told.includes("Northside Care, Inc."), told.includes("Twin counseling")],
    kept,
  };
}

test("Nadia joins the two: search, list and feed show one; parted again, all is exactly as before", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const twin = await layTwin(stage);
    const stands = asId<OrganizationId>(cast.northside.organizationId);
    const before = await shown(stage, twin);
    expect(before).toMatchObject({ search: 1, list: 1, feed: [true, true] });
    await seek(stage);
    const [pair, ...more] = await pairs(stage, cast.nadia, "proposed");
    expect([pair?.reasons, more]).toEqual([["telephone", "place"], []]);
    const id = pair?.id ?? "";
    const own = (who: OrganizationId) => as(cast.nadia, (db) => readOwnTwins(db, cast.nadia, who));
    await move(stage, cast.nadia, id, { intent: "join", stands });
    expect(await shown(stage, twin)).toMatchObject({
      search: 0,
      list: 0,
      feed: [false, false],
      kept: { row: { joined_to_id: stands, active: true, name: "Northside Care, Inc." }, listing: null },
    });
    for (const each of [twin, stands]) expect(await own(each)).toMatchObject([{ state: "joined", standsId: stands }]);
    // What an import or its undo writes into the row does not bring it back.
    await stage.asRole("app_job", (db) =>
      db.execute(
        sql`update organization set joined_to_id = null, description = 'As the file says' where id = ${twin}::uuid`,
      ),
    );
    expect(await shown(stage, twin)).toMatchObject({ list: 0, kept: { row: { description: "As the file says" } } });
    await stage.asRole("app_job", (db) =>
      db.execute(sql`update organization set description = '' where id = ${twin}::uuid`),
    );
    await move(stage, cast.nadia, id, { intent: "part" });
    expect(await shown(stage, twin)).toEqual(before);
    const told = await stage.asRole("app_definer", (db) =>
      db.execute<{ name: string }>(
        sql`select name from event where organization_id = ${twin}::uuid and name like 'organization.twin%' order by id`,
      ),
    );
    expect(told.map(({ name }) => name)).toEqual(["organization.twin-joined", "organization.twin-parted"]);
  }));

test("What Nadia told apart is never proposed again; another agency's network manager has no such pair", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const twin = await layTwin(stage);
    await seek(stage);
    const [pair] = await pairs(stage, cast.nadia, "proposed");
    const id = pair?.id ?? "";
    const house = { agencyId: cast.othertonId, organizationId: null };
    const odette = await asRole("app_definer", (db) =>
      addPerson(db, "odette@example.org", "Odette", house, "network_manager"),
    );
    expect(await pairs(stage, odette, "proposed")).toEqual([]);
    await expect(as(odette, (db) => readTwin(db, odette, asId<OrganizationPairId>(id)))).rejects.toMatchObject({
      status: 404,
    });
    await expect(move(stage, odette, id, { intent: "join", stands: twin })).rejects.toMatchObject({ status: 404 });
    await move(stage, cast.nadia, id, { intent: "tell_apart" });
    await seek(stage);
    expect(await pairs(stage, cast.nadia, "proposed")).toEqual([]);
    await expect(move(stage, cast.nadia, id, { intent: "join", stands: twin })).rejects.toMatchObject({ status: 409 });
    await seek(stage, cast.othertonId);
    expect(await pairs(stage, odette, "proposed")).toEqual([]);
    const past = as(odette, (db) => db.execute(sql`select app.propose_twins(${cast.agencyId}::uuid, null, 10)`));
    await expect(past).rejects.toMatchObject({ cause: { code: "42501" } });
  }));

test("A record with an agreement in force, open referrals or people is not set aside; nor one that is another's to keep", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const twin = await layTwin(stage);
    const stands = asId<OrganizationId>(cast.northside.organizationId);
    await seek(stage);
    const id = (await pairs(stage, cast.nadia, "proposed"))[0]?.id ?? "";
    const { faces } = await as(cast.nadia, (db) => readTwin(db, cast.nadia, asId<OrganizationPairId>(id)));
    const obstacles = Object.fromEntries(faces.map((face) => [face.id, face.obstacles]));
    expect(obstacles).toEqual({ [stands]: ["not-yours", "people", "agreement"], [twin]: [] });
    await expect(move(stage, cast.nadia, id, { intent: "join", stands: twin })).rejects.toMatchObject({ status: 403 });
    // Past the deed the guard says the same.
    const past = as(cast.nadia, (db) =>
      db.execute(
        sql`update organization_pair set state = 'joined', stands_id = ${twin}::uuid, decided_by = ${cast.nadia.membershipId}::uuid where id = ${id}::uuid`,
      ),
    );
    await expect(past).rejects.toMatchObject({ cause: { constraint_name: "organization_pair_not-yours" } });
    await asRole("app_definer", (db) =>
      db.execute(
        sql`update agreement set state = 'active', activated_at = app.clock() where organization_id = ${twin}::uuid`,
      ),
    );
    const join = () => move(stage, cast.nadia, id, { intent: "join", stands });
    await expect(join()).rejects.toMatchObject({ code: "twin.agreement", status: 409 });
    stage.setClock(new Date("2027-02-01T12:00:00Z"));
    await asRole("app_definer", (db) =>
      db.execute(sql`update agreement set state = 'ended' where organization_id = ${twin}::uuid`),
    );
    stage.setClock(null);
    const house = { agencyId: null, organizationId: twin };
    const tess = await asRole("app_definer", (db) => addPerson(db, "tess@example.org", "Tess", house, "coordinator"));
    await expect(join()).rejects.toMatchObject({ code: "twin.people", status: 409 });
    await asRole("app_definer", (db) =>
      db.execute(sql`update membership set disabled_at = app.clock() where id = ${tess.membershipId}::uuid`),
    );
    await join();
    const terms = {
      organizationId: twin,
      startsOn: asCalendarDay("2027-01-01"),
      endsOn: asCalendarDay("2028-01-01"),
      paymentDays: 30,
    };
    await expect(as(cast.nadia, (db) => draftAgreement(db, cast.nadia, terms))).rejects.toMatchObject({
      cause: { constraint_name: "agreement_set_aside" },
    });
  }));

test("The same web address is the same however it is written; nobody is proposed by the name alone, and who is like is like from both sides", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const write = fc.tuple(
      fc.constantFrom("", "http://", "https://", "HTTPS://", "//"),
      fc.constantFrom("", "www.", "WWW."),
      fc.constantFrom("", "/", "//", "/?", "#"),
    );
    await asRole("app_definer", (db) =>
      fc.assert(
        fc.asyncProperty(
          write,
          fc.stringMatching(/^[a-z]{3,9}\.org(\/[a-z]{2,6})?$/),
          async ([before, www, after], page) => {
            const [told] = await db.execute<{ said: string }>(
              sql`select app.web_address(${`${before}${www}${page.toUpperCase()}${after}`}) as said`,
            );
            expect(told?.said).toBe(page);
          },
        ),
        { numRuns: 40 },
      ),
    );
    const add = (name: string, website: string | null) =>
      as(cast.nadia, (db) => addOrganization(db, cast.nadia, provider(name, website)));
    const one = await add("Mill Lane Food Pantry", "https://www.milllane.org/");
    const other = await add("The Mill Lane Food Pantry", "milllane.org");
    await add("Mill Lane Food Bank", null);
    await add("Canal Street Shelter", "milllane.org");
    const like = (id: string) =>
      asRole("app_definer", (db) =>
        db.execute(
          sql`select organization_id as id, to_json(reasons) as reasons from app.organization_likenesses(${id}::uuid)`,
        ),
      );
    expect([...(await like(one))]).toEqual([{ id: other, reasons: ["web"] }]);
    expect([...(await like(other))]).toEqual([{ id: one, reasons: ["web"] }]);
  }));
