// Who confirms which facts: their age moves on, everybody reads it, and nobody confirms another's.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { clock } from "#app/database/clock.server";
import { sayCapacity } from "#app/models/organization/capacity.server";
import { confirmFacts, readFactLines } from "#app/models/organization/confirm.server";
import { writeWeek } from "#app/models/organization/hours.server";
import { factKey } from "#app/models/organization/public-facts";
import { asId, type OrganizationId, type ServiceAtLocationId } from "#app/models/values/ids";
import { confirmations, openingSpans, servicesAtLocation } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

const DAY = 86_400_000;

const linesAs = async ({ as, cast }: Stage, who = cast.mara) =>
  as(who, async (db) => (await readFactLines(db, cast.northside.organizationId, await clock(db))).lines, "read");

async function later(stage: Stage, days: number): Promise<void> {
  const now = await stage.as(stage.cast.mara, clock, "read");
  stage.setClock(new Date(now.getTime() + days * DAY));
}

test("after two weeks capacity is unconfirmed, after a quarter the hours; Mara confirms the hours alone", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { organizationId, serviceAtLocationId } = cast.northside;
    const old = async () => (await linesAs(stage)).filter((line) => line.unconfirmed).map(({ group }) => group);
    expect(await old()).toEqual([]);
    await later(stage, 14);
    expect(await old()).toEqual(["capacity"]);
    await later(stage, 76);
    expect((await old()).sort()).toEqual(["capacity", "hours"]);
    const [first] = await linesAs(stage);
    expect(first?.group).toBe("capacity");
    await as(cast.mara, (db) =>
      confirmFacts(db, cast.mara, asId<OrganizationId>(organizationId), [factKey("hours", serviceAtLocationId)]),
    );
    expect(await old()).toEqual(["capacity"]);
    const hours = (await linesAs(stage)).find(({ group }) => group === "hours");
    expect(hours).toMatchObject({ how: "portal", unconfirmed: false });
  }));

test("Sid of another provider and Pavel, who keeps no facts, confirm nothing of Northside; nor does Mara what is not there", () =>
  onStage(async ({ as, cast }) => {
    const organizationId = asId<OrganizationId>(cast.northside.organizationId);
    const contact = [factKey("contact", organizationId)];
    for (const who of [cast.sid, cast.pavel, cast.ines]) {
      await expect(as(who, (db) => confirmFacts(db, who, organizationId, contact))).rejects.toMatchObject({
        status: 403,
      });
    }
    const others = [factKey("contact", cast.southside.organizationId)];
    await expect(as(cast.mara, (db) => confirmFacts(db, cast.mara, organizationId, others))).rejects.toMatchObject({
      status: 404,
    });
    await expect(as(cast.mara, (db) => confirmFacts(db, cast.mara, organizationId, []))).rejects.toMatchObject({
      status: 422,
    });
  }));

test("what Mara writes she has confirmed; hours of the place are those of each service there without its own", () =>
  onStage(async (stage) => {
    const { as, asRole, cast, setClock } = stage;
    const { organizationId, locationId, serviceAtLocationId } = cast.northside;
    const elsewhere = await asRole("app_definer", async (db) => {
      const [service] = await db.execute<{ id: string }>(
        sql`insert into service (organization_id, name) values (${organizationId}, 'Meals') returning id`,
      );
      const [there] = await db
        .insert(servicesAtLocation)
        .values({ organizationId, serviceId: service?.id ?? "", locationId })
        .returning({ id: servicesAtLocation.id });
      const own = { organizationId, locationId, serviceAtLocationId: there?.id ?? "" };
      await db.insert(openingSpans).values({ ...own, weekday: 6, opensMinute: 600, closesMinute: 720 });
      return there?.id ?? "";
    });
    setClock(new Date(Date.now() + 20 * DAY));
    await as(cast.mara, (db) =>
      writeWeek(db, cast.mara, asId<ServiceAtLocationId>(serviceAtLocationId), {
        hoursOf: "place",
        spans: [{ weekday: 1, opensMinute: 540, closesMinute: 1020 }],
      }),
    );
    const rows = await as(cast.nadia, (db) =>
      db.select().from(confirmations).where(eq(confirmations.organizationId, organizationId)),
    );
    expect(rows.map(({ factGroup, serviceAtLocationId: of, how }) => [factGroup, of, how])).toEqual([
      ["hours", serviceAtLocationId, "edited"],
    ]);
    const hours = (await linesAs(stage)).filter(({ group }) => group === "hours");
    const age = (id: string) => hours.find(({ subject }) => subject === id)?.knownAt ?? "";
    expect(age(serviceAtLocationId) > age(elsewhere)).toBe(true);
  }));

test("Nadia, who manages the network, says capacity for a provider: it is told as the desk's word", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const said = { serviceAtLocationId: asId<ServiceAtLocationId>(cast.northside.serviceAtLocationId) };
    await as(cast.nadia, (db) =>
      sayCapacity(db, cast.nadia, { ...said, takesReferrals: "waitlist", openPlaces: null }),
    );
    const capacity = (await linesAs(stage)).find(({ group }) => group === "capacity");
    expect(capacity).toMatchObject({ how: "desk", unconfirmed: false });
  }));

test("a confirmation is never changed, by nobody", () =>
  onStage(async ({ as, asRole, cast }) => {
    const organizationId = asId<OrganizationId>(cast.northside.organizationId);
    await as(cast.mara, (db) => confirmFacts(db, cast.mara, organizationId, [factKey("contact", organizationId)]));
    const change = sql`update confirmation set how = 'desk'`;
    await expect(as(cast.mara, (db) => db.execute(change))).rejects.toThrow();
    await expect(asRole("app_definer", (db) => db.execute(change))).rejects.toThrow();
  }));
