// Facts by group on real PostgreSQL: who reads which, what an agency changes of that, and that each look is recorded.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { addFact, endFact, readFacts, readOpenGroups, saveReaches } from "#app/models/client/fact.server";
import { FACT_GROUPS, FACT_ROLES, type FactGroup, usualReach } from "#app/models/client/fact-groups";
import { asId, type ClientId } from "#app/models/values/ids";
import { clientFacts, events } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

function factsOf({ as, cast }: Stage) {
  const clientId = asId<ClientId>(cast.rosa.clientId);
  return {
    clientId,
    add: (who: Actor, group: FactGroup, kind: string, words: string) =>
      as(who, (db) => addFact(db, who, { clientId, group }, { kind, words })),
    read: (who: Actor, group: FactGroup) => as(who, (db) => readFacts(db, who, clientId, group)),
    groups: async (who: Actor) => (await as(who, (db) => readOpenGroups(db, clientId))).map(({ group }) => group),
    rows: async (who: Actor) =>
      (await as(who, (db) => db.select({ group: clientFacts.factGroup }).from(clientFacts))).map(({ group }) => group),
  };
}

test("Ines reads every group of Rosa, whom she carries; Carl only what is open to every caseworker; others nothing", () =>
  onStage(async (stage) => {
    const { cast } = stage;
    const { add, read, groups, rows } = factsOf(stage);
    await add(cast.ines, "health", "condition", "asthma");
    await add(cast.ines, "benefits", "income", "wages");
    expect(await groups(cast.ines)).toEqual(FACT_GROUPS);
    expect(await read(cast.ines, "health")).toMatchObject([{ words: "asthma" }]);
    expect(await groups(cast.carl)).toEqual(["benefits"]);
    expect(await read(cast.carl, "benefits")).toMatchObject([{ words: "wages" }]);
    await expect(read(cast.carl, "health")).rejects.toMatchObject({ status: 404 });
    await expect(add(cast.carl, "benefits", "income", "more")).rejects.toMatchObject({ status: 403 });
    expect(await rows(cast.carl)).toEqual(["benefits"]);
    expect((await rows(cast.sol)).sort()).toEqual(["benefits", "health"]);
    for (const who of [cast.otto, cast.nadia, cast.ada, cast.mara]) expect(await rows(who)).toEqual([]);
  }));

test("Ada opens health to every caseworker and closes benefits to supervisors, at once; Ines may not choose", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { add, groups, rows } = factsOf(stage);
    await add(cast.ines, "health", "condition", "asthma");
    await add(cast.ines, "benefits", "income", "wages");
    const choose = (who: Actor) =>
      as(who, (db) =>
        saveReaches(db, who, (group, role) =>
          group === "health"
            ? "agency"
            : group === "benefits" && role === "supervisor"
              ? "none"
              : usualReach(group, role),
        ),
      );
    await expect(choose(cast.ines)).rejects.toMatchObject({ cause: { code: "42501" } });
    await choose(cast.ada);
    expect(await groups(cast.carl)).toEqual(["health", "benefits"]);
    expect((await rows(cast.carl)).sort()).toEqual(["benefits", "health"]);
    expect(await rows(cast.sol)).toEqual(["health"]);
  }));

test("What usually holds is the same in the code and in the database", () =>
  onStage(async ({ as, cast }) => {
    for (const [role, who] of [
      ["caseworker", cast.carl],
      ["supervisor", cast.sol],
    ] as const) {
      const [found] = await as(who, (db) =>
        db.execute<{ own: string[]; agency: string[] }>(
          sql`select to_jsonb(app.fact_groups('own')) as own, to_jsonb(app.fact_groups('agency')) as agency`,
        ),
      );
      const reaching = (least: readonly string[]) =>
        FACT_GROUPS.filter((group) => least.includes(usualReach(group, role)));
      expect([...(found?.own ?? [])].sort()).toEqual([...reaching(["own", "agency"])].sort());
      expect([...(found?.agency ?? [])].sort()).toEqual([...reaching(["agency"])].sort());
    }
    expect(FACT_ROLES).toEqual(["caseworker", "supervisor"]);
  }));

test("A look at a group is in the record without its words; what ended is gone from the card", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { add, read, clientId } = factsOf(stage);
    await add(cast.ines, "violence", "protective_order", "until May canary");
    const [fact] = await read(cast.sol, "violence");
    await as(cast.ines, (db) => endFact(db, cast.ines, { clientId, group: "violence" }, fact?.id ?? ""));
    expect(await read(cast.ines, "violence")).toEqual([]);
    const told = await as(cast.ines, (db) => db.select().from(events));
    expect(
      told.filter(
        ({ name, actorMembershipId }) => name === "fact-violence.read" && actorMembershipId === cast.sol.membershipId,
      ),
    ).toHaveLength(1);
    expect(JSON.stringify(told)).not.toContain("canary");
    await expect(add(cast.ines, "violence", "income", "of another group")).rejects.toMatchObject({ status: 400 });
  }));
