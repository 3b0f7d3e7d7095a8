// Keys to the directory on real PostgreSQL: who makes and revokes them, what one opens, and that nothing but the directory is behind it.
import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { hashToken } from "#app/access/session-adapter.server";
import { asDirectoryReader, type Db } from "#app/database/as-actor.server";
import { Pool } from "#app/database/pool.server";
import { inTransaction, sqlStateOf } from "#app/database/transaction.server";
import { makeKey, readKeys, revokeKey } from "#app/models/agency/keys.server";
import { agencies, apiKeys, organizations } from "#drizzle/schema";
import { atTheDoor, type Door } from "#tests/access/door";
import { layEveryRow } from "#tests/stage/every-row";
import { onStage, type Stage } from "#tests/stage/on-stage";

const NEW = { name: "The county's own site", days: "30" } as const;
const refused = (code: string, status: number) => expect.objectContaining({ code, status });

const make = ({ as, cast }: Stage, who = cast.ada) => as(who, (db) => makeKey(db, who, NEW));
const keysOf = ({ as, cast }: Stage, who = cast.ada) => as(who, (db) => readKeys(db, who), "read");

describe("a key", () => {
  test("that Ada makes is shown once: only its hash is kept, and it is recorded who made it", () =>
    onStage(async (stage) => {
      const key = await make(stage);
      expect(key).toMatch(/^tl_[0-9a-f]{64}$/);
      const rows = await stage.asRole("app_definer", (db) => db.select().from(apiKeys));
      expect(rows).toMatchObject([{ name: NEW.name, keyHash: hashToken(key), createdBy: stage.cast.ada.membershipId }]);
      expect(JSON.stringify(rows)).not.toContain(key);
      const events = await stage.asRole("app_definer", (db) =>
        db.execute<{ name: string; facts: unknown }>(sql`select name, facts from event where subject_type = 'api_key'`),
      );
      expect(events).toMatchObject([{ name: "agency.key-made", facts: { days: 30 } }]);
      expect(JSON.stringify(events)).not.toContain(key);
    }));

  test("is made by nobody but an administrator, and for no other agency", () =>
    onStage(async (stage) => {
      const { cast, as } = stage;
      for (const who of [cast.ines, cast.audrey]) await expect(make(stage, who)).rejects.toSatisfy(isDenied);
      const elsewhere = { ...cast.ada, agencyId: cast.otto.agencyId };
      await expect(as(cast.ada, (db) => makeKey(db, elsewhere, NEW))).rejects.toSatisfy(isDenied);
      await make(stage);
      expect(await keysOf(stage, cast.ines)).toEqual([]);
    }));

  test("is revoked once, by an administrator of its agency", () =>
    onStage(async (stage) => {
      const { cast, as } = stage;
      await make(stage);
      const [line] = await keysOf(stage);
      const revoke = (who = cast.ada) => as(who, (db) => revokeKey(db, who, line?.id ?? ""));
      await expect(revoke(cast.ines)).rejects.toEqual(refused("not-found", 404));
      await expect(revoke(cast.otto)).rejects.toEqual(refused("not-found", 404));
      await revoke();
      expect(await keysOf(stage)).toMatchObject([{ state: "revoked", madeBy: "Ada Okafor" }]);
      await expect(revoke()).rejects.toEqual(refused("agency.key-revoked-already", 409));
    }));

  test("holds until its day and no longer", () =>
    onStage(async (stage) => {
      await make(stage);
      expect(await keysOf(stage)).toMatchObject([{ state: "holds" }]);
      stage.setClock(new Date(Date.now() + 31 * 86_400_000));
      expect(await keysOf(stage)).toMatchObject([{ state: "expired" }]);
    }));

  test("is one of at most fifty that hold", () =>
    onStage(async (stage) => {
      const { cast, as } = stage;
      await as(cast.ada, async (db) => {
        for (let made = 0; made < 50; made++) await makeKey(db, cast.ada, NEW);
      });
      await expect(make(stage)).rejects.toEqual(refused("agency.too-many-keys", 409));
    }));
});

const isDenied = (failure: unknown) => sqlStateOf(failure) === "42501";

/** Whether the database opens the directory, and how many organizations are then seen. */
const look = (key: string | null) =>
  asDirectoryReader(key === null ? null : hashToken(key), "story", async (db) => {
    const [row] = await db.execute<{ open: boolean }>(sql`select app.directory_open() as open`);
    return [row?.open, (await db.select().from(organizations)).length];
  });

