// Makes a programme: what it is for, what it gives, and the stages people go through. Who may come in is said next.
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { makeProgramme } from "#app/models/programme/edit.server";
import { NewProgrammeForm } from "#app/models/programme/forms";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, PageHeader, SubmitButton, TextArea } from "#app/ui/parts";
import { ProgrammeFields } from "#app/ui/programme-parts";

export const handle: PageHandle = { title: "programme.new.title" };

export const loader = loaderFor("programme:edit", {}, async () => null);

export const action = actionFor("programme:edit", { form: NewProgrammeForm }, async ({ actor, db, form }) =>
  redirectTo(`/agency/programmes/${await makeProgramme(db, actor, form)}`, "programme.new.done"),
);

export default function NewProgrammePage() {
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("programme.new.title")}
        back={{ to: "/agency/programmes", label: say("programme.list.title") }}
      />
      <Card>
        <ActForm formId="programme">
          <ProgrammeFields />
          <TextArea
            name="stages"
            label={say("programme.field.stages")}
            hint={say("programme.field.stages-hint")}
            maxLength={2400}
            rows={5}
          />
          <SubmitButton>{say("programme.new.save")}</SubmitButton>
        </ActForm>
      </Card>
    </>
  );
}
