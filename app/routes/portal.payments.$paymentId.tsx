// One payment's statement, as the provider that was paid sees it.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readRemittance } from "#app/models/payment/read.server";
import { idParam, type PaymentId } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import { Notice } from "#app/ui/parts";
import { RemittancePage } from "#app/ui/remittance";

const params = z.object({ paymentId: idParam<PaymentId>() });

export const handle: PageHandle = {
  title: (data) => ["payment.remittance.title", { number: (data as { number?: string } | undefined)?.number ?? "" }],
};

export const loader = loaderFor("portal:payments", { params, records: true }, ({ actor, db, params }) =>
  readRemittance(db, actor, params.paymentId),
);

export default function PaymentPage() {
  const statement = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <RemittancePage
      statement={statement}
      back="/portal/payments"
      file={`/portal/payments/${statement.id}/file`}
      standing={
        statement.state === "returned" ? (
          <Notice tone="warning">
            <p>{say("bank-file.returned.waits-own", { code: statement.returnCode ?? "" })}</p>
          </Notice>
        ) : null
      }
    />
  );
}
