// The record where one statement writes many rows: one link with the ids and the digest of them all, and the sums and guards as ever.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { linkByStatement } from "#app/database/many-rows.server";
import { discardBatch, openBatch } from "#app/models/payment/open-batch.server";
import { approved, booksAreWhole, delivered } from "#tests/stage/money-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

type Noted = { table_name: string; verb: string; changed: string; rows: number; whole: boolean | null };

/** What was noted, oldest first, and whether the digest is that of the rows as they are now. */
const noted = (stage: Stage) =>
  stage.asRole("app_definer", async (db) => {
    await db.execute(sql`set local timezone = 'UTC'`);
    const digest = (
      table: string,
    ) => sql`(select sha256(string_agg(sha256(convert_to(to_jsonb(x)::text, 'UTF8')), ''::bytea order by x.id))
      from ${sql.identifier(table)} x where x.id = any(n.row_ids))`;
    return [
      ...(await db.execute<Noted>(sql`
        select n.table_name, n.verb, n.changed, cardinality(n.row_ids) as rows, n.digest = case n.table_name
          when 'payment' then ${digest("payment")} when 'payment_invoice' then ${digest("payment_invoice")} else ${digest("invoice")} end as whole
        from set_change n order by n.at, n.id`)),
    ];
  });

const linksOf = (stage: Stage, table: string) =>
  stage.asRole("app_definer", async (db) => {
    const rows = await db.execute(sql`select 1 from event_chain where split_part(payload, '|', 7) = ${table}`);
    return [...rows].length;
  });

test("A batch of many is linked a statement at a time, and what is noted of it tells later what was changed since", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const [one, other] = await delivered(stage, 2);
    if (!one || !other) throw new Error("nothing was delivered");
    const ids = [await approved(stage, [one]), await approved(stage, [other])];
    const before = await linksOf(stage, "invoice");
    const batchId = await as(cast.finn, async (db) => {
      await linkByStatement(db, 1000);
      return openBatch(db, cast.finn, ids);
    });
    expect(await linksOf(stage, "invoice")).toBe(before);
    expect(await linksOf(stage, "payment")).toBe(0);
    expect(await linksOf(stage, "set_change")).toBe(3);
    expect(await noted(stage)).toEqual([
      { table_name: "payment", verb: "INSERT", changed: "", rows: 1, whole: true },
      { table_name: "payment_invoice", verb: "INSERT", changed: "", rows: 2, whole: true },
      { table_name: "invoice", verb: "UPDATE", changed: "state,version", rows: 2, whole: true },
    ]);
    await booksAreWhole(stage);

    // Given up again row by row, as everything is that touches few: linked as ever, and what was noted is of before.
    await as(cast.finn, (db) => discardBatch(db, cast.finn, batchId));
    expect(await linksOf(stage, "invoice")).toBe(before + 2);
    expect((await noted(stage)).map(({ whole }) => whole)).toEqual([false, false, false]);
    await booksAreWhole(stage);
  }));

test("Nobody writes what is noted, nobody mends it, and asking for it lets nobody past a guard", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const id = await approved(stage, await delivered(stage, 1));
    for (const role of ["app_user", "app_job"] as const)
      await expect(
        asRole(role, (db) =>
          db.execute(
            sql`insert into set_change (table_name, verb, changed, row_ids, digest) values ('payment', 'INSERT', '', '{}', '\\x00')`,
          ),
        ),
      ).rejects.toMatchObject({ cause: { code: "42501" } });
    await as(cast.finn, async (db) => {
      await linkByStatement(db, 1000);
      await openBatch(db, cast.finn, [id]);
    });
    await expect(
      asRole("app_definer", (db) => db.execute(sql`update set_change set changed = ''`)),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
    await expect(
      as(cast.finn, async (db) => {
        await linkByStatement(db, 1000);
        await db.execute(sql`update invoice set state = 'paid' where id = ${id}::uuid`);
      }),
    ).rejects.toThrow();
  }));
