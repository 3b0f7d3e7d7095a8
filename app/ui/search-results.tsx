// What was found, as a list in words and the same places on a map, in step. Takes plain values; ranks nothing.
import { Link } from "@remix-run/react";
import { useState } from "react";
import type { Say } from "#app/i18n/say";
import { useFormats, useSay } from "#app/i18n/speech";
import type { Findings } from "#app/search/find.server";
import type { Loosening } from "#app/search/loosen";
import type { NumberedPlace } from "#app/search/map-features";
import type { Result } from "#app/search/present";
import type { SearchOrder } from "#app/search/wish";
import { ButtonLink } from "./button";
import { type Column, DataTable } from "./data-table";
import { Empty } from "./layout-parts";
import { MapView } from "./map-view";
import { Notice } from "./notice";
import { ReasonLine, useRateText } from "./reason-line";
import { ToneTag } from "./state-tag";

type SearchResultsProps = {
  findings: Findings;
  places: readonly NumberedPlace[];
  query: {
    readonly order: SearchOrder;
    readonly selected: string | null;
    readonly needId: string | null;
    readonly text: string;
    readonly unit: string;
  };
  ofCase: { readonly caseId: string; readonly clientName: string; readonly mayRefer: boolean } | null;
  centre: { readonly latitude: number; readonly longitude: number } | null;
  radiusMetres: number | null;
  specialtyName: string;
  loosen: readonly Loosening[];
  most: number;
  more: string | null;
  bestFirst: string | null;
  /** The address of this search, without a chosen place. */
  here: string;
};

export function SearchResults(props: SearchResultsProps) {
  const { findings, places, query, centre, radiusMetres } = props;
  const say = useSay();
  const [selected, setSelected] = useState(query.selected);
  const columns = useColumns(props, selected, setSelected).filter(({ id }) => centre !== null || id !== "distance");
  const choose = (id: string) => {
    setSelected(id);
    document.getElementById(`place-${id}`)?.scrollIntoView({ block: "center", behavior: "smooth" });
  };
  if (findings.results.length === 0) return <NothingFits {...props} />;
  return (
    <>
      <Counted {...props} />
      <div className={centre ? "search-results" : undefined}>
        <DataTable
          caption={say("search.results.caption")}
          columns={columns}
          rows={findings.results}
          rowKey={({ id }) => id}
          holds="page"
          defaultSort={{ id: query.order, descending: false }}
          rowLook={({ id }) => (id === selected ? "chosen" : undefined)}
        />
        {centre ? (
          <div className="search-map">
            <MapView
              centre={{ lat: centre.latitude, lon: centre.longitude }}
              radiusMetres={radiusMetres ?? undefined}
              markers={places.map((place) => ({ ...place, selected: place.id === selected }))}
              onSelect={choose}
            />
          </div>
        ) : null}
      </div>
      <More {...props} />
    </>
  );
}

function Counted({ findings, query, most, bestFirst }: SearchResultsProps) {
  const say = useSay();
  const formats = useFormats();
  const orders = {
    distance: "search.results.order-distance",
    name: "search.results.order-name",
    opens: "search.results.order-opens",
    capacity: "search.results.order-capacity",
    response: "search.results.order-response",
    best: "search.results.order",
  } as const;
  const order = orders[query.order];
  const { at } = findings;
  return (
    <>
      {findings.cut ? <Notice>{say("search.results.cut", { count: most })}</Notice> : null}
      <p className="search-count" role="status">
        <strong>{say("search.results.count", { count: findings.count })}</strong>{" "}
        {at ? `${say("search.results.at", { day: formats.day(at.day), time: formats.minute(at.minute) })} ` : ""}
        {say(order)} {bestFirst ? <Link to={bestFirst}>{say("search.results.order-best-link")}</Link> : null}
      </p>
    </>
  );
}

function More({ findings, more }: SearchResultsProps) {
  const say = useSay();
  if (more === null) return null;
  return (
    <div className="actions">
      <Link to={more} className="usa-button usa-button--outline" preventScrollReset>
        {say("search.results.more")}
      </Link>
      <span className="soft">
        {say("search.results.shown", { shown: findings.results.length, count: findings.count })}
      </span>
    </div>
  );
}

