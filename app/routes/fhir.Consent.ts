// The consents by which a provider is shown somebody at this moment, for its system. Answers machines; no page.
import { fhirFor } from "#app/access/gate.server";
import { searchConsents } from "#app/interop/fhir/offered.server";

export const loader = fhirFor("system/Consent.read", searchConsents);
