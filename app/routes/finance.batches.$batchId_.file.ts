// The payment file of a batch: the same bytes each time it is asked for.
import { z } from "zod";
import { csvFile, fileFor } from "#app/access/gate.server";
import { readBatchFile } from "#app/models/payment/release-batch.server";
import { idParam, type PaymentBatchId } from "#app/models/values/ids";

const params = z.object({ batchId: idParam<PaymentBatchId>() });

export const loader = fileFor("batch:read", { params }, async ({ db, params }) => {
  const { name, text } = await readBatchFile(db, params.batchId);
  return csvFile(name, text);
});
