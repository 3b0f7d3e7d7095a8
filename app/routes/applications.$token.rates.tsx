// What the applicant proposes to be paid, by service and unit. A proposal: the agreement says what holds.
import { useLoaderData } from "@remix-run/react";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { MOST_RATES } from "#app/models/application/codes";
import { readOwn } from "#app/models/application/read.server";
import { RatesPageForm } from "#app/models/application/row-forms";
import { sayNone } from "#app/models/application/save.server";
import { saveRates } from "#app/models/application/save-lists.server";
import { SayNone } from "#app/ui/application-none";
import { ApplicationPage } from "#app/ui/application-page";
import { stepPath } from "#app/ui/application-paths";
import { SaveRows } from "#app/ui/application-practitioner";
import { RateRows, useRowLabels } from "#app/ui/application-rows";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, ButtonLink, Card, HiddenField } from "#app/ui/parts";

export const handle: PageHandle = { title: "application.step.rates.title", frame: "wide" };

export const loader = bearerLoader("application", {}, async ({ db, token }) => ({
  token,
  application: await readOwn(db),
}));

export const action = bearerAction("application", { form: RatesPageForm }, async ({ db, token, form, fields }) => {
  if (form.intent === "none") await sayNone(db, form.version, "rates", form.none);
  else await saveRates(db, form);
  return redirectTo(stepPath(token, fields.get("more") ? "rates" : "review"), "application.page.saved");
});

export default function RatesStep() {
  const { token, application } = useLoaderData<typeof loader>();
  const say = useSay();
  const labels = useRowLabels();
  const { rates, services } = application.answers;
  return (
    <ApplicationPage token={token} application={application} step="rates">
      <Card title={say("application.step.rates.name")}>
        {services.length === 0 ? (
          <>
            <p>{say("application.rate.services-first")}</p>
            <ButtonLink to={stepPath(token, "services")}>{say("application.step.services.name")}</ButtonLink>
          </>
        ) : (
          <ActForm key={application.version} formId="rates" labels={labels}>
            <HiddenField name="intent" value="rates" />
            <HiddenField name="version" value={String(application.version)} />
            <RateRows known={rates} services={services} most={MOST_RATES} />
            <SaveRows />
          </ActForm>
        )}
      </Card>
      {rates.length === 0 ? <SayNone application={application} step="rates" /> : null}
    </ApplicationPage>
  );
}
