// Whether what would be shared is what the client agreed to. Knows consents as given; never reads one, and never asks the time.
import type { ConsentField } from "./codes";

export interface GivenConsent {
  readonly id: string;
  /** The one organization it is for, or whoever is asked for one specialty and what lies below it; both null: the network. */
  readonly organizationId: string | null;
  readonly specialtyId: string | null;
  readonly fields: readonly string[];
  readonly state: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** A consent holds from its start until, not including, its end. */
export function isLive(consent: GivenConsent, now: Date): boolean {
  return consent.state === "active" && consent.startsAt <= now && consent.endsAt > now;
}

/** Who would be shown it: a provider, asked for a specialty. */
export interface Recipient {
  readonly organizationId: string;
  /** The specialty asked for and all above it, up to the root of the tree; empty where none is named. */
  readonly specialtyIds: readonly string[];
  /** Whether an agreement with the agency is in force today. */
  readonly inNetwork: boolean;
}

/** A consent for the network names nobody: its providers are those with an agreement in force. */
export function isFor({ organizationId, specialtyId }: GivenConsent, asked: Recipient): boolean {
  if (organizationId === null && specialtyId === null) return asked.inNetwork;
  return (
    (organizationId === null || organizationId === asked.organizationId) &&
    (specialtyId === null || asked.specialtyIds.includes(specialtyId))
  );
}

/**
 * The one consent that covers all these fields for this recipient; null when none does.
 * One consent, not several together: who looks later must find one paper that says yes.
 */
export function coveringConsent<Consent extends GivenConsent>(
  consents: readonly Consent[],
  fields: readonly string[],
  asked: Recipient,
  now: Date,
): Consent | null {
  const covering = consents.filter(
    (consent) =>
      isLive(consent, now) && isFor(consent, asked) && fields.every((field) => consent.fields.includes(field)),
  );
  return covering.sort(preferred)[0] ?? null;
}

/** Fields no single live consent for this recipient covers, measured against the one that covers most. */
export function uncoveredFields(
  consents: readonly GivenConsent[],
  fields: readonly ConsentField[],
  asked: Recipient,
  now: Date,
): ConsentField[] {
  const live = consents.filter((consent) => isLive(consent, now) && isFor(consent, asked));
  const gaps = live.map((consent) => fields.filter((field) => !consent.fields.includes(field)));
  return gaps.sort((left, right) => left.length - right.length)[0] ?? [...fields];
}

// The narrower promise first, then the one that lasts longer.
function preferred(left: GivenConsent, right: GivenConsent): number {
  if (breadth(left) !== breadth(right)) return breadth(left) - breadth(right);
  return right.endsAt.getTime() - left.endsAt.getTime();
}

function breadth({ organizationId, specialtyId }: GivenConsent): number {
  if (organizationId !== null) return 0;
  return specialtyId !== null ? 1 : 2;
}
