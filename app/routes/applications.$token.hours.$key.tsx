// The week of one place of an application, and the days that differ from it.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { HoursPageForm } from "#app/models/application/forms";
import { readOwn } from "#app/models/application/read.server";
import { saveHours } from "#app/models/application/save-lists.server";
import { localDay } from "#app/models/values/calendar-day";
import { Refusal } from "#app/models/values/refusal";
import { ExceptionList, PlaceHoursForm } from "#app/ui/application-hours";
import { ApplicationPage } from "#app/ui/application-page";
import { stepPath } from "#app/ui/application-paths";
import type { PageHandle } from "#app/ui/page-handle";
import { Card } from "#app/ui/parts";

const params = z.object({ key: z.string().regex(/^[\w-]{1,40}$/) });

export const handle: PageHandle = { title: "application.step.hours.title", frame: "wide" };

export const loader = bearerLoader("application", { params }, async ({ db, token, params }) => {
  const application = await readOwn(db);
  const place = application.answers.locations.find(({ key }) => key === params.key);
  if (!place) throw new Refusal("not-found", 404);
  return { token, application, place, today: localDay(await clock(db), place.timeZone ?? application.timeZone) };
});

export const action = bearerAction(
  "application",
  { params, form: HoursPageForm },
  async ({ db, token, params, form }) => {
    await saveHours(db, params.key, form);
    return redirectTo(stepPath(token, "hours", form.intent === "hours" ? null : params.key), "application.page.saved");
  },
);

export default function PlaceHoursPage() {
  const { token, application, place, today } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <ApplicationPage
      token={token}
      application={application}
      step="hours"
      title={say("application.hours.of", { place: place.name })}
      back={{ to: stepPath(token, "hours"), label: say("application.step.hours.name") }}
    >
      <Card title={say("application.hours.week")}>
        <PlaceHoursForm key={JSON.stringify(place.spans)} version={application.version} place={place} />
      </Card>
      <Card title={say("organization.one.exceptions")}>
        <ExceptionList version={application.version} place={place} today={today} />
      </Card>
    </ApplicationPage>
  );
}
