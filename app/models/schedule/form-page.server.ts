// Reads what the plan's form needs around it: the authorization, what is left of it, whom and where one may name.
import { and, eq } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { offers, servicesAtLocation } from "#drizzle/schema";
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
    usualLocationId: await readUsualPlace(db, organizationId, ground.referralId),
    ...(await readShownName(db, ground.clientId, ground.referralId)),
  };
}

/** Where the service was asked for: most sessions are held there. */
async function readUsualPlace(db: Db, organizationId: string, referralId: string): Promise<string | undefined> {
  const [place] = await db
    .select({ id: servicesAtLocation.locationId })
    .from(offers)
    .innerJoin(servicesAtLocation, eq(servicesAtLocation.id, offers.serviceAtLocationId))
    .where(
      and(eq(offers.referralId, referralId), eq(offers.organizationId, organizationId), eq(offers.state, "accepted")),
    );
  return place?.id;
}
