// Asks for money back of one line of a paid invoice. Takes nothing back until a second person approves.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readInvoiceRow } from "#app/models/invoice/row.server";
import { askBack, readPaidLines } from "#app/models/payment/adjust.server";
import { AskBackForm } from "#app/models/payment/forms";
import { type InvoiceId, idParam } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  Empty,
  MoneyField,
  NumberField,
  PageHeader,
  SelectField,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";

const params = z.object({ invoiceId: idParam<InvoiceId>() });

/** Half of a payment: enough to get the money back soon, and to pay wages from the rest. */
const USUAL_SHARE = "50";

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["bank-file.ask.title", { number }]),
};

export const loader = loaderFor("adjustment:prepare", { params }, async ({ db, params }) => ({
  number: (await readInvoiceRow(db, params.invoiceId)).number,
  lines: await readPaidLines(db, params.invoiceId),
}));

export const action = actionFor(
  "adjustment:prepare",
  { params, form: AskBackForm },
  async ({ actor, db, params, form: { lineId, ...asked } }) => {
    await askBack(db, actor, params.invoiceId, lineId, asked);
    return redirectTo("/finance/adjustments", "bank-file.ask.done");
  },
);

export default function OverpaidPage() {
  const { number, lines } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("bank-file.ask.title", { number })}
        lead={say("bank-file.ask.lead")}
        back={{ to: "/finance/adjustments", label: say("bank-file.adjustment.title") }}
      />
      {lines.length === 0 ? <Empty title={say("bank-file.ask.none")}>{say("bank-file.ask.none-lead")}</Empty> : <Ask />}
    </>
  );
}

function Ask() {
  const { lines } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const options = lines.map(({ id, serviceDay, paidCents, leftCents }) => {
    const blanks = { day: formats.day(serviceDay), left: formats.money(leftCents), paid: formats.money(paidCents) };
    return { value: id, label: say("bank-file.ask.line-option", blanks) };
  });
  return (
    <Card>
      <ActForm formId="ask">
        <SelectField name="lineId" label={say("bank-file.ask.line")} options={options} />
        <MoneyField
          name="amountCents"
          label={say("bank-file.ask.amount")}
          hint={say("bank-file.ask.amount-hint")}
          optional
        />
        <NumberField
          name="sharePercent"
          label={say("bank-file.ask.share")}
          hint={say("bank-file.ask.share-hint")}
          defaultValue={USUAL_SHARE}
          maxLength={2}
        />
        <TextArea name="words" label={say("bank-file.ask.words")} maxLength={2000} />
        <SubmitButton>{say("bank-file.ask.button")}</SubmitButton>
      </ActForm>
    </Card>
  );
}
