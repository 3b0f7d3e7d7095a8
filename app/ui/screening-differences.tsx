// What an application says otherwise than the directory's record it claims, field by field. Takes plain values; judges neither.
import { useSay } from "#app/i18n/speech";
import type { Answers } from "#app/models/application/answers";
import type { Difference, Differences } from "#app/models/screening/difference";
import { type Column, DataTable } from "./data-table";
import { Card } from "./layout-parts";

type DifferencesCardProps = { differences: Differences; answers: Answers };

export function DifferencesCard({ differences, answers }: DifferencesCardProps) {
  const say = useSay();
  const { organization, locations, services, leftOut } = differences;
  const parts = [
    { key: "organization", title: say("screening.difference.organization"), rows: organization },
    ...[...answers.locations, ...answers.services].map(({ key, name }) => ({
      key,
      title: name,
      rows: locations[key] ?? services[key] ?? [],
    })),
  ].filter(({ rows }) => rows.length > 0);
  const gone = leftOut.locations.length + leftOut.services.length;
  return (
    <Card title={say("screening.difference.title")} look={parts.length + gone > 0 ? "act" : "plain"}>
      <p>{say(parts.length + gone > 0 ? "screening.difference.lead" : "screening.difference.none")}</p>
      {parts.map(({ key, title, rows }) => (
        <div key={key}>
          <h3>{title}</h3>
          <DifferenceTable caption={title} rows={rows} />
        </div>
      ))}
      {leftOut.locations.length > 0 ? (
        <p>{say("screening.difference.left-out-places", { names: leftOut.locations.join(", ") })}</p>
      ) : null}
      {leftOut.services.length > 0 ? (
        <p>{say("screening.difference.left-out-services", { names: leftOut.services.join(", ") })}</p>
      ) : null}
    </Card>
  );
}

function DifferenceTable({ caption, rows }: { caption: string; rows: readonly Difference[] }) {
  const say = useSay();
  const nothing = say("screening.difference.nothing");
  const columns: Column<Difference>[] = [
    { id: "field", header: caption, main: true, cell: ({ field }) => say.any(`screening.difference.field.${field}`) },
    {
      id: "directory",
      header: say("screening.difference.directory"),
      cell: ({ directory }) => directory ?? <span className="soft">{nothing}</span>,
    },
    {
      id: "application",
      header: say("screening.difference.application"),
      cell: ({ application }) => application ?? <span className="soft">{nothing}</span>,
    },
  ];
  return <DataTable caption={caption} columns={columns} rows={rows} rowKey={({ field }) => field} />;
}
