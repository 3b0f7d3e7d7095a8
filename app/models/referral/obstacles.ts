// What stands in the way of sending, or should be known first. Judges facts it is given; reads nothing and mends nothing.
import type { ConsentField } from "../consent/codes";
import { coveringConsent, type GivenConsent, type Recipient, uncoveredFields } from "../consent/cover";
import { type AgreementDays, agreementOn } from "../organization/agreement-days";
import type { OutOfNetwork } from "../organization/codes";
import type { CalendarDay } from "../values/calendar-day";

export type StopCode =
  | "no-place"
  | "nothing-shared"
  | "consent-missing"
  | "place-closed"
  | "takes-none"
  | "out-of-network"
  | "suspended"
  | "credential-missing"
  | "excluded"
  | "answer-day";
export type WarningCode =
  | "takes-unknown"
  | "takes-waitlist"
  | "no-agreement"
  | "outside-reason"
  | "credential-lapsed"
  | "no-documents"
  | "nobody-signs-in"
  | "form-not-sent"
  | "form-open";

export interface Obstacle {
  readonly kind: "stop" | "warning";
  readonly code: StopCode | WarningCode;
  /** The provider it is about; null: the whole referral. */
  readonly organization: string | null;
  readonly fields?: readonly ConsentField[];
  /** What the agency asks for and nobody there holds. */
  readonly credentials?: string;
  /** The form that the provider's service asks for. */
  readonly form?: string;
}

export interface PlaceFacts {
  readonly serviceAtLocationId: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly active: boolean;
  readonly takesReferrals: string;
  /** Somebody of the organization signs in here, so that an offer is seen. */
  readonly signsIn: boolean;
  /** The versions of agreements between this agency and the organization. */
  readonly agreements: readonly AgreementDays[];
  /** The agency has suspended it, today. */
  readonly suspended: boolean;
  /** Names of the credentials the agency asks for here that do not hold today on the place's own calendar. */
  readonly missingCredentials: readonly string[];
  /** The network desk has confirmed that a list excludes the provider today. */
  readonly excluded: boolean;
  /** Credentials of the organization itself, also those the agency does not ask for. */
  readonly credentials: readonly CredentialFacts[];
}

export interface CredentialFacts {
  readonly kind: string;
  readonly state: string;
  readonly expiresOn: string | null;
}

export interface ReferralFacts {
  readonly places: readonly PlaceFacts[];
  readonly fields: readonly ConsentField[];
  readonly documentCount: number;
  readonly consents: readonly GivenConsent[];
  /** The specialty asked for and all above it. */
  readonly specialtyIds: readonly string[];
  readonly answerByFits: boolean;
  /** What the agency says to providers without an agreement in force. */
  readonly outOfNetwork: OutOfNetwork;
  readonly today: CalendarDay;
  readonly now: Date;
}

/** Stops first, in the order of the steps that mend them. */
export function obstaclesOf(facts: ReferralFacts): Obstacle[] {
  const found: Obstacle[] = [];
  if (facts.places.length === 0) found.push(stop("no-place"));
  if (facts.fields.length === 0) found.push(stop("nothing-shared"));
  if (!facts.answerByFits) found.push(stop("answer-day"));
  for (const place of facts.places) found.push(...obstaclesOfPlace(place, facts));
  if (facts.fields.includes("documents") && facts.documentCount === 0) {
    found.push({ kind: "warning", code: "no-documents", organization: null });
  }
  return found.sort((left, right) => Number(left.kind === "warning") - Number(right.kind === "warning"));
}

/** The place's provider, as a consent is asked about it. */
export function recipientOf(
  { organizationId, agreements }: PlaceFacts,
  { specialtyIds, today }: Pick<ReferralFacts, "specialtyIds" | "today">,
): Recipient {
  return { organizationId, specialtyIds, inNetwork: Boolean(agreementOn(agreements, today)) };
}

function obstaclesOfPlace(place: PlaceFacts, facts: ReferralFacts): Obstacle[] {
  const { organizationName: name } = place;
  const found: Obstacle[] = [];
  if (!place.active) found.push(stop("place-closed", name));
  else if (place.takesReferrals === "no") found.push(stop("takes-none", name));
  else if (place.takesReferrals === "waitlist") found.push(warning("takes-waitlist", name));
  else if (place.takesReferrals !== "yes") found.push(warning("takes-unknown", name));
  if (!place.signsIn) found.push(warning("nobody-signs-in", name));
  found.push(...agreementObstacles(place, facts), ...credentialObstacles(place, facts.today));
  // Last: without its agreement a provider is outside what a client agreed to for the network, and the agreement is what can be mended.
  const asked = recipientOf(place, facts);
  if (facts.fields.length > 0 && !coveringConsent(facts.consents, facts.fields, asked, facts.now)) {
    const fields = uncoveredFields(facts.consents, facts.fields, asked, facts.now);
    found.push({ ...stop("consent-missing", name), fields });
  }
  return found;
}

// Whether a provider without an agreement may be asked is the network desk's word; nothing is billed there in any case.
function agreementObstacles(place: PlaceFacts, { today, outOfNetwork }: ReferralFacts): Obstacle[] {
  const { agreements, organizationName, suspended } = place;
  if (suspended) return [stop("suspended", organizationName)];
  if (agreementOn(agreements, today)) return [];
  switch (outOfNetwork) {
    case "refuse":
      return [stop("out-of-network", organizationName)];
    case "warn":
      return [warning("outside-reason", organizationName)];
    case "allow":
      return [warning("no-agreement", organizationName)];
  }
}

// What the agency asks for stops the referral; what merely lapsed is told.
function credentialObstacles(place: PlaceFacts, today: CalendarDay): Obstacle[] {
  const { credentials, organizationName: name } = place;
  const found: Obstacle[] = [];
  if (place.excluded) found.push(stop("excluded", name));
  if (place.missingCredentials.length > 0) {
    return [...found, { ...stop("credential-missing", name), credentials: place.missingCredentials.join(", ") }];
  }
  const holds = ({ state, expiresOn }: CredentialFacts) =>
    !["expired", "revoked", "refused"].includes(state) && (expiresOn === null || expiresOn > today);
  const lapsed = credentials.some(
    ({ kind }) => !credentials.some((credential) => credential.kind === kind && holds(credential)),
  );
  return lapsed ? [...found, warning("credential-lapsed", name)] : found;
}

const stop = (code: StopCode, organization: string | null = null): Obstacle => ({ kind: "stop", code, organization });
const warning = (code: WarningCode, organization: string): Obstacle => ({ kind: "warning", code, organization });
