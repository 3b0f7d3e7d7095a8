// Matches with exclusion lists, the lists, and adverse actions, as the network desk sees them. Takes plain values; decides nothing.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { ActionLine, ListLine, ListOfPage, MatchLine } from "#app/models/practitioner/read-exclusions.server";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { type Column, DataTable } from "./data-table";
import { Facts } from "./facts";
import { Card, Empty } from "./layout-parts";
import { StateTag, ToneTag } from "./state-tag";
import { FileField, HiddenField, TextField } from "./text-fields";

const CSV = ".csv,text/csv,text/plain";

/** "Ada Example, of Northside Care"; the organization itself by its name. */
export function useMatchName() {
  const say = useSay();
  return ({ practitioner, organizationName }: Pick<MatchLine, "practitioner" | "organizationName">): string =>
    practitioner
      ? say("exclusion.of-organization", { name: practitioner, organization: organizationName })
      : organizationName;
}

export function useExcludedSpan() {
  const say = useSay();
  const formats = useFormats();
  return ({ excludedOn, lastDay }: Pick<MatchLine, "excludedOn" | "lastDay">): string => {
    const from = excludedOn ? formats.day(excludedOn) : null;
    const until = lastDay ? formats.day(lastDay) : null;
    if (from && until) return say("exclusion.one.excluded-span", { from, until });
    if (from) return say("exclusion.one.excluded-from", { from });
    return until ? say("exclusion.one.excluded-until", { until }) : say("exclusion.one.no-days");
  };
}

function useAlike() {
  const say = useSay();
  const formats = useFormats();
  return ({ score, reasons }: Pick<MatchLine, "score" | "reasons">): string =>
    say("exclusion.alike-value", {
      score,
      reasons: formats.list(reasons.map((reason) => say.any(`exclusion.reasons.${reason}`))),
    });
}

export function MatchTable({ matches }: { matches: readonly MatchLine[] }) {
  const say = useSay();
  const name = useMatchName();
  const alike = useAlike();
  const columns: Column<MatchLine>[] = [
    {
      id: "who",
      header: say("exclusion.who"),
      main: true,
      cell: (line) => <Link to={`/network/exclusions/${line.id}`}>{name(line)}</Link>,
    },
    { id: "entry", header: say("exclusion.entry"), cell: ({ entryName }) => entryName },
    { id: "list", header: say("exclusion.list"), cell: ({ listName }) => listName, wideOnly: true },
    { id: "alike", header: say("exclusion.alike"), cell: alike },
    {
      id: "state",
      header: say("exclusion.state"),
      cell: ({ state }) => <StateTag lifecycle="exclusion" state={state} />,
    },
  ];
  return (
    <DataTable
      caption={say("exclusion.caption")}
      columns={columns}
      rows={matches}
      rowKey={({ id }) => id}
      holds="page"
      empty={<Empty title={say("exclusion.empty")}>{say("exclusion.empty-lead")}</Empty>}
    />
  );
}

export function MatchFacts({ match }: { match: MatchLine }) {
  const say = useSay();
  const name = useMatchName();
  const span = useExcludedSpan();
  const alike = useAlike();
  return (
    <Card title={say("exclusion.one.compare")}>
      <Facts
        facts={[
          { name: say("exclusion.one.our-name"), value: name(match) },
          { name: say("exclusion.one.their-name"), value: match.entryName },
          { name: say("exclusion.list"), value: `${match.listName}, ${match.authority}` },
          { name: say("exclusion.alike"), value: alike(match) },
          {
            name: say("exclusion.one.numbers"),
            value: match.identifiers.length > 0 ? match.identifiers.join(", ") : say("exclusion.one.no-numbers"),
          },
          { name: say("exclusion.one.excluded"), value: span(match) },
        ]}
        columns={2}
      />
      {match.listed ? null : <p className="soft">{say("exclusion.one.gone")}</p>}
    </Card>
  );
}

export function ListTable({ lists }: { lists: readonly ListLine[] }) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<ListLine>[] = [
    {
      id: "name",
      header: say("exclusion.upload.name"),
      main: true,
      cell: ({ id, name }) => <Link to={`/network/exclusions/lists/${id}`}>{name}</Link>,
    },
    { id: "authority", header: say("exclusion.upload.authority"), cell: ({ authority }) => authority },
    {
      id: "entries",
      header: say("exclusion.upload.entries"),
      figures: true,
      cell: ({ takenCount }) => formats.count(takenCount ?? 0),
    },
    {
      id: "uploaded",
      header: say("exclusion.upload.uploaded"),
      cell: ({ uploadedAt }) => (uploadedAt ? formats.instantDay(uploadedAt) : say("exclusion.upload.never")),
    },
    {
      id: "matched",
      header: say("exclusion.upload.matched"),
      cell: ({ matchedAt }) => (matchedAt ? formats.instantDay(matchedAt) : say("exclusion.upload.never")),
    },
  ];
  return (
    <DataTable
      caption={say("exclusion.upload.title")}
      columns={columns}
      rows={lists}
      rowKey={({ id }) => id}
      empty={<Empty title={say("exclusion.upload.empty")}>{say("exclusion.upload.empty-lead")}</Empty>}
    />
  );
}

