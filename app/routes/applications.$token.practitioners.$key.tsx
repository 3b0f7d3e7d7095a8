// One practitioner of an application: name, education, employment, and licences.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { withoutItem } from "#app/models/application/answers";
import { readOwn } from "#app/models/application/read.server";
import { PractitionerPageForm } from "#app/models/application/row-forms";
import { changeAnswers } from "#app/models/application/save.server";
import { readCredentialTypes, savePractitioner } from "#app/models/application/save-lists.server";
import { RemoveItem } from "#app/ui/application-location";
import { ApplicationPage } from "#app/ui/application-page";
import { stepPath } from "#app/ui/application-paths";
import { PractitionerForm } from "#app/ui/application-practitioner";
import type { PageHandle } from "#app/ui/page-handle";

const params = z.object({ key: z.string().regex(/^[\w-]{1,40}$/) });

export const handle: PageHandle = { title: "application.practitioner.title", frame: "wide" };

export const loader = bearerLoader("application", { params }, async ({ db, token, params }) => {
  const application = await readOwn(db);
  const known = application.answers.practitioners.find(({ key }) => key === params.key) ?? null;
  // The key is made with the page, so that a form sent twice adds one person.
  const types = await readCredentialTypes(db);
  return { token, application, known, types, personKey: known?.key ?? crypto.randomUUID() };
});

export const action = bearerAction(
  "application",
  { form: PractitionerPageForm },
  async ({ db, token, form, fields }) => {
    const list = stepPath(token, "practitioners");
    if (form.intent === "remove") {
      await changeAnswers(db, form.version, (answers) => ({
        ...answers,
        practitioners: withoutItem(answers.practitioners, form.key),
      }));
      return redirectTo(list, "application.page.removed");
    }
    await savePractitioner(db, form);
    return redirectTo(fields.get("more") ? `${list}/${form.key}` : list, "application.page.saved");
  },
);

export default function PractitionerPage() {
  const { token, application, known, types, personKey } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <ApplicationPage
      token={token}
      application={application}
      step="practitioners"
      title={known?.name ?? say("application.practitioner.title")}
      lead={say("application.practitioner.lead")}
      back={{ to: stepPath(token, "practitioners"), label: say("application.step.practitioners.name") }}
    >
      <PractitionerForm
        key={`${personKey} ${application.version}`}
        version={application.version}
        personKey={personKey}
        known={known}
        types={types}
      />
      {known ? <RemoveItem version={application.version} itemKey={known.key} name={known.name} /> : null}
    </ApplicationPage>
  );
}
