// One line at the finance desk: what was said about it, and, while it is looked at, reducing or denying it with a reason the provider reads.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useFormats, useSay } from "#app/i18n/speech";
import { LINE_REASONS } from "#app/models/invoice/codes";
import { decideLine } from "#app/models/invoice/decide-line.server";
import { reasonOf } from "#app/models/invoice/edit-codes";
import { LineForm } from "#app/models/invoice/forms";
import { readLineMessages, writeLineMessage } from "#app/models/invoice/line-message.server";
import { readInvoice } from "#app/models/invoice/read.server";
import { type InvoiceId, type InvoiceLineId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { Findings } from "#app/ui/edit-parts";
import { LineDecision } from "#app/ui/invoice-parts";
import { FourAmounts, LineThread } from "#app/ui/line-parts";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  Columns,
  Facts,
  HiddenField,
  MoneyField,
  Notice,
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

export const loader = loaderFor("invoice:review", { params, records: true }, async ({ actor, db, params }) => {
  const { id, number, lines, state, payerCodes } = await readInvoice(db, actor, params.invoiceId);
  const line = lines.find((known) => known.id === params.lineId);
  if (!line) throw new Refusal("not-found", 404);
  const mine = state === "disputed" && line.firstDecidedBy === actor.membershipId;
  const open = (state === "in_review" || (state === "disputed" && line.contested)) && line.state === "pending";
  const decides = open && mayDo(actor, "invoice:decide");
  return {
    invoiceId: id,
    number,
    line,
    payerCodes,
    messages: await readLineMessages(db, params.lineId),
    decides: decides && !mine,
    barred: decides && mine,
  };
});

export const action = actionFor("invoice:decide", { params, form: LineForm }, async ({ actor, db, params, form }) => {
  const { invoiceId, lineId } = params;
  if (form.move === "say") {
    await writeLineMessage(db, actor, invoiceId, lineId, form.words);
    return redirectTo(`/finance/invoices/${invoiceId}/lines/${lineId}`, "dispute.thread.sent");
  }
  await decideLine(db, actor, invoiceId, lineId, form);
  return redirectTo(`/finance/invoices/${invoiceId}`, "invoice.done.decided");
});

export default function DecideLinePage() {
  const { invoiceId, number, line, messages, decides, barred } = useLoaderData<typeof loader>();
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
            {decides ? <Decide /> : null}
            {barred ? <Notice>{say("dispute.second.not-you-line")}</Notice> : null}
            <LineThread messages={messages} reader="agency" mayWrite />
          </Stack>
        }
        aside={
          <Stack>
            <FourAmounts line={line} />
            <LineFacts />
          </Stack>
        }
      />
    </>
  );
}

function Decide() {
  const { line } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <>
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
    </>
  );
}

function Why() {
  const { line } = useLoaderData<typeof loader>();
  const say = useSay();
  // What the checks found is most often the reason.
  const likely = line.edits.map(({ code }) => reasonOf(code)).find((code) => code !== null) ?? "";
  return (
    <>
      <SelectField
        name="reasonCode"
        label={say("invoice.review.reason")}
        defaultValue={likely}
        options={LINE_REASONS.map((value) => ({ value, label: say(`invoice.reason.${value}`) }))}
      />
      <TextArea name="reasonWords" label={say("invoice.review.words")} rows={3} maxLength={1000} />
    </>
  );
}

function LineFacts() {
  const { line, payerCodes } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("invoice.decide-line.facts")}>
      <Facts
        facts={[
          { name: say("invoice.line.units"), value: <Units hundredths={line.units} unitType={line.unitType} /> },
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
          {
            name: say("invoice.line.checks"),
            value: <Findings findings={line.edits} reader="finance" payerCodes={payerCodes} />,
          },
          { name: say("invoice.line.decision"), value: <LineDecision line={line} /> },
        ]}
      />
    </Card>
  );
}
