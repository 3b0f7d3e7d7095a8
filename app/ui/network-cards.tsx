// What a network manager reads of a provider: facts, places, services at places, agreements and prices. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { OfferedLine, OrganizationOfPage } from "#app/models/organization/read.server";
import { CapacityState } from "./capacity-parts";
import { type Column, DataTable } from "./data-table";
import { Facts } from "./facts";
import { Card } from "./layout-parts";
import { Money } from "./money";
import { StateTag, ToneTag } from "./state-tag";

type Provider = { provider: OrganizationOfPage };

export function FactsList({ provider }: Provider) {
  const say = useSay();
  const { website, phones } = provider;
  return (
    <Facts
      facts={[
        { name: say("network.one.description"), value: provider.description },
        { name: say("network.one.alternate-name"), value: provider.alternateName },
        { name: say("network.one.email"), value: provider.email },
        {
          name: say("network.one.website"),
          value: website && /^https?:/.test(website) ? <a href={website}>{website}</a> : website,
        },
        {
          name: say("network.one.phones"),
          value: phones.length === 0 ? null : phones.map(({ number }) => number).join(", "),
        },
      ]}
    />
  );
}

export function PlacesList({ provider: { places } }: Provider) {
  const say = useSay();
  if (places.length === 0) return <p className="soft">{say("network.one.no-places")}</p>;
  return (
    <ul className="waiting">
      {places.map(({ id, name, addressLine, city, region, postalCode, onMap }) => (
        <li key={id}>
          <div>
            {name}
            <p className="soft">{[addressLine, city, region, postalCode].filter(Boolean).join(", ")}</p>
            {onMap ? null : <ToneTag tone="act">{say("network.one.off-map")}</ToneTag>}
          </div>
        </li>
      ))}
    </ul>
  );
}

export function ServicesTable({ provider: { services } }: Provider) {
  const say = useSay();
  return (
    <DataTable
      caption={say("network.one.services")}
      columns={[
        { id: "name", header: say("network.one.service"), main: true, cell: ({ name }) => name },
        {
          id: "specialty",
          header: say("network.one.specialty"),
          cell: ({ specialties }) => specialties ?? say("word.not-given"),
        },
        {
          id: "status",
          header: say("network.one.status"),
          cell: ({ status }) => say.any(`directory.service-status.${status}`),
        },
      ]}
      rows={services}
      rowKey={({ id }) => id}
      empty={<p className="soft">{say("network.one.no-services")}</p>}
    />
  );
}

export function OfferedTable({ provider: { offered, managed } }: Provider) {
  const say = useSay();
  const columns: Column<OfferedLine>[] = [
    {
      id: "service",
      header: say("network.one.service"),
      main: true,
      cell: ({ serviceName, placeName }) => (
        <>
          {serviceName}
          <br />
          <span className="soft">{placeName}</span>
        </>
      ),
    },
    { id: "capacity", header: say("network.one.capacity"), cell: (line) => <CapacityState {...line} /> },
    {
      id: "hours",
      header: say("network.one.hours"),
      cell: ({ id, hoursKnown }) => {
        const known = say(hoursKnown ? "network.one.hours-known" : "network.one.hours-unknown");
        return managed ? <Link to={`/network/services/${id}`}>{known}</Link> : known;
      },
    },
    {
      id: "given",
      header: say("organization.given.title"),
      cell: ({ id, serviceName, placeName }) =>
        managed ? (
          <Link
            to={`/network/services/${id}/given`}
            aria-label={say("network.one.given-of", { service: serviceName, place: placeName })}
          >
            {say("network.one.given")}
          </Link>
        ) : null,
    },
  ];
  return (
    <DataTable
      caption={say("network.one.offered")}
      columns={columns}
      rows={offered}
      rowKey={({ id }) => id}
      empty={<p className="soft">{say("network.one.no-services")}</p>}
    />
  );
}

export function AgreementsCard({ provider: { agreements, rates } }: Provider) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("network.one.agreements")}>
      {agreements.length === 0 ? <p className="soft">{say("network.one.no-agreements")}</p> : null}
      <ul className="waiting">
        {agreements.map(({ id, number, state, startsOn, endsOn }) => (
          <li key={id}>
            <div>
              <Link to={`/network/agreements/${id}`} className="figures">
                {number}
              </Link>{" "}
              <StateTag lifecycle="agreement" state={state} />
              <p className="soft">{formats.days(startsOn, endsOn)}</p>
            </div>
          </li>
        ))}
      </ul>
      <h3>{say("network.one.prices")}</h3>
      {rates.length === 0 ? <p className="soft">{say("network.one.no-prices")}</p> : null}
      <ul className="waiting">
        {rates.map(({ id, serviceName, unitType, rateCents, startsOn, endsOn }) => (
          <li key={id}>
            <div>
              {serviceName}
              <p className="soft">
                <Money cents={BigInt(rateCents)} /> {say.any(`word.per-unit.${unitType}`)},{" "}
                {formats.days(startsOn, endsOn)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
