// Nadia imports a directory at the network desk: preview, start, cancel, undo, removals; and nobody else, nor half of it, ever does.
import { utimes } from "node:fs/promises";
import path from "node:path";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { changeSettings } from "#app/env.server";
import { ID_FROM_WORDS, inputOf } from "#app/models/import/columns";
import { MappingForm, type Move } from "#app/models/import/forms";
import { decideRemoval, mapImport, moveImport } from "#app/models/import/move.server";
import { readForMapping, readImport, readImports, readRemovals, readUndo } from "#app/models/import/read.server";
import { runApart } from "#app/models/import/run-apart.server";
import { mindImports, runImport } from "#app/models/import/run-import.server";
import type { Summary } from "#app/models/import/summary";
import { uploadDirectory } from "#app/models/import/upload.server";
import { sweepUploads } from "#app/models/import/upload-store.server";
import { moveTwin } from "#app/models/organization/twins.server";
import { asId, type ImportId, type OrganizationId, type OrganizationPairId } from "#app/models/values/ids";
import { addPerson } from "#tests/stage/cast";
import { docx, pdf } from "#tests/stage/documents";
import { type Files, rewritten, smallDirectory } from "#tests/stage/import-package";
import type { Stage } from "#tests/stage/on-stage";
import { importRow, onImportStage, sent, work } from "#tests/stage/uploads";

type Given = Readonly<Record<string, string | Uint8Array>>;

async function upload(
  stage: Stage,
  folder: string,
  files: Given,
  who: Actor = stage.cast.nadia,
  sourceName = "County",
) {
  const handed = await sent(folder, files);
  return stage.as(who, async (db) => (await uploadDirectory(db, who, { sourceName }, handed)).id);
}
const move = (stage: Stage, id: ImportId, one: Move, who: Actor = stage.cast.nadia) =>
  stage.as(who, (db) => moveImport(db, who, id, one));

async function bringIn(stage: Stage, folder: string, files: Files, who: Actor = stage.cast.nadia): Promise<ImportId> {
  const id = await upload(stage, folder, files, who);
  expect(await work(stage, id)).toBe("previewed");
  await move(stage, id, "start", who);
  expect(await work(stage, id)).toBe("imported");
  return id;
}

async function directory({ asRole }: Stage) {
  const rows = await asRole("app_definer", (db) =>
    db.execute<{ said: string }>(sql`
      select 'organization ' || name || ': ' || description as said from organization
      union all select 'service ' || name || ' ' || status from service
      union all select 'closed until ' || until_day from opening_exception
      union all select 'span ' || weekday || ' ' || opens_minute from opening_span
      union all select 'remembered ' || count(*) from source_record order by 1`),
  );
  return rows.map(({ said }) => said);
}

