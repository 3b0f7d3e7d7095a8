// Authorizes a service on an accepted referral, anew or as what follows another: service and price, fund, units, days. The price is chosen, never typed.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import type { Db } from "#app/database/as-actor.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { ProposeForm } from "#app/models/authorization/forms";
import { proposeAuthorization } from "#app/models/authorization/propose.server";
import { readAuthorization, standingOf } from "#app/models/authorization/read.server";
import { readProposal } from "#app/models/authorization/read-proposal.server";
import { suggestRenewal } from "#app/models/authorization/renewal";
import { recordRead } from "#app/models/event/record.server";
import { addDays, addMonths, type CalendarDay } from "#app/models/values/calendar-day";
import { type AuthorizationId, idParam, type ReferralId } from "#app/models/values/ids";
import { typedUnits } from "#app/models/values/money";
import { Refusal } from "#app/models/values/refusal";
import { TermsFields } from "#app/ui/authorization-fields";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  ButtonLink,
  DateField,
  Empty,
  HiddenField,
  Notice,
  PageHeader,
  RadioGroup,
  SelectField,
  Stack,
  SubmitButton,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "authorization.new.title" };

const query = z.object({ referral: idParam<ReferralId>(), renews: idParam<AuthorizationId>().optional() });

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
  const renewal = query.renews ? await readRenewal(db, query.renews, proposal.referral.id, proposal.today) : null;
  return { ...proposal, until: addDays(addMonths(proposal.today, 3), -1), renewal };
});

/** What goes on: the same service, unit and limit, from the day the other runs out, at its pace. */
async function readRenewal(db: Db, id: AuthorizationId, referralId: string, today: CalendarDay) {
  const found = await readAuthorization(db, id);
  if (found.referralId !== referralId || found.state === "proposed" || found.state === "revoked") {
    throw new Refusal("not-found", 404);
  }
  const { number, serviceId, unitType, fundId, period, unitsPerPeriod } = found;
  const suggested = suggestRenewal(standingOf(found), today);
  return {
    ...{ id, number, fundId, period, runsOut: found.runsOut },
    priced: `${serviceId} ${unitType}`,
    startsOn: suggested.startsOn,
    lastDay: suggested.lastDay,
    units: typedUnits(suggested.units),
    unitsPerPeriod: unitsPerPeriod === null ? undefined : typedUnits(unitsPerPeriod),
  };
}

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
  const { referral, accepted, prices, funds, renewal } = shown;
  const say = useSay();
  const lacks = prices.length === 0 ? "price" : funds.length === 0 ? "fund" : null;
  return (
    <>
      <PageHeader
        title={renewal ? say("authorization.new.renews", { number: renewal.number }) : say("authorization.new.title")}
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
        <Stack>
          {renewal ? <Renews renewal={renewal} /> : null}
          <Terms shown={shown} />
        </Stack>
      )}
    </>
  );
}

function Renews({ renewal: { runsOut } }: { renewal: NonNullable<Shown["renewal"]> }) {
  const say = useSay();
  const formats = useFormats();
  const why = runsOut ? say(`authorization.renewal.${runsOut.why}`, { day: formats.day(runsOut.on) }) : "";
  return (
    <Notice tone="info">
      <p>{say("authorization.new.renews-lead", { why })}</p>
    </Notice>
  );
}

function Terms({ shown: { referral, accepted, prices, limitCents, today, until, funds, renewal } }: { shown: Shown }) {
  const say = useSay();
  const formats = useFormats();
  // What was asked for is what is authorized, until somebody chooses otherwise.
  const chosen =
    prices.find(({ serviceId, unitType }) => `${serviceId} ${unitType}` === renewal?.priced) ??
    prices.find(({ serviceId }) => serviceId === accepted.serviceId) ??
    prices[0];
  return (
    <ActForm formId="authorize">
      <HiddenField name="referralId" value={referral.id} />
      <RadioGroup
        name="priced"
        label={say("authorization.new.price")}
        hint={say("authorization.new.price-hint")}
        defaultValue={chosen ? `${chosen.serviceId} ${chosen.unitType}` : undefined}
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
      {renewal ? <HiddenField name="renewsId" value={renewal.id} /> : null}
      <TermsFields
        units={renewal?.units}
        period={renewal?.period}
        unitsPerPeriod={renewal?.unitsPerPeriod}
        lastDay={renewal?.lastDay ?? until}
        first={
          <DateField
            name="startsOn"
            label={say("authorization.new.starts-on")}
            defaultValue={renewal?.startsOn ?? today}
          />
        }
      />
      <FundField funds={funds} like={renewal} />
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

/** The fund of what goes on, as long as it runs then; else the one that runs. */
function FundField({ funds, like }: Pick<Shown, "funds"> & { like: Shown["renewal"] }) {
  const say = useSay();
  const formats = useFormats();
  const fitting = like
    ? funds.filter(({ startsOn, endsOn }) => startsOn <= like.startsOn && like.lastDay < endsOn)
    : funds;
  const chosen = fitting.find(({ id }) => id === like?.fundId) ?? (fitting.length === 1 ? fitting[0] : undefined);
  return (
    <SelectField
      name="fundId"
      label={say("authorization.new.fund")}
      defaultValue={chosen?.id}
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
