// Where a practitioner of the network learnt and worked before, as their provider wrote it down. Shows; changes nothing.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readNetworkPractitioner } from "#app/models/practitioner/read.server";
import { idParam, type PractitionerId } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";
import { HistoryTable } from "#app/ui/practitioner-parts";

const params = z.object({ practitionerId: idParam<PractitionerId>() });

export const handle: PageHandle = {
  title: titleFrom(({ practitioner: { name } }: { practitioner: { name: string } }) => [
    "practitioner.history.page",
    { name },
  ]),
};

export const loader = loaderFor("organization:manage", { params }, ({ db, params: { practitionerId } }) =>
  readNetworkPractitioner(db, practitionerId),
);

export default function PractitionerPage() {
  const { practitioner, organization } = useLoaderData<typeof loader>();
  const say = useSay();
  const provider = `/network/organizations/${organization.id}`;
  return (
    <>
      <PageHeader
        title={say("practitioner.history.page", { name: practitioner.name })}
        lead={<Link to={provider}>{organization.name}</Link>}
        back={{ to: provider, label: organization.name }}
      />
      <HistoryTable history={practitioner.history} mayEdit={false} />
    </>
  );
}
