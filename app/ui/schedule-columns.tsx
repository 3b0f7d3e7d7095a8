// The columns both sides' lists of billing schedules have in common: number, state, how much is planned. Takes plain values; links where it is told.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { Column } from "./data-table";
import { StateTag } from "./state-tag";

type ScheduleLine = {
  readonly id: string;
  readonly number: string;
  readonly clientName: string;
  readonly serviceName: string;
  readonly state: string;
  readonly sessions: number;
  readonly units: bigint;
  readonly unitType: string;
};

type ScheduleColumns<Row> = { readonly [Name in "number" | "service" | "state" | "sessions" | "units"]: Column<Row> };

/** @param list where the lines lead to, such as "/agency/schedules" */
export function useScheduleColumns<Row extends ScheduleLine>(list: string): ScheduleColumns<Row> {
  const say = useSay();
  const formats = useFormats();
  return {
    number: {
      id: "number",
      header: say("schedule.agency-list.number"),
      main: true,
      cell: ({ id, number, clientName }) => (
        <Link to={`${list}/${id}`}>
          <span className="figures">{number}</span> <span className="whole">{clientName}</span>
        </Link>
      ),
    },
    service: { id: "service", header: say("schedule.agency-list.service"), cell: ({ serviceName }) => serviceName },
    state: {
      id: "state",
      header: say("word.status"),
      cell: ({ state }) => <StateTag lifecycle="schedule" state={state} />,
    },
    sessions: {
      id: "sessions",
      header: say("schedule.agency-list.sessions"),
      figures: true,
      wideOnly: true,
      cell: ({ sessions }) => formats.count(sessions),
    },
    units: {
      id: "units",
      header: say("schedule.agency-list.units"),
      figures: true,
      cell: ({ units, unitType }) => formats.units(units, unitType),
    },
  };
}
