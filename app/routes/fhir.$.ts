// Every other address below FHIR: a no as an OperationOutcome, for whoever asks is a machine.
import { fhirAboutFor } from "#app/access/gate.server";
import { nothingHere } from "#app/interop/fhir/capability";

export const loader = fhirAboutFor(nothingHere);

export const action = fhirAboutFor(nothingHere);
