// Does to a provider what a form of its page at the network desk says. Chooses the deed; each deed refuses for itself.
import type { z } from "zod";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { invite, inviteAgain } from "../agency/invite.server";
import type { OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { addService, changeServiceStatus, placeService } from "./add-service.server";
import { sayCapacity } from "./capacity.server";
import { changeFacts } from "./facts.server";
import type { OrganizationPageForm } from "./forms";
import { lockOrganization, lockService, lockServiceAtLocation } from "./lock.server";
import { addPlace } from "./place.server";

/** @returns the catalogue key of what was done */
export async function changeOrganization(
  db: Db,
  actor: Actor,
  id: OrganizationId,
  said: z.infer<typeof OrganizationPageForm>,
): Promise<string> {
  switch (said.intent) {
    case "facts": {
      const { intent: _, ...facts } = said;
      await changeFacts(db, actor, id, facts);
      break;
    }
    case "place": {
      const { intent: _, ...place } = said;
      await addPlace(db, actor, id, place);
      break;
    }
    case "service": {
      const { intent: _, ...service } = said;
      await addService(db, actor, id, service);
      break;
    }
    case "place-service":
      await ofThis(id, lockService(db, said.serviceId));
      await placeService(db, actor, said.serviceId, said.locationId);
      break;
    case "service-status":
      await ofThis(id, lockService(db, said.serviceId));
      await changeServiceStatus(db, actor, said.serviceId, said.status);
      break;
    case "capacity":
      await ofThis(id, lockServiceAtLocation(db, said.serviceAtLocationId));
      await sayCapacity(db, actor, said);
      break;
    case "invite":
      await lockOrganization(db, id);
      await invite(
        db,
        actor,
        { agencyId: null, organizationId: id },
        { name: said.name, email: said.email, role: "organization_administrator" },
      );
      return "network.one.invite-sent";
    case "invite-again":
      await lockOrganization(db, id);
      await inviteAgain(db, actor, { agencyId: null, organizationId: id }, said.invitationId);
      return "network.one.invite-sent";
  }
  return "network.one.saved";
}

/** @throws Refusal 404 when the row belongs to another provider than the page's */
async function ofThis(id: OrganizationId, locked: Promise<{ organizationId: string }>): Promise<void> {
  if ((await locked).organizationId !== id) throw new Refusal("not-found", 404);
}
