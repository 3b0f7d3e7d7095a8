// Up to three places beside each other, the same facts in the same lines; under one another on a telephone. Takes plain values.
import { Link } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import type { Compared } from "#app/search/compare.server";
import { ButtonLink } from "./button";
import type { Fact } from "./facts";
import { firstLines } from "./first-lines";
import { useLanguageName } from "./language-name";
import { accessName } from "./own-service-parts";
import { useAges } from "./provider-parts";
import { ReasonLine, useRateText } from "./reason-line";
import { placeAddresses } from "./search-links";
import { useAnswers } from "./search-list";
import { WeekWords } from "./week-words";

type ComparedPlace = Compared & { readonly away: string };

type ComparedProps = {
  places: readonly ComparedPlace[];
  /** Where a referral begins; null where the actor may not refer. */
  refer: string | null;
  /** The search they come from. */
  back: string;
};

export function ComparedPlaces({ places, refer, back }: ComparedProps) {
  return (
    <div className="compared">
      {places.map((place) => (
        <PlaceColumn key={place.provider.id} place={place} refer={refer} back={back} alone={places.length === 1} />
      ))}
    </div>
  );
}

type ColumnProps = Omit<ComparedProps, "places"> & { place: ComparedPlace; alone: boolean };

function PlaceColumn({ place, refer, back, alone }: ColumnProps) {
  const say = useSay();
  const { id, name, organizationName, address, locationName } = place.provider;
  const facts = useFacts(place);
  return (
    <section className="card compared-place" aria-labelledby={`compared-${id}`}>
      <div className="result-place">
        <h2 id={`compared-${id}`}>
          <Link to={placeAddresses(back)(id)}>{name}</Link>
        </h2>
        <span>{organizationName}</span>
        <span className="soft">{address || locationName}</span>
      </div>
      <div className="actions">
        {refer === null ? null : (
          <ButtonLink to={`${refer}&place=${id}`} look="secondary">
            {say("search.results.refer")}
            <span className="usa-sr-only"> {name}</span>
          </ButtonLink>
        )}
        {alone ? null : (
          <ButtonLink to={place.away} look="quiet">
            <span aria-hidden="true">{say("search.compare.away")}</span>
            <span className="usa-sr-only">{say("search.compare.away-one", { name })}</span>
          </ButtonLink>
        )}
      </div>
      <dl>
        {facts.map((fact) => (
          <div key={fact.name}>
            <dt>{fact.name}</dt>
            <dd>{fact.value || <span className="soft">{say("word.not-given")}</span>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function useFacts({ provider, distance, answerHours }: ComparedPlace): Fact[] {
  const say = useSay();
  const languageName = useLanguageName();
  const rateText = useRateText();
  const answers = useAnswers();
  const ages = useAges(provider.minimumAge, provider.maximumAge);
  const listed = (values: readonly string[], named: (value: string) => string) => values.map(named).join(", ");
  return [
    { name: say("search.compare.distance"), value: <ReasonLine reason={distance} plain /> },
    { name: say("search.compare.opening"), value: <ReasonLine reason={provider.opening} /> },
    { name: say("search.compare.week"), value: <Week provider={provider} /> },
    { name: say("search.compare.referrals"), value: <ReasonLine reason={provider.referrals} /> },
    { name: say("search.compare.answers"), value: answers(answerHours) },
    { name: say("search.compare.network"), value: <ReasonLine reason={provider.network} /> },
    { name: say("search.compare.rate"), value: rateText(provider.rates) || say("search.provider.rate-none") },
    { name: say("search.compare.languages"), value: listed(provider.languages, languageName) },
    { name: say("search.compare.modes"), value: listed(provider.modes, (code) => say.any(`search.mode.${code}`)) },
    {
      name: say("search.compare.accessibility"),
      value: listed(provider.accessibility, (code) => accessName(say, code)),
    },
    { name: say("search.compare.ages"), value: ages },
    { name: say("search.compare.serves"), value: listed(provider.serves, (code) => say.any(`search.serves.${code}`)) },
    {
      name: say("search.compare.cost"),
      value: [provider.cost ? say.any(`search.cost.${provider.cost}`) : "", provider.fees].filter(Boolean).join(". "),
    },
    { name: say("search.compare.specialties"), value: provider.specialties.join(", ") },
    { name: say("search.compare.telephone"), value: provider.phones[0]?.number },
  ];
}

function Week({ provider: { days, hoursText } }: Pick<ComparedPlace, "provider">) {
  const say = useSay();
  const hours = days.flatMap(({ weekday, spans }) => (spans ?? []).map((span) => ({ weekday, ...span })));
  const known = days.some(({ spans }) => spans !== null);
  return (
    <>
      {known ? <WeekWords hours={hours} /> : say("search.compare.week-unknown")}
      {hoursText ? (
        <p className="soft prose">{say("search.results.as-written", { text: firstLines(hoursText) })}</p>
      ) : null}
    </>
  );
}
