// One place of an application: its address, where that is on the map, and how to reach it.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { withoutItem } from "#app/models/application/answers";
import { LocationPageForm } from "#app/models/application/forms";
import { readOwn } from "#app/models/application/read.server";
import { changeAnswers, saveLocation } from "#app/models/application/save.server";
import { LocationForm, RemoveItem } from "#app/ui/application-location";
import { ApplicationPage } from "#app/ui/application-page";
import { stepPath } from "#app/ui/application-paths";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, MapView } from "#app/ui/parts";

const params = z.object({ key: z.string().regex(/^[\w-]{1,40}$/) });

export const handle: PageHandle = { title: "application.location.title", frame: "wide" };

export const loader = bearerLoader("application", { params }, async ({ db, token, params }) => {
  const application = await readOwn(db);
  const known = application.answers.locations.find(({ key }) => key === params.key) ?? null;
  // The key is made with the page, so that a form sent twice adds one place.
  return { token, application, known, locationKey: known?.key ?? crypto.randomUUID() };
});

export const action = bearerAction("application", { form: LocationPageForm }, async ({ db, token, form }) => {
  if (form.intent === "remove") {
    await changeAnswers(db, form.version, (answers) => ({
      ...answers,
      locations: withoutItem(answers.locations, form.key),
    }));
    return redirectTo(stepPath(token, "locations"), "application.page.removed");
  }
  const { timeZone } = await readOwn(db);
  await saveLocation(db, form, { timeZone });
  return redirectTo(stepPath(token, "locations"), "application.page.saved");
});

export default function LocationPage() {
  const { token, application, known, locationKey } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <ApplicationPage
      token={token}
      application={application}
      step="locations"
      title={known?.name ?? say("application.location.title")}
      lead={say("application.location.lead")}
      back={{ to: stepPath(token, "locations"), label: say("application.step.locations.name") }}
    >
      <LocationForm key={locationKey} version={application.version} locationKey={locationKey} known={known} />
      {known && known.latitude !== null && known.longitude !== null ? (
        <Card title={say("application.location.map")}>
          <MapView
            markers={[{ id: known.key, number: 1, label: known.name, lat: known.latitude, lon: known.longitude }]}
            centre={null}
          />
        </Card>
      ) : null}
      {known ? <RemoveItem version={application.version} itemKey={known.key} name={known.name} /> : null}
    </ApplicationPage>
  );
}
