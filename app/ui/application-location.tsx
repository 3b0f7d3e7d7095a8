// A place of an applicant: its boxes, where it was found and how exactly, and the list of places with their map. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { LocationAnswer } from "#app/models/application/answers";
import { SPOKEN_LANGUAGES } from "#app/models/client/spoken-languages";
import { ACCESSIBILITY } from "#app/models/organization/codes";
import { ActForm } from "./act-form";
import { stepPath } from "./application-paths";
import { SubmitButton } from "./button";
import { CheckboxGroup } from "./choice-fields";
import { useLanguageName } from "./language-name";
import { Card } from "./layout-parts";
import { MapView } from "./map-view";
import { accessName } from "./own-service-parts";
import { HiddenField, TextArea, TextField } from "./text-fields";

type LocationFormProps = { version: number; locationKey: string; known: LocationAnswer | null };

export function LocationForm({ version, locationKey, known }: LocationFormProps) {
  const say = useSay();
  return (
    <ActForm formId="location">
      <HiddenField name="intent" value="location" />
      <HiddenField name="version" value={String(version)} />
      <HiddenField name="key" value={locationKey} />
      <Card title={say("application.location.where")}>
        <AddressFields known={known} />
        <ByHand known={known} />
      </Card>
      <ReachFields known={known} />
      <SubmitButton>{say("application.location.save")}</SubmitButton>
    </ActForm>
  );
}

function AddressFields({ known }: { known: LocationAnswer | null }) {
  const say = useSay();
  const typed = (value: string | null | undefined) => value ?? undefined;
  return (
    <>
      <TextField
        name="name"
        label={say("application.location.name")}
        hint={say("application.location.name-hint")}
        defaultValue={known?.name}
        maxLength={200}
      />
      <TextField
        name="addressLine"
        label={say("network.one.address")}
        defaultValue={typed(known?.addressLine)}
        autoComplete="address-line1"
        maxLength={200}
        optional
      />
      <TextField
        name="addressLine2"
        label={say("network.one.address-2")}
        defaultValue={typed(known?.addressLine2)}
        autoComplete="address-line2"
        maxLength={200}
        optional
      />
      <div className="field-row">
        <TextField
          name="city"
          label={say("network.one.city")}
          defaultValue={typed(known?.city)}
          maxLength={100}
          optional
        />
        <TextField
          name="region"
          label={say("network.one.region")}
          defaultValue={typed(known?.region)}
          size="short"
          maxLength={40}
          optional
        />
        <TextField
          name="postalCode"
          label={say("network.one.postal-code")}
          defaultValue={typed(known?.postalCode)}
          size="short"
          autoComplete="postal-code"
          maxLength={12}
          optional
        />
      </div>
    </>
  );
}

/** Degrees stand in their boxes only where somebody typed them: a new address is then looked up anew. */
function ByHand({ known }: { known: LocationAnswer | null }) {
  const say = useSay();
  const given = known?.pointPrecision === "given" ? known : null;
  return (
    <>
      <FoundAt location={known} />
      <fieldset className="usa-fieldset">
        <legend className="usa-legend">{say("application.location.by-hand")}</legend>
        <p className="soft">{say("application.location.by-hand-hint")}</p>
        <div className="field-row">
          <TextField
            name="latitude"
            label={say("application.location.latitude")}
            defaultValue={given?.latitude?.toString()}
            size="short"
            inputMode="decimal"
            maxLength={12}
            optional
          />
          <TextField
            name="longitude"
            label={say("application.location.longitude")}
            defaultValue={given?.longitude?.toString()}
            size="short"
            maxLength={12}
            optional
          />
        </div>
      </fieldset>
    </>
  );
}

