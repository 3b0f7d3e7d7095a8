// Who is asking: one person at one desk. Knows nothing of cookies or tables.
import type { AgencyId, MembershipId, OrganizationId, PersonId } from "../models/values/ids";

export const AGENCY_ROLES = [
  "caseworker",
  "supervisor",
  "network_manager",
  "finance_reviewer",
  "finance_approver",
  "auditor",
  "administrator",
] as const;
export const ORGANIZATION_ROLES = ["coordinator", "practitioner", "biller", "organization_administrator"] as const;

export type AgencyRole = (typeof AGENCY_ROLES)[number];
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];
/** `partner`: the seat of a sender's system at an agency, in which nobody can sign in and which carries no right of a desk. */
export type Role = AgencyRole | OrganizationRole | "partner";
export type Desk = "agency" | "network" | "finance" | "admin" | "portal";

export interface Actor {
  readonly personId: PersonId;
  readonly membershipId: MembershipId;
  readonly name: string;
  readonly role: Role;
  readonly agencyId: AgencyId | null;
  readonly organizationId: OrganizationId | null;
  /** Name of the agency or organization they work for. */
  readonly houseName: string;
  readonly language: string;
  /** IANA zone in which this person reads times. */
  readonly timeZone: string;
  readonly currency: string;
  readonly distanceUnit: "mile" | "kilometre";
  /** The agency's own words for client and caseworker; empty: the usual ones. */
  readonly words: Readonly<Record<string, string>>;
  readonly requestId: string;
}

export type AgencyActor = Actor & { readonly agencyId: AgencyId };
export type OrganizationActor = Actor & { readonly organizationId: OrganizationId };

const desks: Record<Role, Desk> = {
  caseworker: "agency",
  supervisor: "agency",
  network_manager: "network",
  finance_reviewer: "finance",
  finance_approver: "finance",
  auditor: "admin",
  administrator: "admin",
  coordinator: "portal",
  practitioner: "portal",
  biller: "portal",
  organization_administrator: "portal",
  partner: "agency",
};

/** The desk at which a role works; the first segment of its addresses. */
export const deskOf = (role: Role): Desk => desks[role];

export function isAgencyActor(actor: Actor): actor is AgencyActor {
  return actor.agencyId !== null;
}

export function isOrganizationActor(actor: Actor): actor is OrganizationActor {
  return actor.organizationId !== null;
}

/** @throws RangeError when the actor works for no agency: a right was given to the wrong role, a bug. */
export function agencyOf(actor: Actor): AgencyId {
  if (!isAgencyActor(actor)) throw new RangeError("the actor works for no agency");
  return actor.agencyId;
}

/** @throws RangeError when the actor works for no organization: a right was given to the wrong role, a bug. */
export function organizationOf(actor: Actor): OrganizationId {
  if (!isOrganizationActor(actor)) throw new RangeError("the actor works for no organization");
  return actor.organizationId;
}
