// The forms of a provider's page at the network desk: places, services, where they are offered, the first administrator. Takes plain values.
import { useSay } from "#app/i18n/speech";
import { ACCESSIBILITY, SERVICE_STATUSES } from "#app/models/organization/codes";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { CheckboxGroup, type Option, SelectField } from "./choice-fields";
import { GivenFields, LanguagesField, useGivenLabels } from "./given-parts";
import { HiddenField, TextArea, TextField } from "./text-fields";

type Named = { readonly id: string; readonly name: string };

const asOptions = (rows: readonly Named[]): Option[] => rows.map(({ id, name }) => ({ value: id, label: name }));

export function PlaceForm() {
  const say = useSay();
  return (
    <ActForm formId="place">
      <HiddenField name="intent" value="place" />
      <TextField name="name" label={say("network.one.place-name")} maxLength={200} />
      <TextField name="addressLine" label={say("network.one.address")} maxLength={200} optional />
      <TextField name="addressLine2" label={say("network.one.address-2")} maxLength={200} optional />
      <TextField name="city" label={say("network.one.city")} maxLength={100} optional />
      <TextField name="region" label={say("network.one.region")} size="short" maxLength={40} optional />
      <TextField name="postalCode" label={say("network.one.postal-code")} size="short" maxLength={12} optional />
      <LanguagesField label={say("organization.one.languages")} known={[]} />
      <CheckboxGroup
        name="accessibility"
        label={say("organization.one.accessibility")}
        options={ACCESSIBILITY.map((value) => ({ value, label: say(`directory.accessibility.${value}`) }))}
        inline
        optional
      />
      <TextArea
        name="transportation"
        label={say("organization.one.transportation")}
        rows={2}
        maxLength={1000}
        optional
      />
      <SubmitButton look="secondary">{say("network.one.save-place")}</SubmitButton>
    </ActForm>
  );
}

type ServiceFormProps = { places: readonly Named[]; specialties: readonly Option[] };

export function ServiceForm({ places, specialties }: ServiceFormProps) {
  const say = useSay();
  return (
    <ActForm formId="service" labels={useGivenLabels()}>
      <HiddenField name="intent" value="service" />
      <TextField name="name" label={say("network.one.service-name")} maxLength={200} />
      <SelectField name="specialtyId" label={say("network.one.specialty")} options={specialties} />
      <SelectField name="locationId" label={say("network.one.offered-at")} options={asOptions(places)} />
      <TextArea name="description" label={say("network.one.description")} rows={4} maxLength={5000} optional />
      <GivenFields />
      <TextArea name="applicationProcess" label={say("network.one.process")} rows={2} maxLength={2000} optional />
      <SubmitButton look="secondary">{say("network.one.save-service")}</SubmitButton>
    </ActForm>
  );
}

export function OfferForm({ services, places }: { services: readonly Named[]; places: readonly Named[] }) {
  const say = useSay();
  return (
    <ActForm formId="place-service">
      <HiddenField name="intent" value="place-service" />
      <SelectField name="serviceId" label={say("network.one.service")} options={asOptions(services)} />
      <SelectField name="locationId" label={say("network.one.offered-at")} options={asOptions(places)} />
      <SubmitButton look="secondary">{say("network.one.save-offer")}</SubmitButton>
    </ActForm>
  );
}

export function StatusForm({ services }: { services: readonly Named[] }) {
  const say = useSay();
  return (
    <ActForm formId="service-status">
      <HiddenField name="intent" value="service-status" />
      <SelectField name="serviceId" label={say("network.one.service")} options={asOptions(services)} />
      <SelectField
        name="status"
        label={say("network.one.status")}
        options={SERVICE_STATUSES.map((value) => ({ value, label: say(`directory.service-status.${value}`) }))}
      />
      <SubmitButton look="secondary">{say("network.one.save-status")}</SubmitButton>
    </ActForm>
  );
}

export function AdministratorForm() {
  const say = useSay();
  return (
    <ActForm formId="invite">
      <HiddenField name="intent" value="invite" />
      <TextField name="name" label={say("network.one.invite-name")} maxLength={120} autoComplete="off" />
      <TextField name="email" type="email" label={say("network.one.invite-email")} maxLength={320} autoComplete="off" />
      <SubmitButton look="secondary">{say("network.one.invite-button")}</SubmitButton>
    </ActForm>
  );
}
