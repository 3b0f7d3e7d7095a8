// The services of an application, each with its specialties and places.
import { Link, useLoaderData } from "@remix-run/react";
import { bearerLoader } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readOwn } from "#app/models/application/read.server";
import { readTermNames } from "#app/models/application/save-lists.server";
import { ItemLink } from "#app/ui/application-location";
import { ApplicationPage, GoOn } from "#app/ui/application-page";
import { stepPath } from "#app/ui/application-paths";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, Card } from "#app/ui/parts";

export const handle: PageHandle = { title: "application.step.services.title", frame: "wide" };

export const loader = bearerLoader("application", {}, async ({ db, token }) => {
  const application = await readOwn(db);
  const picked = application.answers.services.flatMap(({ specialtyIds }) => specialtyIds);
  const names = await readTermNames(db, [...new Set(picked)]);
  return { token, application, names };
});

export default function ServicesStep() {
  const { token, application, names } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const { locations, services } = application.answers;
  const places = (keys: readonly string[]) =>
    formats.list(locations.filter(({ key }) => keys.includes(key)).map(({ name }) => name));
  return (
    <ApplicationPage token={token} application={application} step="services">
      <Card title={say("application.step.services.name")}>
        {locations.length === 0 ? <p>{say("application.service.places-first")}</p> : null}
        <ol className="application-items">
          {services.map(({ key, name, specialtyIds, locationKeys }) => (
            <li key={key}>
              <div>
                <h3>{name}</h3>
                <p>{locationKeys.length > 0 ? places(locationKeys) : say("application.missing.no-place")}</p>
                <p className="soft">
                  {specialtyIds.length > 0
                    ? formats.list(specialtyIds.flatMap((id) => names[id] ?? []))
                    : say("application.missing.no-specialty")}{" "}
                  <Link to={`${stepPath(token, "services", key)}/specialties`}>
                    {say("application.service.pick")}
                    <span className="usa-sr-only"> {name}</span>
                  </Link>
                </p>
              </div>
              <ItemLink to={stepPath(token, "services", key)} name={name} />
            </li>
          ))}
        </ol>
        <p>
          {locations.length === 0 ? (
            <ButtonLink to={stepPath(token, "locations")}>{say("application.location.add-first")}</ButtonLink>
          ) : (
            <ButtonLink
              to={stepPath(token, "services", "new")}
              look={services.length === 0 ? "primary" : "secondary"}
              icon="add"
            >
              {say(services.length === 0 ? "application.service.add-first" : "application.service.add")}
            </ButtonLink>
          )}
        </p>
      </Card>
      {services.length > 0 ? <GoOn token={token} to="hours" /> : null}
    </ApplicationPage>
  );
}