describe("An import of the browser", () => {
  test("is looked over without a trace, brought in once started, and taken out again whole", () =>
    onImportStage(async (stage, folder) => {
      const before = await directory(stage);
      const id = await upload(stage, folder, smallDirectory);
      expect(await work(stage, id)).toBe("previewed");
      expect(await directory(stage)).toEqual(before);
      const preview = (await importRow(stage, id)).preview as Summary;
      expect(preview.changes.made).toMatchObject({ organization: 2, location: 2, service: 2 });
      await move(stage, id, "start");
      expect(await work(stage, id)).toBe("imported");
      const { outcome, source, startedBy } = await importRow(stage, id);
      expect([(outcome as Summary).changes, source]).toEqual([preview.changes, "harbor/county"]);
      expect(startedBy).toBe(stage.cast.nadia.membershipId);
      expect(await directory(stage)).not.toEqual(before);
      await move(stage, id, "undo");
      expect(await work(stage, id)).toBe("undone");
      expect(await directory(stage)).toEqual(before);
    }));

  test("that says something else is undone to the words before; what Nadia changed since stays, and is named", () =>
    onImportStage(async (stage, folder) => {
      const first = await bringIn(stage, folder, smallDirectory);
      const middle = await directory(stage);
      const said = rewritten(smallDirectory, "organizations.csv", "Repairs homes", "Mends homes");
      const holiday = rewritten(said, "holiday_schedules.csv", "12/26/26", "12/27/26");
      const second = await bringIn(stage, folder, rewritten(holiday, "regular_schedules.csv", "9:30", "10:30"));
      const changed = ["closed until 2026-12-28", "organization Hammer and Nail: Mends homes", "span 1 630"];
      expect(await directory(stage)).toEqual(expect.arrayContaining(changed));
      await expect(move(stage, first, "undo")).rejects.toThrow();
      await move(stage, second, "undo");
      expect(await work(stage, second)).toBe("undone");
      expect(await directory(stage)).toEqual(middle);
      await stage.asRole("app_definer", (db) =>
        db.execute(
          sql`update service set description = 'In our words', edited_at = app.clock() where name = 'Groceries'`,
        ),
      );
      const { counts, staying } = await stage.as(
        stage.cast.nadia,
        (db) => readUndo(db, stage.cast.nadia, first),
        "read",
      );
      expect(counts.filter(({ deed }) => deed === "stay").length).toBeGreaterThan(0);
      expect(staying).toContainEqual({ table: "service", name: "Groceries", reason: "edited" });
      expect(staying).toContainEqual({ table: "organization", name: "Harvest Pantry", reason: "needed" });
      await move(stage, first, "undo");
      expect(await work(stage, first)).toBe("undone");
      const left = await directory(stage);
      expect(left).toContain("service Groceries active");
      expect(left.some((line) => line.includes("Hammer and Nail"))).toBe(false);
    }));

  test("is cancelled at any moment, and a worker that is late or was thought dead keeps nothing", () =>
    onImportStage(async (stage, folder) => {
      const before = await directory(stage);
      const id = await upload(stage, folder, smallDirectory);
      await work(stage, id);
      await move(stage, id, "start");
      const { attempt } = await importRow(stage, id);
      let turn = 0;
      await runImport(id, attempt, true, async (one) => {
        turn += 1;
        // The third is the import itself: Nadia cancels when it has just begun.
        if (turn === 3) await move(stage, id, "cancel");
        return stage.asRole("app_job", one);
      });
      expect([(await importRow(stage, id)).state, await directory(stage)]).toEqual(["cancelled", before]);
      await move(stage, id, "preview");
      await runImport(id, attempt, true, (one) => stage.asRole("app_job", one));
      expect((await importRow(stage, id)).state).toBe("previewing");
      stage.setClock(new Date(Date.now() + 2 * 3_600_000));
      await mindImports((one) => stage.asRole("app_job", one));
      expect(await importRow(stage, id)).toMatchObject({ state: "failed", failure: "stopped" });
      stage.setClock(null);
      await move(stage, id, "preview");
      expect(await work(stage, id)).toBe("previewed");
    }));

  test("is undone also where one of its providers was joined as a twin of another, and the pair goes with it", () =>
    onImportStage(async (stage, folder) => {
      const { cast } = stage;
      const id = await bringIn(stage, folder, smallDirectory);
      const [pair] = await stage.asRole("app_definer", (db) =>
        db.execute<{ id: string }>(sql`
          insert into organization_pair (agency_id, organization_id, other_organization_id, reasons)
          select ${cast.agencyId}::uuid, least(o.id, n.id), greatest(o.id, n.id), '{telephone}'
          from organization o, organization n where o.name = 'Hammer and Nail' and n.id = ${cast.northside.organizationId}::uuid
          returning id::text as id`),
      );
      const joined = { intent: "join" as const, stands: asId<OrganizationId>(cast.northside.organizationId) };
      await stage.as(cast.nadia, (db) => moveTwin(db, cast.nadia, asId<OrganizationPairId>(pair?.id ?? ""), joined));
      const hammer = (lines: string[]) => lines.filter((line) => line.includes("Hammer and Nail"));
      expect(hammer(await directory(stage))).not.toEqual([]);
      const { staying } = await stage.as(cast.nadia, (db) => readUndo(db, cast.nadia, id), "read");
      expect(staying).toEqual([]);
      await move(stage, id, "undo");
      expect(await work(stage, id)).toBe("undone");
      expect(hammer(await directory(stage))).toEqual([]);
    }));

  test("runs in a process of its own, which says when it could not", () =>
    onImportStage(async (stage, folder) => {
      const id = await upload(stage, folder, smallDirectory);
      const { attempt } = await importRow(stage, id);
      changeSettings({ DATABASE_WORKER_URL: stage.urls.worker.replace(/@.*/, "@127.0.0.1:1/nowhere") });
      await expect(runApart(id, attempt, true)).rejects.toThrow();
      expect((await importRow(stage, id)).state).toBe("previewing");
      changeSettings({ DATABASE_WORKER_URL: stage.urls.worker });
      await runApart(id, attempt, true);
      expect((await importRow(stage, id)).state).toBe("previewed");
    }));
});

