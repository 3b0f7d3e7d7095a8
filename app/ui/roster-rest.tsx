// What of a day's sessions is recorded, cancelled or still ahead. Shows; each leads to its own page.
import { Link } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import { Card } from "./layout-parts";
import { type RosterRow, useLineBoxes } from "./roster-lines";
import { StateTag } from "./state-tag";

export function RosterRest({ rows }: { rows: readonly RosterRow[] }) {
  const say = useSay();
  const boxesOf = useLineBoxes();
  if (rows.length === 0) return null;
  return (
    <Card title={say("delivery.day.rest")}>
      <ul className="waiting">
        {rows.map((row) => (
          <li key={row.id}>
            <span>
              <Link to={`/portal/sessions/${row.id}`}>{row.clientName}</Link>{" "}
              <span className="soft">{boxesOf(row, false).lead}</span>
            </span>
            {row.attendanceState ? (
              <StateTag lifecycle="attendance" state={row.attendanceState} />
            ) : (
              <StateTag lifecycle="session" state={row.state} />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
