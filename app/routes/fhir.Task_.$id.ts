// One Task for a partner's system: read, and moved by PATCH or PUT. Answers machines; no page.
import { fhirFor } from "#app/access/gate.server";
import { changeTask, readTask } from "#app/interop/fhir/answer.server";

export const loader = fhirFor("system/Task.read", readTask);

export const action = fhirFor("system/Task.write", changeTask, readTask);
