// One line of the provider's invoice: what became of it, and what both sides say about it. Decides nothing.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useFormats, useSay } from "#app/i18n/speech";
import { LineMessageForm } from "#app/models/invoice/forms";
import { readLineMessages, writeLineMessage } from "#app/models/invoice/line-message.server";
import { readInvoice } from "#app/models/invoice/read.server";
import { type InvoiceId, type InvoiceLineId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { Findings } from "#app/ui/edit-parts";
import { LineDecision } from "#app/ui/invoice-parts";
import { FourAmounts, LineThread } from "#app/ui/line-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, Columns, PageHeader, Stack } from "#app/ui/parts";

const params = z.object({ invoiceId: idParam<InvoiceId>(), lineId: idParam<InvoiceLineId>() });

export const handle: PageHandle = { title: "invoice.decide-line.page" };

export const loader = loaderFor("portal:invoices", { params, records: true }, async ({ actor, db, params }) => {
  const { id, number, lines, state } = await readInvoice(db, actor, params.invoiceId);
  const line = lines.find((known) => known.id === params.lineId);
  if (!line) throw new Refusal("not-found", 404);
  return {
    id,
    number,
    line,
    messages: await readLineMessages(db, params.lineId),
    mayWrite: mayDo(actor, "invoice:prepare") && state !== "draft",
  };
});

export const action = actionFor(
  "invoice:prepare",
  { params, form: LineMessageForm },
  async ({ actor, db, params: { invoiceId, lineId }, form }) => {
    await writeLineMessage(db, actor, invoiceId, lineId, form.words);
    return redirectTo(`/portal/invoices/${invoiceId}/lines/${lineId}`, "dispute.thread.sent");
  },
);

export default function LinePage() {
  const { id, number, line, messages, mayWrite } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <>
      <PageHeader
        title={say("invoice.decide-line.title", { day: formats.day(line.serviceDay), number: line.clientName })}
        lead={say("invoice.decide-line.lead", {
          service: line.serviceName,
          units: formats.units(line.units, line.unitType),
          amount: formats.money(line.amountCents),
        })}
        back={{ to: `/portal/invoices/${id}`, label: say("invoice.decide-line.back", { number }) }}
      />
      <Columns
        main={<LineThread messages={messages} reader="provider" mayWrite={mayWrite} />}
        aside={
          <Stack>
            <FourAmounts line={line} />
            <Card title={say("invoice.line.decision")}>
              <LineDecision line={line} />
            </Card>
            <Card title={say("invoice.line.checks")}>
              <Findings findings={line.edits} reader="provider" />
            </Card>
          </Stack>
        }
      />
    </>
  );
}
