// One service at a location as HSDS, with all that belongs to it. Answers machines; no page.
import { z } from "zod";
import { directoryFor } from "#app/access/gate.server";
import { onePlace } from "#app/interop/hsds/answer.server";
import { queryOf, TAKEN_BY_ONE } from "#app/interop/hsds/parameters";
import { penAt } from "#app/interop/hsds/pen.server";

const params = z.object({ id: z.guid().toLowerCase() });
const query = queryOf(TAKEN_BY_ONE.service_at_locations);

export const loader = directoryFor({ params, query }, ({ db, now, params }) => onePlace(db, penAt(now), params.id));
