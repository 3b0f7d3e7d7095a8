// What a unit of a service costs in public, as its provider keeps it. Takes plain values; knows no agreement.
import { useFormats, useSay } from "#app/i18n/speech";
import type { OwnService } from "#app/models/organization/read-own.server";
import { UNIT_TYPES } from "#app/models/organization/unit-types";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { SelectField } from "./choice-fields";
import { Card } from "./layout-parts";
import { plainCents } from "./money";
import { HiddenField, MoneyField } from "./text-fields";

type Price = Pick<OwnService, "priceCents" | "priceUnitType">;

export function PublicPriceCard({ service, mayEdit }: { service: Price; mayEdit: boolean }) {
  const say = useSay();
  const formats = useFormats();
  const { priceCents, priceUnitType } = service;
  return (
    <Card title={say("organization.given.price")}>
      <p className={priceCents ? undefined : "soft"}>
        {priceCents && priceUnitType
          ? `${formats.money(BigInt(priceCents))} ${say.any(`word.per-unit.${priceUnitType}`)}`
          : say("organization.given.cost-unknown")}
      </p>
      {mayEdit ? (
        <ActDetails formId="price" summary={say("organization.given.price-edit")}>
          <PriceForm priceCents={priceCents} priceUnitType={priceUnitType} />
        </ActDetails>
      ) : null}
    </Card>
  );
}

function PriceForm({ priceCents, priceUnitType }: Price) {
  const say = useSay();
  return (
    <ActForm formId="price">
      <HiddenField name="intent" value="price" />
      <p className="soft">{say("organization.given.price-lead")}</p>
      <MoneyField
        name="priceCents"
        label={say("organization.given.price")}
        defaultValue={priceCents ? plainCents(priceCents) : undefined}
        optional
      />
      <SelectField
        name="priceUnitType"
        label={say("organization.given.price-unit")}
        options={UNIT_TYPES.map((value) => ({ value, label: say(`word.per-unit.${value}`) }))}
        defaultValue={priceUnitType ?? undefined}
        emptyLabel={say("organization.given.cost-unknown")}
        optional
      />
      <SubmitButton look="secondary">{say("organization.given.save")}</SubmitButton>
    </ActForm>
  );
}
