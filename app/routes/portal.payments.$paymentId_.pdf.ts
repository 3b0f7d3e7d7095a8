// One payment's statement as a PDF for the provider's own files.
import { z } from "zod";
import { attachment, fileFor } from "#app/access/gate.server";
import { readRemittance } from "#app/models/payment/read.server";
import { remittancePaper } from "#app/models/payment/remittance-paper.server";
import { idParam, type PaymentId } from "#app/models/values/ids";

const params = z.object({ paymentId: idParam<PaymentId>() });

export const loader = fileFor("portal:payments", { params, records: true }, async ({ actor, db, params }) => {
  const statement = await readRemittance(db, actor, params.paymentId);
  return attachment(`payment-${statement.number}.pdf`, "application/pdf", await remittancePaper(actor, statement));
});
