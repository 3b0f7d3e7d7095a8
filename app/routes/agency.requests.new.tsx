// Enters a request while somebody waits on the line: how it came and what is asked; everything else may wait.
import { useLoaderData } from "@remix-run/react";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { CAME_BY } from "#app/models/case/codes";
import { readColleagues } from "#app/models/case/colleagues.server";
import { enterRequest } from "#app/models/case/request.server";
import { RequestForm } from "#app/models/case/request-forms";
import { SPOKEN_LANGUAGES } from "#app/models/client/spoken-languages";
import { useLanguageName } from "#app/ui/language-name";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  Actions,
  ButtonLink,
  Checkbox,
  DateField,
  PageHeader,
  RadioGroup,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "request.new.title" };

export const loader = loaderFor("case:write", {}, async ({ actor, db }) => ({
  colleagues: await readColleagues(db, actor),
}));

export const action = actionFor("case:write", { form: RequestForm }, async ({ actor, db, form }) =>
  redirectTo(`/agency/requests/${await enterRequest(db, actor, form)}`, "request.new.entered"),
);

export default function NewRequestPage() {
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("request.new.title")}
        lead={say("request.new.lead")}
        back={{ to: "/agency/requests", label: say("request.page.back") }}
      />
      <ActForm formId="request">
        <RadioGroup
          name="cameBy"
          label={say("request.new.came-by")}
          defaultValue="telephone"
          options={CAME_BY.map((value) => ({ value, label: say(`case.came-by.${value}`) }))}
          inline
        />
        <TextArea name="words" label={say("request.new.words")} maxLength={2000} rows={3} />
        <TextField name="givenName" label={say("request.new.given-name")} maxLength={100} autoComplete="off" optional />
        <TextField
          name="familyName"
          label={say("request.new.family-name")}
          maxLength={100}
          autoComplete="off"
          optional
        />
        <TextField
          name="telephone"
          type="tel"
          label={say("request.new.telephone")}
          maxLength={40}
          autoComplete="off"
          optional
        />
        <Checkbox name="urgent" label={say("request.new.urgent")} />
        <More />
        <Actions>
          <SubmitButton>{say("request.new.save")}</SubmitButton>
          <ButtonLink to="/agency/requests" look="quiet">
            {say("ui.form.cancel")}
          </ButtonLink>
        </Actions>
      </ActForm>
    </>
  );
}

function More() {
  const { colleagues } = useLoaderData<typeof loader>();
  const say = useSay();
  const languageName = useLanguageName();
  return (
    <ActDetails summary={say("request.new.more")} formId="request">
      <TextField
        name="email"
        type="email"
        label={say("request.new.email")}
        maxLength={200}
        autoComplete="off"
        optional
      />
      <DateField name="birthDay" label={say("request.new.born")} optional />
      <SelectField
        name="language"
        label={say("request.new.language")}
        defaultValue="en"
        emptyLabel={null}
        options={SPOKEN_LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
      />
      <TextField
        name="sender"
        label={say("request.new.sender")}
        hint={say("request.new.sender-hint")}
        maxLength={200}
        optional
      />
      <SelectField
        name="assignedTo"
        label={say("request.new.assigned")}
        emptyLabel={say("request.new.anybody")}
        options={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
        optional
      />
    </ActDetails>
  );
}
