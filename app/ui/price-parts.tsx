// The prices of an agreement as a table, and the forms that add one and end one. Takes plain values; cents come as text.
import { useFormats, useSay } from "#app/i18n/speech";
import { UNIT_TYPES } from "#app/models/organization/unit-types";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { SelectField } from "./choice-fields";
import { type Column, DataTable } from "./data-table";
import { Money } from "./money";
import { ToneTag } from "./state-tag";
import { DateField, HiddenField, MoneyField } from "./text-fields";

type PriceLine = {
  readonly id: string;
  readonly serviceName: string;
  readonly unitType: string;
  readonly rateCents: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly over: boolean;
};

type PriceTableProps = { rates: readonly PriceLine[]; mayEnd: boolean; today: string };

export function PriceTable({ rates, mayEnd, today }: PriceTableProps) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<PriceLine>[] = [
    {
      id: "service",
      header: say("network.agreement.service"),
      main: true,
      cell: ({ serviceName }) => serviceName,
    },
    {
      id: "price",
      header: say("network.agreement.price"),
      figures: true,
      cell: ({ rateCents, unitType }) => (
        <span>
          <Money cents={BigInt(rateCents)} /> <span className="soft">{say.any(`word.per-unit.${unitType}`)}</span>
        </span>
      ),
    },
    {
      id: "days",
      header: say("network.agreements.days"),
      cell: ({ startsOn, endsOn, over }) => (
        <span>
          {formats.days(startsOn, endsOn)}{" "}
          {over ? <ToneTag tone="ended">{say("network.agreement.over")}</ToneTag> : null}
        </span>
      ),
    },
  ];
  const end: Column<PriceLine> = {
    id: "end",
    header: say("network.agreement.end-price"),
    headerHidden: true,
    cell: (line) => (line.over ? null : <EndPrice line={line} today={today} />),
  };
  return (
    <DataTable
      caption={say("network.agreement.prices")}
      columns={mayEnd ? [...columns, end] : columns}
      rows={rates}
      rowKey={({ id }) => id}
      empty={<p className="soft">{say("network.agreement.no-prices")}</p>}
    />
  );
}

function EndPrice({ line, today }: { line: PriceLine; today: string }) {
  const say = useSay();
  const formId = `end-${line.id}`;
  const begun = line.startsOn <= today;
  return (
    <ActDetails formId={formId} summary={say("network.agreement.end-price")}>
      <ActForm formId={formId}>
        <HiddenField name="intent" value="end-rate" />
        <HiddenField name="rateId" value={line.id} />
        <DateField
          name="lastDay"
          label={say("network.agreement.end-price-day")}
          defaultValue={begun ? today : line.startsOn}
        />
        <SubmitButton look="secondary">
          <span aria-hidden="true">{say("network.agreement.end-price")}</span>
          <span className="usa-sr-only">{say("network.agreement.end-price-of", { service: line.serviceName })}</span>
        </SubmitButton>
      </ActForm>
    </ActDetails>
  );
}

type PriceFormProps = { services: readonly { id: string; name: string }[]; startsOn: string; lastDay: string };

export function PriceForm({ services, startsOn, lastDay }: PriceFormProps) {
  const say = useSay();
  return (
    <ActForm formId="rate">
      <HiddenField name="intent" value="rate" />
      <SelectField
        name="serviceId"
        label={say("network.agreement.service")}
        options={services.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SelectField
        name="unitType"
        label={say("network.agreement.unit")}
        options={UNIT_TYPES.map((value) => ({ value, label: say(`word.per-unit.${value}`) }))}
      />
      <MoneyField name="rateCents" label={say("network.agreement.price")} />
      <DateField name="startsOn" label={say("network.agreement.first-day")} defaultValue={startsOn} />
      <DateField name="lastDay" label={say("network.agreement.last-day")} defaultValue={lastDay} />
      <SubmitButton>{say("network.agreement.save-price")}</SubmitButton>
    </ActForm>
  );
}
