// Does to a service's page at the portal what its form says. Chooses the deed; each deed refuses for itself.
import type { z } from "zod";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { asId, type LocationId, type ServiceAtLocationId, type ServiceId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { changeGiven } from "./add-service.server";
import type { AreaPageForm } from "./area-forms";
import { addAreaAround, addAreaDrawn, checkArea, removeArea, saveAreaCodes } from "./areas.server";
import { sayCapacity } from "./capacity.server";
import type { PlacePageForm } from "./forms";
import { addException, removeException, writeWeek } from "./hours.server";
import type { FullOrOpenForm } from "./keeping-forms";
import { lockServiceAtLocation } from "./lock.server";
import { addPhone, removePhone } from "./phone.server";
import { changeReach } from "./place.server";
import { holdOrApply } from "./propose.server";
import { addRuledHours, keepHolidays, removeRuledHours } from "./ruled-hours.server";

type AreaForm = z.infer<typeof AreaPageForm>;
type Form = z.infer<typeof PlacePageForm> | AreaForm;

/** @returns the catalogue key of what was done, or that it waits for a look */
export async function changeOwnService(db: Db, actor: Actor, id: ServiceAtLocationId, said: Form): Promise<string> {
  const { organizationId } = await lockServiceAtLocation(db, id);
  // What is wrong with an area is told to whoever wrote it, not to whoever looks at it later.
  const form = isOfAreas(said) ? await checkArea(db, organizationId, said) : said;
  const wanted = { organizationId, subject: { locationId: null, serviceAtLocationId: id }, form };
  return holdOrApply(db, actor, wanted, () => applyToService(db, actor, id, form));
}

/** One press: full, or open again. The number said before no longer holds. */
export async function sayFullOrOpen(
  db: Db,
  actor: Actor,
  { intent, serviceAtLocationId }: z.infer<typeof FullOrOpenForm>,
): Promise<string> {
  const takesReferrals = intent === "full" ? "no" : "yes";
  const form = { intent: "capacity", serviceAtLocationId, takesReferrals, openPlaces: null } as const;
  const said = await changeOwnService(db, actor, serviceAtLocationId, form);
  return said === "keeping.asked" ? said : `keeping.press.said-${intent}`;
}

/** Does it, whatever the rules of looking say. */
export async function applyToService(db: Db, actor: Actor, id: ServiceAtLocationId, form: Form): Promise<string> {
  if (isOfAreas(form)) return applyToAreas(db, actor, id, form);
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

const isOfAreas = (form: Form): form is AreaForm => form.intent.includes("area");

async function applyToAreas(db: Db, actor: Actor, id: ServiceAtLocationId, form: AreaForm): Promise<string> {
  const serviceId = asId<ServiceId>((await lockServiceAtLocation(db, id)).serviceId);
  switch (form.intent) {
    case "area-codes":
      await saveAreaCodes(db, actor, serviceId, form);
      return "organization.area.saved";
    case "area-around":
      await addAreaAround(db, actor, serviceId, form);
      return "organization.area.saved";
    case "area-shape":
      await addAreaDrawn(db, actor, serviceId, form);
      return "organization.area.saved";
    case "remove-area":
      await removeArea(db, actor, serviceId, form.id);
      return "organization.area.removed";
  }
}
