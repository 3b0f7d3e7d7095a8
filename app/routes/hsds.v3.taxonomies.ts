// The HSDS list of taxonomies. Answers machines; no page.
import { directoryFor } from "#app/access/gate.server";
import { listTaxonomies } from "#app/interop/hsds/answer-terms.server";
import { queryOf, TAKEN } from "#app/interop/hsds/parameters";

const query = queryOf(TAKEN.taxonomies);

export const loader = directoryFor({ query, lines: true }, listTaxonomies);

/** The same for a search that should stand in no log of addresses. */
export const action = directoryFor({ query, lines: true }, listTaxonomies);
