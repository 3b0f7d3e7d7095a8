// Adds a type of credential to those our network knows. Asks it of nobody yet.
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { NewTypeForm } from "#app/models/practitioner/credential-forms";
import { addType } from "#app/models/practitioner/types.server";
import { TypeFields } from "#app/ui/credential-desk";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Actions, ButtonLink, PageHeader, SubmitButton } from "#app/ui/parts";

export const handle: PageHandle = { title: "credential.type.new-title" };

export const loader = loaderFor("credential:manage", {}, async () => null);

export const action = actionFor("credential:manage", { form: NewTypeForm }, async ({ actor, db, form }) =>
  redirectTo(`/network/credentials/types/${await addType(db, actor, form)}`, "credential.type.new-done"),
);

export default function NewTypePage() {
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("credential.type.new-title")}
        lead={say("credential.type.new-lead")}
        back={{ to: "/network/credentials/types", label: say("credential.type.all") }}
      />
      <ActForm formId="type">
        <TypeFields known={null} />
        <Actions>
          <SubmitButton>{say("credential.type.save-new")}</SubmitButton>
          <ButtonLink to="/network/credentials/types" look="quiet">
            {say("ui.form.cancel")}
          </ButtonLink>
        </Actions>
      </ActForm>
    </>
  );
}
