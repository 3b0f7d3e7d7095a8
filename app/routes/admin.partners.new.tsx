// Lets a system in and shows its secret once, in the answer to the form. Asked for again, it is not there.
import { useActionData, useLoaderData } from "@remix-run/react";
import { actionFor, loaderFor } from "#app/access/gate.server";
import { publicOrigin } from "#app/env.server";
import { addressesAt } from "#app/interop/fhir/systems";
import { NewPartnerForm } from "#app/models/partner/forms";
import { addPartner, scopesOf } from "#app/models/partner/keep.server";
import type { PageHandle } from "#app/ui/page-handle";
import { NewPartnerPage } from "#app/ui/partner-parts";

export const loader = loaderFor("partner:keep", {}, async ({ actor }) => ({
  scopes: scopesOf(actor),
  addresses: addressesAt(publicOrigin()),
}));

export const action = actionFor("partner:keep", { form: NewPartnerForm }, async ({ actor, db, form }) => ({
  name: form.name,
  ...(await addPartner(db, actor, form)),
}));

export const handle: PageHandle = { title: "partner.list.new" };

export default function NewPage() {
  const { scopes, addresses } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const made = answered && "answer" in answered ? answered.answer : null;
  return <NewPartnerPage desk="agency" scopes={scopes} made={made} addresses={addresses} />;
}

export { ErrorPage as ErrorBoundary } from "#app/ui/error-page";
