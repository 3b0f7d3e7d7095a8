// An offer as its provider's system reads it: a Task, and the ServiceRequest it is about. Says who the client is only where that is disclosed at this moment.
import type { OfferSummary } from "#drizzle/schema";
import type { TaskStatus } from "./moves";
import { PRIORITIES, REQUEST_STATUS } from "./status";
import { ABSENT_REASON, ageBandUrl, numberSystem, ownSystem, PROFILES, SDOH_CODES, SNOMED, TASK_CODE } from "./systems";
import type { CodeableConcept, Meta, Resource } from "./types";

/** The facts of one offer; those about the client are null while they are closed. */
export interface OfferedFacts {
  readonly id: string;
  readonly version: number;
  readonly changedAt: Date;
  readonly createdAt: Date;
  readonly status: TaskStatus;
  readonly offerState: string;
  readonly declineCode: string | null;
  readonly words: string | null;
  readonly waitlistUntil: string | null;
  readonly answerBy: string | null;
  readonly summary: OfferSummary;
  readonly specialtyCode: string | null;
  readonly outcome: string | null;
  readonly reasonCode: string | null;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly serviceName: string;
  readonly clientId: string | null;
  readonly consentId: string | null;
}

const metaOf = (facts: OfferedFacts, profile: string): Meta => ({
  versionId: String(facts.version),
  lastUpdated: facts.changedAt.toISOString(),
  profile: [profile],
});

const houseOf = (id: string, display: string) => ({ reference: `Organization/${id}`, display });

/** Before somebody may be known: not left out, but said to be masked. */
export const MASKED = { extension: [{ url: ABSENT_REASON, valueCode: "masked" }] };

export function taskOf(facts: OfferedFacts, origin: string): Resource {
  const reason = reasonOf(facts, origin);
  return {
    resourceType: "Task",
    id: facts.id,
    meta: metaOf(facts, PROFILES.Task),
    ...identified(facts, origin),
    status: facts.status,
    ...(reason ? { statusReason: reason } : {}),
    ...(facts.status === "requested" ? { businessStatus: stageOf(facts, origin) } : {}),
    intent: "order",
    priority: PRIORITIES[facts.summary.urgency] ?? "routine",
    code: { coding: [{ system: TASK_CODE, code: "fulfill", display: "Fulfill the focal request" }] },
    focus: { reference: `ServiceRequest/${facts.id}` },
    ...(facts.clientId ? { for: { reference: `Patient/${facts.clientId}` } } : {}),
    authoredOn: facts.createdAt.toISOString(),
    lastModified: facts.changedAt.toISOString(),
    requester: houseOf(facts.agencyId, facts.agencyName),
    owner: houseOf(facts.organizationId, facts.organizationName),
    ...(facts.answerBy ? { restriction: { period: { end: facts.answerBy } } } : {}),
    ...(facts.status === "completed" && facts.outcome
      ? { output: [{ type: RESULT, valueCodeableConcept: own(origin, "outcome", facts.outcome) }] }
      : {}),
  };
}

const RESULT: CodeableConcept = {
  coding: [{ system: SDOH_CODES, code: "resulting-activity", display: "Resulting Activity" }],
};

function identified({ summary }: OfferedFacts, origin: string) {
  return summary.number ? { identifier: [{ system: numberSystem(origin), value: summary.number }] } : {};
}

const own = (origin: string, system: Parameters<typeof ownSystem>[1], code: string, text = wordsOf(code)) => ({
  coding: [{ system: ownSystem(origin, system), code }],
  text,
});

const wordsOf = (code: string) => code.replaceAll("_", " ");

function stageOf({ offerState, waitlistUntil }: OfferedFacts, origin: string): CodeableConcept {
  const code = offerState.replaceAll("_", "-");
  return own(origin, "offer-state", code, waitlistUntil ? `${code} until ${waitlistUntil}` : code);
}

/** Codes, and the provider's own words of its own answer; never the agency's, which may speak of the client. */
function reasonOf({ status, offerState, ...facts }: OfferedFacts, origin: string): CodeableConcept | null {
  if (facts.declineCode) return own(origin, "decline-reason", facts.declineCode, facts.words ?? undefined);
  if (status === "failed" && facts.reasonCode) return own(origin, "outcome", facts.reasonCode);
  if (status === "cancelled" && facts.reasonCode) return own(origin, "cancel-reason", facts.reasonCode);
  if (status === "cancelled") return own(origin, "offer-state", offerState.replaceAll("_", "-"));
  return null;
}

/** @param message what the agency wrote, where the client's facts are open; it may speak of the client */
export function serviceRequestOf(facts: OfferedFacts, origin: string, message: string): Resource {
  const { summary, clientId, consentId, specialtyCode: code } = facts;
  const name = summary.specialty ?? facts.serviceName;
  return {
    resourceType: "ServiceRequest",
    id: facts.id,
    meta: metaOf(facts, PROFILES.ServiceRequest),
    ...(clientId ? {} : { contained: [somebody(facts, origin)] }),
    ...identified(facts, origin),
    status: REQUEST_STATUS[facts.status],
    intent: "order",
    category: [
      { coding: [{ system: SNOMED, code: "410606002", display: "Social service procedure" }] },
      {
        coding: [{ system: SDOH_CODES, code: "sdoh-category-unspecified", display: "SDOH Category Unspecified" }],
      },
    ],
    priority: PRIORITIES[summary.urgency] ?? "routine",
    code: {
      ...(code ? { coding: [{ system: ownSystem(origin, "specialty"), code, display: name }] } : {}),
      text: name,
    },
    subject: clientId ? { reference: `Patient/${clientId}` } : { reference: "#somebody", ...MASKED },
    authoredOn: facts.createdAt.toISOString(),
    requester: houseOf(facts.agencyId, facts.agencyName),
    performer: [houseOf(facts.organizationId, facts.organizationName)],
    ...(consentId ? { supportingInfo: [{ reference: `Consent/${consentId}` }] } : {}),
    ...(message === "" ? {} : { note: [{ text: message }] }),
  };
}

/** Enough to answer by and too little to know anybody: age band, district, language. */
function somebody({ summary }: OfferedFacts, origin: string): Resource {
  const { ageBand, area, language } = summary;
  return {
    resourceType: "Patient",
    id: "somebody",
    ...(ageBand ? { extension: [{ url: ageBandUrl(origin), valueString: ageBand }] } : {}),
    ...(area ? { address: [{ text: area }] } : {}),
    ...(language
      ? { communication: [{ language: { coding: [{ system: "urn:ietf:bcp:47", code: language }] }, preferred: true }] }
      : {}),
  };
}
