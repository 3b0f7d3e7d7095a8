// What a provider last said of the room at each of its services, as a table. Takes lines; says nothing anew.
import { Link } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import type { OfferedLine } from "#app/models/organization/read.server";
import { CapacityState } from "./capacity-parts";
import { type Column, DataTable } from "./data-table";

export function CapacityTable({ services }: { services: readonly OfferedLine[] }) {
  const say = useSay();
  const columns: Column<OfferedLine>[] = [
    {
      id: "service",
      header: say("organization.services.service"),
      main: true,
      cell: ({ id, serviceName }) => <Link to={`/portal/services/${id}`}>{serviceName}</Link>,
      sortBy: ({ serviceName }) => serviceName,
    },
    {
      id: "place",
      header: say("organization.services.place"),
      cell: ({ placeName }) => placeName,
      sortBy: ({ placeName }) => placeName,
    },
    {
      id: "capacity",
      header: say("organization.services.capacity"),
      cell: (line) => <CapacityState {...line} />,
      sortBy: ({ openPlaces }) => openPlaces,
    },
  ];
  return (
    <DataTable
      caption={say("desks.provider.capacity")}
      columns={columns}
      rows={services}
      rowKey={({ id }) => id}
      sortParameter="capacity"
      empty={<p className="soft">{say("organization.services.empty")}</p>}
    />
  );
}
