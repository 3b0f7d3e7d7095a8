// What was found: how many, in which order, as a list and on the map in step, and what nearly fits. Takes plain values; ranks nothing.
import { Link } from "@remix-run/react";
import { useState } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { SearchPage } from "#app/models/search/read-page.server";
import { numberedPlaces } from "#app/search/map-features";
import { Icon } from "./icon";
import { ScreenOnly } from "./layout-parts";
import { MapView } from "./map-view";
import { Notice } from "./notice";
import { AskedMarks, QuickNarrowing } from "./search-asked";
import { ResultList } from "./search-list";
import { NearMisses, NothingFits } from "./search-near-misses";

export function SearchResults(page: SearchPage) {
  const { findings, query, centre, wish } = page;
  const places = numberedPlaces(findings.results);
  const [selected, setSelected] = useState<string | null>(query.selected);
  const choose = (id: string) => {
    setSelected(id);
    document.getElementById(`place-${id}`)?.scrollIntoView({ block: "center", behavior: "smooth" });
  };
  const point = centre.point;
  const none = findings.results.length === 0;
  return (
    <>
      <Counted {...page} />
      <AskedMarks {...page} />
      <QuickNarrowing {...page} />
      {none ? null : (
        <div className={places.length > 0 ? "search-results" : undefined}>
          <div>
            <Ordering {...page} />
            <ResultList {...page} results={findings.results} selected={selected} onSelect={setSelected} />
            <More {...page} />
          </div>
          {places.length > 0 ? (
            <div className="search-map">
              <MapView
                centre={point ? { lat: point.latitude, lon: point.longitude } : null}
                radiusMetres={wish.radiusMetres ?? undefined}
                markers={places.map((place) => ({ ...place, selected: place.id === selected }))}
                onSelect={choose}
              />
            </div>
          ) : null}
        </div>
      )}
      <NearMisses {...page} />
      {none ? <NothingFits {...page} /> : null}
    </>
  );
}

function Counted({ findings, query, most }: SearchPage) {
  const say = useSay();
  const formats = useFormats();
  const sentences = {
    distance: "search.results.order-distance",
    name: "search.results.order-name",
    opens: "search.results.order-opens",
    capacity: "search.results.order-capacity",
    response: "search.results.order-response",
    best: "search.results.order",
  } as const;
  const { at } = findings;
  return (
    <>
      {findings.cut ? <Notice>{say("search.results.cut", { most: formats.count(most) })}</Notice> : null}
      <p className="search-count" role="status">
        <strong>{say("search.results.count", { count: findings.count })}</strong>{" "}
        {at ? `${say("search.results.at", { day: formats.day(at.day), time: formats.minute(at.minute) })} ` : ""}
        {findings.count > 1 ? say(sentences[query.order]) : ""}{" "}
        <Link to="/agency/search/order" className="screen-only">
          {say("search.in-words.link")}
        </Link>
      </p>
    </>
  );
}

/** Each order and each grouping is a search of its own address, folded under the one that holds. */
function Ordering({ query, orders, groups }: SearchPage) {
  const say = useSay();
  return (
    <ScreenOnly>
      <div className="ordering">
        <Choices
          key={`sort ${query.order}`}
          label={say("search.results.sort")}
          now={say(`search.results.orders.${query.order}`)}
          options={orders.map(({ order, address }) => ({
            address,
            name: say(`search.results.orders.${order}`),
            current: order === query.order,
          }))}
        />
        <Choices
          key={`group ${query.group}`}
          label={say("search.results.group")}
          now={say(`search.results.groups.${query.group ?? "none"}`)}
          options={groups.map(({ group, address }) => ({
            address,
            name: say(`search.results.groups.${group ?? "none"}`),
            current: group === query.group,
          }))}
        />
      </div>
    </ScreenOnly>
  );
}

type Choice = { readonly address: string; readonly name: string; readonly current: boolean };

function Choices({ label, now, options }: { label: string; now: string; options: readonly Choice[] }) {
  return (
    <details className="choice-menu">
      <summary>
        <span className="soft">{label}</span> <strong>{now}</strong>
        <Icon name="expand-more" />
      </summary>
      <ul>
        {options.map(({ address, name, current }) => (
          <li key={address}>
            <Link to={address} preventScrollReset aria-current={current ? "true" : undefined}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}

function More({ findings, more }: SearchPage) {
  const say = useSay();
  if (more === null) return null;
  return (
    <div className="actions screen-only">
      <Link to={more} className="usa-button usa-button--outline" preventScrollReset>
        {say("search.results.more")}
      </Link>
      <span className="soft">
        {say("search.results.shown", { shown: findings.results.length, count: findings.count })}
      </span>
    </div>
  );
}
