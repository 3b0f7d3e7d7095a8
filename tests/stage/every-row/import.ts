// Imports of two agencies in the states a policy or guard names, with a mapping, progress, what stood before, and removals in each state.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import { move, put } from "./put";

const WAYS: Readonly<Record<string, readonly string[]>> = {
  uploaded: [],
  imported: ["previewing", "previewed", "importing", "imported"],
  cancelled: ["cancelled"],
};

export async function layImports(db: Db, cast: Cast): Promise<void> {
  const { northside, agencyId, othertonId, nadia, otto } = cast;
  for (const [agency_id, created_by] of [
    [agencyId, nadia.membershipId],
    [othertonId, otto.membershipId],
  ] as const) {
    const by = { agency_id, created_by };
    await put(db, "import_mapping", { ...by, name: "Pantries", document: sql`'{"fields": {}}'::jsonb` });
    const ids: Record<string, string> = {};
    for (const [state, way] of Object.entries(WAYS)) {
      ids[state] = await put(db, "directory_import", {
        ...by,
        source_name: state,
        files: sql`'[]'::jsonb`,
        flat: false,
      });
      await move(db, "directory_import", ids[state], ...way);
    }
    await put(db, "import_before", {
      import_id: ids.imported,
      table_name: "service",
      row_id: northside.serviceId,
      before: sql`'{}'::jsonb`,
    });
    await db.execute(sql`insert into import_progress (import_id, agency_id, step, done, total)
      values (${ids.imported}::uuid, ${agency_id}::uuid, 'write', 1, 2)`);
    for (const state of ["proposed", "kept", "lapsed"]) {
      const id = await put(db, "import_removal", {
        agency_id,
        import_id: ids.imported,
        source: `${agency_id}/${state}`,
        table_name: "service",
        row_id: northside.serviceId,
        source_id: "1",
        name: "Counseling",
      });
      if (state !== "proposed") await move(db, "import_removal", id, state);
    }
  }
}
