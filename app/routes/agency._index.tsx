// Today at the agency desk: what waits for this person, oldest first, each line leading to where it is done.
import { Link, useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import type { Key } from "#app/i18n/en";
import { useFormats, useSay } from "#app/i18n/speech";
import { readToday, type Today } from "#app/models/case/today.server";
import { readWork, type Work } from "#app/models/case/today-work.server";
import type { Waiting } from "#app/models/case/waiting.server";
import { countIncidents } from "#app/models/feedback/incident.server";
import { localDay } from "#app/models/values/calendar-day";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, Empty, FilterBar, Notice, PageHeader, Stack, TextField } from "#app/ui/parts";
import { type WaitingItem, WaitingList } from "#app/ui/waiting-list";

export const handle: PageHandle = { title: "agency.today.title" };

export const loader = loaderFor("agency:desk", { records: true }, async ({ actor, db }) => {
  const day = localDay(await clock(db), actor.timeZone);
  const [today, work] = await Promise.all([readToday(db, actor, day), readWork(db, actor, day)]);
  const incidents = await countIncidents(db, actor);
  return { today, work, incidents, supervises: actor.role === "supervisor" };
});

export default function TodayPage() {
  const { today, work, incidents, supervises } = useLoaderData<typeof loader>();
  const say = useSay();
  const lists = [...useWork(work), ...useLists(today, supervises)];
  const quiet = lists.filter(({ count }) => count === 0).map(({ title }) => title);
  return (
    <>
      <PageHeader
        title={say("agency.today.title")}
        lead={say(supervises ? "agency.today.lead-supervisor" : "agency.today.lead")}
        actions={
          <>
            <ButtonLink to="/agency/search" icon="search">
              {say("agency.today.search")}
            </ButtonLink>
            <ButtonLink to="/agency/requests/new" look="secondary" icon="add">
              {say("agency.today.new-request")}
            </ButtonLink>
          </>
        }
      />
      <Stack>
        {incidents > 0 ? (
          <Notice tone="warning">
            <p>
              <Link to="/agency/incidents">{say("feedback.incident.today", { count: incidents })}</Link>
            </p>
          </Notice>
        ) : null}
        <FilterBar finds="clients" applyLabel={say("agency.today.find-client-button")}>
          <TextField name="q" type="search" label={say("agency.today.find-client")} maxLength={100} optional />
        </FilterBar>
      </Stack>
      {quiet.length === lists.length ? (
        <Empty title={say("agency.today.nothing-title")}>{say("agency.today.nothing-lead")}</Empty>
      ) : null}
      <Stack>
        {lists.map((list) => (
          <WaitingList key={list.title} {...list} />
        ))}
        {quiet.length > 0 && quiet.length < lists.length ? (
          <p className="soft">{say("agency.today.quiet", { kinds: quiet.join(" · ") })}</p>
        ) : null}
      </Stack>
    </>
  );
}

/** One's own work, what presses first. */
function useWork(work: Work) {
  const say = useSay();
  const formats = useFormats();
  const items = (
    { count, lines }: Waiting,
    nameOf: (about: string | null) => string,
    due: Key = "agency.today.until",
  ) => ({
    count,
    items: lines.map(({ id, to, number, clientName, about, since, dueOn, overdue }) => ({
      id,
      to,
      number,
      title: clientName || say("request.list.nameless"),
      lines: [
        nameOf(about),
        since ? say("agency.today.since", { day: formats.instantDay(since) }) : "",
        dueOn ? say(due, { day: formats.day(dueOn) }) : "",
      ],
      overdue,
    })),
  });
  const plainly = (about: string | null) => about ?? "";
  const act = { look: "act" } as const;
  return [
    {
      title: say("agency.today.requests"),
      ...act,
      ...items(work.requests, plainly, "agency.today.due"),
      all: "/agency/requests",
    },
    {
      title: say("agency.today.approvals"),
      ...act,
      ...items(work.approvals, (kind) => say.any(`agency.today.approval-${kind}`)),
      all: "/agency/waiting?kind=approvals",
    },
    {
      title: say("agency.today.reviews"),
      ...act,
      ...items(work.reviews, () => ""),
      all: "/agency/waiting?kind=reviews",
    },
    { title: say("agency.today.tasks"), ...act, ...items(work.tasks, plainly), all: "/agency/waiting?kind=tasks" },
    {
      title: say("agency.today.follow-ups"),
      ...items(work.followUps, plainly),
      all: "/agency/waiting?kind=follow-ups",
    },
    { title: say("agency.today.accepted"), ...items(work.accepted, plainly), all: "/agency/referrals?view=underway" },
  ];
}

/** What is late for somebody else comes first, then what only this person can end, then what merely waits. */
function useLists(today: Today, supervises: boolean) {
  const say = useSay();
  const { inList, needs } = useLines();
  const whose = supervises ? "everyone" : "mine";
  const referrals = (view: string) => `/agency/referrals?view=${view}&whose=${whose}`;
  const act = { look: "act" } as const;
  return [
    {
      title: say("agency.today.questions"),
      ...act,
      ...inList(today.questions),
      all: referrals("waiting"),
    },
    { title: say("agency.today.lapsed"), ...act, ...inList(today.lapsed), all: referrals("underway") },
    {
      title: say("agency.today.turned-down"),
      ...act,
      ...inList(today.turnedDown),
      all: referrals("to-close"),
    },
    { title: say("agency.today.mistakes"), ...act, ...inList(today.mistakes), all: "/agency/waiting?kind=mistakes" },
    { title: say("agency.today.schedules"), ...act, ...inList(today.schedules), all: "/agency/schedules" },
    {
      title: say("agency.today.authorizations"),
      ...(supervises ? act : {}),
      ...inList(today.authorizations, "agency.today.due-from"),
      all: "/agency/authorizations?state=proposed",
    },
    { title: say("agency.today.to-close"), ...inList(today.toClose), all: referrals("to-close") },
    {
      title: say("agency.today.needs"),
      count: today.needs.count,
      items: needs(today.needs.lines),
      all: `/agency/cases?whose=${supervises ? "all" : "mine"}`,
    },
    { title: say("agency.today.unanswered"), ...inList(today.unanswered), all: referrals("waiting") },
  ];
}

type NeedLine = { id: string; caseId: string; caseNumber: string; clientName: string; about: string; since: Date };

function useLines() {
  const say = useSay();
  const formats = useFormats();
  const inList = ({ count, lines }: Waiting, due: Key = "agency.today.due") => ({
    count,
    items: lines.map(({ id, to, number, clientName, about, since, dueOn, overdue }) => ({
      id,
      to,
      number,
      title: clientName,
      lines: [
        about ?? "",
        since ? say("agency.today.since", { day: formats.instantDay(since) }) : "",
        dueOn ? say(due, { day: formats.day(dueOn) }) : "",
      ],
      overdue,
    })),
  });
  const needs = (lines: readonly NeedLine[]): WaitingItem[] =>
    lines.map(({ id, caseId, caseNumber, clientName, about, since }) => ({
      id,
      to: `/agency/cases/${caseId}`,
      number: caseNumber,
      title: clientName,
      lines: [about, say("agency.today.since", { day: formats.instantDay(since) })],
      action: (
        <ButtonLink to={`/agency/search?case=${caseId}&need=${id}`} look="secondary">
          {say("agency.today.find")}
        </ButtonLink>
      ),
    }));
  return { inList, needs };
}
