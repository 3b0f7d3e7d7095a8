// The people who deliver for an applicant, or that there are none to name.
import { useLoaderData } from "@remix-run/react";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { NoneForm } from "#app/models/application/forms";
import { readOwn } from "#app/models/application/read.server";
import { sayNone } from "#app/models/application/save.server";
import { ItemLink } from "#app/ui/application-location";
import { SayNone } from "#app/ui/application-none";
import { ApplicationPage, GoOn } from "#app/ui/application-page";
import { stepPath } from "#app/ui/application-paths";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, Card } from "#app/ui/parts";

export const handle: PageHandle = { title: "application.step.practitioners.title", frame: "wide" };

export const loader = bearerLoader("application", {}, async ({ db, token }) => ({
  token,
  application: await readOwn(db),
}));

export const action = bearerAction("application", { form: NoneForm }, async ({ db, token, form }) => {
  await sayNone(db, form.version, "practitioners", form.none);
  return redirectTo(stepPath(token, form.none ? "credentials" : "practitioners"), "application.page.saved");
});

export default function PractitionersStep() {
  const { token, application } = useLoaderData<typeof loader>();
  const say = useSay();
  const { practitioners } = application.answers;
  return (
    <ApplicationPage token={token} application={application} step="practitioners">
      <Card title={say("application.step.practitioners.name")}>
        <ol className="application-items">
          {practitioners.map(({ key, name, title, credentials }) => (
            <li key={key}>
              <div>
                <h3>{name}</h3>
                <p className="soft">
                  {[title, say("application.practitioner.credentials", { count: credentials.length })]
                    .filter(Boolean)
                    .join(" · ")}
                </p>
              </div>
              <ItemLink to={stepPath(token, "practitioners", key)} name={name} />
            </li>
          ))}
        </ol>
        <p>
          <ButtonLink
            to={stepPath(token, "practitioners", "new")}
            look={practitioners.length === 0 ? "primary" : "secondary"}
            icon="add"
          >
            {say(practitioners.length === 0 ? "application.practitioner.add-first" : "application.practitioner.add")}
          </ButtonLink>
        </p>
      </Card>
      {practitioners.length > 0 ? (
        <GoOn token={token} to="credentials" />
      ) : (
        <SayNone application={application} step="practitioners" />
      )}
    </ApplicationPage>
  );
}
