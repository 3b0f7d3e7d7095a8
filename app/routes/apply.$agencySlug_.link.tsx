// Mails the links of applications again. Answers the same whether or not there is one.
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { publicAction, publicLoader } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { LinkForm } from "#app/models/application/forms";
import { mailLinksAgain, readNetwork } from "#app/models/application/start.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Notice, PageHeader, SubmitButton, TextField } from "#app/ui/parts";

const params = z.object({ agencySlug: z.string().max(60) });

export const handle: PageHandle = { title: "application.link.title", frame: "public" };

export const loader = publicLoader({ params }, async ({ params: { agencySlug } }) => ({
  network: await readNetwork(agencySlug),
}));

export const action = publicAction(
  { params, form: LinkForm },
  async ({ params: { agencySlug }, form, requestId, address }) => {
    await mailLinksAgain(agencySlug, form.email, { requestId, address });
    return { asked: true };
  },
);

export default function LinkAgainPage() {
  const { network } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const say = useSay();
  const asked = answered !== undefined && answered instanceof Object && "answer" in answered;
  return (
    <>
      <PageHeader
        title={say("application.link.title")}
        lead={asked ? undefined : say("application.link.lead", { agency: network.name })}
        back={{ to: `/apply/${network.slug}`, label: say("application.link.back") }}
      />
      {asked ? (
        <Notice tone="done" title={say("application.link.sent-title")}>
          <p>{say("application.link.sent")}</p>
        </Notice>
      ) : (
        <ActForm formId="link">
          <TextField
            name="email"
            type="email"
            label={say("application.start.e-mail")}
            autoComplete="email"
            maxLength={320}
          />
          <SubmitButton>{say("application.link.button")}</SubmitButton>
        </ActForm>
      )}
    </>
  );
}
