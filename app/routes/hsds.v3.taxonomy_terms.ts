// The HSDS list of taxonomy terms. Answers machines; no page.
import { directoryFor } from "#app/access/gate.server";
import { listTerms } from "#app/interop/hsds/answer-terms.server";
import { queryOf, TAKEN } from "#app/interop/hsds/parameters";

const query = queryOf(TAKEN.taxonomy_terms);

export const loader = directoryFor({ query, lines: true }, listTerms);

/** The same for a search that should stand in no log of addresses. */
export const action = directoryFor({ query, lines: true }, listTerms);
