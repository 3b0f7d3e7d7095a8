// Takes what was typed to find a client, a case or a paper, and leads to the list with it sealed: a name never stands in an address. Finds nothing itself.
import { redirect } from "@remix-run/node";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { sealWords } from "#app/access/sealed-words.server";
import { addressOf, FindForm } from "#app/models/case/find-form";
import { requireThere } from "#app/models/client/read.server";

// Whoever comes here by address, such as after signing in again, is led to the clients.
export const loader = loaderFor("client:read", {}, async () => redirect("/agency/clients"));

// Without a key: to look for the same twice is no deed.
export const action = actionFor("client:read", { form: FindForm, keyed: false }, async ({ db, request, form }) => {
  if (form.list === "papers") await requireThere(db, form.clientId);
  return redirectTo(addressOf(form, sealWords(request, form.q)));
});
