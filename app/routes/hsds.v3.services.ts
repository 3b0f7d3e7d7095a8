// The HSDS list of services. Answers machines; no page.
import { directoryFor } from "#app/access/gate.server";
import { listServices } from "#app/interop/hsds/answer.server";
import { queryOf, TAKEN } from "#app/interop/hsds/parameters";

const query = queryOf(TAKEN.services);

export const loader = directoryFor({ query, lines: true }, listServices);

/** The same for a search that should stand in no log of addresses. */
export const action = directoryFor({ query, lines: true }, listServices);
