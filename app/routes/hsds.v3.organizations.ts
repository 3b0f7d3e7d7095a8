// The HSDS list of organizations. Answers machines; no page.
import { directoryFor } from "#app/access/gate.server";
import { listOrganizations } from "#app/interop/hsds/answer.server";
import { queryOf, TAKEN } from "#app/interop/hsds/parameters";

const query = queryOf(TAKEN.organizations);

export const loader = directoryFor({ query, lines: true }, listOrganizations);

/** The same for a search that should stand in no log of addresses. */
export const action = directoryFor({ query, lines: true }, listOrganizations);
