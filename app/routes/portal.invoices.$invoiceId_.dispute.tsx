// Disputes decisions of one invoice: which lines, and why. Changes no amount.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { isDisputable } from "#app/models/invoice/disputable";
import { disputeInvoice } from "#app/models/invoice/dispute.server";
import { DISPUTE_LENGTH, DisputeForm } from "#app/models/invoice/forms";
import { readInvoice } from "#app/models/invoice/read.server";
import { type InvoiceId, idParam } from "#app/models/values/ids";
import { LineDecision } from "#app/ui/invoice-parts";
import type { SheetLine } from "#app/ui/invoice-sheet";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  type Column,
  DataTable,
  Empty,
  Money,
  PageHeader,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";
import { PickBox } from "#app/ui/pick-box";

const params = z.object({ invoiceId: idParam<InvoiceId>() });

export const handle: PageHandle = { title: "dispute.ask.page" };

export const loader = loaderFor("invoice:prepare", { params, records: true }, async ({ actor, db, params }) => {
  const { id, number, state, lines } = await readInvoice(db, actor, params.invoiceId);
  const open = state === "denied" || state === "partially_approved";
  return { id, number, lines: open ? lines.filter((line) => isDisputable(state, line)) : [] };
});

export const action = actionFor(
  "invoice:prepare",
  { params, form: DisputeForm },
  async ({ actor, db, params: { invoiceId }, form }) => {
    await disputeInvoice(db, actor, invoiceId, form);
    return redirectTo(`/portal/invoices/${invoiceId}`, "invoice.done.disputed");
  },
);

export default function DisputePage() {
  const { id, number, lines } = useLoaderData<typeof loader>();
  const say = useSay();
  const header = (
    <PageHeader
      title={say("dispute.ask.title", { number })}
      lead={say("dispute.ask.lead")}
      back={{ to: `/portal/invoices/${id}`, label: say("invoice.title", { number }) }}
    />
  );
  const columns = useColumns(lines.length === 1);
  if (lines.length === 0) {
    return (
      <>
        {header}
        <Empty title={say("dispute.ask.none")}>{say("dispute.ask.none-lead")}</Empty>
      </>
    );
  }
  return (
    <>
      {header}
      <ActForm formId="dispute" className="wide-form">
        <DataTable caption={say("dispute.ask.lines")} columns={columns} rows={lines} rowKey={({ id }) => id} />
        <TextArea
          name="words"
          label={say("dispute.ask.words")}
          hint={say("dispute.ask.words-hint")}
          rows={4}
          maxLength={DISPUTE_LENGTH}
        />
        <Actions>
          <SubmitButton>{say("dispute.ask.button")}</SubmitButton>
        </Actions>
      </ActForm>
    </>
  );
}

function useColumns(only: boolean): Column<SheetLine>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "pick",
      header: say("dispute.ask.pick"),
      cell: ({ id, serviceDay }) => (
        <PickBox
          name="lineIds"
          value={id}
          label={say("dispute.ask.pick-line", { day: formats.day(serviceDay) })}
          picked={only}
        />
      ),
    },
    {
      id: "day",
      header: say("invoice.line.day"),
      main: true,
      whole: true,
      cell: ({ serviceDay }) => formats.day(serviceDay),
    },
    { id: "name", header: say("invoice.line.name"), cell: ({ clientName }) => clientName },
    {
      id: "amount",
      header: say("invoice.line.amount"),
      figures: true,
      cell: ({ amountCents }) => <Money cents={amountCents} />,
    },
    { id: "decided", header: say("dispute.ask.decided"), cell: (line) => <LineDecision line={line} /> },
  ];
}
