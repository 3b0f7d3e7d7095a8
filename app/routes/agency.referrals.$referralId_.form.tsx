// A form for a provider that was asked already: filled from the record as far as it is shared, the rest asked, and sent as a paper. Asks nobody anew.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { recordRead } from "#app/models/event/record.server";
import { OwedFormForm } from "#app/models/referral/forms";
import { readOwedForm, sendOwedForm } from "#app/models/referral/owed-forms.server";
import { type FormId, idParam, type ReferralId } from "#app/models/values/ids";
import { OwedFormCard } from "#app/ui/owed-form";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Empty, PageHeader } from "#app/ui/parts";

const params = z.object({ referralId: idParam<ReferralId>() });
/** Left out: the first that is open. */
const query = z.object({ form: idParam<FormId>().optional().catch(undefined) });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["referral.form.owed-title", { number }]),
};

export const loader = loaderFor(
  "referral:send",
  { params, query, records: true },
  async ({ actor, db, params: { referralId }, query }) => {
    const { referral, form } = await readOwedForm(db, referralId, query.form ?? null);
    const { number, agencyId, clientId, caseId } = referral;
    const about = { subjectType: "referral", subjectId: referralId, agencyId, clientId, caseId, referralId };
    await recordRead(db, actor, "referral", about);
    if (!form) return { referralId, number, form: null };
    const { id, name, purpose, organizationName, serviceName, content, filled } = form;
    const { answers, fillings } = filled;
    return {
      referralId,
      number,
      form: { id, name, purpose, organizationName, serviceName, content, answers, fillings },
    };
  },
);

export const action = actionFor(
  "referral:send",
  { params, form: OwedFormForm },
  async ({ actor, db, params: { referralId }, form }) => {
    const { formId, blanks } = form;
    const { more } = await sendOwedForm(db, actor, referralId, { formId, blanks, sent: form });
    return redirectTo(`/agency/referrals/${referralId}${more ? "/form" : ""}`, "referral.form.sent");
  },
);

export default function OwedFormPage() {
  const { referralId, number, form } = useLoaderData<typeof loader>();
  const say = useSay();
  const { organizationName: organization, serviceName: service } = form ?? { organizationName: "", serviceName: "" };
  return (
    <>
      <PageHeader
        title={form ? form.name : say("referral.form.owed-title", { number })}
        lead={form ? say("referral.form.lead", { organization, service, number }) : undefined}
        back={{ to: `/agency/referrals/${referralId}`, label: say("referral.detail.title", { number }) }}
      />
      {form ? (
        <OwedFormCard key={form.id} form={form} />
      ) : (
        <Empty title={say("referral.form.owed-none")}>{say("referral.form.owed-none-lead")}</Empty>
      )}
    </>
  );
}
