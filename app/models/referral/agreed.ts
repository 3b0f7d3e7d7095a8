// Which facts the client agreed to show each place that is asked: what would be sent is held beside it. Judges given facts; reads nothing.
import { CONSENT_FIELDS } from "../consent/codes";
import { coveringConsent, type GivenConsent, isFor, isLive } from "../consent/cover";
import { type ReferralFacts, recipientOf } from "./obstacles";

export interface Agreed {
  readonly organizationName: string;
  /** The one consent that would be leant on; null where none is for this provider. */
  readonly consentId: string | null;
  readonly fields: readonly string[];
  readonly endsAt: Date | null;
}

/** One for each provider, in the order of the places: of several consents the one that covers what is chosen, else the widest. */
export function agreedFor(facts: ReferralFacts): Agreed[] {
  const asked = new Map(facts.places.map((place) => [place.organizationId, place]));
  return [...asked.values()].map((place) => {
    const recipient = recipientOf(place, facts);
    const live = facts.consents.filter((consent) => isLive(consent, facts.now) && isFor(consent, recipient));
    const consent = coveringConsent(facts.consents, facts.fields, recipient, facts.now) ?? widest(live);
    return {
      organizationName: place.organizationName,
      consentId: consent?.id ?? null,
      fields: consent ? CONSENT_FIELDS.filter((field) => consent.fields.includes(field)) : [],
      endsAt: consent?.endsAt ?? null,
    };
  });
}

function widest(consents: readonly GivenConsent[]): GivenConsent | null {
  return [...consents].sort((left, right) => right.fields.length - left.fields.length)[0] ?? null;
}
