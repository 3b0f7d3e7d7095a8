// One payment's statement as a table for the provider's own books.
import { z } from "zod";
import { csvFile, fileFor } from "#app/access/gate.server";
import { remittanceFile } from "#app/interop/remittance-file";
import { readRemittance } from "#app/models/payment/read.server";
import { idParam, type PaymentId } from "#app/models/values/ids";

const params = z.object({ paymentId: idParam<PaymentId>() });

export const loader = fileFor("portal:payments", { params, records: true }, async ({ actor, db, params }) => {
  const statement = await readRemittance(db, actor, params.paymentId);
  return csvFile(`payment-${statement.number}.csv`, remittanceFile(statement));
});
