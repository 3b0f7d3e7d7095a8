// The boxes for one practitioner of an applicant. Takes plain values; never checks a licence.
import { useSay } from "#app/i18n/speech";
import type { PractitionerAnswer } from "#app/models/application/answers";
import { SPOKEN_LANGUAGES } from "#app/models/client/spoken-languages";
import { ActForm } from "./act-form";
import {
  CredentialRows,
  type CredentialTypeShown,
  EducationRows,
  EmploymentRows,
  useRowLabels,
} from "./application-rows";
import { SubmitButton } from "./button";
import { CheckboxGroup } from "./choice-fields";
import { useLanguageName } from "./language-name";
import { Actions, Card } from "./layout-parts";
import { HiddenField, TextField } from "./text-fields";

type PractitionerFormProps = {
  version: number;
  personKey: string;
  known: PractitionerAnswer | null;
  types: readonly CredentialTypeShown[];
};

export function PractitionerForm({ version, personKey, known, types }: PractitionerFormProps) {
  const say = useSay();
  const languageName = useLanguageName();
  return (
    <ActForm formId="practitioner" labels={useRowLabels()}>
      <HiddenField name="intent" value="practitioner" />
      <HiddenField name="version" value={String(version)} />
      <HiddenField name="key" value={personKey} />
      <Card title={say("application.practitioner.who")}>
        <TextField
          name="name"
          label={say("application.practitioner.name")}
          defaultValue={known?.name}
          maxLength={120}
          autoComplete="off"
        />
        <TextField
          name="title"
          label={say("application.practitioner.job")}
          defaultValue={known?.title ?? undefined}
          maxLength={120}
          autoComplete="off"
          optional
        />
        <CheckboxGroup
          name="languages"
          label={say("application.practitioner.languages")}
          options={SPOKEN_LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
          defaultValue={known?.languages}
          inline
          optional
        />
      </Card>
      <Card title={say("application.practitioner.licences")}>
        <CredentialRows
          known={known?.credentials ?? []}
          types={types.filter(({ heldBy }) => heldBy === "practitioner")}
        />
      </Card>
      <Card title={say("application.education.title")}>
        <EducationRows known={known?.education ?? []} />
      </Card>
      <Card title={say("application.employment.title")}>
        <EmploymentRows known={known?.employment ?? []} />
      </Card>
      <SaveRows />
    </ActForm>
  );
}

/** Without script a further row is asked for by saving. */
export function SaveRows() {
  const say = useSay();
  return (
    <Actions>
      <SubmitButton>{say("application.page.save-on")}</SubmitButton>
      <SubmitButton name="more" value="on" look="secondary">
        {say("application.page.save-more")}
      </SubmitButton>
    </Actions>
  );
}
