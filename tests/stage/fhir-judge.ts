// Judges resources by the structure definitions of FHIR R4, and by the seven rules' kin that our own answers must keep. Asks nobody.
import { Fhir } from "fhir";

const judge = new Fhir();

/** What is wrong with a resource, one line each; none is a good sign. A Bundle is judged with all it holds. */
export function faultsOf(resource: {
  readonly resourceType?: string;
  readonly entry?: readonly { resource: object }[];
}): string[] {
  const { entry = [] } = resource;
  const { messages } = judge.validate(resource, { errorOnUnexpected: true });
  const own = messages
    .filter(({ severity }) => severity === "error")
    .map(({ location, message }) => `${location}: ${message}`);
  return [...own, ...entry.flatMap(({ resource: held }) => faultsOf(held))];
}
