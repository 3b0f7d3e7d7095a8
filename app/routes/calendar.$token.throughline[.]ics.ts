// A person's dates for their calendar program, behind a secret address without sign-in: times, services and places. Never says who comes.
import { bearerLoader, calendarFeed } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { publicOrigin } from "#app/env.server";
import { DEFAULT_LANGUAGE } from "#app/i18n/languages";
import { sayIn } from "#app/i18n/say-in";
import { type CalendarEntry, calendarFile } from "#app/interop/calendar-file";
import { type FeedDate, readFeedDates } from "#app/models/delivery/calendar-feed.server";

export const loader = bearerLoader("calendar", {}, async ({ db }) => {
  const say = sayIn(DEFAULT_LANGUAGE);
  const dates = await readFeedDates(db);
  return calendarFeed(calendarFile(say("calendar.feed.calendar-name"), dates.map(entryOf), await clock(db)));
});

function entryOf(date: FeedDate): CalendarEntry {
  const { kind, id, serviceName: service, locationName: place, startsAt, endsAt, day, state } = date;
  const path = kind === "session" ? "sessions" : "offers";
  return {
    uid: `${kind}-${id}@throughline`,
    name: sayIn(DEFAULT_LANGUAGE)(`calendar.feed.${kind}-name`, { service }),
    place,
    url: `${publicOrigin()}/portal/${path}/${id}`,
    cancelled: state === "cancelled",
    when: startsAt && endsAt ? { start: startsAt, end: endsAt } : { day },
  };
}
