// Keeps what is chosen and written of a draft while one works on it, before anything is pressed. Shows nothing, and sends nothing to a provider.
import { redirect } from "@remix-run/node";
import { actionFor, loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { keepFormAnswers } from "#app/models/referral/asked-forms.server";
import { choosePlaces, chooseShared, writeDetails } from "#app/models/referral/draft.server";
import { KeepDraftForm } from "#app/models/referral/forms";

// Whoever comes here by address, such as after signing in again, is led to the drafts.
export const loader = loaderFor("referral:send", {}, async () => redirect("/agency/referrals?view=drafts"));

// Without a key: the same words sent twice are the same words.
export const action = actionFor("referral:send", { form: KeepDraftForm, keyed: false }, async ({ actor, db, form }) => {
  if (form.intent === "places") await choosePlaces(db, form.draftId, form);
  else if (form.intent === "shared") await chooseShared(db, form.draftId, form);
  else if (form.intent === "form") await keepFormAnswers(db, form.draftId, form.formId, form);
  else await writeDetails(db, actor, form.draftId, form);
  return { keptAt: (await clock(db)).toISOString() };
});
