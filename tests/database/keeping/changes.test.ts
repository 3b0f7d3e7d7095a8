// Changes that wait for a look: which wait, who decides them, and what happens when the facts changed meanwhile.
import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { readChangeQueue, readOwnChanges } from "#app/models/organization/change-queue.server";
import { decideChanges } from "#app/models/organization/decide-change.server";
import { FACT_GROUPS, type FactGroup } from "#app/models/organization/fact-groups";
import { readFactRules, saveFactRules } from "#app/models/organization/fact-rules.server";
import type { ChangeId, Decision } from "#app/models/organization/keeping-forms";
import { changeOwnService } from "#app/models/organization/own-deeds.server";
import { changeOwnFacts } from "#app/models/organization/own-facts.server";
import { readPublicFacts } from "#app/models/organization/public-facts.server";
import { asId, type OrganizationId, type ServiceAtLocationId } from "#app/models/values/ids";
import { agreements, memberships, openingSpans, organizations, proposedChanges } from "#drizzle/schema";
import { addPerson } from "#tests/stage/cast";
import { onStage, type Stage } from "#tests/stage/on-stage";

const WEEK = {
  intent: "week",
  hoursText: null,
  hoursOf: "place",
  spans: [{ weekday: 2, opensMinute: 600, closesMinute: 900 }],
} as const;

async function wantsLook({ as, cast }: Stage, ...groups: FactGroup[]): Promise<void> {
  const rules = FACT_GROUPS.map((factGroup) => ({ factGroup, halfLifeDays: 100, waits: groups.includes(factGroup) }));
  await as(cast.nadia, (db) => saveFactRules(db, cast.nadia, { rules }));
}

const places = ({ cast }: Stage) => ({
  organizationId: asId<OrganizationId>(cast.northside.organizationId),
  sal: asId<ServiceAtLocationId>(cast.northside.serviceAtLocationId),
});

const facts = (name: string) => ({
  intent: "facts" as const,
  name,
  alternateName: null,
  description: "",
  email: "desk@northside.example.org",
  website: null,
});

const nameNow = async ({ as, cast }: Stage) => {
  const [row] = await as(cast.mara, (db) =>
    db.select().from(organizations).where(eq(organizations.id, cast.northside.organizationId)),
  );
  return row?.name;
};

const waiting = async ({ as, cast }: Stage) => (await as(cast.nadia, (db) => readChangeQueue(db, null), "read")).rows;

const decide = ({ as }: Stage, who: Actor, decision: Decision) => as(who, (db) => decideChanges(db, who, decision));
const idOf = (row: { id: string } | undefined) => asId<ChangeId>(row?.id ?? "");

test("hours take effect at once until Nadia wants a look; then they wait beside what stands, and hold once she accepts", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { organizationId, sal } = places(stage);
    const spansNow = async () =>
      as(
        cast.ines,
        (db) => db.select().from(openingSpans).where(eq(openingSpans.organizationId, organizationId)),
        "read",
      );
    expect(await as(cast.mara, (db) => changeOwnService(db, cast.mara, sal, { ...WEEK, spans: [] }))).not.toBe(
      "keeping.asked",
    );
    expect(await spansNow()).toHaveLength(0);
    await wantsLook(stage, "hours");
    expect(await as(cast.mara, (db) => changeOwnService(db, cast.mara, sal, { ...WEEK, spans: [...WEEK.spans] }))).toBe(
      "keeping.asked",
    );
    expect(await spansNow()).toHaveLength(0);
    const [row] = await waiting(stage);
    expect(row).toMatchObject({ factGroup: "hours", intent: "week", before: { spans: [] }, stale: false });
    await decide(stage, cast.nadia, { intent: "accept", changes: [idOf(row)] });
    expect(await spansNow()).toMatchObject([{ weekday: 2, opensMinute: 600 }]);
    expect(await waiting(stage)).toEqual([]);
    const own = await as(
      cast.mara,
      async (db) => readOwnChanges(db, await readPublicFacts(db, organizationId)),
      "read",
    );
    expect(own).toMatchObject([{ state: "accepted" }]);
  }));

test("capacity goes on holding at once while contact waits; a second name takes the place of the first", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { organizationId, sal } = places(stage);
    await wantsLook(stage, "contact");
    const capacity = { intent: "capacity", serviceAtLocationId: sal, takesReferrals: "no", openPlaces: null } as const;
    expect(await as(cast.mara, (db) => changeOwnService(db, cast.mara, sal, capacity))).not.toBe("keeping.asked");
    for (const name of ["Northside", "Northside & Sons"]) {
      await as(cast.mara, (db) => changeOwnFacts(db, cast.mara, organizationId, facts(name)));
    }
    expect(await nameNow(stage)).toBe("Northside Care");
    expect(await waiting(stage)).toMatchObject([
      { after: { name: "Northside & Sons" }, before: { name: "Northside Care" } },
    ]);
    // The desk's own hand is the look itself.
    await as(cast.nadia, (db) => changeOwnFacts(db, cast.nadia, organizationId, facts("North Care")));
    expect(await nameNow(stage)).toBe("North Care");
  }));