describe("Another agency's network manager", () => {
  test("sees no upload, moves none, and brings in the same source without touching ours", () =>
    onImportStage(async (stage, folder) => {
      const { cast } = stage;
      const house = { agencyId: cast.othertonId, organizationId: null };
      const noor = await stage.asRole("app_definer", (db) =>
        addPerson(db, "noor@example.org", "Noor", house as Parameters<typeof addPerson>[3], "network_manager"),
      );
      const ours = await bringIn(stage, folder, smallDirectory);
      const asNoor = <T>(deed: (db: Parameters<Parameters<Stage["as"]>[1]>[0]) => Promise<T>) => stage.as(noor, deed);
      const read = [readImport, readForMapping, readUndo, readRemovals];
      for (const one of read)
        await expect(asNoor((db) => one(db, noor, ours) as Promise<unknown>)).rejects.toMatchObject({ status: 404 });
      expect((await asNoor((db) => readImports(db, noor, null))).rows).toEqual([]);
      await expect(move(stage, ours, "undo", noor)).rejects.toMatchObject({ status: 404 });
      await expect(upload(stage, folder, smallDirectory, cast.ines)).rejects.toThrow();
      const hers = await bringIn(stage, folder, rewritten(smallDirectory, "services.csv", "Groceries", "Food"), noor);
      expect((await importRow(stage, hers)).source).not.toBe((await importRow(stage, ours)).source);
      const both = await directory(stage);
      expect(both.filter((line) => /^service (Groceries|Food) active$/.test(line))).toHaveLength(2);
      await move(stage, hers, "undo", noor);
      await work(stage, hers);
      expect(await directory(stage)).toContain("service Groceries active");
    }));
});

