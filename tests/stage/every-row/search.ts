// What is kept beside the search: saved searches, how searches begin, what nobody was found for, and keys to the directory.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import { put } from "./put";

export async function laySearch(db: Db, cast: Cast): Promise<void> {
  const { ines, nadia, ada, otto } = cast;
  for (const [person, shared] of [
    [ines, false],
    [ines, true],
    [nadia, false],
    [otto, true],
  ] as const) {
    await put(db, "saved_search", {
      agency_id: person.agencyId,
      created_by: person.membershipId,
      name: shared ? "Food near the harbor" : "Evening counselling",
      address: "/agency/search?within=5&unit=mile",
      shared,
    });
  }
  for (const agency_id of [ines.agencyId, otto.agencyId]) {
    await put(db, "search_setup", { agency_id, name: "Family support", usual: true });
    await put(db, "course_quarter", { agency_id, quarter: "2030-01-01" });
    await put(db, "course_count", {
      agency_id,
      quarter: "2030-01-01",
      grouping: "all",
      value: "",
      step: "sent",
      days: 0,
      count: 12,
    });
    await put(db, "unmet_search", { agency_id, day: "2030-01-01", area: "212", language: "es" });
  }
  await put(db, "api_key", {
    agency_id: ada.agencyId,
    name: "The county's own site",
    key_hash: "0".repeat(64),
    created_by: ada.membershipId,
    expires_at: sql`'2031-01-01'::timestamptz`,
  });
}
