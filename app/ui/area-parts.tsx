// Where a service comes to its clients: its areas as a list and on a map, and the forms that add them without a mouse. Takes plain values.
import { useMemo } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { ServiceArea } from "#app/models/organization/areas.server";
import { metresToKilometres, metresToMiles } from "#app/models/values/place";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { SelectField } from "./choice-fields";
import { unitOptions } from "./distance-unit";
import { Card, Columns, Stack } from "./layout-parts";
import { circleRing } from "./map-circle";
import { type MapShape, MapView } from "./map-view";
import { RemoveForm } from "./own-service-parts";
import { HiddenField, NumberField, TextArea, TextField } from "./text-fields";

type Unit = "mile" | "kilometre";

type AreasProps = {
  areas: readonly ServiceArea[];
  centres: readonly { readonly id: string; readonly name: string }[];
  /** In which distances and sizes are said and asked. */
  unit: Unit;
  mayEdit: boolean;
};

/** So wide a circle stands for the middle of a postal code. */
const MIDDLE_METRES = 700;

export function Areas({ areas, centres, unit, mayEdit }: AreasProps) {
  const say = useSay();
  const drawn = useMemo(() => areas.flatMap(shapesOf), [areas]);
  return (
    <Columns
      even
      main={
        <Stack>
          <Card title={say("organization.area.list")}>
            {areas.length === 0 ? <p className="soft">{say("organization.area.none")}</p> : null}
            <ul className="waiting">
              {areas.map((area) => (
                <AreaLine key={area.id} area={area} unit={unit} mayEdit={mayEdit} />
              ))}
            </ul>
          </Card>
          {mayEdit ? <AddForms key={areas.length} centres={centres} unit={unit} /> : null}
        </Stack>
      }
      aside={
        drawn.length > 0 ? (
          <>
            <MapView markers={[]} centre={null} shapes={drawn} label={say("organization.area.map")} />
            <p className="soft">{say("organization.area.map-note")}</p>
          </>
        ) : null
      }
    />
  );
}

function shapesOf({ shape, places }: ServiceArea): MapShape[] {
  if (shape) return [shape];
  return places.map(({ latitude: lat, longitude: lon }) => ({
    type: "Polygon",
    coordinates: [circleRing({ lat, lon }, MIDDLE_METRES)],
  }));
}

type LineProps = { area: ServiceArea; unit: Unit; mayEdit: boolean };

function AreaLine({ area, unit, mayEdit }: LineProps) {
  const say = useSay();
  const { id, name, shape, places, offMap } = area;
  const title = name || say("organization.area.unnamed");
  return (
    <li>
      <div>
        {title}
        <p className="soft">{useSizeText(area, unit)}</p>
        <ActDetails summary={say("organization.area.see-codes")}>
          <ul className="plain-list">
            {[...Map.groupBy(places, ({ town, state }) => `${town}, ${state}`)].map(([town, there]) => (
              <li key={town}>
                {say("organization.area.codes-in", {
                  town,
                  codes: there.map(({ postalCode }) => postalCode).join(", "),
                })}
              </li>
            ))}
            {offMap.length > 0 ? <li>{say("organization.area.off-map", { codes: offMap.join(", ") })}</li> : null}
          </ul>
        </ActDetails>
        {mayEdit && shape === null ? (
          <ActDetails formId={`codes-${id}`} summary={say("organization.area.change")}>
            <CodesForm formId={`codes-${id}`} area={area} />
          </ActDetails>
        ) : null}
      </div>
      {mayEdit ? (
        <RemoveForm intent="remove-area" id={id} label={say("organization.area.remove", { name: title })} />
      ) : null}
    </li>
  );
}

function useSizeText({ squareMetres, places, offMap }: ServiceArea, unit: Unit): string {
  const say = useSay();
  const formats = useFormats();
  const codes = say("organization.area.codes-count", { count: places.length + offMap.length });
  if (squareMetres === null) return codes;
  const long = unit === "mile" ? metresToMiles : metresToKilometres;
  const square = long(long(squareMetres));
  const number = formats.count(square < 10 ? Math.round(square * 10) / 10 : Math.round(square));
  return say("organization.area.size", { size: say(`organization.area.square-${unit}s`, { number }), codes });
}

function AddForms({ centres, unit }: Pick<AreasProps, "centres" | "unit">) {
  const say = useSay();
  return (
    <Card title={say("organization.area.add")}>
      <ActDetails formId="area-codes" summary={say("organization.area.add-codes")}>
        <CodesForm formId="area-codes" />
      </ActDetails>
      <ActDetails formId="area-around" summary={say("organization.area.add-around")}>
        {centres.length > 0 ? (
          <AroundForm centres={centres} unit={unit} />
        ) : (
          <p>{say("organization.area.no-centre")}</p>
        )}
      </ActDetails>
      <ActDetails formId="area-shape" summary={say("organization.area.add-shape")}>
        <ActForm formId="area-shape">
          <HiddenField name="intent" value="area-shape" />
          <TextField name="name" label={say("organization.area.shape-name")} maxLength={120} />
          <TextArea
            name="shape"
            label={say("organization.area.shape")}
            hint={say("organization.area.shape-hint")}
            rows={8}
            maxLength={200_000}
          />
          <SubmitButton look="secondary">{say("organization.area.save-shape")}</SubmitButton>
        </ActForm>
      </ActDetails>
    </Card>
  );
}

function CodesForm({ formId, area }: { formId: string; area?: ServiceArea }) {
  const say = useSay();
  const codes = area ? [...area.places.map(({ postalCode }) => postalCode), ...area.offMap].toSorted().join(" ") : "";
  return (
    <ActForm formId={formId}>
      <HiddenField name="intent" value="area-codes" />
      {area ? <HiddenField name="id" value={area.id} /> : null}
      <TextArea
        name="codes"
        label={say("organization.area.codes")}
        hint={say("organization.area.codes-hint")}
        defaultValue={codes}
        rows={4}
        maxLength={20_000}
        optional
      />
      <TextArea
        name="towns"
        label={say("organization.area.towns")}
        hint={say("organization.area.towns-hint")}
        rows={3}
        maxLength={20_000}
        optional
      />
      <TextField
        name="name"
        label={say("organization.area.name")}
        hint={say("organization.area.name-hint")}
        defaultValue={area?.name}
        maxLength={120}
        optional
      />
      <SubmitButton look="secondary">{say("organization.area.save-codes")}</SubmitButton>
    </ActForm>
  );
}

function AroundForm({ centres, unit }: Pick<AreasProps, "centres" | "unit">) {
  const say = useSay();
  return (
    <ActForm formId="area-around">
      <HiddenField name="intent" value="area-around" />
      <SelectField
        name="locationId"
        label={say("organization.area.place")}
        options={centres.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <div className="field-row">
        <NumberField name="distance" label={say("organization.area.distance")} maxLength={6} />
        <SelectField
          name="unit"
          label={say("organization.area.unit")}
          defaultValue={unit}
          emptyLabel={null}
          options={unitOptions(say)}
        />
      </div>
      <TextField
        name="name"
        label={say("organization.area.name")}
        hint={say("organization.area.name-hint")}
        maxLength={120}
        optional
      />
      <SubmitButton look="secondary">{say("organization.area.save-around")}</SubmitButton>
    </ActForm>
  );
}
