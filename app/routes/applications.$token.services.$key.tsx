// One service of an application: what, where, how, for whom, and how many more it takes.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { withoutItem } from "#app/models/application/answers";
import { ServicePageForm } from "#app/models/application/forms";
import { readOwn } from "#app/models/application/read.server";
import { changeAnswers } from "#app/models/application/save.server";
import { saveService } from "#app/models/application/save-lists.server";
import { RemoveItem } from "#app/ui/application-location";
import { ApplicationPage } from "#app/ui/application-page";
import { stepPath } from "#app/ui/application-paths";
import { ServiceForm } from "#app/ui/application-service";
import type { PageHandle } from "#app/ui/page-handle";

const params = z.object({ key: z.string().regex(/^[\w-]{1,40}$/) });

export const handle: PageHandle = { title: "application.service.title", frame: "wide" };

export const loader = bearerLoader("application", { params }, async ({ db, token, params }) => {
  const application = await readOwn(db);
  const known = application.answers.services.find(({ key }) => key === params.key) ?? null;
  // The key is made with the page, so that a form sent twice adds one service.
  return { token, application, known, serviceKey: known?.key ?? crypto.randomUUID() };
});

export const action = bearerAction("application", { form: ServicePageForm }, async ({ db, token, form }) => {
  if (form.intent === "remove") {
    await changeAnswers(db, form.version, (answers) => ({
      ...answers,
      services: withoutItem(answers.services, form.key),
    }));
    return redirectTo(stepPath(token, "services"), "application.page.removed");
  }
  const specialties = await saveService(db, form);
  const list = stepPath(token, "services");
  return redirectTo(specialties === 0 ? `${list}/${form.key}/specialties` : list, "application.page.saved");
});

export default function ServicePage() {
  const { token, application, known, serviceKey } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <ApplicationPage
      token={token}
      application={application}
      step="services"
      title={known?.name ?? say("application.service.title")}
      lead={say("application.service.lead")}
      back={{ to: stepPath(token, "services"), label: say("application.step.services.name") }}
    >
      <ServiceForm
        key={serviceKey}
        version={application.version}
        serviceKey={serviceKey}
        known={known}
        locations={application.answers.locations}
      />
      {known ? <RemoveItem version={application.version} itemKey={known.key} name={known.name} /> : null}
    </ApplicationPage>
  );
}
