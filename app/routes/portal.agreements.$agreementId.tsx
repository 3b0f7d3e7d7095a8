// One agreement as its provider reads it: days, ceiling, prices, terms, versions, and what comes. Changes nothing.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readOwnAgreement } from "#app/models/organization/read-agreement.server";
import { type AgreementId, idParam } from "#app/models/values/ids";
import { AgreementFacts, DifferencesCard, TermsCard, VersionsCard, WhatComes } from "#app/ui/agreement-parts";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ButtonLink, Card, Columns, PageHeader, Stack, StateTag } from "#app/ui/parts";
import { PriceTable } from "#app/ui/price-parts";

const params = z.object({ agreementId: idParam<AgreementId>() });
const PATH = "/portal/agreements";

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["agreement.title", { number }]),
};

export const loader = loaderFor("portal:desk", { params }, async ({ actor, db, params: { agreementId } }) => {
  const agreement = await readOwnAgreement(db, actor, agreementId);
  // A draft is the agency's own until it is taken up.
  return { ...agreement, versions: agreement.versions.filter(({ activated }) => activated) };
});

export default function OwnAgreementPage() {
  const agreement = useLoaderData<typeof loader>();
  const say = useSay();
  const { id, number, version, state, agencyName, rates, today } = agreement;
  return (
    <>
      <PageHeader
        title={say("agreement.title-version", { number, version })}
        beside={<StateTag lifecycle="agreement" state={state} />}
        lead={agencyName}
        back={{ to: PATH, label: say("agreement.own.back") }}
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
              <Card title={say("network.agreement.prices")}>
                <PriceTable rates={rates} mayEnd={false} today={today} />
              </Card>
              <TermsCard agreement={agreement} />
            </>
          }
          aside={
            <>
              <AgreementFacts agreement={agreement} />
              <VersionsCard agreement={agreement} path={PATH} />
            </>
          }
        />
      </Stack>
    </>
  );
}
