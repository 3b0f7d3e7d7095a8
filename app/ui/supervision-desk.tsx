// The supervisor's desk: caseloads, what is late with a way to hand it over, and outcomes as bars. Takes counts; counts nothing.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { outcomeWords } from "#app/models/insight/need-words";
import type { Caseload, LateItem, OutcomeCount } from "#app/models/insight/supervision-desk.server";
import { ActDetails } from "./act-details";
import { type Column, DataTable } from "./data-table";
import { BarChart } from "./insight-chart";

export function CaseloadTable({ caseloads }: { caseloads: readonly Caseload[] }) {
  const say = useSay();
  const formats = useFormats();
  const figure = (id: "cases" | "waiting" | "late" | "reviews" | "tasks"): Column<Caseload> => ({
    id,
    header: say(`desks.supervision.${id}-of`),
    figures: true,
    cell: (line) => formats.count(line[id]),
    sortBy: (line) => line[id],
  });
  return (
    <DataTable
      caption={say("desks.supervision.caseloads")}
      columns={[
        {
          id: "name",
          header: say("desks.supervision.carrier"),
          main: true,
          cell: ({ membershipId, name }) => <Link to={`/agency/caseload?from=${membershipId}`}>{name}</Link>,
          sortBy: ({ name }) => name,
        },
        figure("cases"),
        figure("waiting"),
        figure("late"),
        figure("reviews"),
        figure("tasks"),
      ]}
      rows={caseloads}
      rowKey={({ membershipId }) => membershipId}
      sortParameter="caseloads"
      rowLook={({ late }) => (late > 0 ? "act" : undefined)}
      empty={<p className="soft">{say("desks.supervision.nobody")}</p>}
    />
  );
}

export function LateTable({ late }: { late: readonly LateItem[] }) {
  const say = useSay();
  const columns: Column<LateItem>[] = [
    {
      id: "what",
      header: say("desks.supervision.what"),
      main: true,
      cell: ({ to, kind, number, about }) => (
        <>
          <Link to={to}>{say(`desks.supervision.kinds.${kind}`, { number })}</Link>
          {about ? (
            <>
              <br />
              <span className="soft">{about}</span>
            </>
          ) : null}
        </>
      ),
    },
    {
      id: "days",
      header: say("desks.supervision.since"),
      figures: true,
      cell: ({ days }) => say("insight.days", { count: days }),
      sortBy: ({ days }) => days,
    },
    { id: "owner", header: say("desks.supervision.carrier"), cell: ({ ownerName }) => ownerName },
    {
      id: "hand-over",
      header: say("desks.supervision.hand-over"),
      headerHidden: true,
      cell: ({ ownerId, caseId, number }) => (
        <Link
          to={`/agency/caseload?from=${ownerId}&case=${caseId}`}
          aria-label={say("desks.supervision.hand-over-aria", { number })}
        >
          {say("desks.supervision.hand-over")}
        </Link>
      ),
    },
  ];
  return (
    <DataTable
      caption={say("desks.supervision.late-caption")}
      columns={columns}
      rows={late}
      rowKey={({ kind, id }) => `${kind} ${id}`}
      sortParameter="late"
      empty={<p className="soft">{say("desks.supervision.none-late")}</p>}
    />
  );
}

export function OutcomeChart({ outcomes }: { outcomes: readonly OutcomeCount[] }) {
  const say = useSay();
  const formats = useFormats();
  if (outcomes.length === 0) return <p className="soft">{say("desks.supervision.no-outcomes")}</p>;
  const all = outcomes.reduce((sum, { count }) => sum + count, 0);
  const bars = outcomes.map(({ outcome, count }) => ({
    key: outcome ?? "none",
    label: outcomeWords(say, outcome),
    said: say("desks.supervision.of-all", { count: formats.count(count), share: formats.share(count / all) }),
    drawn: { value: count },
  }));
  return (
    <>
      <BarChart label={say("desks.supervision.outcomes-chart")} bars={bars} />
      <ActDetails summary={say("insight.as-table")}>
        <OutcomeTable outcomes={outcomes} all={all} />
      </ActDetails>
    </>
  );
}

function OutcomeTable({ outcomes, all }: { outcomes: readonly OutcomeCount[]; all: number }) {
  const say = useSay();
  const formats = useFormats();
  const nameOf = ({ outcome }: OutcomeCount) => outcomeWords(say, outcome);
  return (
    <DataTable
      caption={say("desks.supervision.outcomes")}
      columns={[
        { id: "outcome", header: say("desks.supervision.outcome"), main: true, cell: nameOf, sortBy: nameOf },
        {
          id: "count",
          header: say("desks.supervision.ended"),
          figures: true,
          cell: ({ count }) => formats.count(count),
          sortBy: ({ count }) => count,
        },
        {
          id: "share",
          header: say("desks.supervision.share"),
          figures: true,
          cell: ({ count }) => formats.share(count / all),
        },
      ]}
      rows={outcomes}
      rowKey={({ outcome }) => outcome ?? ""}
      sortParameter="outcomes"
    />
  );
}
