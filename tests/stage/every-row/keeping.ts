// Facts kept current: rules, links that ask, confirmations each way, changes in each state, and what was read out of words and addresses.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import { move, put } from "./put";

export async function layKeeping(db: Db, cast: Cast): Promise<void> {
  await put(db, "bulk_change", { table_name: "phone", rows: 1, digest: sql`'\\x00'::bytea` });
  await put(db, "set_change", {
    table_name: "payment",
    verb: "INSERT",
    changed: "",
    row_ids: "{}",
    digest: sql`'\\x00'::bytea`,
  });
  for (const agency_id of [cast.agencyId, cast.othertonId]) {
    await put(db, "fact_rule", { agency_id, fact_group: "contact", half_life_days: 120, waits: true });
  }
  for (const [number, place, keeper] of [
    ["1", cast.northside, cast.mara],
    ["2", cast.southside, cast.sid],
  ] as const) {
    const { organizationId: organization_id, locationId: location_id } = place;
    const request_id = await put(db, "confirmation_request", {
      organization_id,
      token_hash: number.repeat(64),
      mailed_to: "desk@example.org",
      expires_at: sql`'2031-01-01'::timestamptz`,
    });
    for (const field of ["name", ""]) {
      await put(db, "source_difference", {
        organization_id,
        source: "county",
        kind: "location",
        source_id: number,
        table_name: "location",
        row_id: location_id,
        field,
      });
    }
    const by = { organization_id, membership_id: keeper.membershipId };
    await put(db, "confirmation", { ...by, fact_group: "contact", how: "portal" });
    await put(db, "confirmation", { organization_id, request_id, fact_group: "address", location_id, how: "link" });
    const asked = { organization_id, fact_group: "contact", before: sql`'{}'::jsonb`, after: sql`'{}'::jsonb` };
    await put(db, "proposed_change", { ...asked, request_id });
    for (const state of ["waiting", "accepted", "declined", "superseded"]) {
      const id = await put(db, "proposed_change", { ...asked, proposed_by: keeper.membershipId });
      if (state === "waiting") continue;
      if (state !== "superseded") {
        await db.execute(sql`update proposed_change set state = ${state}, decided_by = ${cast.nadia.membershipId}::uuid,
          decided_at = app.clock(), words = 'Not so.' where id = ${id}::uuid`);
      } else await move(db, "proposed_change", id, state);
    }
  }
}

/** What each agency made of hours in words, and what an outside geocoder said of the directory's addresses. */
export async function layReadings(db: Db, cast: Cast): Promise<void> {
  for (const [agency_id, place, decided_by] of [
    [cast.agencyId, cast.northside, cast.nadia.membershipId],
    [cast.othertonId, cast.southside, cast.otto.membershipId],
  ] as const) {
    const { organizationId: organization_id, serviceAtLocationId: service_at_location_id } = place;
    const reading = {
      agency_id,
      organization_id,
      service_at_location_id,
      batch_id: service_at_location_id,
      decided_by,
    };
    await put(db, "hours_reading", { ...reading, words: "By appointment", confirmed: false });
  }
  await put(db, "geocode_answer", { geocoder: "maps.example.gov", address: "1 Mill Lane, Baltimore, MD 21201" });
}
