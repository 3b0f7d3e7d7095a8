// Hours that are known in words only: who confirms a reading, for whom, and what the next import and a second look make of it.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { importPackage } from "#app/interop/import/import.server";
import { decideHours } from "#app/models/organization/decide-hours.server";
import { type HoursDecision, HoursReadingForm } from "#app/models/organization/hours-reading-forms";
import { readHoursInWords, type WordsGroup } from "#app/models/organization/hours-readings.server";
import { openingSpans, organizations, servicesAtLocation } from "#drizzle/schema";
import { packageOf, smallDirectory } from "#tests/stage/import-package";
import { onStage, type Stage } from "#tests/stage/on-stage";

const WORDS = "Mon & Wed 9-5 by appointment";

/** Both providers of the stage say their hours in words alone; Northside is of Nadia's network. */
async function inWords({ asRole, cast }: Stage, words = WORDS): Promise<void> {
  await asRole("app_definer", async (db) => {
    await db.delete(openingSpans);
    for (const { serviceAtLocationId } of [cast.northside, cast.southside]) {
      await db
        .update(servicesAtLocation)
        .set({ hoursText: words })
        .where(eq(servicesAtLocation.id, serviceAtLocationId));
    }
  });
}

const read = ({ as, cast }: Stage, who = cast.nadia) => as(who, (db) => readHoursInWords(db), "read");
const decide = ({ as, cast }: Stage, decision: HoursDecision, who = cast.nadia) =>
  as(who, (db) => decideHours(db, who, decision));
const codes = (groups: readonly WordsGroup[]) => groups.flatMap(({ rows }) => rows.map(({ code }) => code));

const placeNow = async ({ asRole, cast }: Stage) => {
  const id = cast.northside.serviceAtLocationId;
  const [place] = await asRole("app_definer", (db) =>
    db.select().from(servicesAtLocation).where(eq(servicesAtLocation.id, id)),
  );
  const spans = await asRole("app_definer", (db) =>
    db.select().from(openingSpans).where(eq(openingSpans.serviceAtLocationId, id)),
  );
  const week = spans.map(({ weekday, opensMinute, closesMinute }) => [weekday, opensMinute, closesMinute]);
  return { words: place?.hoursText, edited: place?.editedAt !== null, week: week.toSorted() };
};

test("Nadia confirms like rows at once, the condition stays beside them, and takes them back as they were", () =>
  onStage(async (stage) => {
    await inWords(stage);
    const { likely } = await read(stage);
    const own = likely.groups
      .flatMap(({ rows }) => rows)
      .filter(({ id }) => id === stage.cast.northside.serviceAtLocationId);
    expect(own).toMatchObject([
      { words: WORDS, reading: { confidence: "likely", doubts: ["condition", "half-missing"] } },
    ]);
    const before = await placeNow(stage);
    expect(await decide(stage, { intent: "confirm", places: own.map(({ code }) => code) })).toBe(
      "hours.done.confirmed",
    );
    expect(await placeNow(stage)).toEqual({
      words: WORDS,
      edited: true,
      week: [
        [1, 540, 1020],
        [3, 540, 1020],
      ],
    });
    const { batches, likely: rest } = await read(stage);
    expect(codes(rest.groups)).not.toContain(own[0]?.code);
    expect(batches).toMatchObject([{ confirmed: true, count: 1, undone: 0 }]);
    expect(await decide(stage, undoOf(batches[0]?.id))).toBe("hours.done.undone");
    expect(await placeNow(stage)).toEqual(before);
    await expect(decide(stage, undoOf(batches[0]?.id))).rejects.toMatchObject({ status: 409 });
  }));

test("Words that Nadia keeps are not asked about again, until they are other words", () =>
  onStage(async (stage) => {
    await inWords(stage, "Every other Monday 9 am - 10 am");
    const { left } = await read(stage);
    await expect(decide(stage, { intent: "confirm", places: codes(left.groups) })).rejects.toMatchObject({
      status: 409,
    });
    expect(await decide(stage, { intent: "keep-words", places: codes(left.groups) })).toBe("hours.done.kept");
    expect((await read(stage)).waiting).toBe(0);
    expect(await placeNow(stage)).toMatchObject({ words: "Every other Monday 9 am - 10 am", edited: false, week: [] });
    await inWords(stage, "Mon 9-11");
    expect((await read(stage)).waiting).toBeGreaterThan(0);
  }));

