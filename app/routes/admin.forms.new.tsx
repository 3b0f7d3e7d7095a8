// Makes a form: its name and who reads its answers. Its questions come next.
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { makeForm } from "#app/models/form/draft.server";
import { FormFactsForm } from "#app/models/form/forms";
import { FormFactsFields } from "#app/ui/form-facts";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, PageHeader, SubmitButton } from "#app/ui/parts";

export const handle: PageHandle = { title: "form.new.title" };

export const loader = loaderFor("form:edit", {}, async () => null);

export const action = actionFor("form:edit", { form: FormFactsForm }, async ({ actor, db, form }) =>
  redirectTo(`/admin/forms/${await makeForm(db, actor, form)}/edit`, "form.new.done"),
);

export default function NewFormPage() {
  const say = useSay();
  return (
    <>
      <PageHeader title={say("form.new.title")} back={{ to: "/admin/forms", label: say("form.one.back") }} />
      <Card>
        <ActForm formId="form">
          <FormFactsFields />
          <SubmitButton>{say("form.new.save")}</SubmitButton>
        </ActForm>
      </Card>
    </>
  );
}
