// Does to a service's page at the portal what its form says. Chooses the deed; each deed refuses for itself.
import type { z } from "zod";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { asId, type LocationId, type ServiceAtLocationId, type ServiceId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { changeGiven } from "./add-service.server";
import { sayCapacity } from "./capacity.server";
import type { PlacePageForm } from "./forms";
import { addException, removeException, writeWeek } from "./hours.server";
import { lockServiceAtLocation } from "./lock.server";
import { addPhone, removePhone } from "./phone.server";
import { changeReach } from "./place.server";
import { holdOrApply } from "./propose.server";
import { addRuledHours, keepHolidays, removeRuledHours } from "./ruled-hours.server";

type Form = z.infer<typeof PlacePageForm>;

/** @returns the catalogue key of what was done, or that it waits for a look */
export async function changeOwnService(db: Db, actor: Actor, id: ServiceAtLocationId, form: Form): Promise<string> {
  const { organizationId } = await lockServiceAtLocation(db, id);
  const wanted = { organizationId, subject: { locationId: null, serviceAtLocationId: id }, form };
  return holdOrApply(db, actor, wanted, () => applyToService(db, actor, id, form));
}

/** Does it, whatever the rules of looking say. */
export async function applyToService(db: Db, actor: Actor, id: ServiceAtLocationId, form: Form): Promise<string> {
  switch (form.intent) {
    case "capacity":
      if (form.serviceAtLocationId !== id) throw new Refusal("not-found", 404);
      await sayCapacity(db, actor, form);
      return "organization.services.saved";
    case "week":
      await writeWeek(db, actor, id, form);
      return "organization.one.hours-saved";
    case "ruled-hours":
      await addRuledHours(db, actor, id, form);
      return "organization.rules.added";
    case "remove-ruled-hours":
      await removeRuledHours(db, actor, id, form.id);
      return "organization.rules.removed";
    case "holidays":
      await keepHolidays(db, actor, id, form.holidays);
      return "organization.rules.holidays-saved";
    case "exception":
      await addException(db, actor, id, form);
      return "organization.one.exception-added";
    case "remove-exception":
      await removeException(db, actor, id, form.id);
      return "organization.one.exception-removed";
    case "reach": {
      const { locationId } = await lockServiceAtLocation(db, id);
      const { intent: _, ...reach } = form;
      await changeReach(db, actor, asId<LocationId>(locationId), reach);
      return "organization.one.reach-saved";
    }
    case "given": {
      const { serviceId } = await lockServiceAtLocation(db, id);
      const { intent: _, ...given } = form;
      await changeGiven(db, actor, asId<ServiceId>(serviceId), given);
      return "organization.given.saved";
    }
    case "phone": {
      const { intent: _, ...phone } = form;
      await addPhone(db, actor, id, phone);
      return "organization.one.phone-added";
    }
    case "remove-phone":
      await removePhone(db, actor, id, form.id);
      return "organization.one.phone-removed";
  }
}
