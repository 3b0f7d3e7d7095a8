// One group of facts as it is looked over: what it says, how old that is and who said it. Takes plain values; decides nothing.
import { useFormats, useSay } from "#app/i18n/speech";
import type { FactLine, PublicFacts, PublicPlace } from "#app/models/organization/public-facts";
import { spanOfRow } from "#app/models/values/span-row";
import { CapacityState } from "./capacity-parts";
import { useLanguageName } from "./language-name";
import { accessName } from "./own-service-parts";
import { ToneTag } from "./state-tag";
import { WeekWords } from "./week-words";

/** A line with the whole days since it was known, counted by whoever reads the clock. */
export type AgedLine = FactLine & { readonly days: number | null };

export function FactAge({ line }: { line: Pick<AgedLine, "group" | "how" | "source" | "days" | "unconfirmed"> }) {
  const say = useSay();
  const formats = useFormats();
  if (line.days === null) return <ToneTag tone="act">{say("keeping.age.never")}</ToneTag>;
  const when = formats.age(line.days);
  return (
    <span className="fact-age">
      <span className="soft">{say(`keeping.age.${line.how}`, { when, source: line.source ?? "" })}</span>{" "}
      {line.unconfirmed ? <ToneTag tone="act">{say("keeping.unconfirmed")}</ToneTag> : null}
    </span>
  );
}

/** What the group says now, in as few words as tell it. */
export function FactValue({ facts, line }: { facts: PublicFacts; line: Pick<FactLine, "group" | "subject"> }) {
  const place = facts.places.find(({ id }) => id === line.subject);
  const offer = facts.offered.find(({ id }) => id === line.subject);
  switch (line.group) {
    case "contact":
      return (
        <Words parts={[facts.description, facts.email, facts.website, ...facts.phones.map(({ number }) => number)]} />
      );
    case "address":
      return <Words parts={place ? [...addressParts(place), ...place.phones.map(({ number }) => number)] : []} />;
    case "access":
      return <Access place={place} />;
    case "services":
      return <Service service={facts.services.find(({ id }) => id === line.subject)} />;
    case "hours": {
      if (!offer) return null;
      const own = offer.spans.some((span) => span.own);
      const spans = offer.spans.filter((span) => span.own === own).map(spanOfRow);
      const holidays = facts.places.find(({ id }) => id === offer.locationId)?.holidays ?? null;
      return <WeekWords hours={spans} holidays={holidays} />;
    }
    case "capacity":
      return offer ? <CapacityState {...offer} capacityAge={null} ageless /> : null;
  }
}

export const addressParts = ({ addressLine, addressLine2, city, region, postalCode }: PublicPlace) => [
  addressLine,
  addressLine2,
  city,
  [region, postalCode].filter(Boolean).join(" "),
];

function Words({ parts }: { parts: readonly (string | null | undefined)[] }) {
  const say = useSay();
  const said = parts.filter(Boolean);
  return said.length > 0 ? <span>{said.join(" · ")}</span> : <span className="soft">{say("word.not-given")}</span>;
}

function Access({ place }: { place: PublicPlace | undefined }) {
  const say = useSay();
  const languageName = useLanguageName();
  if (!place) return null;
  return (
    <Words
      parts={[
        place.languages.map((code) => languageName(code)).join(", "),
        place.accessibility.map((code) => accessName(say, code)).join(", "),
        place.transportation,
      ]}
    />
  );
}

function Service({ service }: { service: PublicFacts["services"][number] | undefined }) {
  const say = useSay();
  if (!service) return null;
  const { description, eligibility, minimumAge, maximumAge, fees, modes, serves, cost } = service;
  const from = minimumAge ?? 0;
  const ages = maximumAge === null ? say("keeping.ages-from", { from }) : say("keeping.ages", { from, to: maximumAge });
  return (
    <Words
      parts={[
        description,
        eligibility,
        minimumAge === null && maximumAge === null ? null : ages,
        modes.map((code) => say.any(`search.mode.${code}`)).join(", "),
        serves.map((code) => say.any(`search.serves.${code}`)).join(", "),
        cost ? say.any(`search.cost.${cost}`) : null,
        fees,
      ]}
    />
  );
}
