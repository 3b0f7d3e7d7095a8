// Hours of a provider's service at a place, kept by the network desk for a provider that does not keep them itself. Never capacity: that the provider alone knows.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { HoursPageForm } from "#app/models/organization/forms";
import { changeOwnService } from "#app/models/organization/own-deeds.server";
import { readManagedService } from "#app/models/organization/read-own.server";
import { idParam, type ServiceAtLocationId } from "#app/models/values/ids";
import { HoursCard } from "#app/ui/hours-card";
import { ExceptionsCard } from "#app/ui/own-service-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { PageHeader, Stack } from "#app/ui/parts";
import { RuledHoursCard } from "#app/ui/ruled-hours";

const params = z.object({ serviceAtLocationId: idParam<ServiceAtLocationId>() });

export const handle: PageHandle = { title: "network.hours.title" };

export const loader = loaderFor("organization:manage", { params }, async ({ db, params: { serviceAtLocationId } }) =>
  readManagedService(db, serviceAtLocationId, await clock(db)),
);

export const action = actionFor(
  "organization:manage",
  { params, form: HoursPageForm },
  async ({ actor, db, params: { serviceAtLocationId }, form }) => {
    const said = await changeOwnService(db, actor, serviceAtLocationId, form);
    return redirectTo(`/network/services/${serviceAtLocationId}`, said);
  },
);

export default function HoursPage() {
  const service = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={service.serviceName}
        lead={[service.placeName, service.addressLine, service.city].filter(Boolean).join(" · ")}
        back={{ to: `/network/organizations/${service.organizationId}`, label: say("network.hours.back") }}
      />
      <Stack>
        <HoursCard service={service} mayEdit />
        <RuledHoursCard {...service} mayEdit />
        <ExceptionsCard {...service} mayEdit />
      </Stack>
    </>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/ui/error-page";
