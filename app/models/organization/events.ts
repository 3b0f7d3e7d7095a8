// What can happen to a provider's facts and to its agreements. Facts are ids, codes, amounts and days; amounts as text, because JSON has no whole cents.
import { z } from "zod";
import { defineEvents } from "../event/define";

export const organizationEvents = defineEvents("organization", {
  added: z.object({}),
  changed: z.object({ fields: z.string() }),
  "place-added": z.object({ locationId: z.string() }),
  "place-changed": z.object({ locationId: z.string(), fields: z.string() }),
  "service-added": z.object({ serviceId: z.string() }),
  "service-changed": z.object({ serviceId: z.string(), fields: z.string() }),
  "service-placed": z.object({ serviceAtLocationId: z.string(), serviceId: z.string(), locationId: z.string() }),
  "capacity-changed": z.object({
    serviceAtLocationId: z.string(),
    takesReferrals: z.string(),
    openPlaces: z.number().nullable(),
  }),
  "hours-changed": z.object({ locationId: z.string(), serviceAtLocationId: z.string().nullable(), spans: z.number() }),
  "exception-added": z.object({ locationId: z.string(), fromDay: z.string(), untilDay: z.string() }),
  "exception-removed": z.object({ locationId: z.string(), fromDay: z.string(), untilDay: z.string() }),
  "offering-ended": z.object({ serviceAtLocationId: z.string() }),
  confirmed: z.object({ count: z.number(), how: z.string() }),
  "change-asked": z.object({ changeId: z.string(), group: z.string() }),
  "change-accepted": z.object({ changeId: z.string(), group: z.string() }),
  "change-declined": z.object({ changeId: z.string(), group: z.string() }),
  "difference-taken": z.object({ differenceId: z.string(), table: z.string(), field: z.string() }),
  "difference-kept": z.object({ differenceId: z.string(), table: z.string(), field: z.string() }),
  "asked-still-right": z.object({ requestId: z.string() }),
  "area-added": z.object({ serviceId: z.string(), areaId: z.string() }),
  "area-changed": z.object({ serviceId: z.string(), areaId: z.string() }),
  "area-removed": z.object({ serviceId: z.string(), areaId: z.string() }),
  "phone-added": z.object({ phoneId: z.string() }),
  "phone-removed": z.object({ phoneId: z.string() }),
  suspended: z.object({ suspensionId: z.string(), fromDay: z.string(), code: z.string(), services: z.string() }),
  reinstated: z.object({ suspensionId: z.string().nullable() }),
});

export const agreementEvents = defineEvents("agreement", {
  drafted: z.object({ agreementId: z.string(), number: z.string(), startsOn: z.string(), endsOn: z.string() }),
  moved: z.object({ agreementId: z.string(), number: z.string(), state: z.string() }),
  "out-of-network-said": z.object({ rule: z.string() }),
  amended: z.object({ agreementId: z.string(), number: z.string(), version: z.number(), startsOn: z.string() }),
  changed: z.object({ agreementId: z.string(), number: z.string(), fields: z.string() }),
  terminated: z.object({ agreementId: z.string(), number: z.string(), endsOn: z.string(), code: z.string() }),
  "rate-added": z.object({
    agreementId: z.string(),
    rateId: z.string(),
    serviceId: z.string(),
    unitType: z.string(),
    rateCents: z.string(),
    startsOn: z.string(),
    endsOn: z.string(),
  }),
  "rate-ended": z.object({ agreementId: z.string(), rateId: z.string(), endsOn: z.string() }),
});
