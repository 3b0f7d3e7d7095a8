// A provider's calendar: sessions and days by which to answer, by week or as a list; and a secret address for calendar programs.
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { CALENDAR_VIEWS, readCalendar } from "#app/models/delivery/calendar.server";
import { endCalendarFeed, readCalendarFeed, renewCalendarFeed } from "#app/models/delivery/calendar-feed.server";
import { CalendarFeedForm } from "#app/models/delivery/forms";
import { readChoices } from "#app/models/schedule/ground.server";
import { localDay, parseCalendarDay } from "#app/models/values/calendar-day";
import { CalendarList, CalendarWeek, FeedCard } from "#app/ui/calendar-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, FilterBar, Notice, PageHeader, SelectField, Stack, Tabs } from "#app/ui/parts";

export const handle: PageHandle = { title: "calendar.title" };

const query = z.object({
  view: z.enum(CALENDAR_VIEWS).catch("week"),
  day: z.string().optional().catch(undefined),
  practitioner: z.guid().optional().catch(undefined),
});

export const loader = loaderFor("session:read", { query, records: true }, async ({ actor, db, query }) => {
  const { view, practitioner } = query;
  const today = localDay(await clock(db), actor.timeZone);
  const day = parseCalendarDay(query.day ?? "") ?? today;
  const { practitioners } = await readChoices(db, organizationOf(actor));
  return {
    ...(await readCalendar(db, actor, { view, day, practitionerId: practitioner })),
    view,
    views: CALENDAR_VIEWS,
    day,
    today,
    practitioner: practitioner ?? "",
    practitioners,
    feedSince: await readCalendarFeed(db, actor),
  };
});

export const action = actionFor("session:read", { form: CalendarFeedForm }, async ({ actor, db, form }) => {
  if (form.intent === "renew") return { address: await renewCalendarFeed(db, actor) };
  await endCalendarFeed(db, actor);
  return redirectTo("/portal/calendar", "calendar.feed.ended");
});

export default function CalendarPage() {
  const say = useSay();
  const formats = useFormats();
  const { view, views, day, days, before, from, until, today, cut, feedSince } = useLoaderData<typeof loader>();
  const made = useActionData<{ answer?: { address: string } } | undefined>()?.answer?.address ?? null;
  const address = useAddress();
  return (
    <>
      <PageHeader title={say("calendar.title")} lead={say("calendar.lead")} />
      <Tabs
        label={say("calendar.view")}
        tabs={views.map((value) => ({
          to: address({ view: value, day }),
          label: say(`calendar.views.${value}`),
          current: value === view,
        }))}
      />
      <Who />
      <nav className="calendar-pages" aria-label={say("calendar.title")}>
        <ButtonLink to={address({ view, day: before })} look="secondary">
          {say("calendar.earlier")}
        </ButtonLink>
        <strong>{formats.days(from, until)}</strong>
        <ButtonLink to={address({ view, day: until })} look="secondary">
          {say("calendar.later")}
        </ButtonLink>
        {from <= today && today < until ? null : (
          <ButtonLink to={address({ view })} look="quiet">
            {say("calendar.today")}
          </ButtonLink>
        )}
      </nav>
      <Stack>
        {cut ? (
          <Notice tone="warning">
            <p>{say("calendar.cut")}</p>
          </Notice>
        ) : null}
        {view === "week" ? <CalendarWeek days={days} today={today} /> : <CalendarList days={days} today={today} />}
        <FeedCard since={feedSince} made={made} />
      </Stack>
    </>
  );
}

function Who() {
  const say = useSay();
  const { view, day, practitioner, practitioners } = useLoaderData<typeof loader>();
  if (practitioners.length < 2) return null;
  return (
    <FilterBar active={practitioner !== ""} keep={{ view, day }}>
      <SelectField
        name="practitioner"
        label={say("calendar.practitioner")}
        emptyLabel={say("calendar.everyone")}
        defaultValue={practitioner}
        optional
        options={practitioners.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </FilterBar>
  );
}

/** Other days and views keep the person that was chosen. */
function useAddress() {
  const { practitioner } = useLoaderData<typeof loader>();
  return (to: { view: string; day?: string }) =>
    `/portal/calendar?${new URLSearchParams({ ...to, ...(practitioner ? { practitioner } : {}) })}`;
}
