// The ServiceRequests a partner's system may see, found and paged. Answers machines; no page.
import { fhirFor } from "#app/access/gate.server";
import { searchServiceRequests } from "#app/interop/fhir/offered.server";

export const loader = fhirFor("system/ServiceRequest.read", searchServiceRequests);
