// Does to where a service comes, and at the network desk to how it is given, what a form of its page says. Chooses the deed; each deed refuses for itself.
import type { z } from "zod";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { asId, type ServiceAtLocationId, type ServiceId } from "../values/ids";
import { changeGiven } from "./add-service.server";
import type { GivenPageForm } from "./area-forms";
import { addAreaAround, addAreaDrawn, removeArea, saveAreaCodes } from "./areas.server";
import { lockServiceAtLocation } from "./lock.server";

/** @returns the catalogue key of what was done */
export async function changeAreas(
  db: Db,
  actor: Actor,
  id: ServiceAtLocationId,
  said: z.infer<typeof GivenPageForm>,
): Promise<string> {
  const serviceId = asId<ServiceId>((await lockServiceAtLocation(db, id)).serviceId);
  switch (said.intent) {
    case "area-codes":
      await saveAreaCodes(db, actor, serviceId, said);
      return "organization.area.saved";
    case "area-around":
      await addAreaAround(db, actor, serviceId, said);
      return "organization.area.saved";
    case "area-shape":
      await addAreaDrawn(db, actor, serviceId, said);
      return "organization.area.saved";
    case "remove-area":
      await removeArea(db, actor, serviceId, said.id);
      return "organization.area.removed";
    case "given": {
      const { intent: _, ...given } = said;
      await changeGiven(db, actor, serviceId, given);
      return "organization.given.saved";
    }
  }
}
