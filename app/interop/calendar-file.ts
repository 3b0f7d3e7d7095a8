// Writes dates as an iCalendar file (RFC 5545) that calendar programs follow. Names no person; what each is called is given.
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";

export interface CalendarEntry {
  /** Stays the same as long as the date is the same thing, so that a program changes it instead of adding it. */
  readonly uid: string;
  readonly name: string;
  readonly place: string;
  /** Where it is opened in the house, behind sign-in. */
  readonly url: string;
  readonly cancelled: boolean;
  /** [start, end) as instants, or a whole day "YYYY-MM-DD". */
  readonly when: { readonly start: Date; readonly end: Date } | { readonly day: string };
}

/** @param now when it is written, for the stamp each entry must bear */
export function calendarFile(name: string, entries: readonly CalendarEntry[], now: Date): string {
  const calendar = ical({
    name,
    prodId: { company: "Throughline", product: "calendar", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
    // Programs that heed it come back after four hours.
    ttl: 4 * 60 * 60,
  });
  for (const { uid, name: summary, place, url, cancelled, when } of entries) {
    calendar.createEvent({
      id: uid,
      stamp: now,
      summary,
      location: place,
      url,
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      ...("day" in when
        ? { start: new Date(`${when.day}T00:00:00Z`), allDay: true, timezone: "UTC" }
        : { start: when.start, end: when.end }),
    });
  }
  return calendar.toString();
}
