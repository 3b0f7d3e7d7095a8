// What a fund or its next period is opened with: name, code, days, budget. Takes plain values; keeps nothing.
import { useSay } from "#app/i18n/speech";
import { DateField, MoneyField, TextField } from "./text-fields";

type FundFieldsProps = { name?: string; startsOn?: string; lastDay?: string };

export function FundFields({ name, startsOn, lastDay }: FundFieldsProps) {
  const say = useSay();
  return (
    <>
      <TextField name="name" label={say("finance.funds.fund-name")} maxLength={200} defaultValue={name} />
      <TextField
        name="code"
        label={say("finance.funds.code")}
        hint={say("finance.funds.code-hint")}
        maxLength={20}
        size="short"
      />
      <DateField name="startsOn" label={say("finance.funds.starts")} defaultValue={startsOn} />
      <DateField name="lastDay" label={say("finance.funds.ends")} defaultValue={lastDay} />
      <MoneyField name="amountCents" label={say("finance.funds.amount")} />
    </>
  );
}
