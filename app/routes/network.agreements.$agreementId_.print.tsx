// An agreement on paper, as the network desk prints it. Bare, for paper.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { readAgreement } from "#app/models/organization/read-agreement.server";
import { type AgreementId, idParam } from "#app/models/values/ids";
import { AgreementSheet } from "#app/ui/agreement-sheet";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";

const params = z.object({ agreementId: idParam<AgreementId>() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["agreement.title", { number }]),
  frame: "bare",
};

export const loader = loaderFor("agreement:manage", { params }, ({ actor, db, params: { agreementId } }) =>
  readAgreement(db, actor, agreementId),
);

export default function AgreementSheetPage() {
  return <AgreementSheet agreement={useLoaderData<typeof loader>()} path="/network/agreements" />;
}
