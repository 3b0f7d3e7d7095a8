// The boxes in which a draft of an agreement is written. Takes what is known; checks nothing.
import { useSay } from "#app/i18n/speech";
import { plainCents } from "./money";
import { DateField, FileField, MoneyField, NumberField, TextArea } from "./text-fields";

type VersionFieldsProps = {
  known: {
    startsOn: string;
    lastDay: string;
    paymentDays: number;
    noticeDays: number;
    ceilingCents?: string | null;
    terms?: string;
  };
  /** Whether the form carries a file. */
  document?: boolean;
};

export function VersionFields({ known, document = false }: VersionFieldsProps) {
  const say = useSay();
  const { startsOn, lastDay, paymentDays, noticeDays, ceilingCents, terms } = known;
  return (
    <>
      <div className="field-row">
        <DateField name="startsOn" label={say("agreement.facts.first-day")} defaultValue={startsOn} />
        <DateField name="lastDay" label={say("agreement.facts.last-day")} defaultValue={lastDay} />
      </div>
      <div className="field-row">
        <NumberField
          name="paymentDays"
          label={say("agreement.facts.payment-days")}
          defaultValue={String(paymentDays)}
          maxLength={3}
        />
        <NumberField
          name="noticeDays"
          label={say("agreement.facts.notice-days")}
          hint={say("agreement.facts.notice-hint")}
          defaultValue={String(noticeDays)}
          maxLength={3}
        />
      </div>
      <MoneyField
        name="ceilingCents"
        label={say("agreement.ceiling.title")}
        hint={say("agreement.ceiling.hint")}
        defaultValue={ceilingCents ? plainCents(ceilingCents) : undefined}
        optional
      />
      <TextArea
        name="terms"
        label={say("agreement.terms.title")}
        hint={say("agreement.terms.hint")}
        defaultValue={terms}
        rows={8}
        maxLength={10_000}
        optional
      />
      {document ? <FileField name="document" label={say("agreement.terms.document")} accept=".pdf" optional /> : null}
    </>
  );
}
