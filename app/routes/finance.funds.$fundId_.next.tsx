// Opens the period that follows a fund's: its days and its own budget. Carries nothing over.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { OpenFundForm } from "#app/models/payment/forms";
import { continueFund, suggestPeriod } from "#app/models/payment/fund-periods.server";
import { readFund } from "#app/models/payment/funds.server";
import { type FundId, idParam } from "#app/models/values/ids";
import { FundFields } from "#app/ui/fund-fields";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ActForm, Actions, ButtonLink, PageHeader, SubmitButton } from "#app/ui/parts";

const params = z.object({ fundId: idParam<FundId>() });

export const handle: PageHandle = {
  title: titleFrom(({ fund: { name } }: { fund: { name: string } }) => ["fund.title", { name }]),
};

export const loader = loaderFor("fund:manage", { params }, async ({ actor, db, params }) => {
  const { fund } = await readFund(db, agencyOf(actor), params.fundId, null);
  return { fund: { id: fund.id, name: fund.name, code: fund.code }, next: suggestPeriod(fund) };
});

export const action = actionFor("fund:manage", { params, form: OpenFundForm }, async ({ actor, db, params, form }) => {
  const id = await continueFund(db, actor, params.fundId, form);
  return redirectTo(`/finance/funds/${id}`, "fund.opened");
});

export default function NextPeriodPage() {
  const { fund, next } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("fund.title", { name: fund.name })}
        lead={say("fund.lead", { code: fund.code })}
        back={{ to: `/finance/funds/${fund.id}`, label: say("ui.back-to", { page: fund.code }) }}
      />
      <ActForm formId="next-period">
        <FundFields name={fund.name} {...next} />
        <Actions>
          <SubmitButton>{say("fund.button")}</SubmitButton>
          <ButtonLink to={`/finance/funds/${fund.id}`} look="quiet">
            {say("ui.form.cancel")}
          </ButtonLink>
        </Actions>
      </ActForm>
    </>
  );
}
