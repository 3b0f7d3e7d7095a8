// Every other address below the HSDS API: a no in JSON, for whoever asks is a machine.
import { directoryAboutFor } from "#app/access/gate.server";
import { Refusal } from "#app/models/values/refusal";

export const loader = directoryAboutFor((): never => {
  throw new Refusal("hsds.nothing-here", 404);
});
