// The places of an application, with where each was found on the map.
import { useLoaderData } from "@remix-run/react";
import { bearerLoader } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readOwn } from "#app/models/application/read.server";
import { LocationList } from "#app/ui/application-location";
import { ApplicationPage, GoOn } from "#app/ui/application-page";
import { stepPath } from "#app/ui/application-paths";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, Card } from "#app/ui/parts";

export const handle: PageHandle = { title: "application.step.locations.title", frame: "wide" };

export const loader = bearerLoader("application", {}, async ({ db, token }) => ({
  token,
  application: await readOwn(db),
}));

export default function LocationsStep() {
  const { token, application } = useLoaderData<typeof loader>();
  const say = useSay();
  const { locations } = application.answers;
  return (
    <ApplicationPage token={token} application={application} step="locations">
      <Card title={say("application.step.locations.name")}>
        <LocationList token={token} locations={locations} />
        <p>
          <ButtonLink
            to={stepPath(token, "locations", "new")}
            look={locations.length === 0 ? "primary" : "secondary"}
            icon="add"
          >
            {say(locations.length === 0 ? "application.location.add-first" : "application.location.add")}
          </ButtonLink>
        </p>
      </Card>
      {locations.length > 0 ? <GoOn token={token} to="services" /> : null}
    </ApplicationPage>
  );
}
