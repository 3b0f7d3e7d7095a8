// The Tasks a partner's system may see, found and paged; and a new one, by which a sender asks. Answers machines; no page.
import { fhirFor } from "#app/access/gate.server";
import { createTask, readTask, searchTasks } from "#app/interop/fhir/answer.server";

export const loader = fhirFor("system/Task.read", searchTasks);

export const action = fhirFor("system/Task.write", createTask, readTask);
