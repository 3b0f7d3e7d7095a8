// The house an administrator keeps: their agency or their organization, and the roles there are in it. Decides nothing about rights.
import { type Actor, AGENCY_ROLES, agencyOf, ORGANIZATION_ROLES, organizationOf, type Role } from "#app/access/actor";

export interface House {
  readonly agencyId: string | null;
  readonly organizationId: string | null;
}

export const houseOf = (actor: Actor): House => ({ agencyId: actor.agencyId, organizationId: actor.organizationId });

export const agencyHouse = (actor: Actor): House => ({ agencyId: agencyOf(actor), organizationId: null });
export const organizationHouse = (actor: Actor): House => ({ agencyId: null, organizationId: organizationOf(actor) });

/** The roles somebody may hold in this kind of house. */
export const rolesIn = (house: House): readonly Role[] => (house.agencyId ? AGENCY_ROLES : ORGANIZATION_ROLES);
