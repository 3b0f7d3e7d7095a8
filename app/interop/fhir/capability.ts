// What our FHIR address can do, as a CapabilityStatement. Says no more than the routes do.
import { Refusal } from "#app/models/values/refusal";
import { PROFILES, SECURITY_SERVICE } from "./systems";
import type { Resource } from "./types";

const read = ["read", "search-type"];

interface Kind {
  readonly interactions: readonly string[];
  readonly parameters: Readonly<Record<string, "token" | "date" | "reference">>;
}

const PARAMETERS = {
  _id: "token",
  _lastUpdated: "date",
  status: "token",
  code: "token",
  patient: "reference",
  identifier: "token",
} as const;

const KINDS: Readonly<Record<string, Kind>> = {
  Task: { interactions: [...read, "create", "update", "patch"], parameters: PARAMETERS },
  ServiceRequest: { interactions: [...read, "create"], parameters: PARAMETERS },
  Patient: { interactions: ["read"], parameters: {} },
  Consent: { interactions: read, parameters: { _id: "token", patient: "reference" } },
};

/** When this statement last said something else. */
const SAID_ON = "2026-11-22";

export function capabilityOf(origin: string): Resource {
  return {
    resourceType: "CapabilityStatement",
    status: "active",
    date: SAID_ON,
    kind: "instance",
    software: { name: "Throughline" },
    implementation: {
      description: "Referrals of Throughline as HL7 SDOH Clinical Care has them",
      url: `${origin}/fhir`,
    },
    fhirVersion: "4.0.1",
    format: ["json"],
    patchFormat: ["application/json-patch+json", "application/merge-patch+json"],
    rest: [
      {
        mode: "server",
        security: {
          cors: false,
          service: [{ coding: [{ system: SECURITY_SERVICE, code: "OAuth" }] }],
          extension: [
            {
              url: "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris",
              extension: [{ url: "token", valueUri: `${origin}/fhir/token` }],
            },
          ],
        },
        resource: Object.entries(KINDS).map(([type, kind]) => resourceOf(type, kind)),
      },
    ],
  };
}

function resourceOf(type: string, { interactions, parameters }: Kind) {
  const profile = Object.entries(PROFILES).find(([name]) => name === type)?.[1];
  return {
    type,
    ...(profile ? { supportedProfile: [profile] } : {}),
    interaction: interactions.map((code) => ({ code })),
    versioning: "versioned-update",
    conditionalCreate: interactions.includes("create"),
    searchParam: Object.entries(parameters).map(([name, kind]) => ({ name, type: kind })),
  };
}

/** @throws Refusal 404, always: an address that is none of the above */
export function nothingHere(): never {
  throw new Refusal("fhir.nothing-here", 404);
}
