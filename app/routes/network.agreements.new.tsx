// Drafts an agreement with the provider named in the address. Activates nothing.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { draftAgreement } from "#app/models/organization/agreement.server";
import { AgreementForm } from "#app/models/organization/agreement-forms";
import { USUAL_NOTICE_DAYS, USUAL_PAYMENT_DAYS } from "#app/models/organization/codes";
import { readOrganizationName } from "#app/models/organization/read-agreement.server";
import { addDays, addMonths, localDay } from "#app/models/values/calendar-day";
import { idParam, type OrganizationId } from "#app/models/values/ids";
import { VersionFields } from "#app/ui/agreement-fields";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Actions, ButtonLink, Empty, HiddenField, PageHeader, SubmitButton } from "#app/ui/parts";

export const handle: PageHandle = { title: "network.draft.title" };

const query = z.object({ organization: idParam<OrganizationId>().optional() });

export const loader = loaderFor("agreement:manage", { query }, async ({ actor, db, query: { organization } }) => {
  const startsOn = localDay(await clock(db), actor.timeZone);
  return {
    organization: organization ? { id: organization, name: await readOrganizationName(db, organization) } : null,
    startsOn,
    lastDay: addDays(addMonths(startsOn, 12), -1),
  };
});

export const action = actionFor("agreement:manage", { form: AgreementForm }, async ({ actor, db, form }) =>
  redirectTo(`/network/agreements/${await draftAgreement(db, actor, form)}`, "network.draft.done"),
);

export default function NewAgreementPage() {
  const { organization, startsOn, lastDay } = useLoaderData<typeof loader>();
  const say = useSay();
  const back = { to: "/network/agreements", label: say("network.agreement.back") };
  if (!organization) {
    return (
      <>
        <PageHeader title={say("network.draft.title")} back={back} />
        <Empty
          icon="search"
          title={say("network.draft.choose")}
          action={<ButtonLink to="/network/organizations?view=outside">{say("network.today.find")}</ButtonLink>}
        />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={say("network.draft.title")}
        lead={say("network.draft.lead", { name: organization.name })}
        back={back}
      />
      <ActForm formId="agreement">
        <HiddenField name="organizationId" value={organization.id} />
        <VersionFields known={{ startsOn, lastDay, paymentDays: USUAL_PAYMENT_DAYS, noticeDays: USUAL_NOTICE_DAYS }} />
        <Actions>
          <SubmitButton>{say("network.draft.save")}</SubmitButton>
          <ButtonLink to={`/network/organizations/${organization.id}`} look="quiet">
            {say("ui.form.cancel")}
          </ButtonLink>
        </Actions>
      </ActForm>
    </>
  );
}
