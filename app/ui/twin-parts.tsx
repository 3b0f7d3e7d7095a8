// Two records of the directory side by side that may be one provider, and what a person may decide about them. Decides nothing itself.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { Twin, TwinFace, TwinLine } from "#app/models/organization/twins.server";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { RadioGroup } from "./choice-fields";
import { type Column, DataTable } from "./data-table";
import { Actions, Card } from "./layout-parts";
import { Notice } from "./notice";
import { StateTag } from "./state-tag";
import { HiddenField } from "./text-fields";

/** As they come over the wire: instants are texts. */
type Sent<Row extends { decidedAt: Date | null }> = Omit<Row, "decidedAt"> & {
  readonly decidedAt: string | Date | null;
};

export function useWhy() {
  const say = useSay();
  const formats = useFormats();
  return (reasons: readonly string[]) =>
    say("twin.why", { reasons: formats.list(reasons.map((reason) => say.any(`twin.reason.${reason}`))) });
}

export function TwinCard({ pair }: { pair: Sent<TwinLine> }) {
  const say = useSay();
  const formats = useFormats();
  const why = useWhy();
  const { id, one, other, state, reasons, standsId, decidedAt, decidedBy } = pair;
  const stands = [one, other].find((face) => face.id === standsId);
  return (
    <Card
      title={say("twin.pair", { one: one.name, other: other.name })}
      aside={<StateTag lifecycle="organization_pair" state={state} />}
    >
      <p>{why(reasons)}</p>
      <p className="soft">
        {[
          ...[one, other].map(({ name, towns }) => (towns ? `${name}: ${towns}` : null)),
          stands ? say("twin.stands", { name: stands.name }) : null,
          decidedAt && decidedBy ? say("twin.decided", { name: decidedBy, instant: formats.instant(decidedAt) }) : null,
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <p>
        <Link to={`/network/twins/${id}`}>{say("twin.own.look")}</Link>
      </p>
    </Card>
  );
}

const FACTS = [
  "alternateName",
  "telephones",
  "addresses",
  "website",
  "email",
  "services",
  "description",
  "sources",
  "agreement",
] as const;

export function TwinFacts({ faces, standsId }: { faces: readonly TwinFace[]; standsId: string | null }) {
  const say = useSay();
  const columns: Column<(typeof FACTS)[number]>[] = [
    { id: "fact", header: say("twin.facts.fact"), main: true, cell: (fact) => say.any(`twin.facts.${fact}`) },
    ...faces.map((face) => ({
      id: face.id,
      header: `${face.name}${face.id === standsId ? ` (${say("twin.facts.listed").toLowerCase()})` : ""}`,
      cell: (fact: (typeof FACTS)[number]) => <Fact face={face} fact={fact} />,
    })),
  ];
  return (
    <Card title={say("twin.facts.label")}>
      <ul className="plain-list">
        {faces.map(({ id, name }) => (
          <li key={id}>
            <Link to={`/network/organizations/${id}`}>{name}</Link>
          </li>
        ))}
      </ul>
      <DataTable
        caption={say("twin.facts.label")}
        columns={columns}
        rows={FACTS.filter(
          (fact) => fact === "sources" || faces.some((face) => face[fact] !== null && face[fact] !== ""),
        )}
        rowKey={(fact) => fact}
        empty={null}
      />
    </Card>
  );
}

function Fact({ face, fact }: { face: TwinFace; fact: (typeof FACTS)[number] }) {
  const say = useSay();
  const value = face[fact];
  if (fact === "sources") return value ?? say("twin.facts.by-hand");
  if (!value) return <span className="soft">{say("word.not-given")}</span>;
  if (fact === "agreement") return <StateTag lifecycle="agreement" state={value} />;
  if (fact === "services" && face.serviceCount > 8)
    return say("twin.facts.more", { names: value, count: face.serviceCount });
  return value;
}

/** Said before anything is done: what changes, and what does not. */
export function WhatJoiningDoes() {
  const say = useSay();
  return (
    <Card title={say("twin.what.title")}>
      <ul>
        <li>{say("twin.what.listed")}</li>
        <li>{say("twin.what.kept")}</li>
        <li>{say("twin.what.import")}</li>
        <li>{say("twin.what.back")}</li>
      </ul>
    </Card>
  );
}

/** Which record stands: only such choices as leave a record that may be set aside. */
export function JoinForm({ faces }: { faces: readonly TwinFace[] }) {
  const say = useSay();
  const choices = faces.flatMap((face) => {
    const aside = faces.find(({ id }) => id !== face.id);
    if (!aside || aside.obstacles.length > 0) return [];
    const places = aside.addresses ?? say("twin.no-places");
    const hint = say("twin.sets-aside", { name: aside.name, places });
    return [{ value: face.id, label: say("twin.choose-stands", { name: face.name }), hint }];
  });
  return (
    <>
      {choices.length > 0 ? (
        <ActForm formId="join">
          <HiddenField name="intent" value="join" />
          <RadioGroup name="stands" label={say("twin.choose")} options={choices} />
          <SubmitButton>{say("twin.join")}</SubmitButton>
        </ActForm>
      ) : null}
      <Obstacles faces={faces} none={choices.length === 0} />
    </>
  );
}

function Obstacles({ faces, none }: { faces: readonly TwinFace[]; none: boolean }) {
  const say = useSay();
  const held = faces.filter(({ obstacles }) => obstacles.length > 0);
  if (held.length === 0) return null;
  return (
    <Notice tone={none ? "warning" : "info"} {...(none ? { title: say("twin.neither") } : {})}>
      {held.map(({ id, name, obstacles }) => (
        <div key={id}>
          <p>{say("twin.not-aside", { name })}</p>
          <ul>
            {obstacles.map((obstacle) => (
              <li key={obstacle}>{say.any(`twin.obstacle.${obstacle}`)}</li>
            ))}
          </ul>
        </div>
      ))}
    </Notice>
  );
}

const HINTS = { tell_apart: "twin.tell-apart-hint", part: "twin.part-hint", reconsider: null } as const;

export function TwinMoveForm({ intent }: { intent: keyof typeof HINTS }) {
  const say = useSay();
  const hint = HINTS[intent];
  return (
    <ActForm formId={intent}>
      <HiddenField name="intent" value={intent} />
      {hint ? <p className="soft">{say(hint)}</p> : null}
      <Actions>
        <SubmitButton look="secondary">{say(`twin.${intent}`)}</SubmitButton>
      </Actions>
    </ActForm>
  );
}

export type SentTwin = Sent<Twin>;

/** On an organization's own page: which other record it is joined with, or may be one with. */
export function TwinNotices({ organizationId, twins }: { organizationId: string; twins: readonly Sent<TwinLine>[] }) {
  const say = useSay();
  return (
    <>
      {twins.map(({ id, state, one, other, standsId }) => {
        const { id: twinId, name } = one.id === organizationId ? other : one;
        const way = state === "proposed" ? "proposed" : standsId === organizationId ? "stands" : "aside";
        return (
          <Notice key={id} tone={way === "stands" ? "info" : "warning"} title={say(`twin.own.${way}`, { name })}>
            <p>
              {say(`twin.own.${way}-lead`, { name })} <Link to={`/network/organizations/${twinId}`}>{name}</Link> ·{" "}
              <Link to={`/network/twins/${id}`}>{say("twin.own.look")}</Link>
            </p>
          </Notice>
        );
      })}
    </>
  );
}
