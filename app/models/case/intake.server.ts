// From a request to a client and a case, with what the request says: nothing is typed twice. Never guesses who a client is.
import { sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { recordEvent } from "../event/record.server";
import type { CaseId, ClientId, RequestId } from "../values/ids";
import type { CAME_BY } from "./codes";
import { requestEvents } from "./events";
import { requestLifecycle } from "./lifecycle";
import { openCase } from "./open.server";
import { lockRequest } from "./request.server";

/** Opens the actor's own case for the client. @throws Refusal 409 when the request was decided meanwhile */
export async function openFromRequest(
  db: Db,
  actor: Actor,
  requestId: RequestId,
  clientId: ClientId,
  summary: string,
): Promise<CaseId> {
  const request = await lockRequest(db, requestId);
  requestLifecycle.after(request.state, "open");
  const cameBy = request.cameBy as (typeof CAME_BY)[number];
  const caseId = await openCase(db, actor, clientId, { cameBy, summary: summary || request.words });
  await db.execute(sql`select app.open_request(${requestId}::uuid, ${caseId}::uuid)`);
  await recordEvent(db, actor, requestEvents.opened({ caseId }), {
    subjectType: "request",
    subjectId: requestId,
    agencyId: agencyOf(actor),
    caseId,
    clientId,
  });
  return caseId;
}
