// One payment's statement, as the agency that paid sees it.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { readRemittance } from "#app/models/payment/read.server";
import { idParam, type PaymentId } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import { RemittancePage } from "#app/ui/remittance";

const params = z.object({ paymentId: idParam<PaymentId>() });

export const handle: PageHandle = {
  title: (data) => ["payment.remittance.title", { number: (data as { number?: string } | undefined)?.number ?? "" }],
};

export const loader = loaderFor("payment:read", { params, records: true }, ({ actor, db, params }) =>
  readRemittance(db, actor, params.paymentId),
);

export default function PaymentPage() {
  const statement = useLoaderData<typeof loader>();
  return (
    <RemittancePage statement={statement} back="/finance/payments" file={`/finance/payments/${statement.id}/file`} />
  );
}
