// What the agency's clients received, newest first, for one provider or one client if asked.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agencyOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { ATTENDED } from "#app/models/delivery/lifecycle";
import { readDeliverers, readDeliveries } from "#app/models/delivery/read.server";
import { recordRead } from "#app/models/event/record.server";
import { EarlierRecords } from "#app/ui/earlier-records";
import type { PageHandle } from "#app/ui/page-handle";
import {
  type Column,
  DataTable,
  Empty,
  FilterBar,
  PageHeader,
  Pager,
  SelectField,
  StateTag,
  ToneTag,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "delivery.list.title" };

const query = z.object({
  organization: z.guid().optional().catch(undefined),
  client: z.guid().optional().catch(undefined),
  after: markParam,
});

export const loader = loaderFor("delivery:read", { query, records: true }, async ({ actor, db, query }) => {
  const { organization, client, after } = query;
  const agencyId = agencyOf(actor);
  const about = client ? { clientId: client } : {};
  await recordRead(db, actor, "delivery-list", { subjectType: "agency", subjectId: agencyId, ...about });
  return {
    organization: organization ?? "",
    client: client ?? "",
    organizations: await readDeliverers(db),
    page: await readDeliveries(db, { organizationId: organization, clientId: client }, after),
  };
});

type Row = Awaited<ReturnType<typeof loader>>["page"]["rows"][number];

export default function DeliveriesPage() {
  const { page, organization, client, organizations } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader title={say("delivery.list.title")} lead={say("delivery.list.lead")} />
      <FilterBar active={organization !== "" || client !== ""} keep={client ? { client } : {}}>
        <SelectField
          name="organization"
          label={say("delivery.list.provider")}
          emptyLabel={say("delivery.list.all")}
          defaultValue={organization}
          optional
          options={organizations.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </FilterBar>
      {client ? <p className="soft">{say("delivery.list.of-client")}</p> : null}
      <DataTable
        caption={say("delivery.list.caption")}
        holds="page"
        columns={useColumns()}
        rows={page.rows}
        rowKey={({ id }) => id}
        empty={<Empty title={say("delivery.list.empty")}>{say("delivery.list.empty-lead")}</Empty>}
      />
      <Pager newer={null} older={page.next} />
    </>
  );
}

function useColumns(): Column<Row>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "client",
      header: say("delivery.list.client"),
      main: true,
      cell: ({ referralId, clientName }) => <Link to={`/agency/referrals/${referralId}`}>{clientName}</Link>,
    },
    { id: "day", header: say("delivery.list.day"), whole: true, cell: ({ day }) => formats.day(day) },
    { id: "service", header: say("delivery.list.service"), cell: ({ serviceName }) => serviceName },
    {
      id: "provider",
      header: say("delivery.list.provider"),
      cell: ({ organizationName }) => organizationName,
      wideOnly: true,
    },
    {
      id: "attendance",
      header: say("delivery.list.attendance"),
      cell: ({ state, corrected, confirmed, before, unitType, organizationName }) => (
        <>
          <StateTag lifecycle="attendance" state={state} />{" "}
          {corrected ? <ToneTag tone="paused">{say("delivery.list.corrected")}</ToneTag> : null}{" "}
          {confirmed ? (
            <ToneTag tone={ATTENDED.some((came) => came === state) ? "done" : "act"}>
              {say("site-code.confirmed")}
            </ToneTag>
          ) : null}
          <EarlierRecords before={before} unitType={unitType} organizationName={organizationName} />
        </>
      ),
    },
    {
      id: "units",
      header: say("delivery.list.units"),
      figures: true,
      cell: ({ units, unitType }) => formats.units(units, unitType),
    },
    {
      id: "authorization",
      header: say("delivery.list.authorization"),
      wideOnly: true,
      cell: ({ authorizationId, authorizationNumber }) => (
        <Link to={`/agency/authorizations/${authorizationId}`}>{authorizationNumber}</Link>
      ),
    },
  ];
}
