// The HSDS list of services at locations. Answers machines; no page.
import { directoryFor } from "#app/access/gate.server";
import { listPlaces } from "#app/interop/hsds/answer.server";
import { queryOf, TAKEN } from "#app/interop/hsds/parameters";

const query = queryOf(TAKEN.service_at_locations);

export const loader = directoryFor({ query, lines: true }, listPlaces);

/** The same for a search that should stand in no log of addresses. */
export const action = directoryFor({ query, lines: true }, listPlaces);
