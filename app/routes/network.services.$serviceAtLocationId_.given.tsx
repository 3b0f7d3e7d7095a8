// How a provider's service is given, for whom, at what cost and where it comes, kept by the network desk. Never a provider outside the network.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { GivenPageForm } from "#app/models/organization/area-forms";
import { readAreas, readCentres } from "#app/models/organization/areas.server";
import { changeOwnService } from "#app/models/organization/own-deeds.server";
import { readManagedService } from "#app/models/organization/read-own.server";
import { idParam, type ServiceAtLocationId } from "#app/models/values/ids";
import { Areas } from "#app/ui/area-parts";
import { GivenCard } from "#app/ui/given-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { PageHeader, Stack } from "#app/ui/parts";

const params = z.object({ serviceAtLocationId: idParam<ServiceAtLocationId>() });

export const handle: PageHandle = { title: "organization.given.title" };

export const loader = loaderFor(
  "organization:manage",
  { params },
  async ({ actor, db, params: { serviceAtLocationId } }) => {
    const service = await readManagedService(db, serviceAtLocationId, await clock(db));
    return {
      service,
      areas: await readAreas(db, service.serviceId),
      centres: await readCentres(db, service.organizationId),
      unit: actor.distanceUnit,
    };
  },
);

export const action = actionFor(
  "organization:manage",
  { params, form: GivenPageForm },
  async ({ actor, db, params: { serviceAtLocationId }, form }) => {
    const said = await changeOwnService(db, actor, serviceAtLocationId, form);
    return redirectTo(`/network/services/${serviceAtLocationId}/given`, said);
  },
);

export default function GivenPage() {
  const { service, ...shown } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={service.serviceName}
        lead={say("organization.given.page-lead", { service: service.serviceName })}
        back={{ to: `/network/organizations/${service.organizationId}`, label: say("network.hours.back") }}
      />
      <Stack>
        <GivenCard service={service} mayEdit areasTo={null} />
        <h2>{say("organization.area.title")}</h2>
        <Areas {...shown} mayEdit />
      </Stack>
    </>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/ui/error-page";