test("what changed meanwhile is left out of many, told, and accepted only knowingly", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { organizationId, sal } = places(stage);
    await wantsLook(stage, "contact", "access");
    await as(cast.mara, (db) => changeOwnFacts(db, cast.mara, organizationId, facts("Northside")));
    const reach = { intent: "reach", languages: ["en", "vi"], accessibility: [], transportation: null } as const;
    await as(cast.mara, (db) =>
      changeOwnService(db, cast.mara, sal, { ...reach, languages: [...reach.languages], accessibility: [] }),
    );
    await as(cast.nadia, (db) => changeOwnFacts(db, cast.nadia, organizationId, facts("North Care")));
    const rows = await waiting(stage);
    expect(rows.map(({ stale }) => stale)).toEqual([true, false]);
    const said = await decide(stage, cast.nadia, { intent: "accept", changes: rows.map(idOf) });
    expect(said).toBe("keeping.changes.accepted-some");
    expect(await nameNow(stage)).toBe("North Care");
    const only: Decision = { intent: "accept", changes: [idOf(rows[0])] };
    await expect(decide(stage, cast.nadia, only)).rejects.toMatchObject({ status: 409 });
    await decide(stage, cast.nadia, { intent: "accept-anyway", changeId: idOf(rows[0]) });
    expect(await nameNow(stage)).toBe("Northside");
  }));

test("Nadia declines with words that Mara reads; nothing changes, and she decides only once", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { organizationId } = places(stage);
    await wantsLook(stage, "contact");
    await as(cast.mara, (db) => changeOwnFacts(db, cast.mara, organizationId, facts("Best Care in Town")));
    const [row] = await waiting(stage);
    const no: Decision = { intent: "decline", changeId: idOf(row), words: "Please keep to your registered name." };
    await decide(stage, cast.nadia, no);
    const own = await as(
      cast.mara,
      async (db) => readOwnChanges(db, await readPublicFacts(db, organizationId)),
      "read",
    );
    expect(own).toMatchObject([{ state: "declined", words: "Please keep to your registered name." }]);
    expect(await nameNow(stage)).toBe("Northside Care");
    await expect(decide(stage, cast.nadia, no)).rejects.toMatchObject({ status: 409 });
  }));

test("neither another network's manager nor the provider itself decides; nor does a manager who asked in another seat", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { organizationId } = places(stage);
    await wantsLook(stage, "contact");
    const both = await asRole("app_definer", async (db) => {
      const [seat] = await db
        .insert(memberships)
        .values({ personId: cast.nadia.personId, organizationId, role: "coordinator" })
        .returning({ id: memberships.id });
      const keeper = { ...cast.mara, personId: cast.nadia.personId, membershipId: seat?.id } as Actor;
      const olaf = await addPerson(
        db,
        "olaf@example.org",
        "Olaf",
        { agencyId: cast.othertonId, organizationId: null },
        "network_manager",
      );
      return { keeper, olaf };
    });
    await as(both.keeper, (db) => changeOwnFacts(db, both.keeper, organizationId, facts("Nadia's Care")));
    const [row] = await waiting(stage);
    const accept: Decision = { intent: "accept", changes: [idOf(row)] };
    await expect(decide(stage, both.olaf, accept)).rejects.toMatchObject({ status: 404 });
    await expect(decide(stage, cast.sid, accept)).rejects.toMatchObject({ status: 404 });
    await expect(decide(stage, cast.mara, accept)).rejects.toThrow();
    await expect(decide(stage, cast.nadia, accept)).rejects.toThrow();
    expect(await nameNow(stage)).toBe("Northside Care");
  }));

test("of two agencies the one that wants a look holds a change, and either accepts it", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { organizationId } = places(stage);
    const olaf = await asRole("app_definer", async (db) => {
      const days = { startsOn: "2020-01-01", endsOn: "2040-01-01" };
      await db.insert(agreements).values({ agencyId: cast.othertonId, organizationId, number: "G-0900", ...days });
      await db.execute(sql`update agreement set state = 'active' where number = 'G-0900'`);
      return addPerson(
        db,
        "olaf@example.org",
        "Olaf",
        { agencyId: cast.othertonId, organizationId: null },
        "network_manager",
      );
    });
    await wantsLook(stage, "contact");
    await as(cast.mara, (db) => changeOwnFacts(db, cast.mara, organizationId, facts("Northside")));
    const [row] = (await as(olaf, (db) => readChangeQueue(db, null), "read")).rows;
    await decide(stage, olaf, { intent: "accept", changes: [idOf(row)] });
    expect(await nameNow(stage)).toBe("Northside");
  }));

test("that it has closed for good always waits, whatever the rules; accepted, it is out of the directory's offers", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { organizationId, sal } = places(stage);
    const gone = { intent: "not-offered", serviceAtLocationId: sal } as const;
    expect(await as(cast.mara, (db) => changeOwnFacts(db, cast.mara, organizationId, gone))).toBe("keeping.asked");
    const others = {
      intent: "not-offered",
      serviceAtLocationId: asId<ServiceAtLocationId>(cast.southside.serviceAtLocationId),
    } as const;
    const [row] = await waiting(stage);
    await decide(stage, cast.nadia, { intent: "accept", changes: [idOf(row)] });
    expect((await as(cast.mara, (db) => readPublicFacts(db, organizationId), "read")).offered).toEqual([]);
    // Another provider's service is not one's own to end.
    await expect(as(cast.mara, (db) => changeOwnFacts(db, cast.mara, organizationId, others))).rejects.toMatchObject({
      status: 403,
    });
    const left = await as(cast.nadia, (db) =>
      db
        .select()
        .from(proposedChanges)
        .where(and(eq(proposedChanges.state, "waiting"), eq(proposedChanges.organizationId, organizationId))),
    );
    expect(left).toEqual([]);
  }));

test("a manager writes the rules of her own agency; nobody else's seat may, and they are read back as written", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await wantsLook(stage, "address");
    const rules = await as(cast.nadia, (db) => readFactRules(db, cast.nadia), "read");
    expect(rules.find(({ factGroup }) => factGroup === "address")).toEqual({
      factGroup: "address",
      halfLifeDays: 100,
      waits: true,
    });
    const usual = rules.map((rule) => ({ ...rule, halfLifeDays: 50 }));
    await expect(as(cast.ines, (db) => saveFactRules(db, cast.ines, { rules: usual }))).rejects.toThrow();
  }));
