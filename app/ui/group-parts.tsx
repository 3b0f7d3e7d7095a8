// The parts of a group's pages: who has a place, who waits in turn, the next meetings, and what can be done. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { PlanDescription } from "#app/models/schedule/describe";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { CheckboxGroup } from "./choice-fields";
import { type Column, DataTable } from "./data-table";
import { Facts } from "./facts";
import { Card } from "./layout-parts";
import { useRuleWords } from "./rule-words";
import { ToneTag } from "./state-tag";
import { HiddenField } from "./text-fields";

type GroupFactsProps = {
  group: {
    serviceName: string;
    practitionerName: string;
    locationName: string;
    capacity: number;
    described: PlanDescription | null;
    hours: { opensMinute: number; closesMinute: number } | null;
  };
  placed: number;
  waiting: number;
  ahead: number;
};

export function GroupFacts({ group, placed, waiting, ahead }: GroupFactsProps) {
  const say = useSay();
  const formats = useFormats();
  const ruleWords = useRuleWords();
  const { described, hours, capacity, practitionerName, locationName } = group;
  const taken = say("group.list.taken", { placed: formats.count(placed), capacity: formats.count(capacity) });
  return (
    <Facts
      facts={[
        { name: say("group.page.meets"), value: described ? ruleWords(described) : null },
        ...(hours
          ? [{ name: say("group.page.time"), value: formats.span(hours.opensMinute, hours.closesMinute) }]
          : []),
        { name: say("group.page.leads"), value: practitionerName },
        { name: say("group.page.place"), value: locationName },
        {
          name: say("group.page.places"),
          value: waiting > 0 ? `${taken}, ${say("group.list.waiting", { count: waiting })}` : taken,
        },
        { name: say("group.page.ahead"), value: formats.count(ahead) },
      ]}
    />
  );
}

export interface ShownParticipant {
  readonly id: string;
  readonly clientName: string;
  readonly isNamed: boolean;
  readonly held: number;
  readonly missed: number;
  readonly planned: number;
  readonly asked: number;
  readonly toPlan: number;
  readonly authorized: boolean;
}

type ParticipantTableProps = { groupId: string; participants: readonly ShownParticipant[]; mayKeep: boolean };

export function ParticipantTable({ groupId, participants, mayKeep }: ParticipantTableProps) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<ShownParticipant>[] = [
    {
      id: "name",
      header: say("group.page.participant"),
      main: true,
      sortBy: ({ clientName }) => clientName,
      cell: ({ clientName, isNamed }) =>
        isNamed ? clientName : <span title={say("delivery.roster.numbered")}>{clientName}</span>,
    },
    {
      id: "sessions",
      header: say("group.page.sessions"),
      cell: ({ held, missed, planned }) =>
        say("group.page.counts", {
          held: formats.count(held),
          missed: formats.count(missed),
          planned: formats.count(planned),
        }),
    },
    { id: "next", header: say("group.page.standing"), cell: (row) => <WhatIsNext row={row} /> },
    {
      id: "out",
      whole: true,
      header: say("group.page.out"),
      headerHidden: true,
      cell: ({ id, clientName }) => (
        <Link to={`/portal/groups/${groupId}/places/${id}`}>
          {say("group.page.out")}
          <span className="usa-sr-only"> {clientName}</span>
        </Link>
      ),
    },
  ];
  if (participants.length === 0) return null;
  return (
    <DataTable
      caption={say("group.page.participants")}
      columns={mayKeep ? columns : columns.slice(0, -1)}
      rows={participants}
      rowKey={({ id }) => id}
      rowLook={({ toPlan, authorized }) => (toPlan > 0 && authorized ? "act" : undefined)}
    />
  );
}

function WhatIsNext({ row: { toPlan, asked, authorized } }: { row: ShownParticipant }) {
  const say = useSay();
  if (toPlan > 0 && !authorized)
    return <ToneTag tone="waiting">{say("group.page.no-authorization", { count: toPlan })}</ToneTag>;
  if (toPlan > 0) return <ToneTag tone="act">{say("group.page.to-plan", { count: toPlan })}</ToneTag>;
  if (asked > 0) return <ToneTag tone="waiting">{say("group.page.asked", { count: asked })}</ToneTag>;
  return <ToneTag tone="done">{say("group.page.settled")}</ToneTag>;
}

interface InLine {
  readonly id: string;
  readonly clientName: string;
  readonly createdAt: Date;
  readonly before: number;
}

