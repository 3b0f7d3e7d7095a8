// Full or open by one press, from wherever the two buttons stand. Shows nothing; leads back to today.
import { actionFor, redirectTo } from "#app/access/gate.server";
import { FullOrOpenForm } from "#app/models/organization/keeping-forms";
import { sayFullOrOpen } from "#app/models/organization/own-deeds.server";

export const action = actionFor("organization:edit", { form: FullOrOpenForm }, async ({ actor, db, form }) =>
  redirectTo("/portal", await sayFullOrOpen(db, actor, form)),
);
