// Does what a provider's own page of its facts says: name and contact, addresses, the end of a service. Each change holds or waits as its agencies say.
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { organizations, servicesAtLocation } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { asId, type OrganizationId, type ServiceAtLocationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { sayCapacity } from "./capacity.server";
import { organizationEvents } from "./events";
import { changeFacts, subjectOf } from "./facts.server";
import { lockOrganization, lockPlace, lockServiceAtLocation } from "./lock.server";
import { changeAddress, editedNow } from "./place.server";
import { holdOrApply, type Wanted } from "./propose.server";
import type { WantedForm } from "./wanted-change";

export type OwnFactsForm = Extract<WantedForm, { intent: "facts" | "address" | "closed" | "not-offered" | "capacity" }>;

/** @returns the catalogue key of what was done   @throws Refusal 404 for another provider's place or service, 403 for whoever keeps no facts */
export async function changeOwnFacts(
  db: Db,
  actor: Actor,
  organizationId: OrganizationId,
  form: OwnFactsForm,
): Promise<string> {
  await lockOrganization(db, organizationId);
  if ("serviceAtLocationId" in form) await ofThis(db, organizationId, form.serviceAtLocationId);
  if ("locationId" in form && (await lockPlace(db, form.locationId)).organizationId !== organizationId) {
    throw new Refusal("not-found", 404);
  }
  const wanted = { organizationId, subject: subjectOfForm(form), form };
  return holdOrApply(db, actor, wanted, () => applyToOrganization(db, actor, wanted));
}

export async function applyToOrganization(
  db: Db,
  actor: Actor,
  { organizationId, form }: Wanted & { readonly form: OwnFactsForm },
): Promise<string> {
  const id = asId<OrganizationId>(organizationId);
  switch (form.intent) {
    case "facts": {
      const { intent: _, ...facts } = form;
      await changeFacts(db, actor, id, facts);
      return "keeping.saved";
    }
    case "address": {
      const { intent: _, locationId, ...address } = form;
      await changeAddress(db, actor, id, locationId, address);
      return "keeping.saved";
    }
    case "capacity":
      await ofThis(db, id, form.serviceAtLocationId);
      await sayCapacity(db, actor, form);
      return "organization.services.saved";
    case "closed":
      await close(db, actor, id);
      return "keeping.saved";
    case "not-offered":
      await ofThis(db, id, form.serviceAtLocationId);
      await stopOffering(db, actor, id, form.serviceAtLocationId);
      return "keeping.saved";
  }
}

function subjectOfForm(form: OwnFactsForm) {
  return {
    locationId: form.intent === "address" ? form.locationId : null,
    serviceAtLocationId: "serviceAtLocationId" in form ? form.serviceAtLocationId : null,
  };
}

async function ofThis(db: Db, organizationId: string, id: ServiceAtLocationId): Promise<void> {
  if ((await lockServiceAtLocation(db, id)).organizationId !== organizationId) throw new Refusal("not-found", 404);
}

/** The provider stays in the directory's books, and is found no more. */
async function close(db: Db, actor: Actor, organizationId: OrganizationId): Promise<void> {
  await db
    .update(organizations)
    .set({ active: false, ...(await editedNow(db)) })
    .where(eq(organizations.id, organizationId));
  await recordEvent(db, actor, organizationEvents.changed({ fields: "active" }), subjectOf(organizationId));
}

async function stopOffering(
  db: Db,
  actor: Actor,
  organizationId: OrganizationId,
  serviceAtLocationId: ServiceAtLocationId,
): Promise<void> {
  await db
    .update(servicesAtLocation)
    .set({ active: false, ...(await editedNow(db)) })
    .where(eq(servicesAtLocation.id, serviceAtLocationId));
  const event = organizationEvents["offering-ended"]({ serviceAtLocationId });
  await recordEvent(db, actor, event, subjectOf(organizationId));
}
