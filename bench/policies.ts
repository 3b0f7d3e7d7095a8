// Weakens each row-level policy in turn and asks the access matrix whether anybody notices. Works in a database of its own, never on anybody's rows.
import postgres from "postgres";
import type { Figure } from "#app/commands/bench";
import { Pool } from "#app/database/pool.server";
import { inTransaction } from "#app/database/transaction.server";
import { layCast } from "#tests/stage/cast";
import { layEveryRow } from "#tests/stage/every-row";
import type { Persona } from "#tests/stage/matrix";
import { personasOf } from "#tests/stage/personas";
import type { Mutant } from "./policies/mutants";
import { idOf, reasonFor, unusedReasons } from "./policies/reasons";
import { tryMutants } from "./policies/trial";
import { loginsOf, openHouse } from "./search/house";

export async function run(): Promise<Figure[]> {
  const house = await openHouse();
  try {
    const migrator = loginsOf(await house.database("policies")).migrator ?? "";
    const personas = await layStage(migrator);
    const sql = postgres(migrator, { max: 1, onnotice: () => {} });
    try {
      return [await measure(sql, personas)];
    } finally {
      await sql.end({ timeout: 1 });
    }
  } finally {
    await house.close();
  }
}

/** The cast and one row for every state, as the access matrix has them. */
async function layStage(migrator: string): Promise<Persona[]> {
  const pool = new Pool(migrator, 1);
  const asRole: Parameters<typeof personasOf>[0]["asRole"] = (role, work) =>
    inTransaction(pool, { role, requestId: "bench" }, "write", work);
  try {
    const cast = await asRole("app_definer", layCast);
    await asRole("app_definer", (db) => layEveryRow(db, cast));
    return await personasOf({ cast, asRole });
  } finally {
    await pool.close();
  }
}

async function measure(sql: postgres.Sql, personas: readonly Persona[]): Promise<Figure> {
  const { tried, survivors } = await tryMutants(sql, personas, tell);
  const unexplained = survivors.filter((survivor) => reasonFor(survivor) === null);
  const unused = unusedReasons(survivors);
  for (const id of unused) process.stdout.write(`a reason is given, and somebody notices: ${id}\n`);
  const killed = tried - survivors.length;
  return {
    name: "weakened policies that somebody notices",
    value: killed,
    against: tried,
    ratio: killed / tried,
    target: "all but those with a reason",
    ok: unexplained.length === 0 && unused.length === 0,
  };
}

function tell(survivor: Mutant): void {
  const reason = reasonFor(survivor);
  process.stdout.write(
    `${reason ? "as it should be" : "NOBODY NOTICES"}: ${idOf(survivor)}${reason ? `: ${reason}` : ""}\n`,
  );
}
