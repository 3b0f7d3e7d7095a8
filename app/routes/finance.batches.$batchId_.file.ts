// The payment file of a batch: the same bytes each time it is asked for. It is full of account numbers, so each time is recorded.
import { z } from "zod";
import { attachment, fileFor } from "#app/access/gate.server";
import { recordRead } from "#app/models/event/record.server";
import { readBatchFile } from "#app/models/payment/make-file.server";
import { idParam, type PaymentBatchId } from "#app/models/values/ids";

const params = z.object({ batchId: idParam<PaymentBatchId>() });

export const loader = fileFor("batch:read", { params, records: true }, async ({ actor, db, params }) => {
  const { name, mediaType, text } = await readBatchFile(db, params.batchId);
  await recordRead(db, actor, "payment-file", { subjectType: "payment_batch", subjectId: params.batchId });
  return attachment(name, mediaType, text);
});
