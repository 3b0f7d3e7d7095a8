// One agreement: its days, its next step and its prices. A price is added or ended, never changed.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { addRate, endRate, moveAgreement } from "#app/models/organization/agreement.server";
import { AgreementPageForm } from "#app/models/organization/agreement-forms";
import { type AgreementOfPage, readAgreement } from "#app/models/organization/read-agreement.server";
import { localDay } from "#app/models/values/calendar-day";
import { type AgreementId, idParam } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  Actions,
  ButtonLink,
  Card,
  Columns,
  Facts,
  HiddenField,
  PageHeader,
  StateTag,
  SubmitButton,
} from "#app/ui/parts";
import { PriceForm, PriceTable } from "#app/ui/price-parts";

const params = z.object({ agreementId: idParam<AgreementId>() });

export const handle: PageHandle = {
  title: (data) => [
    "network.agreement.title",
    { number: (data as { agreement?: AgreementOfPage } | undefined)?.agreement?.number ?? "" },
  ],
};

export const loader = loaderFor("agreement:manage", { params }, async ({ actor, db, params: { agreementId } }) => ({
  agreement: await readAgreement(db, actor, agreementId),
  today: localDay(await clock(db), actor.timeZone),
}));

export const action = actionFor(
  "agreement:manage",
  { params, form: AgreementPageForm },
  async ({ actor, db, params: { agreementId }, form }) => {
    const page = `/network/agreements/${agreementId}`;
    switch (form.intent) {
      case "move":
        await moveAgreement(db, actor, agreementId, form.move);
        return redirectTo(page, `network.agreement.moved.${form.move}`);
      case "rate":
        await addRate(db, actor, agreementId, form);
        return redirectTo(page, "network.agreement.price-added");
      case "end-rate":
        await endRate(db, actor, agreementId, form);
        return redirectTo(page, "network.agreement.price-ended");
    }
  },
);

export default function AgreementPage() {
  const { agreement, today } = useLoaderData<typeof loader>();
  const say = useSay();
  const open = agreement.state !== "ended";
  const begun = agreement.startsOn <= today;
  return (
    <>
      <PageHeader
        title={say("network.agreement.title", { number: agreement.number })}
        beside={<StateTag lifecycle="agreement" state={agreement.state} />}
        lead={<Link to={`/network/organizations/${agreement.organizationId}`}>{agreement.organizationName}</Link>}
        back={{ to: "/network/agreements", label: say("network.agreement.back") }}
      />
      <Columns
        main={
          <>
            <Card title={say("network.agreement.prices")}>
              <PriceTable rates={agreement.rates} mayEnd={open} today={today} />
            </Card>
            {open && agreement.services.length === 0 ? (
              <p className="soft">{say("network.agreement.no-services")}</p>
            ) : null}
            {open && agreement.services.length > 0 ? (
              <ActDetails formId="rate" summary={say("network.agreement.add-price")}>
                <PriceForm
                  services={agreement.services}
                  startsOn={begun ? today : agreement.startsOn}
                  lastDay={agreement.lastDay}
                />
              </ActDetails>
            ) : null}
          </>
        }
        aside={
          <>
            <NextStep agreement={agreement} />
            <AgreementFacts agreement={agreement} />
          </>
        }
      />
    </>
  );
}

type AgreementProps = { agreement: AgreementOfPage };

/** A provider is suspended and reinstated whole, with its effect shown, on the page of its standing. */
const OF_STANDING = ["suspend", "reinstate"];

function NextStep({ agreement: { state, moves, organizationId } }: AgreementProps) {
  const say = useSay();
  return (
    <Card title={say("network.agreement.next")} look={state === "draft" ? "act" : "plain"}>
      <p>{say.any(`network.agreement.${state}`)}</p>
      <Actions>
        {moves
          .filter((move) => move !== "end" && !OF_STANDING.includes(move))
          .map((move, position) => (
            <MoveForm key={move} move={move} look={position === 0 && state !== "active" ? "primary" : "secondary"} />
          ))}
        {moves
          .filter((move) => OF_STANDING.includes(move))
          .map((move) => (
            <ButtonLink
              key={move}
              to={`/network/organizations/${organizationId}/standing`}
              look={move === "reinstate" ? "primary" : "secondary"}
            >
              {say(move === "reinstate" ? "standing.reinstate" : "standing.suspend")}
            </ButtonLink>
          ))}
      </Actions>
      {moves.includes("end") ? (
        <ActDetails summary={say("network.agreement.end-ask")}>
          <p>{say("network.agreement.end-lead")}</p>
          <MoveForm move="end" look="danger" />
        </ActDetails>
      ) : null}
    </Card>
  );
}

function MoveForm({ move, look }: { move: string; look: "primary" | "secondary" | "danger" }) {
  const say = useSay();
  return (
    <ActForm formId={`move-${move}`}>
      <HiddenField name="intent" value="move" />
      <HiddenField name="move" value={move} />
      <SubmitButton look={look}>{say.any(`lifecycle.agreement.move.${move}`)}</SubmitButton>
    </ActForm>
  );
}

function AgreementFacts({ agreement }: AgreementProps) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Card>
      <Facts
        facts={[
          { name: say("network.agreement.first-day"), value: formats.day(agreement.startsOn) },
          { name: say("network.agreement.last-day"), value: formats.day(agreement.lastDay) },
          { name: say("network.agreement.payment-days"), value: formats.count(agreement.paymentDays) },
        ]}
      />
    </Card>
  );
}
