// The list of who saw a client's data, in the client's language, on screen and on paper. Takes rows of the record; leaves none out.
import type { SayToClient } from "#app/i18n/say-to-client";
import { DataTable } from "./data-table";

export type SeenView = {
  readonly id: string;
  readonly at: Date;
  readonly name: string;
  readonly who: string;
  readonly fields: readonly string[];
  readonly reason: string | null;
};

type SeenListProps = { say: SayToClient; lines: readonly SeenView[]; timeZone: string };

export function SeenList({ say, lines, timeZone }: SeenListProps) {
  return (
    <DataTable
      caption={say("sharing.seen.title")}
      rows={lines}
      rowKey={({ id }) => id}
      holds="page"
      empty={<p>{say("sharing.seen.none")}</p>}
      columns={[
        {
          id: "what",
          header: say("sharing.seen.what"),
          main: true,
          cell: (line) => actOf(say, line),
        },
        { id: "who", header: say("sharing.seen.who"), cell: ({ who }) => who || say("sharing.seen.system") },
        {
          id: "when",
          header: say("sharing.seen.when"),
          cell: ({ at }) => <time dateTime={at.toISOString()}>{say.instant(at, timeZone)}</time>,
        },
      ]}
    />
  );
}

function actOf(say: SayToClient, { name, fields, reason }: SeenView): string {
  const why = reason ? (say.any(`sharing.seen.reason.${reason}`) ?? "") : "";
  const act = say.any(`sharing.seen.act.${name}`, { reason: why }) ?? say("sharing.seen.act.other");
  if (fields.length === 0) return act;
  const names = fields.map((field) => say.any(`sharing.field.${field}`) ?? field);
  return `${act}. ${say("sharing.seen.fields", { fields: say.list(names) })}`;
}
