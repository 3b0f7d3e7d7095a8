// What this address can do in FHIR R4, and for whom: the CapabilityStatement. Open to anybody, for it holds nothing of anybody.
import { fhirAboutFor } from "#app/access/gate.server";
import { capabilityOf } from "#app/interop/fhir/capability";

export const loader = fhirAboutFor(capabilityOf);
