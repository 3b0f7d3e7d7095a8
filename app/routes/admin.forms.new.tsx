// Makes a form: its name, and who reads its answers or which service asks for it. Its questions come next.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { makeForm } from "#app/models/form/draft.server";
import { NewFormForm } from "#app/models/form/forms";
import { readAskingServices } from "#app/models/form/read.server";
import { FormFactsFields } from "#app/ui/form-facts";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, Empty, PageHeader, SelectField, SubmitButton } from "#app/ui/parts";

const query = z.object({ for: z.literal("service").optional().catch(undefined) });

export const handle: PageHandle = { title: "form.new.title" };

export const loader = loaderFor("form:edit", { query }, async ({ actor, db, query }) => ({
  services: query.for ? await readAskingServices(db, actor) : null,
}));

export const action = actionFor("form:edit", { form: NewFormForm }, async ({ actor, db, form }) =>
  redirectTo(`/admin/forms/${await makeForm(db, actor, form)}/edit`, "form.new.done"),
);

export default function NewFormPage() {
  const { services } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say(services ? "form.new.asked-title" : "form.new.title")}
        lead={services ? say("form.new.asked-lead") : undefined}
        back={{ to: "/admin/forms", label: say("form.one.back") }}
      />
      {services?.length === 0 ? (
        <Empty title={say("form.new.no-service")} />
      ) : (
        <Card>
          <ActForm formId="form">
            {services ? (
              <SelectField
                name="serviceId"
                label={say("form.new.service")}
                options={services.map(({ id, name }) => ({ value: id, label: name }))}
                emptyLabel={null}
              />
            ) : null}
            <FormFactsFields forService={services !== null} />
            <SubmitButton>{say("form.new.save")}</SubmitButton>
          </ActForm>
        </Card>
      )}
    </>
  );
}
