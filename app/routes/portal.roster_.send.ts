// Takes one line of a roster that a telephone kept while it had no connection. Sent again under its key it has no second effect.
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { KeptLineForm } from "#app/models/delivery/forms";
import { takeKeptLine } from "#app/models/delivery/roster.server";
import { Refusal } from "#app/models/values/refusal";

/** Where a line that was taken leads: a telephone that meets the sign-in instead knows that it was not. */
export const loader = loaderFor("attendance:record", { query: z.object({}) }, async () => ({ taken: true }));

export const action = actionFor("attendance:record", { form: KeptLineForm }, async ({ actor, db, form }) => {
  const { owner, takenAt, ...line } = form;
  if (owner !== actor.membershipId) throw new Refusal("delivery.kept-by-other", 403);
  await takeKeptLine(db, actor, line, takenAt);
  return redirectTo("/portal/roster/send");
});
