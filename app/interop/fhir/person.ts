// What a client agreed to show, as a Patient, and the agreement itself, as a Consent. Says exactly the disclosed fields, whatever else is known.
import { ACT_CODE, CONSENT_SCOPE, PARTICIPATION, PROFILES } from "./systems";
import type { Resource } from "./types";

/** What a live disclosure shows, by our names of the fields. */
export type ShownClient = Readonly<Record<string, string | null>>;

export function patientOf(id: string, shown: ShownClient): Resource {
  const { name, preferredName, pronouns, birthDay, language, accessNeeds } = shown;
  const telecom = [
    ...(shown.telephone ? [{ system: "phone", value: shown.telephone }] : []),
    ...(shown.email ? [{ system: "email", value: shown.email }] : []),
  ];
  const notes = [shown.safeContactNote, pronouns, accessNeeds].filter(Boolean).join(" · ");
  return {
    resourceType: "Patient",
    id,
    ...(name
      ? { name: [{ use: "official", text: name }, ...(preferredName ? [{ use: "usual", text: preferredName }] : [])] }
      : {}),
    ...(telecom.length > 0 ? { telecom } : {}),
    ...(birthDay ? { birthDate: birthDay } : {}),
    ...addressOf(shown),
    ...(language
      ? { communication: [{ language: { coding: [{ system: "urn:ietf:bcp:47", code: language }] }, preferred: true }] }
      : {}),
    ...(notes === ""
      ? {}
      : { text: { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml">${plain(notes)}</div>` } }),
  };
}

function addressOf({ addressLine, city, region, postalCode }: ShownClient) {
  const address = {
    ...(addressLine ? { line: [addressLine] } : {}),
    ...(city ? { city } : {}),
    ...(region ? { state: region } : {}),
    ...(postalCode ? { postalCode } : {}),
  };
  return Object.keys(address).length > 0 ? { address: [address] } : {};
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const plain = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? "");

export interface ConsentFacts {
  readonly consentId: string;
  readonly clientId: string;
  readonly agencyId: string;
  readonly organizationId: string;
  readonly purpose: string;
  readonly givenHow: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly changedAt: Date;
  readonly fields: readonly string[];
}

/** The consent as far as it shows this provider something: not whom else it names. */
export function consentOf(facts: ConsentFacts): Resource {
  return {
    resourceType: "Consent",
    id: facts.consentId,
    meta: {
      versionId: String(facts.changedAt.getTime()),
      lastUpdated: facts.changedAt.toISOString(),
      profile: [PROFILES.Consent],
    },
    status: "active",
    scope: { coding: [{ system: CONSENT_SCOPE, code: "patient-privacy", display: "Privacy Consent" }] },
    category: [
      { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentcategorycodes", code: "idscl" }] },
      { coding: [{ system: ACT_CODE, code: "IDSCL", display: "information disclosure" }] },
    ],
    patient: { reference: `Patient/${facts.clientId}` },
    dateTime: facts.startsAt.toISOString(),
    organization: [{ reference: `Organization/${facts.agencyId}` }],
    sourceReference: { display: `${facts.givenHow.replaceAll("_", " ")}, on file at the agency` },
    policyRule: { text: facts.purpose.replaceAll("_", " ") },
    provision: {
      type: "permit",
      period: { start: facts.startsAt.toISOString(), end: facts.endsAt.toISOString() },
      actor: [
        {
          role: { coding: [{ system: PARTICIPATION, code: "IRCP", display: "information recipient" }] },
          reference: { reference: `Organization/${facts.organizationId}` },
        },
      ],
      code: facts.fields.map((field) => ({ text: field.replaceAll("_", " ") })),
    },
  };
}
