// One payment's statement, as the agency that paid sees it, with what may be done when it came back or was too much.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { ReturnForm } from "#app/models/payment/forms";
import { paymentLifecycle } from "#app/models/payment/lifecycle";
import { readRemittance } from "#app/models/payment/read.server";
import { returnByHand } from "#app/models/payment/return-payment.server";
import { idParam, type PaymentId } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import { ActDetails, ActForm, ButtonLink, Card, Notice, SubmitButton, TextField } from "#app/ui/parts";
import { RemittancePage } from "#app/ui/remittance";

const params = z.object({ paymentId: idParam<PaymentId>() });

export const handle: PageHandle = {
  title: (data) => ["payment.remittance.title", { number: (data as { number?: string } | undefined)?.number ?? "" }],
};

export const loader = loaderFor("payment:read", { params, records: true }, ({ actor, db, params }) =>
  readRemittance(db, actor, params.paymentId),
);

export const action = actionFor("payment:settle", { params, form: ReturnForm }, async ({ actor, db, params, form }) => {
  await returnByHand(db, actor, params.paymentId, form.code);
  return redirectTo(`/finance/payments/${params.paymentId}`, "bank-file.returned.done");
});

export default function PaymentPage() {
  const statement = useLoaderData<typeof loader>();
  return (
    <RemittancePage
      statement={statement}
      back="/finance/payments"
      file={`/finance/payments/${statement.id}/file`}
      standing={<CameBack />}
    >
      <MarkReturned />
      <TooMuch />
    </RemittancePage>
  );
}

function CameBack() {
  const { state, returnCode } = useLoaderData<typeof loader>();
  const say = useSay();
  if (state !== "returned") return null;
  return (
    <Notice tone="warning">
      <p>
        {say("bank-file.returned.waits", { code: returnCode ?? "" })}{" "}
        <Link to="/finance/batches/new">{say("bank-file.returned.next")}</Link>
      </p>
    </Notice>
  );
}

function MarkReturned() {
  const { state } = useLoaderData<typeof loader>();
  const say = useSay();
  if (!paymentLifecycle.may(state, "return")) return null;
  return (
    <ActDetails summary={say("bank-file.returned.mark")} formId="return">
      <p>{say("bank-file.returned.mark-lead")}</p>
      <ActForm formId="return">
        <TextField
          name="code"
          label={say("bank-file.returned.code-label")}
          hint={say("bank-file.returned.code-hint")}
          maxLength={40}
        />
        <SubmitButton look="danger">{say("bank-file.returned.button")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}

/** Each invoice that was paid can have been paid too much. */
function TooMuch() {
  const { state, invoices } = useLoaderData<typeof loader>();
  const say = useSay();
  if (state !== "settled") return null;
  return (
    <Card title={say("bank-file.ask.link")}>
      {invoices.map(({ id, number }) => (
        <ButtonLink key={id} to={`/finance/invoices/${id}/overpaid`} look="secondary">
          {say("bank-file.ask.title", { number })}
        </ButtonLink>
      ))}
    </Card>
  );
}
