// What was found as a list in words: number, place, why it matches, what is not known, what can be done. Takes plain values; ranks nothing.
import { Form, Link } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import type { SearchPage } from "#app/models/search/read-page.server";
import type { SearchColumn } from "#app/models/search/setup";
import type { Result } from "#app/search/present";
import type { Grouping } from "#app/search/wish";
import { ButtonLink } from "./button";
import { firstLines } from "./first-lines";
import { PickBox } from "./pick-box";
import { ReasonLine, useRateText } from "./reason-line";
import { placeAddresses } from "./search-links";
import { ToneTag } from "./state-tag";

export type ListProps = Pick<SearchPage, "query" | "ofCase" | "columns" | "here" | "compareHere"> & {
  results: readonly Result[];
  selected: string | null;
  onSelect: (id: string) => void;
};

export function ResultList(props: ListProps) {
  const { results, query } = props;
  const say = useSay();
  const groups = groupsOf(results, query.group);
  const addressOf = placeAddresses(props.here);
  return (
    <Form method="get" action="/agency/search/compare" className="results">
      <HiddenPairs address={props.compareHere} />
      {groups.map(({ name, first, rows }) => (
        <section key={`${first} ${name ?? ""}`} className="result-group">
          {name === null ? null : <h3>{name === "" ? say("search.results.group-none") : name}</h3>}
          <ol start={first}>
            {rows.map((found, index) => (
              <ResultRow
                key={found.id}
                {...props}
                found={found}
                number={first + index}
                inGroup={name !== null}
                address={addressOf(found.id)}
              />
            ))}
          </ol>
        </section>
      ))}
      <div className="results-act screen-only">
        <button type="submit" className="usa-button usa-button--outline">
          {say("search.compare.button")}
        </button>
        <span className="soft">{say("search.compare.hint")}</span>
      </div>
    </Form>
  );
}

/** The search itself travels with what is ticked. */
function HiddenPairs({ address }: { address: string }) {
  const pairs = [...new URLSearchParams(address.slice(address.indexOf("?") + 1))];
  return pairs.map(([name, value]) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />);
}

type Group = { readonly name: string | null; readonly first: number; readonly rows: readonly Result[] };

/** They come in the order of their groups; a new name begins a new one. */
function groupsOf(results: readonly Result[], by: Grouping | null): Group[] {
  if (by === null) return [{ name: null, first: 1, rows: results }];
  const nameOf = ({ organizationName, town, specialties }: Result) =>
    ({ organization: organizationName, town, specialty: specialties[0] ?? "" })[by];
  const groups: { name: string; first: number; rows: Result[] }[] = [];
  for (const [index, found] of results.entries()) {
    const last = groups.at(-1);
    if (last && last.name === nameOf(found)) last.rows.push(found);
    else groups.push({ name: nameOf(found), first: index + 1, rows: [found] });
  }
  return groups;
}

type RowProps = ListProps & { found: Result; number: number; inGroup: boolean; address: string };

function ResultRow({ found, number, inGroup, address, selected, onSelect, query, ofCase, here, columns }: RowProps) {
  const say = useSay();
  const Name = inGroup ? "h4" : "h3";
  const chosen = found.id === selected;
  return (
    <li id={`place-${found.id}`} className={chosen ? "result result-chosen" : "result"}>
      {/* A link of the browser's own: where script runs the press stays on the page, and the router has nothing to do. */}
      <a
        href={`${here}&selected=${found.id}#place-${found.id}`}
        className="result-number"
        aria-current={chosen ? "true" : undefined}
        aria-label={say("search.results.show-on-map", { name: `${number}. ${found.name}` })}
        onClick={(event) => {
          event.preventDefault();
          onSelect(found.id);
        }}
      >
        {number}
      </a>
      <div className="result-place">
        <Name>
          <Link to={address}>{found.name}</Link>
        </Name>
        <span>{found.organizationName}</span>
        <span className="soft">{found.address || found.locationName}</span>
      </div>
      <Reasons found={found} columns={columns} />
      <div className="result-act screen-only">
        {ofCase?.mayRefer ? (
          <ButtonLink
            look={found.takesNone ? "quiet" : "secondary"}
            to={`/agency/referrals/new?case=${ofCase.caseId}${query.needId ? `&need=${query.needId}` : ""}&place=${found.id}`}
          >
            {say("search.results.refer")}
            <span className="usa-sr-only">
              {" "}
              {say("search.results.refer-to", { name: ofCase.clientName, place: found.name })}
            </span>
          </ButtonLink>
        ) : null}
        <span className="result-tick">
          <PickBox
            name="compare"
            value={found.id}
            label={say("search.compare.tick-one", { name: found.name })}
            picked={query.compare.includes(found.id)}
          />
          <span aria-hidden="true">{say("search.compare.tick")}</span>
        </span>
      </div>
    </li>
  );
}

function Reasons({ found, columns }: { found: Result; columns: readonly SearchColumn[] }) {
  const say = useSay();
  const rateText = useRateText();
  const answers = useAnswers();
  const shows = (column: SearchColumn) => columns.includes(column);
  return (
    <ul className="result-reasons">
      {shows("opens") ? (
        <li>
          <ReasonLine reason={found.opening} />
        </li>
      ) : null}
      {shows("opens") && found.hoursText ? (
        <li className="soft prose">{say("search.results.as-written", { text: firstLines(found.hoursText) })}</li>
      ) : null}
      {shows("distance") ? (
        <li>
          <ReasonLine reason={found.distance} />
        </li>
      ) : null}
      {shows("referrals") ? (
        <li>
          <ReasonLine reason={found.referrals} />
        </li>
      ) : null}
      {shows("matches")
        ? found.matches.map((reason) => (
            <li key={reason.key + (reason.blanks.code ?? "")}>
              <ReasonLine reason={reason} />
            </li>
          ))
        : null}
      {shows("response") && found.answerHours !== null ? <li>{answers(found.answerHours)}</li> : null}
      {shows("network") || found.network.tone === "bad" ? (
        <li>
          {found.network.key === "in-network" ? (
            <ToneTag tone="done">{say("search.reason.in-network")}</ToneTag>
          ) : (
            <ReasonLine reason={found.network} />
          )}
        </li>
      ) : null}
      {shows("rates") && found.rates.length > 0 ? <li className="soft figures">{rateText(found.rates)}</li> : null}
      {shows("specialties") && found.specialties.length > 0 ? (
        <li className="soft">{say("search.results.offers", { names: found.specialties.join(", ") })}</li>
      ) : null}
    </ul>
  );
}

const A_DAY = 24;

/** "Answers within 5 hours"; from two days on in days. */
export function useAnswers(): (hours: number | null) => string {
  const say = useSay();
  return (hours) => {
    if (hours === null) return say("search.results.answers-unknown");
    if (hours < 2 * A_DAY) return say("search.results.answers", { count: Math.max(1, Math.ceil(hours)) });
    return say("search.results.answers-days", { count: Math.ceil(hours / A_DAY) });
  };
}
