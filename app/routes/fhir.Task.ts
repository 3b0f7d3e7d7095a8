// The Tasks a partner's system may see, found and paged. Answers machines; no page.
import { fhirFor } from "#app/access/gate.server";
import { searchTasks } from "#app/interop/fhir/offered.server";

export const loader = fhirFor("system/Task.read", searchTasks);
