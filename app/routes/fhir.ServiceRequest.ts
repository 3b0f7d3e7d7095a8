// The ServiceRequests a partner's system may see, found and paged; and a new one, from a sender. Answers machines; no page.
import { fhirFor } from "#app/access/gate.server";
import { createServiceRequest, readServiceRequest, searchServiceRequests } from "#app/interop/fhir/answer.server";

export const loader = fhirFor("system/ServiceRequest.read", searchServiceRequests);

export const action = fhirFor("system/ServiceRequest.write", createServiceRequest, readServiceRequest);
