// What a client agreed to show a provider, for its system. Answers machines; no page.
import { fhirFor } from "#app/access/gate.server";
import { readPatient } from "#app/interop/fhir/offered.server";

export const loader = fhirFor("system/Patient.read", readPatient);
