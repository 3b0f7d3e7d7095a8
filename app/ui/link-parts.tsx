// The parts of the page behind a mailed link: full or open by one press, the facts as anybody reads them, their corrections. Takes plain values.
import { useSay } from "#app/i18n/speech";
import type { PublicFacts, PublicOffer } from "#app/models/organization/public-facts";
import { spanOfRow } from "#app/models/values/span-row";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { CapacityState } from "./capacity-parts";
import { FactsFields } from "./facts-fields";
import { HoursEditor, useHoursLabels } from "./hours-editor";
import { type AgedLine, FactAge, FactValue } from "./keeping-facts";
import { Card } from "./layout-parts";
import { ToneTag } from "./state-tag";
import { HiddenField } from "./text-fields";

type Shown = { facts: PublicFacts; lines: readonly AgedLine[] };

const nameOf = ({ services, places }: PublicFacts, { serviceId, locationId }: PublicOffer) =>
  [services.find(({ id }) => id === serviceId)?.name, places.find(({ id }) => id === locationId)?.name]
    .filter(Boolean)
    .join(" · ");

/** Two large buttons for each service at its place: what changes most often takes one press. */
export function LinkCapacity({ facts, lines }: Shown) {
  const say = useSay();
  if (facts.offered.length === 0) return null;
  return (
    <Card title={say("keeping.link.capacity")}>
      <ul className="plain-list fact-lines">
        {facts.offered.map((offer) => {
          const age = lines.find(({ group, subject }) => group === "capacity" && subject === offer.id);
          return (
            <li key={offer.id}>
              <div className="fact-line">
                <div>
                  <h3>{nameOf(facts, offer)}</h3>
                  <div className="fact-value">
                    <CapacityState {...offer} capacityAge={null} ageless />
                  </div>
                  {age ? <FactAge line={age} /> : null}
                </div>
                <FullOrOpen id={offer.id} name={nameOf(facts, offer)} />
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** The same two buttons wherever capacity is said by one press. */
export function FullOrOpen({ id, name, action }: { id: string; name: string; action?: string }) {
  const say = useSay();
  return (
    <div className="full-or-open">
      {(["full", "open"] as const).map((said) => (
        <ActForm key={said} formId={`${said}-${id}`} action={action}>
          <HiddenField name="intent" value={said} />
          <HiddenField name="serviceAtLocationId" value={id} />
          <SubmitButton look="secondary">
            <span aria-hidden="true">{say(`keeping.press.${said}`)}</span>
            <span className="usa-sr-only">{say(`keeping.press.${said}-of`, { name })}</span>
          </SubmitButton>
        </ActForm>
      ))}
    </div>
  );
}

/** Everything but capacity, which stands above. @param asked the lines this link already asked to have changed */
export function LinkLines({ facts, lines, asked }: Shown & { asked: readonly string[] }) {
  const say = useSay();
  return (
    <ul className="plain-list fact-lines">
      {lines
        .filter(({ group }) => group !== "capacity")
        .map((line) => (
          <li key={line.key}>
            <h3>{say(`keeping.group.${line.group}`)}</h3>
            <p className="soft">{[line.name, line.placeName].filter(Boolean).join(" · ")}</p>
            <div className="fact-value">
              <FactValue facts={facts} line={line} />
            </div>
            <p>
              <FactAge line={line} />{" "}
              {asked.includes(line.key) ? <ToneTag tone="waiting">{say("keeping.link.corrected")}</ToneTag> : null}
            </p>
            {line.group === "hours" ? <CorrectHours facts={facts} id={line.subject} /> : null}
            {line.group === "contact" ? <CorrectContact facts={facts} /> : null}
          </li>
        ))}
    </ul>
  );
}

function CorrectHours({ facts, id }: { facts: PublicFacts; id: string }) {
  const say = useSay();
  const labels = useHoursLabels();
  const offer = facts.offered.find((one) => one.id === id);
  if (!offer) return null;
  const own = offer.spans.some((span) => span.own);
  const hours = offer.spans.filter((span) => span.own === own).map(spanOfRow);
  return (
    <ActDetails formId={`week-${id}`} summary={say("keeping.link.correct-hours")}>
      <ActForm formId={`week-${id}`} labels={labels}>
        <HiddenField name="intent" value="week" />
        <HiddenField name="serviceAtLocationId" value={id} />
        <HiddenField name="hoursOf" value={own ? "service" : "place"} />
        <HoursEditor hours={hours} hoursText={offer.hoursText} />
        <SubmitButton look="secondary">{say("keeping.link.send-correction")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}

function CorrectContact({ facts }: { facts: PublicFacts }) {
  const say = useSay();
  return (
    <ActDetails formId="facts" summary={say("keeping.link.correct-contact")}>
      <ActForm formId="facts">
        <HiddenField name="intent" value="facts" />
        <FactsFields known={facts} />
        <SubmitButton look="secondary">{say("keeping.link.send-correction")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}
