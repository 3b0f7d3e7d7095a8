// Our services at our places: whether each takes referrals, how many places are open, and how old that is. One small form a line.
import { Link, useLoaderData } from "@remix-run/react";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useSay } from "#app/i18n/speech";
import { USUAL_HALF_LIVES } from "#app/models/organization/fact-groups";
import { CapacityForm } from "#app/models/organization/forms";
import { changeOwnService } from "#app/models/organization/own-deeds.server";
import type { OfferedLine } from "#app/models/organization/read.server";
import { readOwnServices } from "#app/models/organization/read-own.server";
import { CapacityRow, CapacityState } from "#app/ui/capacity-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, type Column, DataTable, Empty, PageHeader } from "#app/ui/parts";

export const handle: PageHandle = { title: "organization.services.title" };

export const loader = loaderFor("portal:desk", {}, async ({ actor, db }) => ({
  services: await readOwnServices(db, actor),
  mayEdit: mayDo(actor, "organization:edit"),
}));

export const action = actionFor("organization:edit", { form: CapacityForm }, async ({ actor, db, form }) => {
  const said = await changeOwnService(db, actor, form.serviceAtLocationId, form);
  return redirectTo("/portal/services", said);
});

export default function ServicesPage() {
  const { services, mayEdit } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("organization.services.title")}
        lead={say(mayEdit ? "organization.services.lead" : "organization.services.read-only")}
        actions={
          <>
            <ButtonLink to="/portal/credentials" look="secondary" icon="verified-user">
              {say("credential.title")}
            </ButtonLink>
            <ButtonLink to="/portal/practitioners" look="secondary" icon="people">
              {say("organization.services.practitioners")}
            </ButtonLink>
          </>
        }
      />
      <DataTable
        caption={say("organization.services.caption")}
        columns={useColumns(mayEdit)}
        rows={services}
        rowKey={({ id }) => id}
        rowLook={({ capacityAge }) =>
          mayEdit && (capacityAge === null || capacityAge >= USUAL_HALF_LIVES.capacity) ? "act" : undefined
        }
        empty={
          <Empty title={say("organization.services.empty")} icon="store">
            {say("organization.services.empty-lead")}
          </Empty>
        }
      />
    </>
  );
}

function useColumns(mayEdit: boolean): Column<OfferedLine>[] {
  const say = useSay();
  const columns: Column<OfferedLine>[] = [
    {
      id: "service",
      header: say("organization.services.service"),
      main: true,
      sortBy: ({ serviceName }) => serviceName,
      cell: ({ id, serviceName, placeName, city }) => (
        <>
          <Link to={`/portal/services/${id}`}>{serviceName}</Link>
          <br />
          <span className="soft">{[placeName, city].filter(Boolean).join(" · ")}</span>
        </>
      ),
    },
    {
      id: "capacity",
      header: say("organization.services.capacity"),
      sortBy: ({ capacityAge }) => capacityAge,
      cell: (line) => <CapacityState {...line} />,
    },
  ];
  if (!mayEdit) return columns;
  const update: Column<OfferedLine> = {
    id: "update",
    header: say("organization.services.update"),
    // A new answer is a new form: else its boxes would keep what was there before.
    cell: (line) => <CapacityRow key={`${line.takesReferrals} ${line.openPlaces}`} {...line} />,
  };
  return [...columns, update];
}
