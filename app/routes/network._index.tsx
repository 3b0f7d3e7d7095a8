// Today at the network desk: credentials, providers asked without an agreement, old capacity, drafts. Each line leads to where it is done.
import { Link, useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { countWaitingCards } from "#app/models/insight/card.server";
import { type NetworkToday, readNetworkToday } from "#app/models/organization/today.server";
import { countWaiting, type QueueLine, readQueue } from "#app/models/screening/read-queue.server";
import { localDay } from "#app/models/values/calendar-day";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, Empty, Notice, PageHeader, Stack } from "#app/ui/parts";
import { type WaitingItem, WaitingList } from "#app/ui/waiting-list";

export const handle: PageHandle = { title: "network.today.title" };

/** Of the applications so many are shown; the queue has the rest. */
const APPLICATIONS_SHOWN = 8;

export const loader = loaderFor("network:desk", {}, async ({ actor, db }) => {
  const waiting = { view: "waiting", kind: null, holder: null, after: null } as const;
  return {
    today: await readNetworkToday(db, actor, localDay(await clock(db), actor.timeZone)),
    cards: await countWaitingCards(db, actor),
    applications: {
      count: await countWaiting(db, actor),
      rows: (await readQueue(db, actor, waiting)).rows.slice(0, APPLICATIONS_SHOWN),
    },
  };
});

export default function TodayPage() {
  const { today, applications, cards } = useLoaderData<typeof loader>();
  const say = useSay();
  const lines = useLines(today);
  const nothing = [...Object.values(today), applications].every(({ count }) => count === 0);
  return (
    <>
      <PageHeader
        title={say("network.today.title")}
        lead={say("network.today.lead")}
        actions={
          <ButtonLink to="/network/organizations" icon="search">
            {say("network.today.find")}
          </ButtonLink>
        }
      />
      {nothing ? <Empty title={say("network.today.nothing")}>{say("network.today.nothing-lead")}</Empty> : null}
      <Stack>
        {cards > 0 ? (
          <Notice tone="warning" title={say("insight.card.today-network", { count: cards })}>
            <p>
              <Link to="/network/insights/cards">{say("insight.card.title")}</Link>
            </p>
          </Notice>
        ) : null}
        <Applications applications={applications} />
        <WaitingList title={say("network.today.credentials")} look="act" {...lines.credentials} />
        <WaitingList title={say("keeping.changes.title")} {...lines.changes} all="/network/changes" />
        <WaitingList title={say("network.today.asked")} look="act" {...lines.asked} />
        <WaitingList title={say("network.today.drafts")} {...lines.drafts} all="/network/agreements?state=draft" />
        <WaitingList
          title={say("network.today.capacity")}
          {...lines.capacity}
          all="/network/organizations?view=capacity"
        />
      </Stack>
    </>
  );
}

type Applications = { applications: { count: number; rows: readonly QueueLine[] } };

function Applications({ applications: { count, rows } }: Applications) {
  const say = useSay();
  const formats = useFormats();
  const items = rows.map(({ id, number, organizationName, submittedAt, screener, state }) => ({
    id,
    to: `/network/applications/${id}`,
    title: say("screening.today.line", { number, name: organizationName }),
    lines: [
      say.any(`lifecycle.application.state.${state}`),
      say("network.today.since", { day: formats.instantDay(submittedAt) }),
      screener ?? say("screening.queue.has-nobody"),
    ],
  }));
  return (
    <WaitingList
      title={say("screening.today.title")}
      look="act"
      count={count}
      items={items}
      all="/network/applications"
    />
  );
}

function useLines(today: NetworkToday): Record<keyof NetworkToday, { count: number; items: WaitingItem[] }> {
  const say = useSay();
  const formats = useFormats();
  const credentials = today.credentials.rows.map((row) => ({
    id: row.id,
    to: `/network/credentials/${row.id}`,
    title: say("network.today.credential-line", {
      organization: row.organizationName,
      kind: say.any(`credential.kinds.${row.kind}`),
    }),
    lines: [
      say.any(`lifecycle.credential.state.${row.state}`),
      row.lastDay ? say("network.today.last-day", { day: formats.day(row.lastDay) }) : say("network.today.no-day"),
    ],
    overdue: row.overdue,
  }));
  const changes = today.changes.rows.map((row) => ({
    id: row.id,
    to: `/network/changes#change-${row.id}`,
    title: row.organizationName,
    lines: [
      say.any(`keeping.group.${row.factGroup}`),
      say("network.today.since", { day: formats.instantDay(row.createdAt) }),
    ],
  }));
  const asked = today.asked.rows.map((row) => ({
    id: row.id,
    to: `/network/organizations/${row.id}`,
    title: row.name,
    lines: [
      say("network.today.asked-line", { count: row.asked }),
      say("network.today.asked-last", { day: formats.instantDay(row.last) }),
    ],
    action: (
      <ButtonLink to={`/network/agreements/new?organization=${row.id}`} look="secondary">
        {say("network.today.draft")}
      </ButtonLink>
    ),
  }));
  const capacity = today.capacity.rows.map((row) => ({
    id: row.id,
    to: `/network/organizations/${row.organizationId}#offered`,
    title: say("network.today.capacity-line", { organization: row.organizationName, service: row.serviceName }),
    lines: [row.placeName, row.capacityAt ? formats.instantDay(row.capacityAt) : say("directory.age-never")],
  }));
  const drafts = today.drafts.rows.map((row) => ({
    id: row.id,
    to: `/network/agreements/${row.id}`,
    title: `${row.number} · ${row.organizationName}`,
    lines: [say("network.today.since", { day: formats.instantDay(row.createdAt) })],
  }));
  return {
    credentials: { count: today.credentials.count, items: credentials },
    asked: { count: today.asked.count, items: asked },
    capacity: { count: today.capacity.count, items: capacity },
    changes: { count: today.changes.count, items: changes },
    drafts: { count: today.drafts.count, items: drafts },
  };
}
