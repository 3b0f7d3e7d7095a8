// One ServiceRequest for a partner's system. Answers machines; no page.
import { fhirFor } from "#app/access/gate.server";
import { readServiceRequest } from "#app/interop/fhir/answer.server";

export const loader = fhirFor("system/ServiceRequest.read", readServiceRequest);
