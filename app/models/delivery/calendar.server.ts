// Reads a provider's days: its sessions, and what must be answered by when. A client is named only while a live disclosure names them.
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { readAnswersDue } from "../referral/read-offers.server";
import { addDays, type CalendarDay, daysBetween, daysIn, weekdayOf } from "../values/calendar-day";
import { readRoster } from "./read.server";

/** More than a page can show, and more than anybody reads: then a practitioner is chosen. */
const MOST_SESSIONS = 300;
const LIST_DAYS = 28;

export const CALENDAR_VIEWS = ["week", "list"] as const;
export type CalendarView = (typeof CALENDAR_VIEWS)[number];

/** The days [from, until) of a view: the week around the day from its Monday on, or four weeks from the day on. */
export function daysOfView(view: CalendarView, day: CalendarDay): { from: CalendarDay; until: CalendarDay } {
  const from = view === "week" ? addDays(day, 1 - weekdayOf(day)) : day;
  return { from, until: addDays(from, view === "week" ? 7 : LIST_DAYS) };
}

interface CalendarFilter {
  readonly view: CalendarView;
  readonly day: CalendarDay;
  readonly practitionerId?: string | undefined;
}

export async function readCalendar(db: Db, actor: Actor, { view, day, practitionerId }: CalendarFilter) {
  const { from, until } = daysOfView(view, day);
  const filter = { from, until, practitionerId, most: MOST_SESSIONS };
  const { rows, next } = await readRoster(db, organizationOf(actor), filter, null);
  const sessions = rows.filter(({ state }) => state !== "cancelled");
  const due = await readAnswersDue(db, actor, from, until);
  return {
    from,
    until,
    /** From where as many days before are shown. */
    before: addDays(from, -daysBetween(from, until)),
    /** More than are shown. */
    cut: next !== null,
    days: daysIn(from, until).map((each) => ({
      day: each,
      sessions: sessions.filter((session) => session.day === each),
      due: due.filter((offer) => offer.day === each),
    })),
  };
}
