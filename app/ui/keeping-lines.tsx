// A provider's facts as lines to confirm or correct, and the changes it waits for. Takes plain values; sends small forms.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { ChangeRow } from "#app/models/organization/change-queue.server";
import type { PublicFacts, PublicPlace } from "#app/models/organization/public-facts";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { ChangeTable } from "./change-parts";
import { SelectField } from "./choice-fields";
import { FactsFields } from "./facts-fields";
import { type AgedLine, FactAge, FactValue } from "./keeping-facts";
import { Card } from "./layout-parts";
import { StateTag, ToneTag } from "./state-tag";
import { HiddenField, TextField } from "./text-fields";

type StillRightProps = {
  id: string;
  keys: readonly string[];
  label: string;
  /** For screen readers, where several buttons say the same. */
  of?: string;
  primary?: boolean;
};

/** One press: these facts are right. */
export function StillRight({ id, keys, label, of, primary }: StillRightProps) {
  if (keys.length === 0) return null;
  return (
    <ActForm formId={`right-${id}`}>
      <HiddenField name="intent" value="still-right" />
      {keys.map((key) => (
        <input key={key} type="hidden" name="facts" value={key} />
      ))}
      <SubmitButton look={primary ? undefined : "secondary"}>
        {of ? <span aria-hidden="true">{label}</span> : label}
        {of ? <span className="usa-sr-only">{of}</span> : null}
      </SubmitButton>
    </ActForm>
  );
}

type LinesProps = {
  lines: readonly AgedLine[];
  facts: PublicFacts;
  changes: readonly ChangeRow[];
  mayEdit: boolean;
};

export function CurrentLines({ lines, facts, changes, mayEdit }: LinesProps) {
  const say = useSay();
  return (
    <ul className="plain-list fact-lines">
      {lines.map((line) => {
        const group = say(`keeping.group.${line.group}`);
        const name = [line.name, line.placeName].filter(Boolean).join(" · ");
        return (
          <li key={line.key}>
            <div className="fact-line">
              <div>
                <h3>{group}</h3>
                <p className="soft">{name}</p>
                <div className="fact-value">
                  <FactValue facts={facts} line={line} />
                </div>
                <p>
                  <FactAge line={line} />
                </p>
                <Waiting line={line} changes={changes} />
              </div>
              {mayEdit && line.knownAt !== null ? (
                <StillRight
                  id={line.key}
                  keys={[line.key]}
                  label={say("keeping.current.right")}
                  of={say("keeping.current.right-of", { group, name })}
                />
              ) : null}
            </div>
            {mayEdit ? <Correct line={line} facts={facts} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

/** What was asked for of this very line and is not decided yet. */
function Waiting({ line, changes }: { line: AgedLine; changes: readonly ChangeRow[] }) {
  const say = useSay();
  const formats = useFormats();
  const waiting = changes.filter(({ state, keys }) => state === "waiting" && keys.includes(line.key));
  const [first] = waiting;
  if (!first) return null;
  return (
    <p>
      <ToneTag tone="waiting">{say("keeping.waiting-since", { day: formats.instantDay(first.createdAt) })}</ToneTag>
    </p>
  );
}

function Correct({ line, facts }: { line: AgedLine; facts: PublicFacts }) {
  const say = useSay();
  const place = facts.places.find(({ id }) => id === line.subject);
  if (line.group === "contact") {
    return (
      <ActDetails formId="facts" summary={say("keeping.current.correct")}>
        <ActForm formId="facts">
          <HiddenField name="intent" value="facts" />
          <FactsFields known={facts} />
          <SubmitButton>{say("keeping.current.save")}</SubmitButton>
        </ActForm>
      </ActDetails>
    );
  }
  if (line.group === "address" && place) return <CorrectAddress place={place} />;
  const offer = facts.offered.find(
    ({ id, serviceId, locationId }) => id === line.subject || serviceId === line.subject || locationId === line.subject,
  );
  if (!offer) return null;
  return (
    <p className="case-links">
      <Link to={`/portal/services/${offer.id}`}>{say("keeping.current.correct")}</Link>
    </p>
  );
}

/** What ended: one service at one place, or all of it. Agencies look at either first. */
export function EndedCard({ facts }: { facts: PublicFacts }) {
  const say = useSay();
  const name = (of: readonly { readonly id: string; readonly name: string }[], wanted: string) =>
    of.find(({ id }) => id === wanted)?.name ?? "";
  const options = facts.offered.map(({ id, serviceId, locationId }) => ({
    value: id,
    label: `${name(facts.services, serviceId)} · ${name(facts.places, locationId)}`,
  }));
  return (
    <Card title={say("keeping.current.ended")}>
      <p className="soft">{say("keeping.current.ended-lead")}</p>
      {options.length > 0 ? (
        <ActDetails formId="not-offered" summary={say("keeping.current.not-offered")}>
          <ActForm formId="not-offered">
            <HiddenField name="intent" value="not-offered" />
            <SelectField name="serviceAtLocationId" label={say("keeping.current.which")} options={options} />
            <SubmitButton look="secondary">{say("keeping.current.not-offered-button")}</SubmitButton>
          </ActForm>
        </ActDetails>
      ) : null}
      <ActDetails formId="closed" summary={say("keeping.current.closed")}>
        <ActForm formId="closed">
          <HiddenField name="intent" value="closed" />
          <SubmitButton look="secondary">{say("keeping.current.closed-button")}</SubmitButton>
        </ActForm>
      </ActDetails>
    </Card>
  );
}

function CorrectAddress({ place }: { place: PublicPlace }) {
  const say = useSay();
  const formId = `address-${place.id}`;
  return (
    <ActDetails formId={formId} summary={say("keeping.current.correct")}>
      <ActForm formId={formId}>
        <HiddenField name="intent" value="address" />
        <HiddenField name="locationId" value={place.id} />
        <TextField name="name" label={say("network.one.place-name")} defaultValue={place.name} maxLength={200} />
        {(["addressLine", "addressLine2", "city", "region", "postalCode"] as const).map((name) => (
          <TextField
            key={name}
            name={name}
            label={say(`keeping.field.${name}`)}
            defaultValue={place[name] ?? undefined}
            maxLength={name === "postalCode" ? 12 : name === "region" ? 40 : 100}
            size={name === "postalCode" || name === "region" ? "short" : undefined}
            optional
          />
        ))}
        <SubmitButton>{say("keeping.current.save")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}

/** What we asked for: first what waits, then what was decided lately and why. */
export function OwnChanges({ changes }: { changes: readonly ChangeRow[] }) {
  const say = useSay();
  const formats = useFormats();
  if (changes.length === 0) return null;
  return (
    <Card title={say("keeping.current.asked")}>
      <ul className="plain-list fact-lines">
        {changes.map((change) => {
          const name = [say.any(`keeping.group.${change.factGroup}`), change.about].filter(Boolean).join(" · ");
          return (
            <li key={change.id}>
              <p>
                <strong>{name}</strong> <StateTag lifecycle="change" state={change.state} />{" "}
                <span className="soft">
                  {say(change.state === "waiting" ? "keeping.since" : "keeping.decided-on", {
                    day: formats.instantDay(change.decidedAt ?? change.createdAt),
                  })}
                </span>
              </p>
              {change.words ? <p className="prose">{change.words}</p> : null}
              <ActDetails summary={say("keeping.changes.show")}>
                <ChangeTable change={change} about={name} />
              </ActDetails>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