type LineTableProps = { groupId: string; line: readonly InLine[]; mayKeep: boolean };

export function LineTable({ groupId, line, mayKeep }: LineTableProps) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<InLine>[] = [
    { id: "turn", header: say("group.page.turn"), figures: true, cell: ({ before }) => formats.count(before + 1) },
    { id: "name", header: say("group.page.participant"), main: true, cell: ({ clientName }) => clientName },
    {
      id: "since",
      header: say("group.page.since"),
      whole: true,
      cell: ({ createdAt }) => formats.instantDay(createdAt),
    },
    {
      id: "out",
      whole: true,
      header: say("group.page.stop-waiting"),
      headerHidden: true,
      cell: ({ id, clientName }) => (
        <Link to={`/portal/groups/${groupId}/places/${id}`}>
          {say("group.page.stop-waiting")}
          <span className="usa-sr-only"> {clientName}</span>
        </Link>
      ),
    },
  ];
  return (
    <DataTable
      caption={say("group.page.line")}
      columns={mayKeep ? columns : columns.slice(0, -1)}
      rows={line}
      rowKey={({ id }) => id}
    />
  );
}

interface Meeting {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly day: string;
  readonly participants: number;
  readonly begun: boolean;
}

type MeetingTableProps = {
  groupId: string;
  meetings: readonly Meeting[];
  timeZone: string;
  mayKeep: boolean;
  mayRecord: boolean;
};

/** Each leads to its roster; one that has begun is not called off any more. */
export function MeetingTable({ groupId, meetings, timeZone, mayKeep, mayRecord }: MeetingTableProps) {
  const say = useSay();
  const formats = useFormats();
  if (meetings.length === 0) return <p className="soft">{say("group.page.no-meeting")}</p>;
  return (
    <ul className="plain-list">
      {meetings.map(({ startsAt, endsAt, day, participants, begun }) => (
        <li key={startsAt.toISOString()} className="field">
          {mayRecord ? (
            <Link to={`/portal/roster?day=${day}&group=${groupId}`}>{formats.day(day)}</Link>
          ) : (
            formats.day(day)
          )}
          , {formats.times(startsAt, endsAt, timeZone)}
          <br />
          {begun ? (
            <ToneTag tone="act">{say("group.page.to-record", { count: participants })}</ToneTag>
          ) : (
            say("group.page.coming", { count: participants })
          )}
          {mayKeep && !begun ? (
            <>
              {" · "}
              <Link to={`/portal/groups/${groupId}/cancel?at=${startsAt.toISOString()}`}>
                {say("group.page.call-off")}
                <span className="usa-sr-only"> {formats.day(day)}</span>
              </Link>
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

export function PlanGroup({ count }: { count: number }) {
  const say = useSay();
  return (
    <Card title={say("group.plan.title")} look="act">
      <p>{say("group.plan.lead", { count })}</p>
      <p className="soft">{say("group.plan.left-out")}</p>
      <ActForm formId="plan">
        <HiddenField name="move" value="plan" />
        <SubmitButton look="act">{say("group.plan.button")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

type AskPlaceProps = {
  candidates: readonly { referralId: string; clientName: string; number: string }[];
  full: boolean;
};

export function AskPlace({ candidates, full }: AskPlaceProps) {
  const say = useSay();
  return (
    <Card title={say(full ? "group.ask.title-full" : "group.ask.title")}>
      {candidates.length === 0 ? (
        <p className="soft">{say("group.ask.none")}</p>
      ) : (
        <ActForm formId="ask">
          <HiddenField name="move" value="ask" />
          {full ? <p>{say("group.ask.full")}</p> : null}
          <CheckboxGroup
            name="referralIds"
            label={say("group.ask.who")}
            hint={say("group.ask.hint")}
            options={candidates.map(({ referralId: value, clientName, number }) => ({
              value,
              label: `${clientName} · ${number}`,
            }))}
          />
          <SubmitButton look="secondary">{say(full ? "group.ask.button-full" : "group.ask.button")}</SubmitButton>
        </ActForm>
      )}
    </Card>
  );
}

export function EndGroup() {
  const say = useSay();
  return (
    <Card title={say("group.end.title")}>
      <p>{say("group.end.lead")}</p>
      <ActForm formId="end">
        <HiddenField name="move" value="end" />
        <SubmitButton look="secondary">{say("group.end.button")}</SubmitButton>
      </ActForm>
    </Card>
  );
}
