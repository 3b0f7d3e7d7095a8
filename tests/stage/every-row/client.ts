// What is kept of a client: ways, relations, facts of groups open and closed, and pairs; of Rosa, of the restricted one, and of the other agency.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import { put } from "./put";

/** Ways, relations, facts of an open and a closed group, and pairs: of Rosa, of the restricted client, and of the other agency. */
export async function layClientDetails(db: Db, cast: Cast, hidden: { clientId: string; ottos: string }): Promise<void> {
  const second = await put(db, "client", {
    agency_id: cast.agencyId,
    number: "C-9002",
    given_name: "Second",
    family_name: "Person",
    created_by: cast.carl.membershipId,
  });
  const of = (clientId: string, author: { membershipId: string }) => ({
    agency_id: clientId === hidden.ottos ? cast.othertonId : cast.agencyId,
    client_id: clientId,
    created_by: author.membershipId,
  });
  const everyone: [string, { membershipId: string }][] = [
    [cast.rosa.clientId, cast.ines],
    [hidden.clientId, cast.carl],
    // Taken in by Carl, and nobody carries a case of theirs.
    [second, cast.carl],
    [hidden.ottos, cast.otto],
  ];
  for (const [clientId, author] of everyone) {
    await put(db, "contact_way", { ...of(clientId, author), channel: "telephone", value: "410-555-0100" });
    await put(db, "client_relation", { ...of(clientId, author), other_name: "Aunt", kind: "relative" });
    for (const group of ["benefits", "health", "justice"])
      await put(db, "client_fact", { ...of(clientId, author), fact_group: group, kind: "condition", words: "a fact" });
  }
  await put(db, "client_relation", {
    ...of(cast.rosa.clientId, cast.ines),
    other_client_id: hidden.clientId,
    kind: "sibling",
  });
  await layRelations(db, cast, { hidden: hidden.clientId, second });
  const pair = (one: string, other: string) => {
    const [client_id, other_client_id] = [one, other].sort();
    return put(db, "client_pair", {
      agency_id: cast.agencyId,
      client_id,
      other_client_id,
      reasons: sql`'{name}'::text[]`,
    });
  };
  await pair(cast.rosa.clientId, second);
  await pair(cast.rosa.clientId, hidden.clientId);
  // The hidden one on the other side of it.
  await pair(hidden.clientId, second);
  for (const [role, reach] of [
    ["caseworker", "none"],
    ["supervisor", "own"],
  ])
    await put(db, "fact_reach", { agency_id: cast.agencyId, fact_group: "justice", role, reach });
}

/** Each way in which either of two may be somebody's: carried, taken in, supervised, or nobody's who asks. */
async function layRelations(db: Db, cast: Cast, { hidden, second }: { hidden: string; second: string }): Promise<void> {
  const takenIn = await put(db, "client", {
    agency_id: cast.agencyId,
    number: "C-9003",
    given_name: "Third",
    family_name: "Person",
    created_by: cast.ines.membershipId,
  });
  const between: [string, string, { membershipId: string }][] = [
    [second, cast.rosa.clientId, cast.carl],
    [hidden, cast.rosa.clientId, cast.carl],
    [cast.rosa.clientId, second, cast.ines],
    [takenIn, cast.rosa.clientId, cast.ines],
  ];
  for (const [client_id, other_client_id, author] of between)
    await put(db, "client_relation", {
      agency_id: cast.agencyId,
      client_id,
      other_client_id,
      kind: "relative",
      created_by: author.membershipId,
    });
}
