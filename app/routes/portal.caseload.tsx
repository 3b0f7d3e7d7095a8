// The clients a provider has taken on, and what comes next for each. Shows only what was shared; changes nothing.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { type CaseloadRow, readCaseload } from "#app/models/delivery/caseload.server";
import type { PageHandle } from "#app/ui/page-handle";
import { type Column, DataTable, Empty, PageHeader, Pager, StateTag, ToneTag } from "#app/ui/parts";

export const handle: PageHandle = { title: "caseload.title" };

const query = z.object({ after: markParam });

export const loader = loaderFor("session:read", { query, records: true }, async ({ actor, db, query }) => ({
  ...(await readCaseload(db, actor, query.after)),
  mayRecord: mayDo(actor, "attendance:record"),
  mayReport: mayDo(actor, "progress:report"),
  mayPlan: mayDo(actor, "schedule:prepare"),
}));

export default function CaseloadPage() {
  const say = useSay();
  const { rows, next } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={say("caseload.title")} lead={say("caseload.lead")} />
      <DataTable
        caption={say("caseload.title")}
        holds="page"
        columns={useColumns()}
        rows={rows}
        rowKey={({ id }) => id}
        rowLook={({ step }) => (OWED.includes(step) ? "act" : undefined)}
        empty={<Empty title={say("caseload.empty")}>{say("caseload.empty-lead")}</Empty>}
      />
      <Pager newer={null} older={next} />
    </>
  );
}

const OWED: readonly string[] = ["record", "mend"];

function useColumns(): Column<CaseloadRow>[] {
  const say = useSay();
  return [
    {
      id: "client",
      header: say("caseload.client"),
      main: true,
      cell: ({ id, clientName, isNamed, number }) => (
        <>
          <Link to={`/portal/offers/${id}`} title={isNamed ? undefined : say("delivery.roster.numbered")}>
            {clientName}
          </Link>
          <br />
          <span className="soft">{number}</span>
        </>
      ),
    },
    { id: "next", header: say("caseload.next"), cell: (row) => <NextStepOf row={row} /> },
    {
      id: "service",
      header: say("caseload.service"),
      cell: ({ serviceName, agencyName }) => (
        <>
          {serviceName}
          <br />
          <span className="soft">{agencyName}</span>
        </>
      ),
    },
    {
      id: "sessions",
      header: say("caseload.sessions"),
      whole: true,
      cell: ({ held, ahead }) => say("caseload.counts", { held, ahead }),
    },
    {
      id: "reported",
      header: say("caseload.reported"),
      whole: true,
      cell: (row) => <Reported row={row} />,
    },
    {
      id: "state",
      header: say("caseload.state"),
      cell: ({ state }) => <StateTag lifecycle="referral" state={state} />,
    },
  ];
}

function Reported({ row: { id, clientName, reportedAt } }: { row: CaseloadRow }) {
  const say = useSay();
  const formats = useFormats();
  const { mayReport } = useLoaderData<typeof loader>();
  const last = reportedAt ? formats.instantDay(reportedAt) : say("caseload.never");
  if (!mayReport) return last;
  return (
    <>
      {last}
      <br />
      <Link to={`/portal/offers/${id}/report`}>
        {say("caseload.report")}
        <span className="usa-sr-only"> {clientName}</span>
      </Link>
    </>
  );
}

/** The words for what comes next lead to where it is done. */
function NextStepOf({ row }: { row: CaseloadRow }) {
  const say = useSay();
  const formats = useFormats();
  const { mayRecord, mayPlan } = useLoaderData<typeof loader>();
  const { step, nextAt, nextSessionId, scheduleId, authorizationId, timeZone } = row;
  const words = say(`caseload.step.${step}`, { when: nextAt ? formats.instant(nextAt, timeZone) : "" });
  const to = {
    record: mayRecord ? `/portal/roster?referral=${row.referralId}` : null,
    mend: mayPlan ? `/portal/schedules/${scheduleId}` : null,
    plan: mayPlan ? `/portal/schedules/new?authorization=${authorizationId}` : null,
    session: `/portal/sessions/${nextSessionId}`,
    resume: null,
    start: null,
    close: null,
    "waits-for-schedule": `/portal/schedules/${scheduleId}`,
    "waits-for-authorization": null,
  }[step];
  if (to) return <Link to={to}>{words}</Link>;
  return OWED.includes(step) ? <ToneTag tone="act">{words}</ToneTag> : words;
}
