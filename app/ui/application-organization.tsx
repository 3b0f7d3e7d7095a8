// The boxes for who applies, and the records of the directory that it may be. Takes plain values; the number is never shown again.
import { useFormats, useSay } from "#app/i18n/speech";
import type { OrganizationAnswer } from "#app/models/application/answers";
import type { Candidate } from "#app/models/application/claim.server";
import { PROVIDER_KINDS } from "#app/models/application/codes";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { RadioGroup } from "./choice-fields";
import { Card } from "./layout-parts";
import { HiddenField, TextArea, TextField } from "./text-fields";

export function KindField({ defaultValue }: { defaultValue?: string }) {
  const say = useSay();
  return (
    <RadioGroup
      name="kind"
      label={say("application.organization.kind")}
      options={PROVIDER_KINDS.map((value) => ({ value, label: say(`application.kind.${value}`) }))}
      defaultValue={defaultValue}
    />
  );
}

type OrganizationFormProps = {
  application: {
    readonly version: number;
    readonly organizationName: string;
    readonly kind: string;
    readonly contactName: string;
    readonly taxLastFour: string | null;
    readonly answers: { readonly organization: OrganizationAnswer | null };
  };
};

export function OrganizationForm({ application }: OrganizationFormProps) {
  const say = useSay();
  return (
    <ActForm formId="organization" labels={{ kind: say("application.organization.kind") }}>
      <HiddenField name="version" value={String(application.version)} />
      <LegalFields application={application} />
      <PublicFields known={application.answers.organization} />
      <Card title={say("application.organization.contact")}>
        <TextField
          name="contactName"
          label={say("application.organization.contact-name")}
          hint={say("application.organization.contact-hint")}
          defaultValue={application.contactName}
          maxLength={120}
        />
      </Card>
      <SubmitButton>{say("application.page.save-on")}</SubmitButton>
    </ActForm>
  );
}

function LegalFields({ application }: OrganizationFormProps) {
  const say = useSay();
  const known = application.answers.organization;
  const kept = application.taxLastFour;
  return (
    <Card title={say("application.organization.legal")}>
      <TextField
        name="organizationName"
        label={say("application.organization.name")}
        hint={say("application.organization.name-hint")}
        defaultValue={application.organizationName}
        maxLength={200}
      />
      <TextField
        name="alternateName"
        label={say("application.organization.alternate-name")}
        defaultValue={known?.alternateName ?? undefined}
        maxLength={200}
        optional
      />
      <KindField defaultValue={application.kind} />
      <TextField
        name="legalStatus"
        label={say("application.organization.legal-form")}
        hint={say("application.organization.legal-form-hint")}
        defaultValue={known?.legalStatus ?? undefined}
        maxLength={120}
        optional
      />
      <TextField
        name="taxIdentifier"
        label={say("application.organization.tax-identifier")}
        hint={say(kept ? "application.organization.tax-kept" : "application.organization.tax-hint", {
          digits: kept ?? "",
        })}
        size="medium"
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        optional
      />
    </Card>
  );
}

function PublicFields({ known }: { known: OrganizationAnswer | null }) {
  const say = useSay();
  return (
    <Card title={say("application.organization.public")}>
      <p className="soft">{say("application.organization.public-lead")}</p>
      <TextArea
        name="description"
        label={say("application.organization.description")}
        hint={say("application.organization.description-hint")}
        defaultValue={known?.description}
        rows={4}
        maxLength={5000}
      />
      <TextField
        name="telephone"
        type="tel"
        label={say("word.phone")}
        defaultValue={known?.telephone ?? undefined}
        maxLength={40}
      />
      <TextField
        name="email"
        type="email"
        label={say("application.organization.public-mail")}
        defaultValue={known?.email ?? undefined}
        autoComplete="off"
        maxLength={320}
        optional
      />
      <TextField
        name="website"
        type="url"
        label={say("application.organization.website")}
        defaultValue={known?.website ?? undefined}
        maxLength={500}
        optional
      />
    </Card>
  );
}

type ClaimFormProps = { version: number; candidates: readonly Candidate[]; claimed: string | null };

export function ClaimForm({ version, candidates, claimed }: ClaimFormProps) {
  const say = useSay();
  const formats = useFormats();
  const hintOf = ({ alternateName, address, telephone, website, by }: Candidate) =>
    [
      alternateName,
      address,
      telephone,
      website,
      say("application.claim.because", { what: formats.list(by.map((one) => say(`application.claim.by.${one}`))) }),
    ]
      .filter(Boolean)
      .join(" · ");
  return (
    <ActForm formId="claim">
      <HiddenField name="version" value={String(version)} />
      <RadioGroup
        name="organizationId"
        label={say("application.claim.which")}
        options={[
          ...candidates.map((one) => ({ value: one.organizationId, label: one.name, hint: hintOf(one) })),
          { value: "none", label: say("application.claim.none"), hint: say("application.claim.none-hint") },
        ]}
        defaultValue={claimed ?? undefined}
      />
      <SubmitButton>{say("application.page.save-on")}</SubmitButton>
    </ActForm>
  );
}