function NothingFits({ loosen, query, specialtyName }: SearchResultsProps) {
  const say = useSay();
  const unit = say(query.unit === "mile" ? "search.form.miles" : "search.form.kilometres");
  return (
    <Empty icon="search" title={say("search.empty.title")}>
      {loosen.length > 0 ? <p>{say("search.empty.lead")}</p> : null}
      <ul className="loosen">
        {loosen.map(({ kind, address, within }) => (
          <li key={kind}>
            <Link to={address}>
              {say(`search.empty.${kind}`, {
                distance: `${within ?? ""} ${unit}`,
                text: query.text,
                specialty: specialtyName,
              })}
            </Link>
          </li>
        ))}
      </ul>
    </Empty>
  );
}

function useColumns(
  { findings, query, ofCase, here }: SearchResultsProps,
  selected: string | null,
  setSelected: (id: string) => void,
): Column<Result>[] {
  const say = useSay();
  const rateText = useRateText();
  const beside = ofCase ? `?case=${ofCase.caseId}${query.needId ? `&need=${query.needId}` : ""}` : "";
  return [
    numberColumn(findings, here, selected, setSelected, say),
    placeColumn(beside, say),
    {
      id: "distance",
      header: say("search.results.distance"),
      sortable: true,
      cell: (found) => <ReasonLine reason={found.distance} plain />,
    },
    {
      id: "opens",
      header: say("search.results.hours"),
      sortable: true,
      cell: (found) => <ReasonLine reason={found.opening} />,
    },
    answerColumn(rateText, say),
    ...(ofCase?.mayRefer ? [referColumn(ofCase, query.needId, say)] : []),
  ];
}

function numberColumn(
  findings: Findings,
  here: string,
  selected: string | null,
  setSelected: (id: string) => void,
  say: Say,
): Column<Result> {
  const numbers = new Map(findings.results.map(({ id }, index) => [id, index + 1]));
  return {
    id: "number",
    header: say("search.results.number"),
    cell: ({ id }) => (
      <Link
        to={`${here}&selected=${id}`}
        className="result-number"
        aria-current={id === selected ? "true" : undefined}
        preventScrollReset
        onClick={(event) => {
          event.preventDefault();
          setSelected(id);
        }}
      >
        {numbers.get(id)}
      </Link>
    ),
  };
}

function placeColumn(beside: string, say: Say): Column<Result> {
  return {
    id: "name",
    header: say("search.results.place"),
    sortable: true,
    main: true,
    cell: (found) => (
      <div id={`place-${found.id}`} className="result-place">
        <Link to={`/agency/providers/${found.id}${beside}`}>{found.name}</Link>
        <span>{found.organizationName}</span>
        <span className="soft">{found.address || found.locationName}</span>
        {found.matches.map((reason) => (
          <ReasonLine key={reason.key + (reason.blanks.code ?? "")} reason={reason} />
        ))}
      </div>
    ),
  };
}

function answerColumn(rateText: ReturnType<typeof useRateText>, say: Say): Column<Result> {
  return {
    id: "referrals",
    header: say("search.results.referrals"),
    cell: (found) => (
      <div className="result-place">
        <ReasonLine reason={found.referrals} />
        {found.inNetwork ? (
          <ToneTag tone="done">{say("search.reason.in-network")}</ToneTag>
        ) : (
          <ReasonLine reason={found.network} />
        )}
        {found.rates.length > 0 ? <span className="soft figures">{rateText(found.rates)}</span> : null}
      </div>
    ),
  };
}

function referColumn(
  ofCase: { readonly caseId: string; readonly clientName: string },
  needId: string | null,
  say: Say,
): Column<Result> {
  return {
    id: "refer",
    header: say("search.results.actions"),
    headerHidden: true,
    cell: ({ id, name, takesNone }) => (
      <ButtonLink
        look={takesNone ? "quiet" : "secondary"}
        to={`/agency/referrals/new?case=${ofCase.caseId}${needId ? `&need=${needId}` : ""}&place=${id}`}
      >
        {say("search.results.refer")}
        <span className="usa-sr-only"> {say("search.results.refer-to", { name: ofCase.clientName, place: name })}</span>
      </ButtonLink>
    ),
  };
}
