// Places that are not known to their door, those on no map first, with what an outside geocoder said of them.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { env } from "#app/env.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { type RoughPlace, readRoughPlaces } from "#app/models/organization/read-places.server";
import type { PageHandle } from "#app/ui/page-handle";
import { type Column, DataTable, Empty, PageHeader, Pager } from "#app/ui/parts";

export const handle: PageHandle = { title: "geocoding.title" };

export const loader = loaderFor(
  "organization:manage",
  { query: z.object({ after: markParam }) },
  async ({ db, query }) => ({
    ...(await readRoughPlaces(db, query.after)),
    asksOutside: env().GEOCODER_URL !== undefined,
  }),
);

export default function RoughPlacesPage() {
  const { rows, next, asksOutside } = useLoaderData<typeof loader>();
  const say = useSay();
  const columns = useColumns();
  return (
    <>
      <PageHeader
        title={say("geocoding.title")}
        lead={say("geocoding.lead")}
        back={{ to: "/network/organizations", label: say("ui.navigation.organizations") }}
      />
      <p className="soft">{say(asksOutside ? "geocoding.asks-outside" : "geocoding.asks-nobody")}</p>
      <DataTable
        caption={say("geocoding.title")}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        holds="page"
        empty={
          <Empty title={say("geocoding.empty")} icon="check-circle">
            {say("geocoding.empty-lead")}
          </Empty>
        }
      />
      <Pager newer={null} older={next} />
    </>
  );
}

function useColumns(): Column<RoughPlace>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "place",
      header: say("geocoding.column.place"),
      main: true,
      cell: ({ organizationId, organizationName, name }) => (
        <>
          <Link to={`/network/organizations/${organizationId}`}>{organizationName}</Link>
          {name === organizationName ? null : (
            <>
              <br />
              <span className="soft">{name}</span>
            </>
          )}
        </>
      ),
    },
    {
      id: "address",
      header: say("geocoding.column.address"),
      cell: ({ addressLine, city, region, postalCode }) =>
        [addressLine, city, [region, postalCode].filter(Boolean).join(" ")].filter(Boolean).join(", ") ||
        say("geocoding.no-address"),
    },
    {
      id: "precision",
      header: say("geocoding.column.precision"),
      cell: ({ precision, postalCode, city }) =>
        say.any(`geocoding.precision.${precision}`, { code: postalCode ?? "", town: city ?? "" }),
    },
    {
      id: "outside",
      header: say("geocoding.column.outside"),
      cell: ({ outcome, failure, triedAt }) =>
        outcome === null || triedAt === null ? (
          "–"
        ) : (
          <>
            {outcome === "failed" ? say.any(`geocoding.failure.${failure}`) : say.any(`geocoding.outcome.${outcome}`)}
            <br />
            <span className="soft">{formats.instantDay(triedAt)}</span>
          </>
        ),
    },
  ];
}