const publish = ({ asRole }: Door, isPublic: boolean, slug?: string) =>
  asRole("app_definer", (db) =>
    db
      .update(agencies)
      .set({ directoryPublic: isPublic })
      .where(slug ? eq(agencies.slug, slug) : sql`true`),
  );

describe("the directory without a person", () => {
  test("is closed to no key, a made-up key, a revoked key and one past its day; a key that holds opens it", () =>
    atTheDoor(async (door) => {
      const key = await make(door);
      expect(await look(null)).toEqual([false, 0]);
      expect(await look("tl_made-up")).toEqual([false, 0]);
      expect(await look(key)).toEqual([true, 2]);
      await door.arrange(sql`update api_key set expires_at = app.clock()`);
      expect(await look(key)).toEqual([false, 0]);
      await door.arrange(sql`update api_key set expires_at = app.clock() + interval '1 day', revoked_at = app.clock()`);
      expect(await look(key)).toEqual([false, 0]);
    }));

  test("is open to anybody only when every agency says so, and a key that does not hold stays a no", () =>
    atTheDoor(async (door) => {
      await publish(door, true, "harbor");
      expect(await look(null)).toEqual([false, 0]);
      await publish(door, true);
      expect(await look(null)).toEqual([true, 2]);
      expect(await look("tl_made-up")).toEqual([false, 0]);
      await publish(door, false, "otherton");
      expect(await look(null)).toEqual([false, 0]);
    }));

  test("shows nothing but the directory: no other table has a row for it", () =>
    atTheDoor(async (door) => {
      await door.asRole("app_definer", (db) => layEveryRow(db, door.cast));
      await publish(door, true);
      const seen = await asDirectoryReader(null, "story", seenTables);
      expect(seen).toEqual(DIRECTORY_TABLES);
    }));

  test("is left behind with its transaction: the next on the same lane is closed again", () =>
    atTheDoor(async (door) => {
      await publish(door, true);
      const pool = new Pool(door.urls.web, 1);
      const open = async (db: Db) =>
        (await db.execute<{ open: boolean }>(sql`select app.directory_open() as open`))[0]?.open;
      const directory = { keyHash: null };
      expect(await inTransaction(pool, { role: "app_user", directory }, "read", open)).toBe(true);
      expect(await inTransaction(pool, { role: "app_user" }, "read", open)).toBe(false);
      await pool.close();
    }));

  test("is one view of the whole: a key revoked between two statements ends the next reading, not half of this one", () =>
    atTheDoor(async (door) => {
      const key = await make(door);
      const seen = await asDirectoryReader(hashToken(key), "story", async (db) => {
        const before = (await db.select().from(organizations)).length;
        await door.arrange(sql`update api_key set revoked_at = app.clock()`);
        return [before, (await db.select().from(organizations)).length];
      });
      expect(seen).toEqual([2, 2]);
      expect(await look(key)).toEqual([false, 0]);
    }));

  test("may not be written, key or no key", () =>
    atTheDoor(async (door) => {
      await publish(door, true);
      const pool = new Pool(door.urls.web, 1);
      const write = (db: Db) => db.insert(organizations).values({ name: "Made up" });
      const tried = inTransaction(pool, { role: "app_user", directory: { keyHash: null } }, "write", write);
      await expect(tried).rejects.toSatisfy(isDenied);
      await pool.close();
    }));
});

const DIRECTORY_TABLES = [
  "location",
  "opening_exception",
  "opening_span",
  "organization",
  "phone",
  "service",
  "service_area",
  "service_at_location",
  "service_specialty",
  "specialty",
  // The moves of the lifecycles, which are the same everywhere and say nothing of anybody.
  "transition",
];

/** The tables of which this transaction sees a row; each is tried behind a savepoint, for most are forbidden altogether. */
async function seenTables(db: Db): Promise<string[]> {
  const tables = await db.execute<{ name: string }>(sql`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'p') order by relname`);
  const seen: string[] = [];
  for (const { name } of tables) {
    await db.execute(sql`savepoint tried`);
    try {
      const rows = await db.execute(sql`select 1 from ${sql.identifier(name)} limit 1`);
      if (rows.length > 0) seen.push(name);
      await db.execute(sql`release savepoint tried`);
    } catch (failure) {
      if (!isDenied(failure)) throw failure;
      await db.execute(sql`rollback to savepoint tried`);
    }
  }
  return seen;
}
