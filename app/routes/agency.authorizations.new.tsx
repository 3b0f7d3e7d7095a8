// Authorizes a service on an accepted referral: service and price, fund, units, days. The price is chosen, never typed.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { ProposeForm } from "#app/models/authorization/forms";
import { proposeAuthorization } from "#app/models/authorization/propose.server";
import { readAuthorization } from "#app/models/authorization/read.server";
import { readProposal } from "#app/models/authorization/read-proposal.server";
import { recordRead } from "#app/models/event/record.server";
import { addDays, addMonths } from "#app/models/values/calendar-day";
import { idParam, type ReferralId } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  ButtonLink,
  DateField,
  Empty,
  HiddenField,
  NumberField,
  PageHeader,
  RadioGroup,
  SelectField,
  SubmitButton,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "authorization.new.title" };

const query = z.object({ referral: idParam<ReferralId>() });

export const loader = loaderFor("authorization:propose", { query, records: true }, async ({ actor, db, query }) => {
  const proposal = await readProposal(db, agencyOf(actor), query.referral);
  const { clientId, caseId, id } = proposal.referral;
  await recordRead(db, actor, "authorization", {
    subjectType: "referral",
    subjectId: id,
    clientId,
    caseId,
    referralId: id,
  });
  return { ...proposal, until: addDays(addMonths(proposal.today, 3), -1) };
});

export const action = actionFor("authorization:propose", { form: ProposeForm }, async ({ actor, db, form }) => {
  const id = await proposeAuthorization(db, actor, form);
  const { state } = await readAuthorization(db, id);
  return redirectTo(
    `/agency/authorizations/${id}`,
    state === "active" ? "authorization.new.done" : "authorization.new.waiting",
  );
});

type Shown = Awaited<ReturnType<typeof loader>>;

export default function NewAuthorizationPage() {
  const shown = useLoaderData<typeof loader>();
  const { referral, accepted, prices, funds } = shown;
  const say = useSay();
  const lacks = prices.length === 0 ? "price" : funds.length === 0 ? "fund" : null;
  return (
    <>
      <PageHeader
        title={say("authorization.new.title")}
        lead={say("authorization.new.lead", {
          name: referral.clientName,
          number: referral.number,
          provider: accepted.organizationName,
        })}
        back={{ to: `/agency/referrals/${referral.id}`, label: say("ui.back-to", { page: referral.number }) }}
      />
      {lacks ? (
        <Empty title={say(`authorization.new.no-${lacks}`)}>{say(`authorization.new.no-${lacks}-lead`)}</Empty>
      ) : (
        <Terms shown={shown} />
      )}
    </>
  );
}

function Terms({ shown: { referral, accepted, prices, limitCents, today, until, funds } }: { shown: Shown }) {
  const say = useSay();
  const formats = useFormats();
  // What was asked for is what is authorized, until somebody chooses otherwise.
  const first = prices.find(({ serviceId }) => serviceId === accepted.serviceId) ?? prices[0];
  return (
    <ActForm formId="authorize">
      <HiddenField name="referralId" value={referral.id} />
      <RadioGroup
        name="priced"
        label={say("authorization.new.price")}
        hint={say("authorization.new.price-hint")}
        defaultValue={first ? `${first.serviceId} ${first.unitType}` : undefined}
        options={prices.map((price) => ({
          value: `${price.serviceId} ${price.unitType}`,
          label: say("authorization.new.price-option", {
            service: price.serviceName,
            rate: formats.money(price.rateCents),
            unit: say.any(`word.per-unit.${price.unitType}`),
          }),
          hint: [
            say(`agreement.source.${price.source}`),
            price.days && formats.days(price.days.startsOn, price.days.endsOn),
          ]
            .filter(Boolean)
            .join(", "),
        }))}
      />
      <NumberField
        name="units"
        label={say("authorization.new.units")}
        hint={say("authorization.new.units-hint")}
        maxLength={10}
      />
      <div className="field-row">
        <DateField name="startsOn" label={say("authorization.new.starts-on")} defaultValue={today} />
        <DateField name="lastDay" label={say("authorization.new.last-day")} defaultValue={until} />
      </div>
      <FundField funds={funds} />
      <p className="soft">{say("authorization.new.limit", { limit: formats.money(limitCents) })}</p>
      <Actions>
        <SubmitButton>{say("authorization.new.button")}</SubmitButton>
        <ButtonLink to={`/agency/referrals/${referral.id}`} look="quiet">
          {say("ui.form.cancel")}
        </ButtonLink>
      </Actions>
    </ActForm>
  );
}

function FundField({ funds }: Pick<Shown, "funds">) {
  const say = useSay();
  const formats = useFormats();
  return (
    <SelectField
      name="fundId"
      label={say("authorization.new.fund")}
      defaultValue={funds.length === 1 ? funds[0]?.id : undefined}
      options={funds.map((fund) => ({
        value: fund.id,
        label: say("authorization.new.fund-option", {
          fund: fund.name,
          code: fund.code,
          left: formats.money(fund.availableCents),
          period: formats.days(fund.startsOn, fund.endsOn),
        }),
      }))}
    />
  );
}