test("Nobody confirms what they did not see, what somebody typed over meanwhile, or without a network to manage", () =>
  onStage(async (stage) => {
    const { asRole, cast } = stage;
    await inWords(stage);
    const seen = codes((await read(stage)).likely.groups);
    await inWords(stage, "Mon 9-11");
    await expect(decide(stage, { intent: "confirm", places: seen })).rejects.toMatchObject({ status: 409 });
    const again = codes((await read(stage)).likely.groups).filter((code) =>
      code.startsWith(cast.northside.serviceAtLocationId),
    );
    const { organizationId, locationId } = cast.northside;
    await asRole("app_definer", (db) =>
      db.insert(openingSpans).values({ organizationId, locationId, weekday: 1, opensMinute: 1, closesMinute: 2 }),
    );
    await expect(decide(stage, { intent: "confirm", places: again })).rejects.toMatchObject({ status: 409 });
    for (const who of [cast.ines, cast.mara, cast.otto]) {
      await expect(decide(stage, { intent: "confirm", places: again }, who)).rejects.toMatchObject({ status: 409 });
      expect((await read(stage, who)).waiting).toBe(0);
    }
  }));

test("A provider of nobody's network, with nobody of its own, is looked after by any network's manager", () =>
  onStage(async (stage) => {
    const { asRole } = stage;
    await inWords(stage);
    const before = (await read(stage)).waiting;
    await asRole("app_definer", async (db) => {
      const [made] = await db.insert(organizations).values({ name: "Imported pantry" }).returning();
      const organization = sql`${made?.id}::uuid`;
      await db.execute(sql`with l as (insert into location (organization_id, name) values (${organization}, 'Hall') returning id),
        s as (insert into service (organization_id, name) values (${organization}, 'Food') returning id)
        insert into service_at_location (organization_id, service_id, location_id, hours_text) select ${organization}, s.id, l.id, 'Fri 1-3' from l, s`);
    });
    const { likely, waiting } = await read(stage);
    expect(waiting).toBe(before + 1);
    const [pantry] = likely.groups.flatMap(({ rows }) => rows).filter(({ words }) => words === "Fri 1-3");
    expect(await decide(stage, { intent: "confirm", places: [pantry?.code ?? ""] })).toBe("hours.done.confirmed");
    const [kept] = await asRole("app_definer", (db) =>
      db.execute(
        sql`select hours_text, (select count(*)::int from opening_span s where s.service_at_location_id = p.id) as spans from service_at_location p where id = ${pantry?.id}::uuid`,
      ),
    );
    expect(kept).toEqual({ hours_text: null, spans: 1 });
  }));

test("What Nadia confirmed is not undone by the next import, whatever it says by then", () =>
  onStage(async (stage) => {
    const { asRole } = stage;
    const bring = (words: string) => {
      const head = "id,service_id,freq,byday,opens_at,closes_at,description";
      const { "regular_schedules.csv": weekly, "holiday_schedules.csv": holidays, ...rest } = smallDirectory;
      const given = packageOf({ ...rest, "schedules.csv": `${head}\n1,100,,,,,${words}` });
      const nowhere = { place: () => null, zoneAt: () => null };
      return importPackage(given, { source: "made-up", trial: false }, nowhere, (work) => asRole("app_job", work));
    };
    const hoursNow = () =>
      asRole("app_definer", (db) =>
        db.execute(sql`select p.hours_text as words, s.weekday, s.opens_minute as opens, s.closes_minute as closes
          from service_at_location p join source_record r on r.row_id = p.id and r.source_id = '100@10'
          left join opening_span s on s.service_at_location_id = p.id`),
      ).then((rows) => [...rows]);
    await bring("Mon 9-5");
    expect(await hoursNow()).toEqual([{ words: "Mon 9-5", weekday: null, opens: null, closes: null }]);
    const [row] = (await read(stage)).likely.groups
      .flatMap(({ rows }) => rows)
      .filter(({ words }) => words === "Mon 9-5");
    await decide(stage, { intent: "confirm", places: [row?.code ?? ""] });
    const confirmed = [{ words: null, weekday: 1, opens: 540, closes: 1020 }];
    expect(await hoursNow()).toEqual(confirmed);
    for (const words of ["Mon 9-5", "Mon 9-6", "Mon 9 am - 7 pm"]) {
      await bring(words);
      expect(await hoursNow()).toEqual(confirmed);
    }
  }));

function undoOf(batchId: string | undefined): HoursDecision {
  return HoursReadingForm.parse({ intent: "undo", batchId });
}
