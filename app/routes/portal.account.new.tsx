// Asks for the provider's money to go to another bank account. Changes nothing until a second person confirms it.
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { BankAccountForm } from "#app/models/payment/account-forms";
import { askForAccount } from "#app/models/payment/bank-account.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, Checkbox, PageHeader, RadioGroup, SubmitButton, TextField } from "#app/ui/parts";

export const handle: PageHandle = { title: "bank.form.title" };

export const loader = loaderFor("portal:account", {}, async () => null);

export const action = actionFor("portal:account", { form: BankAccountForm }, async ({ actor, db, form }) => {
  const id = await askForAccount(db, actor, form);
  return redirectTo(`/portal/account/${id}`, "bank.one.done.asked");
});

export default function NewAccountPage() {
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("bank.form.title")}
        lead={say("bank.form.lead")}
        back={{ to: "/portal/account", label: say("bank.own.title") }}
      />
      <Card>
        <ActForm formId="account">
          <NumberFields />
          <TextField
            name="contactEmail"
            type="email"
            label={say("bank.form.contact")}
            hint={say("bank.form.contact-hint")}
            maxLength={320}
          />
          <SubmitButton>{say("bank.form.button")}</SubmitButton>
        </ActForm>
      </Card>
    </>
  );
}

function NumberFields() {
  const say = useSay();
  return (
    <>
      <RadioGroup
        name="kind"
        label={say("bank.form.kind")}
        defaultValue="us"
        options={(["us", "iban"] as const).map((value) => ({ value, label: say(`bank.form.${value}`) }))}
      />
      <TextField name="holder" label={say("bank.form.holder")} maxLength={200} autoComplete="off" />
      <Checkbox name="personal" label={say("bank.form.personal")} />
      <TextField
        name="routing"
        label={say("bank.form.routing")}
        hint={say("bank.form.routing-hint")}
        maxLength={20}
        inputMode="numeric"
        autoComplete="off"
        optional
      />
      <RadioGroup
        name="savings"
        label={say("bank.form.type")}
        defaultValue="checking"
        inline
        options={(["checking", "savings"] as const).map((value) => ({ value, label: say(`bank.form.${value}`) }))}
      />
      <TextField
        name="account"
        label={say("bank.form.account")}
        hint={say("bank.form.account-hint")}
        maxLength={60}
        autoComplete="off"
      />
      <TextField name="again" label={say("bank.form.again")} maxLength={60} autoComplete="off" />
      <TextField
        name="bic"
        label={say("bank.form.bic")}
        hint={say("bank.form.bic-hint")}
        maxLength={20}
        autoComplete="off"
        optional
      />
    </>
  );
}
