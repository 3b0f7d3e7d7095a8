// The provider's roster: who comes when, today, this week, or still to record.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { clock } from "#app/database/clock.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { countSessions } from "#app/models/delivery/count-sessions.server";
import { type RosterFilter, readRoster } from "#app/models/delivery/read.server";
import { readChoices } from "#app/models/schedule/ground.server";
import { addDays, type CalendarDay, localDay } from "#app/models/values/calendar-day";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ButtonLink,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  PageHeader,
  Pager,
  SelectField,
  StateTag,
  Tabs,
  ToneTag,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "delivery.roster.title" };

const VIEWS = ["today", "week", "open", "all"] as const;
type View = (typeof VIEWS)[number];

const query = z.object({
  view: z.enum(VIEWS).catch("today"),
  practitioner: z.guid().optional().catch(undefined),
  after: markParam,
});

function filterOf(view: View, today: CalendarDay): RosterFilter {
  if (view === "open") return { unrecorded: true };
  if (view === "all") return { newestFirst: true };
  return { from: today, until: addDays(today, view === "today" ? 1 : 7) };
}

export const loader = loaderFor("session:read", { query, records: true }, async ({ actor, db, query }) => {
  const { view, practitioner, after } = query;
  const organizationId = organizationOf(actor);
  const now = await clock(db);
  const today = localDay(now, actor.timeZone);
  const filter = { ...filterOf(view, today), practitionerId: practitioner };
  const { rows, next } = await readRoster(db, organizationId, filter, after);
  const { practitioners } = await readChoices(db, organizationId);
  const { sessions, week, unrecorded } = await countSessions(db, organizationId, today);
  const counts = { today: sessions, week, open: unrecorded };
  const mayRecord = mayDo(actor, "attendance:record");
  return { view, counts, practitioner: practitioner ?? "", practitioners, rows, next, now, mayRecord };
});

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];

export default function RosterPage() {
  const { view, counts, practitioner, practitioners, rows, next, now, mayRecord } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("delivery.roster.title")}
        lead={say("delivery.roster.lead")}
        actions={mayRecord ? <ButtonLink to={dayAddress(practitioner)}>{say("delivery.day.open")}</ButtonLink> : null}
      />
      <Tabs
        label={say("delivery.roster.view")}
        tabs={VIEWS.map((value) => ({
          to: addressOf(value, practitioner),
          label: say(`delivery.roster.views.${value}`),
          current: value === view,
          ...(value === "all" ? {} : { count: counts[value] }),
          act: value === "open",
        }))}
      />
      {practitioners.length > 1 ? (
        <FilterBar active={practitioner !== ""} keep={{ view }}>
          <SelectField
            name="practitioner"
            label={say("delivery.roster.practitioner")}
            emptyLabel={say("delivery.roster.everyone")}
            defaultValue={practitioner}
            optional
            options={practitioners.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </FilterBar>
      ) : null}
      <DataTable
        caption={say("delivery.roster.caption")}
        holds="page"
        columns={useColumns(now, mayRecord)}
        rows={rows}
        rowKey={({ id }) => id}
        rowLook={(row) => (isUnrecorded(row, now) ? "act" : undefined)}
        empty={<NoSession />}
      />
      <Pager newer={null} older={next} />
    </>
  );
}

/** The views keep the person that was chosen. */
const addressOf = (view: View, practitioner: string) =>
  `/portal/sessions?${new URLSearchParams({ view, ...(practitioner ? { practitioner } : {}) })}`;

const dayAddress = (practitioner: string) =>
  practitioner ? `/portal/roster?${new URLSearchParams({ practitioner })}` : "/portal/roster";

/** An empty day leads to where there is something: what nobody recorded, then what is to come, then what was. */
function NoSession() {
  const { view, counts, practitioner } = useLoaderData<typeof loader>();
  const say = useSay();
  const elsewhere = (["open", "week"] as const).filter((other) => other !== view && counts[other] > 0);
  const leads: ("open" | "week" | "all")[] = elsewhere.length > 0 ? elsewhere : view === "all" ? [] : ["all"];
  return (
    <Empty
      title={say(`delivery.roster.empty.${view}`)}
      icon="calendar-today"
      action={leads.map((other) => (
        <ButtonLink key={other} to={addressOf(other, practitioner)} look="secondary">
          {other === "all"
            ? say("delivery.roster.lead-to.all")
            : say(`delivery.roster.lead-to.${other}`, { count: counts[other] })}
        </ButtonLink>
      ))}
    >
      {say("delivery.roster.empty-lead")}
    </Empty>
  );
}

const isUnrecorded = (row: Row, now: Date) => row.state === "planned" && row.endsAt <= now;

function useColumns(now: Date, mayRecord: boolean): Column<Row>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "client",
      header: say("delivery.roster.client"),
      main: true,
      cell: ({ id, clientName, isNamed }) => (
        <Link to={`/portal/sessions/${id}`} title={isNamed ? undefined : say("delivery.roster.numbered")}>
          {clientName}
        </Link>
      ),
    },
    {
      id: "time",
      header: say("delivery.roster.time"),
      whole: true,
      cell: ({ day, startsAt, endsAt, timeZone }) =>
        `${formats.day(day)}, ${formats.times(startsAt, endsAt, timeZone)}`,
    },
    {
      id: "practitioner",
      header: say("delivery.roster.practitioner"),
      wideOnly: true,
      cell: ({ practitionerName }) => practitionerName,
    },
    { id: "service", header: say("delivery.roster.service"), cell: ({ serviceName }) => serviceName },
    {
      id: "state",
      header: say("delivery.roster.state"),
      whole: true,
      cell: (row) =>
        row.attendanceState ? (
          <StateTag lifecycle="attendance" state={row.attendanceState} />
        ) : isUnrecorded(row, now) && mayRecord ? (
          <ButtonLink to={`/portal/sessions/${row.id}`} look="secondary">
            {say("delivery.session.record")}
            <span className="usa-sr-only"> {row.clientName}</span>
          </ButtonLink>
        ) : isUnrecorded(row, now) ? (
          <ToneTag tone="act">{say("delivery.roster.to-record")}</ToneTag>
        ) : (
          <StateTag lifecycle="session" state={row.state} />
        ),
    },
    {
      id: "units",
      header: say("delivery.roster.units"),
      figures: true,
      cell: ({ units, plannedUnits, unitType }) =>
        units === null
          ? say("delivery.roster.planned", { units: formats.units(plannedUnits, unitType) })
          : formats.units(units, unitType),
    },
  ];
}
