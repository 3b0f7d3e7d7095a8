// Every persona × every table × every verb, compared with a file a person has read. A new table without an entry fails.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, test } from "vitest";
import { layEveryRow } from "#tests/stage/every-row";
import { APPLICANT_KEYS } from "#tests/stage/every-row/application";
import { ROSAS_KEY, UPLOAD_KEY } from "#tests/stage/every-row/case";
import { type Matrix, measureMatrix, type Persona, readable } from "#tests/stage/matrix";
import { onStage, type Stage } from "#tests/stage/on-stage";

const GOLDEN = path.resolve("tests/access/matrix.golden.json");
const NOBODY = "00000000-0000-4000-8000-000000000000";

/** The cast, and those who should see nothing: nobody, somebody unknown, a disabled person, a seat that is another's. */
async function personasOf({ cast, asRole }: Stage): Promise<Persona[]> {
  const people = Object.entries(cast).flatMap(([name, actor]) =>
    typeof actor === "object" && "personId" in actor
      ? [{ name, personId: actor.personId, membershipId: actor.membershipId }]
      : [],
  );
  const [gone] = await asRole("app_definer", (db) =>
    db.execute<{
      person_id: string;
      id: string;
    }>(sql`with p as (insert into person (name, email) values ('Gone', 'gone@example.org') returning id)
      insert into membership (person_id, agency_id, role, disabled_at) select id, ${cast.agencyId}::uuid, 'caseworker', app.clock() from p returning person_id, id`),
  );
  return [
    ...people,
    { name: "nobody", personId: "", membershipId: "" },
    { name: "unknown", personId: NOBODY, membershipId: NOBODY },
    { name: "disabled", personId: gone?.person_id ?? "", membershipId: gone?.id ?? "" },
    ...Object.entries(APPLICANT_KEYS).map(([name, keyHash]) => ({
      name,
      personId: "",
      membershipId: "",
      bearer: { kind: "application", keyHash },
    })),
    {
      name: "a client sending documents",
      personId: "",
      membershipId: "",
      bearer: { kind: "upload", keyHash: UPLOAD_KEY },
    },
    {
      name: "somebody with a link of Northside",
      personId: "",
      membershipId: "",
      bearer: { kind: "confirmation", keyHash: "1".repeat(64) },
    },
    {
      name: "somebody with a link of Rosa",
      personId: "",
      membershipId: "",
      bearer: { kind: "sharing", keyHash: ROSAS_KEY },
    },
    { name: "in another's seat", personId: cast.ines.personId, membershipId: cast.freya.membershipId },
  ];
}

async function measured(stage: Stage, only?: string[]): Promise<Matrix> {
  const client = postgres(stage.urls.migrator, { max: 1, onnotice: () => {} });
  try {
    return await measureMatrix(client, await personasOf(stage), only);
  } finally {
    await client.end();
  }
}

test("everybody may do exactly what the golden file says, table by table", () =>
  onStage(async (stage) => {
    await stage.asRole("app_definer", (db) => layEveryRow(db, stage.cast));
    const found = readable(await measured(stage));
    if (process.env.WRITE_GOLDEN === "yes") await writeFile(GOLDEN, `${JSON.stringify(found, null, 2)}\n`);
    const golden = JSON.parse(await readFile(GOLDEN, "utf8"));
    expect(Object.keys(found)).toEqual(Object.keys(golden));
    expect(found).toEqual(golden);
  }));
