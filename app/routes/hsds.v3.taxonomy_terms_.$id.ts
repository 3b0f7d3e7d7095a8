// One taxonomy term as HSDS, with all that belongs to it. Answers machines; no page.
import { z } from "zod";
import { directoryFor } from "#app/access/gate.server";
import { oneTerm } from "#app/interop/hsds/answer-terms.server";
import { queryOf, TAKEN_BY_ONE } from "#app/interop/hsds/parameters";
import { penAt } from "#app/interop/hsds/pen.server";

const params = z.object({ id: z.guid().toLowerCase() });
const query = queryOf(TAKEN_BY_ONE.taxonomy_terms);

export const loader = directoryFor({ params, query }, ({ db, now, params }) => oneTerm(db, penAt(now), params.id));
