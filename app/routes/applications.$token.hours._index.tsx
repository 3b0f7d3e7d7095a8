// The hours of each place of an application, read back in words.
import { useLoaderData } from "@remix-run/react";
import { bearerLoader } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readOwn } from "#app/models/application/read.server";
import { HoursList } from "#app/ui/application-hours";
import { ApplicationPage, GoOn } from "#app/ui/application-page";
import { stepPath } from "#app/ui/application-paths";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, Card } from "#app/ui/parts";

export const handle: PageHandle = { title: "application.step.hours.title", frame: "wide" };

export const loader = bearerLoader("application", {}, async ({ db, token }) => ({
  token,
  application: await readOwn(db),
}));

export default function HoursStep() {
  const { token, application } = useLoaderData<typeof loader>();
  const say = useSay();
  const { locations } = application.answers;
  return (
    <ApplicationPage token={token} application={application} step="hours">
      <Card title={say("application.step.hours.name")}>
        {locations.length === 0 ? (
          <>
            <p>{say("application.hours.places-first")}</p>
            <ButtonLink to={stepPath(token, "locations")}>{say("application.location.add-first")}</ButtonLink>
          </>
        ) : (
          <HoursList token={token} locations={locations} />
        )}
      </Card>
      {locations.length > 0 ? <GoOn token={token} to="practitioners" /> : null}
    </ApplicationPage>
  );
}
