// The stage itself: row-level security holds on it, and a person without a seat sees nothing.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { clients } from "#drizzle/schema";
import { onStage } from "#tests/stage/on-stage";

test("Ines reads Rosa; Otto of another agency and Mara of a provider do not", () =>
  onStage(async ({ as, cast }) => {
    const look = (person: typeof cast.ines) =>
      as(person, (db) => db.select().from(clients).where(eq(clients.id, cast.rosa.clientId)));
    expect(await look(cast.ines)).toHaveLength(1);
    expect(await look(cast.otto)).toHaveLength(0);
    expect(await look(cast.mara)).toHaveLength(0);
    expect(await look({ ...cast.ines, membershipId: cast.otto.membershipId })).toHaveLength(0);
  }));

test("Ines cannot give Rosa to another agency, and the clock can be set for a story", () =>
  onStage(async ({ as, cast, setClock }) => {
    await expect(
      as(cast.ines, (db) => db.execute(sql`update client set agency_id = ${cast.othertonId}::uuid`)),
    ).rejects.toThrow();
    setClock(new Date("2030-01-02T03:04:05Z"));
    const [row] = await as(cast.ines, (db) => db.execute<{ now: string }>(sql`select app.clock() as now`));
    expect(new Date(row?.now ?? "").toISOString()).toBe("2030-01-02T03:04:05.000Z");
  }));