/** A newer version of a list, or with none given the first of a new one. */
export function UploadForm({ listId }: { listId: string | null }) {
  const say = useSay();
  return (
    <ActForm formId="upload" files>
      {listId ? (
        <>
          <HiddenField name="intent" value="version" />
          <HiddenField name="listId" value={listId} />
        </>
      ) : (
        <>
          <HiddenField name="intent" value="list" />
          <TextField name="name" label={say("exclusion.upload.name")} maxLength={120} />
          <TextField name="authority" label={say("exclusion.upload.authority")} maxLength={160} />
        </>
      )}
      <FileField name="file" label={say("exclusion.upload.file")} hint={say("exclusion.upload.hint")} accept={CSV} />
      <SubmitButton>{say("exclusion.upload.button")}</SubmitButton>
    </ActForm>
  );
}

type Version = ListOfPage["versions"][number];

export function VersionTable({ versions }: { versions: readonly Version[] }) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<Version>[] = [
    { id: "file", header: say("exclusion.upload.version-file"), main: true, cell: ({ fileName }) => fileName },
    {
      id: "at",
      header: say("exclusion.upload.uploaded"),
      cell: ({ createdAt }) => formats.instantDay(createdAt),
    },
    { id: "by", header: say("exclusion.upload.by"), cell: ({ uploadedBy }) => uploadedBy ?? say("word.not-given") },
    {
      id: "rows",
      header: say("exclusion.upload.entries"),
      cell: ({ takenCount, rowCount }) =>
        say("exclusion.upload.taken", { taken: formats.count(takenCount), rows: formats.count(rowCount) }),
    },
    {
      id: "state",
      header: say("exclusion.state"),
      cell: ({ current }) => (
        <ToneTag tone={current ? "done" : "ended"}>
          {say(current ? "exclusion.upload.current" : "exclusion.upload.earlier")}
        </ToneTag>
      ),
    },
  ];
  return (
    <DataTable
      caption={say("exclusion.upload.versions")}
      columns={columns}
      rows={versions}
      rowKey={({ id }) => id}
      empty={<p className="soft">{say("exclusion.upload.empty")}</p>}
    />
  );
}

/** What must be seen on a provider's own page: what waits, what was confirmed, and how much is recorded. */
export function ExclusionCard({
  organizationId,
  matches,
  actions,
}: {
  organizationId: string;
  matches: readonly MatchLine[];
  actions: number;
}) {
  const say = useSay();
  const waits = matches.length > 0;
  return (
    <Card title={say("exclusion.card.title")} look={waits ? "act" : "plain"}>
      {waits ? (
        <ul>
          {matches.map((match) => (
            <li key={match.id}>
              <Link to={`/network/exclusions/${match.id}`}>
                {say(match.state === "open" ? "exclusion.card.open" : "exclusion.card.confirmed", {
                  entry: match.entryName,
                  list: match.listName,
                })}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      {!waits && actions === 0 ? <p className="soft">{say("exclusion.card.none")}</p> : null}
      {actions > 0 ? <p>{say("exclusion.card.actions", { count: actions })}</p> : null}
      <Link to={`/network/organizations/${organizationId}/adverse-actions`}>{say("exclusion.card.all")}</Link>
    </Card>
  );
}

export function ActionTable({ actions }: { actions: readonly ActionLine[] }) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<ActionLine>[] = [
    {
      id: "kind",
      header: say("exclusion.action.kind"),
      main: true,
      cell: ({ kind }) => say.any(`exclusion.action.kinds.${kind}`),
    },
    {
      id: "of",
      header: say("exclusion.action.of"),
      cell: ({ practitioner }) => practitioner ?? say("credential.organization"),
    },
    {
      id: "day",
      header: say("exclusion.action.day"),
      cell: ({ actedOn, authority }) => `${formats.day(actedOn)}, ${authority}`,
    },
    {
      id: "words",
      header: say("exclusion.action.words"),
      cell: (line) => (
        <>
          <p>{line.words}</p>
          {line.documentId ? (
            <Link to={`/documents/${line.documentId}`} reloadDocument download>
              {line.documentName ?? say("exclusion.action.document")}
            </Link>
          ) : null}
          <p className="soft">
            {say("exclusion.action.recorded", {
              name: line.recordedBy ?? say("word.not-given"),
              day: formats.instantDay(line.createdAt),
            })}
          </p>
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={say("exclusion.action.lead")}
      columns={columns}
      rows={actions}
      rowKey={({ id }) => id}
      empty={<Empty title={say("exclusion.action.empty")}>{say("exclusion.action.empty-lead")}</Empty>}
    />
  );
}
