// One form that a service asks for, filled in as a part of a referral's draft. What the record knows is filled already; sends nothing.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { keepFormAnswers, nextForm, readDraftForm } from "#app/models/referral/asked-forms.server";
import { AskedFormForm } from "#app/models/referral/forms";
import { type FormId, idParam, type ReferralId } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";
import { AskedFormCard } from "#app/ui/referral-form";

const query = z.object({
  draft: idParam<ReferralId>(),
  /** Left out: the first that is asked for. */
  form: idParam<FormId>().optional(),
  check: z.literal("yes").optional().catch(undefined),
});

export const handle: PageHandle = {
  title: titleFrom(({ name }: { name: string }) => ["referral.form.title", { form: name }]),
};

export const loader = loaderFor("referral:send", { query, records: true }, async ({ actor, db, query }) => ({
  ...(await readDraftForm(db, actor, query.draft, query.form ?? null)),
  check: query.check === "yes",
}));

export const action = actionFor("referral:send", { form: AskedFormForm }, async ({ db, form }) => {
  const { draftId, formId } = form;
  const { asksMore } = await keepFormAnswers(db, draftId, formId, form);
  if (form.later) return redirectTo("/agency/referrals?view=drafts", "referral.new.kept-for-later");
  if (asksMore) return redirectTo(addressOf(draftId, formId), "referral.form.more");
  const next = await nextForm(db, draftId);
  return redirectTo(next ? addressOf(draftId, next) : reviewOf(draftId), "referral.form.kept");
});

const addressOf = (draftId: string, formId: string) => `/agency/referrals/new/form?draft=${draftId}&form=${formId}`;
const reviewOf = (draftId: string) => `/agency/referrals/new?draft=${draftId}&step=4`;

export default function AskedFormPage() {
  const { check, ...form } = useLoaderData<typeof loader>();
  const say = useSay();
  const { organizationName: organization, serviceName: service, number } = form;
  return (
    <>
      <PageHeader
        title={form.name}
        lead={say("referral.form.lead", { organization, service, number })}
        back={{ to: reviewOf(form.draftId), label: say("referral.form.back") }}
      />
      <AskedFormCard key={form.id} form={form} check={check} />
    </>
  );
}
