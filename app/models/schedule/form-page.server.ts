// Reads what the plan's form needs around it: the authorization, what is left of it, whom and where one may name.
import type { Actor } from "#app/access/actor";
import { organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { lastDayOf } from "../authorization/read.server";
import type { AuthorizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { WAYS_TO_REPEAT } from "./forms";
import { readChoices, readGround } from "./ground.server";
import { readShownName } from "./read.server";

/** @throws Refusal 404 when the authorization is absent or another organization's */
export async function readScheduleForm(db: Db, actor: Actor, authorizationId: AuthorizationId) {
  const organizationId = organizationOf(actor);
  const ground = await readGround(db, authorizationId);
  if (ground.organizationId !== organizationId) throw new Refusal("not-found", 404);
  return {
    authorization: { ...ground, lastDay: lastDayOf(ground.endsOn) },
    choices: await readChoices(db, organizationId),
    ways: WAYS_TO_REPEAT,
    ...(await readShownName(db, ground.clientId, ground.referralId)),
  };
}
