// Where one system is told of changes, and what it was told. Its secret is shown once, in the answer to the form that made it.
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { WebhookForm } from "#app/models/partner/forms";
import { changeWebhook, readWebhookPage } from "#app/models/partner/keep-webhook.server";
import type { PageHandle } from "#app/ui/page-handle";
import { WebhookPage } from "#app/ui/webhook-parts";

const params = z.object({ partnerId: z.uuid() });
const query = z.object({ after: markParam });

export const loader = loaderFor("partner:keep", { params, query }, ({ actor, db, params, query }) =>
  readWebhookPage(db, actor, params.partnerId, query.after),
);

export const action = actionFor(
  "partner:keep",
  { params, form: WebhookForm },
  async ({ actor, db, params: { partnerId }, form }) => {
    const { secret, said } = await changeWebhook(db, actor, partnerId, form);
    return secret === null ? redirectTo(`/admin/partners/${partnerId}/webhook`, said) : { secret };
  },
);

export const handle: PageHandle = { title: "webhook.title" };

export default function TellingPage() {
  const given = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const secret = answered && "answer" in answered ? answered.answer.secret : null;
  return <WebhookPage {...given} home={`/admin/partners/${given.system.id}`} secret={secret} />;
}

export { ErrorPage as ErrorBoundary } from "#app/ui/error-page";
