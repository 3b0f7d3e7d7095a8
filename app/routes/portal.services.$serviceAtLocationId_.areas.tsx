// Where one of our services comes to its clients: postal codes, towns, distances and drawn areas. Never another provider's.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { AreaPageForm } from "#app/models/organization/area-forms";
import { readAreas, readCentres } from "#app/models/organization/areas.server";
import { changeOwnService } from "#app/models/organization/own-deeds.server";
import { readOwnService } from "#app/models/organization/read-own.server";
import { idParam, type ServiceAtLocationId } from "#app/models/values/ids";
import { Areas } from "#app/ui/area-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";

const params = z.object({ serviceAtLocationId: idParam<ServiceAtLocationId>() });

export const handle: PageHandle = { title: "organization.area.title" };

export const loader = loaderFor("portal:desk", { params }, async ({ actor, db, params: { serviceAtLocationId } }) => {
  const service = await readOwnService(db, actor, serviceAtLocationId, await clock(db));
  return {
    id: service.id,
    serviceName: service.serviceName,
    areas: await readAreas(db, service.serviceId),
    centres: await readCentres(db, service.organizationId),
    unit: actor.distanceUnit,
    mayEdit: mayDo(actor, "organization:edit"),
  };
});

export const action = actionFor(
  "organization:edit",
  { params, form: AreaPageForm },
  async ({ actor, db, params: { serviceAtLocationId }, form }) => {
    const said = await changeOwnService(db, actor, serviceAtLocationId, form);
    return redirectTo(`/portal/services/${serviceAtLocationId}/areas`, said);
  },
);

export default function AreasPage() {
  const { id, serviceName, ...shown } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("organization.area.title")}
        lead={say("organization.area.lead", { service: serviceName })}
        back={{ to: `/portal/services/${id}`, label: say("organization.area.back-to", { name: serviceName }) }}
      />
      <Areas {...shown} />
    </>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/ui/error-page";