describe("What is uploaded", () => {
  test("is refused by what it is, not by its name, and a trap in a zip leaves nothing behind", () =>
    onImportStage(async (stage, folder) => {
      const refused = (files: Given) => upload(stage, folder, files);
      await expect(refused({})).rejects.toMatchObject({ code: "imports.none", status: 400 });
      await expect(refused({ "a.csv": pdf() })).rejects.toMatchObject({ code: "imports.disguised", status: 415 });
      await expect(refused({ "a.exe": "MZ" })).rejects.toMatchObject({ code: "imports.wrong-kind", status: 415 });
      const outside = await upload(stage, folder, { "a.zip": docx(["../organizations.csv"]) });
      expect(await work(stage, outside)).toBe("failed");
      expect((await importRow(stage, outside)).failure).toBe("zip-outside");
      const letter = await upload(stage, folder, { "letter.json": '"Dear all"' });
      expect([await work(stage, letter), (await importRow(stage, letter)).failure]).toEqual(["failed", "unknown"]);
      await expect(move(stage, letter, "start")).rejects.toMatchObject({ status: 409 });
    }));

  test("as a table of its own waits for its columns, says which is missing, and is kept for the next file", () =>
    onImportStage(async (stage, folder) => {
      const { nadia } = stage.cast;
      const table = "Pantry,Town,Open\nMill Lane,Baltimore,Mon 9-5\nCanal Street,Baltimore,call first";
      const id = await upload(stage, folder, { "pantries.csv": table });
      await expect(move(stage, id, "preview")).rejects.toMatchObject({ code: "imports.mapping-first" });
      const say = (town: string) =>
        MappingForm.parse({
          [inputOf("id")]: ID_FROM_WORDS,
          [inputOf("organization.name")]: "pantry",
          [inputOf("address.city")]: town,
          [inputOf("hours.text")]: "open",
          serviceWords: "Food pantry",
          keptName: "Pantries",
        });
      const wrong = stage.as(nadia, (db) => mapImport(db, nadia, id, say("village")));
      await expect(wrong).rejects.toMatchObject({ status: 422, blanks: { column: "village" } });
      await stage.as(nadia, (db) => mapImport(db, nadia, id, say("town")));
      expect(await work(stage, id)).toBe("previewed");
      expect(((await importRow(stage, id)).preview as Summary).total).toMatchObject({ rows: 2, taken: 2 });
      const next = await upload(stage, folder, { "more.csv": table });
      const { kept } = await stage.as(nadia, (db) => readForMapping(db, nadia, next), "read");
      expect(kept.map(({ name, chosen }) => [name, chosen.columns["hours.text"]])).toEqual([["Pantries", "open"]]);
    }));

  test("is swept once nobody will ask for it, not before, and then says so", () =>
    onImportStage(async (stage, folder) => {
      const id = await upload(stage, folder, smallDirectory);
      const now = new Date();
      expect(await sweepUploads(now, async (ids) => ids)).toBe(0);
      await utimes(path.join(folder, "imports", id), now, new Date(now.getTime() - 2 * 86_400_000));
      const forgotten = (ids: string[]) =>
        stage.asRole("app_job", async (db) => {
          const gone = await db.execute<{ id: string }>(
            sql`select app.forgotten_imports(${`{${ids.join(",")}}`}::uuid[])::text as id`,
          );
          return gone.map((row) => row.id);
        });
      expect(await sweepUploads(now, forgotten)).toBe(0);
      await work(stage, id);
      stage.setClock(new Date(now.getTime() + 31 * 86_400_000));
      await utimes(path.join(folder, "imports", id), now, new Date(now.getTime() - 2 * 86_400_000));
      expect(await sweepUploads(now, forgotten)).toBe(1);
      await move(stage, id, "preview");
      expect([await work(stage, id), (await importRow(stage, id)).failure]).toEqual(["failed", "swept"]);
    }));
});

test("What is no longer in the files waits for Nadia: ended, offered again, and not hers to end once somebody edited it", () =>
  onImportStage(async (stage, folder) => {
    const { nadia } = stage.cast;
    await bringIn(stage, folder, smallDirectory);
    const [head = "", ...rows] = (smallDirectory["services.csv"] ?? "").split("\n");
    const services = [head, ...rows.filter((row) => !row.startsWith("100"))].join("\n");
    // An address that is gone takes no place with it.
    const addresses = (smallDirectory["addresses.csv"] ?? "").split("\n").slice(0, 2).join("\n");
    const { "phones.csv": _phones, "regular_schedules.csv": _hours, ...rest } = smallDirectory;
    const id = await bringIn(
      stage,
      folder,
      rewritten(
        { ...rest, "addresses.csv": addresses, "services.csv": services },
        "organizations.csv",
        "Repairs homes",
        "Mends",
      ),
    );
    const lines = () => stage.as(nadia, (db) => readRemovals(db, nadia, id), "read");
    const service = (await lines()).find(({ table }) => table === "service");
    expect(service).toMatchObject({ name: "Groceries", state: "proposed" });
    expect((await lines()).filter(({ table }) => table === "location")).toEqual([]);
    const decide = (one: "end" | "restore") =>
      stage.as(nadia, (db) => decideRemoval(db, nadia, { removalId: service?.id ?? "", move: one }));
    await decide("end");
    expect(await directory(stage)).toContain("service Groceries inactive");
    await decide("restore");
    expect(await directory(stage)).toContain("service Groceries active");
    await expect(decide("restore")).rejects.toMatchObject({ status: 409 });
    await stage.asRole("app_definer", (db) =>
      db.execute(sql`update service set edited_at = app.clock() + interval '1 minute' where name = 'Groceries'`),
    );
    await expect(decide("end")).rejects.toThrow();
  }));
