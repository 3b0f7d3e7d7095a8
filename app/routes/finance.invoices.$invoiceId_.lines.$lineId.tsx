// Reduces or denies one line, with a coded reason and words the provider reads; what was authorized stands beside it.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { LINE_REASONS } from "#app/models/invoice/codes";
import { LineForm } from "#app/models/invoice/forms";
import { readInvoice } from "#app/models/invoice/read.server";
import { decideLine } from "#app/models/invoice/review.server";
import { type InvoiceId, type InvoiceLineId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { Findings } from "#app/ui/invoice-parts";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  Columns,
  Facts,
  HiddenField,
  Money,
  MoneyField,
  PageHeader,
  SelectField,
  Stack,
  StateTag,
  SubmitButton,
  TextArea,
  Units,
} from "#app/ui/parts";

const params = z.object({ invoiceId: idParam<InvoiceId>(), lineId: idParam<InvoiceLineId>() });

export const handle: PageHandle = { title: "invoice.decide-line.page" };

export const loader = loaderFor("invoice:decide", { params, records: true }, async ({ actor, db, params }) => {
  const { id, number, lines } = await readInvoice(db, actor, params.invoiceId);
  const line = lines.find((known) => known.id === params.lineId);
  if (!line) throw new Refusal("not-found", 404);
  return { invoiceId: id, number, line };
});

export const action = actionFor("invoice:decide", { params, form: LineForm }, async ({ actor, db, params, form }) => {
  await decideLine(db, actor, params.invoiceId, params.lineId, form);
  return redirectTo(`/finance/invoices/${params.invoiceId}`, "invoice.done.decided");
});

export default function DecideLinePage() {
  const { invoiceId, number, line } = useLoaderData<typeof loader>();
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
        back={{ to: `/finance/invoices/${invoiceId}`, label: say("invoice.decide-line.back", { number }) }}
      />
      <Columns
        main={
          <Stack>
            <Card title={say("invoice.decide-line.reduce")}>
              <p>{say("invoice.decide-line.reduce-lead")}</p>
              <ActForm formId="reduce">
                <HiddenField name="move" value="reduce" />
                <MoneyField
                  name="approvedCents"
                  label={say("invoice.decide-line.amount")}
                  hint={say("invoice.decide-line.amount-hint", { amount: formats.money(line.amountCents) })}
                />
                <Why />
                <SubmitButton>{say("invoice.decide-line.reduce-button")}</SubmitButton>
              </ActForm>
            </Card>
            <Card title={say("invoice.decide-line.deny")}>
              <p>{say("invoice.decide-line.deny-lead")}</p>
              <ActForm formId="deny">
                <HiddenField name="move" value="deny" />
                <Why />
                <SubmitButton look="danger">{say("invoice.decide-line.deny-button")}</SubmitButton>
              </ActForm>
            </Card>
          </Stack>
        }
        aside={<LineFacts />}
      />
    </>
  );
}

function Why() {
  const say = useSay();
  return (
    <>
      <SelectField
        name="reasonCode"
        label={say("invoice.review.reason")}
        options={LINE_REASONS.map((value) => ({ value, label: say(`invoice.reason.${value}`) }))}
      />
      <TextArea name="reasonWords" label={say("invoice.review.words")} rows={3} maxLength={1000} />
    </>
  );
}

function LineFacts() {
  const { line } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("invoice.decide-line.facts")}>
      <Facts
        facts={[
          { name: say("invoice.line.units"), value: <Units hundredths={line.units} unitType={line.unitType} /> },
          {
            name: say("invoice.line.rate"),
            value: `${formats.money(line.rateCents)} ${say.any(`word.per-unit.${line.unitType}`)}`,
          },
          { name: say("invoice.line.amount"), value: <Money cents={line.amountCents} /> },
          { name: say("invoice.line.authorization"), value: line.authorizationNumber },
          {
            name: say("invoice.decide-line.state"),
            value: <StateTag lifecycle="authorization" state={line.authorizationState} />,
          },
          {
            name: say("invoice.decide-line.period"),
            value: formats.days(line.authorizedFrom, line.authorizedUntil),
          },
          {
            name: say("invoice.decide-line.used"),
            value: say("invoice.authorized.used-of", {
              used: formats.units(line.usedUnits),
              units: formats.units(line.authorizedUnits, line.unitType),
            }),
          },
          { name: say("invoice.line.checks"), value: <Findings findings={line.edits} reader="finance" /> },
        ]}
      />
    </Card>
  );
}
