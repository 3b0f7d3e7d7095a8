// One system: about it, another secret (shown once), and the way to shut it out. Its secret as it is now is nowhere.
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { publicOrigin } from "#app/env.server";
import { addressesAt } from "#app/interop/fhir/systems";
import { PartnerMoveForm } from "#app/models/partner/forms";
import { requirePartner, revokePartner, turnPartnerKey } from "#app/models/partner/keep.server";
import { readWebhook } from "#app/models/partner/keep-webhook.server";
import type { PageHandle } from "#app/ui/page-handle";
import { PartnerPage } from "#app/ui/partner-parts";

const params = z.object({ systemId: z.uuid() });

export const loader = loaderFor("partner:keep", { params }, async ({ actor, db, params }) => ({
  partner: await requirePartner(db, actor, params.systemId),
  webhook: await readWebhook(db, params.systemId),
  addresses: addressesAt(publicOrigin()),
}));

export const action = actionFor(
  "partner:keep",
  { params, form: PartnerMoveForm },
  async ({ actor, db, params: { systemId }, form }) => {
    if (form.intent === "rotate") return turnPartnerKey(db, actor, systemId);
    await revokePartner(db, actor, systemId);
    return redirectTo(`/portal/systems/${systemId}`, "partner.one.revoke-done");
  },
);

export const handle: PageHandle = { title: "partner.list.title-organization" };

export default function OnePage() {
  const { partner, webhook, addresses } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const made = answered && "answer" in answered ? { ...answered.answer, name: partner.name } : null;
  return <PartnerPage desk="organization" partner={partner} webhook={webhook} made={made} addresses={addresses} />;
}

export { ErrorPage as ErrorBoundary } from "#app/ui/error-page";
