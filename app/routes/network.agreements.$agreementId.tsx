// One version of an agreement: its days, next step, terms, prices and versions. A version in force is amended or ended, never rewritten.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { keepDocument } from "#app/models/consent/document-store.server";
import { fileAgencyDocument } from "#app/models/consent/documents.server";
import { addRate, endRate, moveAgreement } from "#app/models/organization/agreement.server";
import { AgreementPageForm } from "#app/models/organization/agreement-forms";
import { amendAgreement, changeDraft } from "#app/models/organization/amend-agreement.server";
import {
  type AgreementOfPage,
  readAgreement,
  readPricedServices,
} from "#app/models/organization/read-agreement.server";
import { type AgreementId, idParam } from "#app/models/values/ids";
import { VersionFields } from "#app/ui/agreement-fields";
import { AgreementFacts, DifferencesCard, TermsCard, VersionsCard, WhatComes } from "#app/ui/agreement-parts";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  Actions,
  ButtonLink,
  Card,
  Columns,
  DateField,
  HiddenField,
  PageHeader,
  Stack,
  StateTag,
  SubmitButton,
} from "#app/ui/parts";
import { PriceForm, PriceTable } from "#app/ui/price-parts";

const params = z.object({ agreementId: idParam<AgreementId>() });
const PATH = "/network/agreements";

export const handle: PageHandle = {
  title: titleFrom(({ agreement: { number } }: { agreement: { number: string } }) => ["agreement.title", { number }]),
};

export const loader = loaderFor("agreement:manage", { params }, async ({ actor, db, params: { agreementId } }) => {
  const agreement = await readAgreement(db, actor, agreementId);
  return { agreement, services: await readPricedServices(db, agreement.organizationId) };
});

export const action = actionFor(
  "agreement:manage",
  { params, form: AgreementPageForm, files: true },
  async ({ actor, db, params: { agreementId }, form, files }) => {
    const page = `${PATH}/${agreementId}`;
    switch (form.intent) {
      case "move":
        await moveAgreement(db, actor, agreementId, form.move);
        return redirectTo(page, `network.agreement.moved.${form.move}`);
      case "version": {
        const { intent: _, ...facts } = form;
        const [file] = files;
        const document = file ? await fileAgencyDocument(db, actor, await keepDocument(file)) : null;
        await changeDraft(db, actor, agreementId, facts, document);
        return redirectTo(page, "agreement.change.done");
      }
      case "amend":
        return redirectTo(
          `${PATH}/${await amendAgreement(db, actor, agreementId, form.startsOn)}`,
          "agreement.amend.done",
        );
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
  const { agreement, services } = useLoaderData<typeof loader>();
  const say = useSay();
  const { id, number, version, versions, state } = agreement;
  const isDraft = state === "draft";
  return (
    <>
      <PageHeader
        title={
          versions.length > 1 ? say("agreement.title-version", { number, version }) : say("agreement.title", { number })
        }
        beside={<StateTag lifecycle="agreement" state={state} />}
        lead={<Link to={`/network/organizations/${agreement.organizationId}`}>{agreement.organizationName}</Link>}
        back={{ to: PATH, label: say("network.agreement.back") }}
        actions={
          <ButtonLink to={`${PATH}/${id}/print`} look="secondary" icon="print">
            {say("agreement.print")}
          </ButtonLink>
        }
      />
      <Stack>
        <WhatComes agreement={agreement} path={PATH} />
        <Columns
          main={
            <>
              <DifferencesCard agreement={agreement} />
              <PricesCard agreement={agreement} services={services} />
              <TermsCard agreement={agreement} />
              {isDraft ? (
                <ActDetails formId="version" summary={say("agreement.change.ask")}>
                  <ActForm formId="version" files>
                    <HiddenField name="intent" value="version" />
                    <VersionFields known={agreement} document />
                    <SubmitButton>{say("agreement.change.save")}</SubmitButton>
                  </ActForm>
                </ActDetails>
              ) : null}
            </>
          }
          aside={
            <>
              <NextStep agreement={agreement} />
              <AgreementFacts agreement={agreement} />
              <VersionsCard agreement={agreement} path={PATH} />
            </>
          }
        />
      </Stack>
    </>
  );
}

type AgreementProps = { agreement: AgreementOfPage };
type PricesProps = AgreementProps & { services: readonly { id: string; name: string }[] };

function PricesCard({ agreement, services }: PricesProps) {
  const say = useSay();
  const { today, startsOn, lastDay, rates, moves } = agreement;
  const open = moves.length > 0;
  const begun = startsOn <= today;
  return (
    <Card title={say("network.agreement.prices")}>
      <PriceTable rates={rates} mayEnd={open} today={today} />
      {open && services.length === 0 ? <p className="soft">{say("network.agreement.no-services")}</p> : null}
      {open && services.length > 0 ? (
        <ActDetails formId="rate" summary={say("network.agreement.add-price")}>
          <PriceForm services={services} startsOn={begun ? today : startsOn} lastDay={lastDay} />
        </ActDetails>
      ) : null}
    </Card>
  );
}

function NextStep({ agreement }: AgreementProps) {
  const say = useSay();
  const { id, state, moves, organizationId, termination, today, startsOn, lastDay, versions, version } = agreement;
  const inForce = state === "active" || state === "suspended";
  const isLatest = !versions.some((one) => one.version > version && one.state !== "discarded");
  return (
    <Card title={say("network.agreement.next")} look={state === "draft" ? "act" : "plain"}>
      <p>{say(inForce && startsOn > today ? "network.agreement.ahead" : `network.agreement.${state}`)}</p>
      <Actions>
        {state === "draft"
          ? moves.map((move, position) => (
              <MoveForm key={move} move={move} look={position === 0 ? "primary" : "secondary"} />
            ))
          : null}
        {inForce ? (
          <ButtonLink
            to={`/network/organizations/${organizationId}/standing`}
            look={state === "suspended" ? "primary" : "secondary"}
          >
            {say(state === "suspended" ? "standing.reinstate" : "standing.suspend")}
          </ButtonLink>
        ) : null}
        {inForce && !termination ? (
          <ButtonLink to={`${PATH}/${id}/end`} look="quiet">
            {say("agreement.end.ask")}
          </ButtonLink>
        ) : null}
      </Actions>
      {inForce && !termination && isLatest ? (
        <ActDetails formId="amend" summary={say("agreement.amend.ask")}>
          <p>{say("agreement.amend.lead")}</p>
          <ActForm formId="amend">
            <HiddenField name="intent" value="amend" />
            <DateField
              name="startsOn"
              label={say("agreement.amend.starts-on")}
              defaultValue={startsOn < today ? today : undefined}
              min={today}
              max={lastDay}
            />
            <SubmitButton look="secondary">{say("agreement.amend.save")}</SubmitButton>
          </ActForm>
        </ActDetails>
      ) : null}
    </Card>
  );
}

function MoveForm({ move, look }: { move: string; look: "primary" | "secondary" }) {
  const say = useSay();
  return (
    <ActForm formId={`move-${move}`}>
      <HiddenField name="intent" value="move" />
      <HiddenField name="move" value={move} />
      <SubmitButton look={look}>{say.any(`lifecycle.agreement.move.${move}`)}</SubmitButton>
    </ActForm>
  );
}
