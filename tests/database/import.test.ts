// Importing on a real database: everything or nothing, the same file twice, a trial, edits by hand, and what is no longer there.
import { type SQL, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { openGazetteer } from "#app/interop/import/gazetteer.server";
import { importPackage } from "#app/interop/import/import.server";
import type { Package } from "#app/interop/import/package.server";
import { packageOf, rewritten, smallDirectory } from "../stage/import-package";
import { onStage, type Stage } from "../stage/on-stage";

const gazetteer = openGazetteer();

const importer =
  ({ asRole }: Stage) =>
  (given: Package, options: { trial?: boolean; source?: string; once?: boolean } = {}) =>
    importPackage(given, { source: "made-up", trial: false, ...options }, gazetteer, (work) => asRole("app_job", work));

async function ask<Row extends Record<string, unknown>>(stage: Stage, query: SQL): Promise<Row[]> {
  return stage.asRole("app_definer", async (db) => [...(await db.execute<Row>(query))] as Row[]);
}

/** Everything the importer may write, as one text: equal before and after means that nothing happened. */
async function picture(stage: Stage): Promise<string> {
  const tables = [
    "organization",
    "location",
    "service",
    "service_at_location",
    "specialty",
    "service_specialty",
    "phone",
    "opening_span",
    "opening_exception",
    "source_record",
    "import_run",
    "import_row",
    "event_chain",
  ];
  const rows: string[] = [];
  for (const table of tables) {
    const [row] = await ask<{ digest: string }>(
      stage,
      sql`select md5(coalesce(string_agg(t::text, chr(10) order by t::text), '')) as digest from ${sql.identifier(table)} t`,
    );
    rows.push(`${table} ${row?.digest}`);
  }
  return rows.join("\n");
}

test("The directory arrives whole: places on the map, hours, phones, terms with their paths", () =>
  onStage(async (stage) => {
    const { total, faults } = await importer(stage)(packageOf(smallDirectory));
    expect(total).toEqual({ rows: 16, taken: 16, unchanged: 0, refused: 0 });
    expect(faults).toEqual([]);
    const [hall] = await ask(
      stage,
      sql`
      select l.latitude, l.point_precision, l.time_zone, array_to_string(l.languages, ' ') as languages, array_to_string(l.accessibility, ' ') as accessibility, o.name as owner
      from location l join organization o on o.id = l.organization_id where l.name = 'Harvest Hall'`,
    );
    expect(hall).toEqual({
      latitude: 39.29,
      point_precision: "given",
      time_zone: "America/New_York",
      languages: "es fr",
      accessibility: "ramp wheelchair",
      owner: "Harvest Pantry",
    });
    const [workshop] = await ask(
      stage,
      sql`select round(latitude::numeric, 1)::float8 as latitude, time_zone, point_precision from location where name = 'Workshop'`,
    );
    expect(workshop).toEqual({ latitude: 37.5, time_zone: "America/Los_Angeles", point_precision: "postal_code" });
    const terms = await ask(
      stage,
      sql`
      select s.code, s.depth, cardinality(s.path) as steps, s.path[s.depth] = s.id as ends_here from specialty s where s.taxonomy = 'made-up' order by s.code`,
    );
    expect(terms).toEqual([
      { code: "made-up:102", depth: 1, steps: 1, ends_here: true },
      { code: "made-up:102-04", depth: 2, steps: 2, ends_here: true },
      { code: "made-up:103", depth: 1, steps: 1, ends_here: true },
    ]);
    const found = await ask(
      stage,
      sql`
      select v.name, v.status, p.active, (select count(*)::int from opening_span s where s.service_at_location_id = p.id) as spans
      from service v join service_at_location p on p.service_id = v.id join source_record r on r.row_id = v.id order by v.name`,
    );
    expect(found).toEqual([
      { name: "Groceries", status: "active", active: true, spans: 1 },
      { name: "Roof repair", status: "defunct", active: false, spans: 0 },
    ]);
    const [staged] = await ask(
      stage,
      sql`select cells ->> 'description' as words, outcome from import_row where file = 'organizations.csv' and row_number = 1`,
    );
    expect(staged).toEqual({ words: "Gives food\nto whoever asks.", outcome: "taken" });
  }));

test("The same directory twice changes nothing at all", () =>
  onStage(async (stage) => {
    const run = importer(stage);
    await run(packageOf(smallDirectory));
    const before = await picture(stage);
    const { total } = await run(packageOf(smallDirectory));
    expect(total).toEqual({ rows: 16, taken: 0, unchanged: 16, refused: 0 });
    expect(await picture(stage)).toBe(before);
  }));

test("A trial says what would happen and leaves no trace", () =>
  onStage(async (stage) => {
    const before = await picture(stage);
    const { total } = await importer(stage)(packageOf(smallDirectory), { trial: true });
    expect(total.taken).toBe(16);
    expect(await picture(stage)).toBe(before);
  }));

test("A package nobody asks again lets go of its rows, except those it lost, and tells of every one of them", () =>
  onStage(async (stage) => {
    const files = { ...smallDirectory, "contacts.csv": "id,name\n1,Ann" };
    const given = packageOf(files);
    expect(await importer(stage)(given, { trial: true, once: true })).toEqual(
      await importer(stage)(packageOf(files), { trial: true }),
    );
    expect(given.tables.flatMap(({ kind, rows }) => (rows.length > 0 ? [kind] : []))).toEqual(["contact"]);
  }));

test("A failure in the middle leaves nothing behind", () =>
  onStage(async (stage) => {
    const before = await picture(stage);
    await expect(
      importPackage(packageOf(smallDirectory), { source: "made-up", trial: false }, gazetteer, (work) =>
        stage.asRole("app_job", async (db) => {
          await work(db);
          throw new Error("the machine stops here");
        }),
      ),
    ).rejects.toThrow("the machine stops here");
    expect(await picture(stage)).toBe(before);
  }));

describe("A second import", () => {
  test("changes what the file says anew, and only that", () =>
    onStage(async (stage) => {
      const run = importer(stage);
      await run(packageOf(smallDirectory));
      const { total } = await run(
        packageOf(rewritten(smallDirectory, "organizations.csv", "Repairs homes", "Repairs roofs")),
      );
      expect(total).toEqual({ rows: 16, taken: 1, unchanged: 15, refused: 0 });
      const [row] = await ask(stage, sql`select description from organization where name = 'Hammer and Nail'`);
      expect(row).toEqual({ description: "Repairs roofs" });
    }));

  test("makes a group of facts as young as the file that says it anew, and leaves the age of the others", () =>
    onStage(async (stage) => {
      const run = importer(stage);
      await run(packageOf(smallDirectory));
      const ages = async () => {
        const [hall] = await ask<{ address: string; access: string }>(
          stage,
          sql`select address_at::text as address, access_at::text as access from location where name = 'Harvest Hall'`,
        );
        return { address: hall?.address ?? "", access: hall?.access ?? "" };
      };
      const before = await ages();
      stage.setClock(new Date(Date.now() + 86_400_000));
      await run(packageOf(rewritten(smallDirectory, "locations.csv", "Bus 7", "Bus 9")));
      const after = await ages();
      expect(after.address).toBe(before.address);
      expect(after.access > before.access).toBe(true);
    }));

  test("moves hours to another weekday without leaving the old ones", () =>
    onStage(async (stage) => {
      const run = importer(stage);
      await run(packageOf(smallDirectory));
      await run(packageOf(rewritten(smallDirectory, "regular_schedules.csv", "Monday", "Friday")));
      const days = await ask(
        stage,
        sql`select s.weekday from opening_span s join location l on l.id = s.location_id where l.name = 'Harvest Hall' and s.service_at_location_id is null`,
      );
      expect(days).toEqual([{ weekday: 5 }]);
    }));

  test("writes the rule that hours follow, and another when the file says another", () =>
    onStage(async (stage) => {
      const run = importer(stage);
      const { "regular_schedules.csv": _weekly, "holiday_schedules.csv": _dated, ...rest } = smallDirectory;
      const head = "id,service_id,freq,interval,byday,opens_at,closes_at,valid_to,dtstart,description";
      const schedules = (row: string) => packageOf({ ...rest, "schedules.csv": `${head}\n${row}` });
      const spans = () =>
        ask(
          stage,
          sql`select s.weekday, s.nth, s.every_weeks, s.anchor_day::text, s.until_day::text
            from opening_span s join service v on v.organization_id = s.organization_id where v.name = 'Groceries' order by s.id`,
        );
      await run(schedules("1,100,MONTHLY,1,3TU,10:00,12:00,2030-06-30,2020-01-21,"));
      expect(await spans()).toEqual([
        { weekday: 2, nth: "{3}", every_weeks: 1, anchor_day: null, until_day: "2030-07-01" },
      ]);
      await run(schedules("1,100,WEEKLY,2,TU,10:00,12:00,,2020-01-21,"));
      expect(await spans()).toEqual([
        { weekday: 2, nth: null, every_weeks: 2, anchor_day: "2020-01-21", until_day: null },
      ]);
    }));

  test("keeps what Mara edited by hand, and says so", () =>
    onStage(async (stage) => {
      const run = importer(stage);
      await run(packageOf(smallDirectory));
      await stage.asRole("app_definer", (db) =>
        db.execute(
          sql`update organization set description = 'In our own words', edited_at = app.clock() + interval '1 second' where name = 'Hammer and Nail'`,
        ),
      );
      const { total, faults } = await run(
        packageOf(rewritten(smallDirectory, "organizations.csv", "Repairs homes", "Repairs roofs")),
      );
      expect(faults.map((fault) => [fault.file, fault.row, fault.code])).toEqual([
        ["organizations.csv", 2, "kept-own-edit"],
      ]);
      expect(total).toEqual({ rows: 16, taken: 0, unchanged: 16, refused: 0 });
      const [row] = await ask(stage, sql`select description from organization where name = 'Hammer and Nail'`);
      expect(row).toEqual({ description: "In our own words" });
    }));

  test("proposes what is no longer there, and removes nothing", () =>
    onStage(async (stage) => {
      const run = importer(stage);
      await run(packageOf(smallDirectory));
      const without = rewritten(smallDirectory, "phones.csv", "\n2,,,,200,(650) 555-0100,,,fax,,", "");
      const { proposals } = await run(packageOf(without));
      expect(proposals.map(({ kind, id, table }) => [kind, id, table])).toEqual([["phone", "2", "phone"]]);
      const phones = await ask(stage, sql`select 1 from phone where number = '(650) 555-0100'`);
      expect(phones).toHaveLength(1);
    }));

  test("of one file finds its parents in the database, and of another publisher does not", () =>
    onStage(async (stage) => {
      const run = importer(stage);
      await run(packageOf(smallDirectory));
      const phone = {
        "phones.csv": `${smallDirectory["phones.csv"]?.split("\n")[0]}\n9,,10,,,(410) 555-0199,,,voice,,`,
      };
      expect((await run(packageOf(phone, { alone: true }))).total.taken).toBe(1);
      const elsewhere = await run(packageOf(phone, { alone: true }), { source: "somebody-else" });
      expect(elsewhere.faults.map((fault) => fault.code)).toEqual(["parent-unknown"]);
    }));
});

test("Two publishers may use the same ids and codes for different things", () =>
  onStage(async (stage) => {
    const run = importer(stage);
    await run(packageOf(smallDirectory));
    const { total } = await run(packageOf(smallDirectory), { source: "somebody-else" });
    expect(total.taken).toBe(16);
    const [row] = await ask(stage, sql`select count(*)::int as twins from organization where name = 'Harvest Pantry'`);
    expect(row).toEqual({ twins: 2 });
  }));

test("What a contact's row says is nowhere kept, because a contact is a person", () =>
  onStage(async (stage) => {
    const people = {
      ...smallDirectory,
      "contacts.csv": "id,organization_id,name,title,email\n1,1,Perla Zamora,Director,perla@example.org",
    };
    const { faults } = await importer(stage)(packageOf(people));
    expect(faults.map((fault) => fault.code)).toEqual(["person-not-taken"]);
    const kept = await ask(stage, sql`select 1 from import_row where cells::text ilike '%zamora%'`);
    expect(kept).toEqual([]);
  }));

test("The record's head is its last link after an import of many rows", () =>
  onStage(async (stage) => {
    await importer(stage)(packageOf(smallDirectory));
    const [head] = await ask(
      stage,
      sql`
      select h.seq = c.seq and h.hash = c.hash as is_last from event_chain_head h, (select seq, hash from event_chain order by seq desc limit 1) c`,
    );
    expect(head).toEqual({ is_last: true });
  }));

test("Nobody signed in may read or write what the importer remembers", () =>
  onStage(async (stage) => {
    await importer(stage)(packageOf(smallDirectory));
    for (const table of ["import_run", "import_row", "source_record"]) {
      await expect(
        stage.as(stage.cast.nadia, (db) => db.execute(sql`select 1 from ${sql.identifier(table)}`)),
      ).rejects.toMatchObject({ cause: { code: "42501" } });
    }
  }));
