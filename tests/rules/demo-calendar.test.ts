// The demo can be loaded on any day: what its stories promise is paid from a fund that lasts.
import { expect, test } from "vitest";
import { calendarYearOf } from "#app/commands/demo/calendar";
import { addDays, asCalendarDay } from "#app/models/values/calendar-day";

test("on every day of four years the fund began before the first story and lasts beyond the last promise", () => {
  const first = asCalendarDay("2027-01-01");
  for (let ahead = 0; ahead < 4 * 366; ahead++) {
    const today = addDays(first, ahead);
    const { fiscal, agreement } = calendarYearOf(today);
    expect([today, fiscal.startsOn <= addDays(today, -130), fiscal.endsOn > addDays(today, 200)]).toEqual([
      today,
      true,
      true,
    ]);
    expect(agreement.endsOn > addDays(today, 200)).toBe(true);
  }
});
