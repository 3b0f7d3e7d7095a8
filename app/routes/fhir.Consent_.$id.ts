// One consent by which a provider is shown somebody, for its system. Answers machines; no page.
import { fhirFor } from "#app/access/gate.server";
import { readConsent } from "#app/interop/fhir/offered.server";

export const loader = fhirFor("system/Consent.read", readConsent);
