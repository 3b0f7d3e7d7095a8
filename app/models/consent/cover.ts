// Whether what would be shared is what the client agreed to. Knows consents as given; never reads one, and never asks the time.
import type { ConsentField } from "./codes";

export interface GivenConsent {
  readonly id: string;
  /** The one organization it is for; null: any organization of the network. */
  readonly organizationId: string | null;
  readonly fields: readonly string[];
  readonly state: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** A consent holds from its start until, not including, its end. */
export function isLive(consent: GivenConsent, now: Date): boolean {
  return consent.state === "active" && consent.startsAt <= now && consent.endsAt > now;
}

export function isFor(consent: GivenConsent, organizationId: string): boolean {
  return consent.organizationId === null || consent.organizationId === organizationId;
}

/**
 * The one consent that covers all these fields for this organization; null when none does.
 * One consent, not several together: who looks later must find one paper that says yes.
 */
export function coveringConsent<Consent extends GivenConsent>(
  consents: readonly Consent[],
  fields: readonly string[],
  organizationId: string,
  now: Date,
): Consent | null {
  const covering = consents.filter(
    (consent) =>
      isLive(consent, now) && isFor(consent, organizationId) && fields.every((field) => consent.fields.includes(field)),
  );
  return covering.sort(preferred)[0] ?? null;
}

/** Fields no single live consent for this organization covers, measured against the one that covers most. */
export function uncoveredFields(
  consents: readonly GivenConsent[],
  fields: readonly ConsentField[],
  organizationId: string,
  now: Date,
): ConsentField[] {
  const live = consents.filter((consent) => isLive(consent, now) && isFor(consent, organizationId));
  const gaps = live.map((consent) => fields.filter((field) => !consent.fields.includes(field)));
  return gaps.sort((left, right) => left.length - right.length)[0] ?? [...fields];
}

// The narrower promise first, then the one that lasts longer.
function preferred(left: GivenConsent, right: GivenConsent): number {
  if ((left.organizationId === null) !== (right.organizationId === null)) return left.organizationId === null ? 1 : -1;
  return right.endsAt.getTime() - left.endsAt.getTime();
}
