// What a provider says of itself, beyond what the cast brings: telephones, exceptions, credentials, practitioners; and its suspensions.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import { put } from "./put";

export async function layDirectory(db: Db, cast: Cast): Promise<void> {
  for (const place of [cast.northside, cast.southside]) {
    const { organizationId: organization_id, locationId: location_id } = place;
    await put(db, "phone", { organization_id, location_id, number: "410-555-0100" });
    await put(db, "opening_exception", {
      organization_id,
      location_id,
      from_day: "2030-01-01",
      until_day: "2030-01-02",
    });
    await put(db, "service_area", {
      organization_id,
      service_id: place.serviceId,
      postal_codes: sql`'{21201}'::text[]`,
    });
    await put(db, "credential", { organization_id, kind: "licence" });
  }
  await laySuspensions(db, cast);
  await put(db, "practitioner", { organization_id: cast.southside.organizationId, name: "Petra" });
}

/** Ahead, so that no other row of the matrix is held up by one; another agency's beside it. */
async function laySuspensions(db: Db, cast: Cast): Promise<void> {
  const said = { reason_code: "other", words: "x", services: "continue", created_by: cast.nadia.membershipId };
  const organization_id = cast.southside.organizationId;
  const ahead = sql`(app.clock() + interval '90 days')::date`;
  await put(db, "suspension", { ...said, agency_id: cast.agencyId, organization_id, from_day: ahead });
  await put(db, "suspension", {
    ...said,
    agency_id: cast.othertonId,
    organization_id: cast.northside.organizationId,
    from_day: ahead,
  });
}
