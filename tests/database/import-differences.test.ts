// What an imported file says other than a person wrote: shown with its row, decided by whoever may, and never asked again about the same word.
import { type SQL, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { importPackage } from "#app/interop/import/import.server";
import { decideDifferences } from "#app/models/organization/decide-difference.server";
import { changeFacts } from "#app/models/organization/facts.server";
import { writeWeek } from "#app/models/organization/hours.server";
import { readDifferences, readOrigins, readTaken } from "#app/models/organization/read-differences.server";
import { asId, type Id, type OrganizationId, type ServiceAtLocationId } from "#app/models/values/ids";
import { addPerson } from "../stage/cast";
import { type Files, packageOf, rewritten, smallDirectory } from "../stage/import-package";
import { onStage, type Stage } from "../stage/on-stage";

const gazetteer = { place: () => null, zoneAt: () => "America/New_York" };
const importAs = ({ asRole }: Stage, files: Files) =>
  importPackage(packageOf(files), { source: "county", trial: false }, gazetteer, (work) => asRole("app_job", work));

async function ask<Row extends Record<string, unknown>>({ asRole }: Stage, query: SQL): Promise<Row[]> {
  return asRole("app_definer", async (db) => [...(await db.execute<Row>(query))] as Row[]);
}

/** Imports the small directory and lets Harbor's network manage "Hammer and Nail". */
async function manageHammer(stage: Stage): Promise<OrganizationId> {
  await importAs(stage, smallDirectory);
  const [row] = await ask<{ id: string }>(
    stage,
    sql`update organization set added_by_agency_id = ${stage.cast.agencyId}::uuid where name = 'Hammer and Nail' returning id::text as id`,
  );
  return asId<OrganizationId>(row?.id ?? "");
}

const wrote = {
  name: "Hammer and Nail",
  alternateName: null,
  description: "In our own words",
  email: null,
  website: null,
};
const roofs = (words: string) => rewritten(smallDirectory, "organizations.csv", "Repairs homes", words);
const open = (stage: Stage, who: keyof Stage["cast"] = "nadia") =>
  stage.as(stage.cast[who] as Stage["cast"]["nadia"], async (db) => (await readDifferences(db, null)).rows);
const decide = (stage: Stage, intent: "take" | "keep" | "restore", id: string | undefined, who = stage.cast.nadia) =>
  stage.as(who, (db) => decideDifferences(db, who, { intent, differences: [asId<Id<"difference">>(id ?? "")] }));

test("Nadia sees from which row of which file a provider came", () =>
  onStage(async (stage) => {
    const id = await manageHammer(stage);
    const origins = await stage.as(stage.cast.nadia, (db) => readOrigins(db, id));
    expect(origins.map(({ name, source, file, rowNumber }) => [name, source, file, rowNumber])).toEqual([
      ["Hammer and Nail", "county", "organizations.csv", 2],
      ["Workshop", "county", "locations.csv", 2],
      ["Roof repair", "county", "services.csv", 2],
    ]);
    expect(await stage.as(stage.cast.ines, (db) => readOrigins(db, id))).toEqual([]);
  }));

test("What Nadia wrote stays, the file's word is shown beside it, and once she has decided it does not ask again", () =>
  onStage(async (stage) => {
    const id = await manageHammer(stage);
    await stage.as(stage.cast.nadia, (db) => changeFacts(db, stage.cast.nadia, id, wrote));
    const { total, kept } = await importAs(stage, roofs("Repairs roofs"));
    expect(total.taken).toBe(0);
    expect(kept).toMatchObject([{ field: "description", ours: "In our own words", theirs: "Repairs roofs", row: 2 }]);
    const [asked, ...more] = await open(stage);
    expect(asked).toMatchObject({
      field: "description",
      ours: "In our own words",
      theirs: "Repairs roofs",
      source: "county",
      file: "organizations.csv",
      rowNumber: 2,
    });
    expect(more).toEqual([]);

    expect(await decide(stage, "keep", asked?.id)).toBe("difference.kept");
    expect(await open(stage)).toEqual([]);
    await expect(decide(stage, "take", asked?.id)).rejects.toMatchObject({ status: 409 });
    expect((await importAs(stage, roofs("Repairs roofs"))).news).toBe(0);
    expect(await open(stage)).toEqual([]);

    await importAs(stage, roofs("Mends roofs"));
    const [again] = await open(stage);
    expect(await decide(stage, "take", again?.id)).toBe("difference.taken");
    const [row] = await ask(stage, sql`select description from organization where id = ${id}::uuid`);
    expect(row).toEqual({ description: "Mends roofs" });
    expect((await importAs(stage, roofs("Mends roofs"))).kept).toEqual([]);
  }));

test("A word that the file takes back is no longer asked about", () =>
  onStage(async (stage) => {
    const id = await manageHammer(stage);
    await stage.as(stage.cast.nadia, (db) => changeFacts(db, stage.cast.nadia, id, wrote));
    await importAs(stage, roofs("Repairs roofs"));
    expect(await open(stage)).toHaveLength(1);
    await importAs(stage, smallDirectory);
    expect(await open(stage)).toEqual([]);
  }));

test("Whoever does not manage that network neither sees nor decides it", () =>
  onStage(async (stage) => {
    const id = await manageHammer(stage);
    await stage.as(stage.cast.nadia, (db) => changeFacts(db, stage.cast.nadia, id, wrote));
    await importAs(stage, roofs("Repairs roofs"));
    const [asked] = await open(stage);
    const nils = await stage.asRole("app_definer", (db) =>
      addPerson(
        db,
        "nils@example.org",
        "Nils Berg",
        { agencyId: stage.cast.othertonId, organizationId: null } as never,
        "network_manager",
      ),
    );
    for (const other of [nils, stage.cast.mara, stage.cast.ines]) {
      expect(await stage.as(other, async (db) => (await readDifferences(db, null)).rows)).toEqual([]);
      await expect(decide(stage, "take", asked?.id, other)).rejects.toMatchObject({ status: 404 });
    }
  }));

test("Hours that a person wrote stay, the file's week is shown, and taking it writes that week", () =>
  onStage(async (stage) => {
    const files = rewritten(smallDirectory, "regular_schedules.csv", "2,,100,Tuesday", "2,,200,Tuesday");
    await manageHammer(stage);
    await importAs(stage, files);
    const [place] = await ask<{ id: string }>(
      stage,
      sql`select p.id::text as id from service_at_location p join service s on s.id = p.service_id where s.name = 'Roof repair'`,
    );
    const spans = [{ weekday: 1 as const, opensMinute: 540, closesMinute: 600 }];
    const week = { hoursOf: "service" as const, spans, hoursText: null };
    await stage.as(stage.cast.nadia, (db) =>
      writeWeek(db, stage.cast.nadia, asId<ServiceAtLocationId>(place?.id ?? ""), week),
    );
    await importAs(stage, rewritten(files, "regular_schedules.csv", "Tuesday", "Friday"));
    const [asked] = await open(stage);
    expect(asked).toMatchObject({
      field: "hours",
      about: "Roof repair · Workshop",
      ours: [{ weekday: 1 }],
      theirs: [{ weekday: 5 }],
    });
    await decide(stage, "take", asked?.id);
    const left = await ask(
      stage,
      sql`select weekday, opens_minute from opening_span where service_at_location_id = ${place?.id ?? ""}::uuid`,
    );
    expect(left).toEqual([{ weekday: 5, opens_minute: 1320 }]);
  }));

test("Days with other hours stay as a person left them, the file's days are shown, taken, and put back", () =>
  onStage(async (stage) => {
    await manageHammer(stage);
    const ofDays = sql`(select organization_id from opening_exception)`;
    await ask(
      stage,
      sql`update organization set added_by_agency_id = ${stage.cast.agencyId}::uuid where id = ${ofDays}`,
    );
    await ask(
      stage,
      sql`update location set edited_at = app.clock() + interval '1 minute' where organization_id = ${ofDays}`,
    );
    await importAs(stage, rewritten(smallDirectory, "holiday_schedules.csv", "12/26/26", "12/28/26"));
    const [asked, ...more] = await open(stage);
    expect(more).toEqual([]);
    const closed = { fromDay: "2026-12-24", closed: true };
    expect(asked).toMatchObject({
      field: "exceptions",
      ours: [{ ...closed, untilDay: "2026-12-27" }],
      theirs: [{ ...closed, untilDay: "2026-12-29" }],
    });
    const days = () => ask(stage, sql`select until_day::text as until from opening_exception`);
    await decide(stage, "take", asked?.id);
    expect(await days()).toEqual([{ until: "2026-12-29" }]);
    await decide(stage, "restore", asked?.id);
    expect(await days()).toEqual([{ until: "2026-12-27" }]);
  }));

test("What a file no longer has is proposed for ending, ended only by a person, and withdrawn when it comes back", () =>
  onStage(async (stage) => {
    await manageHammer(stage);
    const [, , ...lines] = smallDirectory["services.csv"]?.split("\n") ?? [];
    const gone = {
      ...smallDirectory,
      "services.csv": (smallDirectory["services.csv"] ?? "").replace(`\n${lines[0]}`, ""),
      "phones.csv": (smallDirectory["phones.csv"] ?? "").replace("\n2,,,,200,(650) 555-0100,,,fax,,", ""),
    };
    await importAs(stage, gone);
    const asked = await open(stage);
    expect(asked.map(({ tableName, field, about }) => [tableName, field, about])).toEqual([
      ["service", "", "Roof repair"],
      ["service_at_location", "", "Roof repair · Workshop"],
    ]);
    await decide(stage, "take", asked[1]?.id);
    const [place] = await ask(
      stage,
      sql`select active from service_at_location p join service s on s.id = p.service_id where s.name = 'Roof repair'`,
    );
    expect(place).toEqual({ active: false });
    await decide(stage, "restore", asked[1]?.id);
    const offered = sql`select p.active from service_at_location p join service s on s.id = p.service_id where s.name = 'Roof repair'`;
    expect(await ask(stage, offered)).toEqual([{ active: true }]);
    await importAs(stage, smallDirectory);
    expect(await open(stage)).toEqual([]);
  }));

test("What Nadia took she puts back as it was, until somebody has written something else there; another network's manager may not", () =>
  onStage(async (stage) => {
    const { cast } = stage;
    const organizationId = await manageHammer(stage);
    const write = (said: Partial<typeof wrote>) =>
      stage.as(cast.nadia, (db) => changeFacts(db, cast.nadia, organizationId, { ...wrote, ...said }));
    await write({});
    await importAs(stage, roofs("Mends roofs"));
    const [asked] = await open(stage);
    await decide(stage, "take", asked?.id);
    const words = sql`select description from organization where id = ${organizationId}::uuid`;
    expect(await ask(stage, words)).toEqual([{ description: "Mends roofs" }]);
    const taken = () => stage.as(cast.nadia, (db) => readTaken(db), "read");
    expect(await taken()).toMatchObject([{ ours: wrote.description, theirs: "Mends roofs" }]);
    await expect(decide(stage, "restore", asked?.id, cast.ines)).rejects.toMatchObject({ status: 404 });
    await decide(stage, "restore", asked?.id);
    expect([await ask(stage, words), await taken()]).toEqual([[{ description: wrote.description }], []]);
    await importAs(stage, roofs("Mends roofs"));
    expect(await open(stage)).toEqual([]);
    await importAs(stage, roofs("Mends all"));
    await decide(stage, "take", (await open(stage))[0]?.id);
    await write({ description: "Ours again" });
    await expect(decide(stage, "restore", asked?.id)).rejects.toMatchObject({ status: 409 });
    expect(await ask(stage, words)).toEqual([{ description: "Ours again" }]);
  }));
