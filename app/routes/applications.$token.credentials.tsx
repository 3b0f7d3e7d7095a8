// Licences, accreditations and insurance of the applying organization itself.
import { useLoaderData } from "@remix-run/react";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readOwn } from "#app/models/application/read.server";
import { CredentialsPageForm } from "#app/models/application/row-forms";
import { sayNone } from "#app/models/application/save.server";
import { readCredentialTypes, saveCredentials } from "#app/models/application/save-lists.server";
import { SayNone } from "#app/ui/application-none";
import { ApplicationPage } from "#app/ui/application-page";
import { stepPath } from "#app/ui/application-paths";
import { SaveRows } from "#app/ui/application-practitioner";
import { CredentialRows, useRowLabels } from "#app/ui/application-rows";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, HiddenField } from "#app/ui/parts";

export const handle: PageHandle = { title: "application.step.credentials.title", frame: "wide" };

export const loader = bearerLoader("application", {}, async ({ db, token }) => ({
  token,
  application: await readOwn(db),
  types: (await readCredentialTypes(db)).filter(({ heldBy }) => heldBy === "organization"),
}));

export const action = bearerAction(
  "application",
  { form: CredentialsPageForm },
  async ({ db, token, form, fields }) => {
    if (form.intent === "none") await sayNone(db, form.version, "credentials", form.none);
    else await saveCredentials(db, form);
    return redirectTo(stepPath(token, fields.get("more") ? "credentials" : "documents"), "application.page.saved");
  },
);

export default function CredentialsStep() {
  const { token, application, types } = useLoaderData<typeof loader>();
  const say = useSay();
  const labels = useRowLabels();
  const { credentials } = application.answers;
  return (
    <ApplicationPage token={token} application={application} step="credentials">
      <Card title={say("application.step.credentials.name")}>
        <ActForm key={application.version} formId="credentials" labels={labels}>
          <HiddenField name="intent" value="credentials" />
          <HiddenField name="version" value={String(application.version)} />
          <CredentialRows known={credentials} types={types} />
          <SaveRows />
        </ActForm>
      </Card>
      {credentials.length === 0 ? <SayNone application={application} step="credentials" /> : null}
    </ApplicationPage>
  );
}
