// Everything an application says, read back, with what is missing; from here it is sent.
import { Link, useLoaderData } from "@remix-run/react";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { SubmitForm } from "#app/models/application/forms";
import { readOwn } from "#app/models/application/read.server";
import { readTermNames } from "#app/models/application/save-lists.server";
import { submitApplication } from "#app/models/application/submit.server";
import { ApplicationPage } from "#app/ui/application-page";
import { applicationPath, stepPath } from "#app/ui/application-paths";
import { ApplicationRead } from "#app/ui/application-read";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, Checkbox, HiddenField, Notice, SubmitButton } from "#app/ui/parts";

export const handle: PageHandle = { title: "application.step.review.title", frame: "wide" };

export const loader = bearerLoader("application", {}, async ({ db, token }) => {
  const application = await readOwn(db);
  const picked = application.answers.services.flatMap(({ specialtyIds }) => specialtyIds);
  return { token, application, terms: await readTermNames(db, [...new Set(picked)]) };
});

export const action = bearerAction("application", { form: SubmitForm }, async ({ db, token, form }) => {
  await submitApplication(db, form.version);
  return redirectTo(applicationPath(token), "application.review.done");
});

export default function ReviewStep() {
  const { token, application, terms } = useLoaderData<typeof loader>();
  const say = useSay();
  const { missing } = application;
  return (
    <ApplicationPage token={token} application={application} step="review">
      {missing.length > 0 ? (
        <Notice tone="warning" title={say("application.review.missing", { count: missing.length })}>
          <ul>
            {missing.map(({ step, key, code, name }) => (
              <li key={`${step} ${key} ${code}`}>
                <Link
                  to={
                    code === "no-specialty" ? `${stepPath(token, step, key)}/specialties` : stepPath(token, step, key)
                  }
                >
                  {name ? `${name}: ` : ""}
                  {say.any(`application.missing.${code}`)}
                </Link>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {application.claim === "join" ? (
        <Notice title={say("application.claim.join-title")}>
          <p>{say("application.claim.join")}</p>
        </Notice>
      ) : null}
      <ApplicationRead application={application} terms={terms} pathOf={(step, key) => stepPath(token, step, key)} />
      {missing.length === 0 ? (
        <Card title={say("application.review.send-title")}>
          <p>{say("application.review.send-lead", { agency: application.agencyName })}</p>
          <ActForm formId="submit">
            <HiddenField name="version" value={String(application.version)} />
            <Checkbox name="agreed" label={say("application.review.agree")} />
            <SubmitButton look="act">{say("application.review.send", { agency: application.agencyName })}</SubmitButton>
          </ActForm>
        </Card>
      ) : null}
    </ApplicationPage>
  );
}