function ReachFields({ known }: { known: LocationAnswer | null }) {
  const say = useSay();
  const languageName = useLanguageName();
  const spoken = [...new Set([...SPOKEN_LANGUAGES, ...(known?.languages ?? [])])];
  return (
    <Card title={say("application.location.reach")}>
      <TextField
        name="telephone"
        type="tel"
        label={say("word.phone")}
        defaultValue={known?.telephone ?? undefined}
        maxLength={40}
        optional
      />
      <CheckboxGroup
        name="languages"
        label={say("application.location.languages")}
        options={spoken.map((value) => ({ value, label: languageName(value) }))}
        defaultValue={known?.languages}
        inline
        optional
      />
      <CheckboxGroup
        name="accessibility"
        label={say("organization.one.accessibility")}
        options={ACCESSIBILITY.map((value) => ({ value, label: accessName(say, value) }))}
        defaultValue={known?.accessibility}
        inline
        optional
      />
      <TextArea
        name="transportation"
        label={say("organization.one.transportation")}
        defaultValue={known?.transportation ?? undefined}
        rows={2}
        maxLength={1000}
        optional
      />
    </Card>
  );
}

type Found = Pick<LocationAnswer, "latitude" | "longitude" | "pointPrecision" | "timeZone" | "postalCode" | "city">;

/** How exactly it is known where it lies, in words. */
export function FoundAt({ location }: { location: Found | null }) {
  const say = useSay();
  if (!location) return null;
  const { pointPrecision, postalCode, city, timeZone } = location;
  const zone = (timeZone ?? "").replaceAll("_", " ").split("/").at(-1) ?? "";
  return (
    <p className="found-at">
      {say.any(`application.location.precision.${pointPrecision}`, { code: postalCode ?? "", town: city ?? "", zone })}
    </p>
  );
}

type LocationListProps = { token: string; locations: readonly LocationAnswer[] };

export function LocationList({ token, locations }: LocationListProps) {
  const say = useSay();
  const markers = locations.flatMap(({ key, name, latitude, longitude }, position) =>
    latitude === null || longitude === null
      ? []
      : [{ id: key, number: position + 1, label: name, lat: latitude, lon: longitude }],
  );
  return (
    <>
      <ol className="application-items">
        {locations.map((location) => (
          <li key={location.key}>
            <div>
              <h3>{location.name}</h3>
              <p>{addressOf(location)}</p>
              <FoundAt location={location} />
            </div>
            <ItemLink to={stepPath(token, "locations", location.key)} name={location.name} />
          </li>
        ))}
      </ol>
      {markers.length > 0 ? <MapView markers={markers} centre={null} /> : null}
      {locations.length === 0 ? <p className="soft">{say("application.location.empty")}</p> : null}
    </>
  );
}

export function addressOf({ addressLine, addressLine2, city, region, postalCode }: LocationAnswer): string {
  return [addressLine, addressLine2, [city, [region, postalCode].filter(Boolean).join(" ")].filter(Boolean).join(", ")]
    .filter(Boolean)
    .join(", ");
}

/** "Change" beside an item, whose name is read with it. */
export function ItemLink({ to, name }: { to: string; name: string }) {
  const say = useSay();
  return (
    <Link to={to}>
      {say("application.page.change")}
      <span className="usa-sr-only"> {name}</span>
    </Link>
  );
}

type RemoveItemProps = { version: number; itemKey: string; name: string };

export function RemoveItem({ version, itemKey, name }: RemoveItemProps) {
  const say = useSay();
  return (
    <ActForm formId="remove" lastResult={null}>
      <HiddenField name="intent" value="remove" />
      <HiddenField name="version" value={String(version)} />
      <HiddenField name="key" value={itemKey} />
      <SubmitButton look="quiet">{say("application.page.remove", { name })}</SubmitButton>
    </ActForm>
  );
}

/** The days a span of exceptions holds, last day included. */
export function useDays(): (fromDay: string, lastDay: string) => string {
  const formats = useFormats();
  return (fromDay, lastDay) =>
    fromDay === lastDay ? formats.day(fromDay) : `${formats.day(fromDay)} – ${formats.day(lastDay)}`;
}
