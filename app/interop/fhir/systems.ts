// The names under which codes, profiles and numbers are known in FHIR: the standard's own, and ours under our address. Says nothing about anybody.

const GRAVITY = "http://hl7.org/fhir/us/sdoh-clinicalcare";

export const TASK_CODE = "http://hl7.org/fhir/CodeSystem/task-code";
export const SDOH_CODES = `${GRAVITY}/CodeSystem/SDOHCC-CodeSystemTemporaryCodes`;
export const SNOMED = "http://snomed.info/sct";
export const CONSENT_SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope";
export const ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
export const PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
export const ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
export const SECURITY_SERVICE = "http://terminology.hl7.org/CodeSystem/restful-security-service";

export const PROFILES = {
  Task: `${GRAVITY}/StructureDefinition/SDOHCC-TaskForReferralManagement`,
  ServiceRequest: `${GRAVITY}/StructureDefinition/SDOHCC-ServiceRequest`,
  Consent: `${GRAVITY}/StructureDefinition/SDOHCC-Consent`,
} as const;

/** A list of codes that is this installation's own, such as why a provider says no. */
export type OwnSystem = "decline-reason" | "outcome" | "cancel-reason" | "offer-state" | "specialty";

/** Where a system works, and where it gets its token. */
export const addressesAt = (origin: string) => ({ base: `${origin}/fhir`, token: `${origin}/fhir/token` });
export type Addresses = ReturnType<typeof addressesAt>;

export const ownSystem = (origin: string, name: OwnSystem): string => `${origin}/fhir/CodeSystem/${name}`;
export const numberSystem = (origin: string): string => `${origin}/fhir/referral-number`;
export const ageBandUrl = (origin: string): string => `${origin}/fhir/StructureDefinition/age-band`;
