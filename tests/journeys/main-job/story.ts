// What the people of the main job's walk have to know of each other's doing. Holds words and days; walks nowhere.
import { addDays, asCalendarDay, type CalendarDay, localDay, weekdayOf } from "#app/models/values/calendar-day";
import { type Journey, type Person, signedIn } from "#tests/stage/journey";

export const ZONE = "America/New_York";

export type Story = {
  readonly journey: Journey;
  readonly scripted: boolean;
  readonly today: CalendarDay;
  /** The client, taken in at the beginning; another one in each walk, or they would be alike. */
  readonly client: { given: string; family: string; name: string; telephone: string };
  /** Another hour in each walk: nobody can be in two sessions at once. */
  readonly startsAt: string;
  caseAddress: string;
  referral: string;
  referralAddress: string;
  offerAddress: string;
  authorization: string;
  schedule: string;
  invoice: string;
  batch: string;
  payment: string;
};

export function tell(journey: Journey, scripted: boolean): Story {
  const [given, family, telephone] = scripted
    ? ["Marguerite", "Ashdown", "410-555-0177"]
    : ["Thaddeus", "Quillfeather", "410-555-0188"];
  const blank = { caseAddress: "", referral: "", referralAddress: "", offerAddress: "", authorization: "" };
  return {
    journey,
    scripted,
    today: localDay(new Date(), ZONE),
    client: { given, family, name: `${given} ${family}`, telephone },
    startsAt: scripted ? "06:30" : "19:15",
    ...blank,
    ...{ schedule: "", invoice: "", batch: "", payment: "" },
  };
}

export const comes = (story: Story, name: string): Promise<Person> =>
  signedIn(story.journey, name, { scripted: story.scripted });

/** The next day that is this weekday, tomorrow at the earliest. */
export function nextWeekday(today: CalendarDay, weekday: number): CalendarDay {
  const day = asCalendarDay(today);
  return addDays(day, ((weekday - weekdayOf(day) + 6) % 7) + 1);
}

/** The number of a record as its page says it, such as R-0042. */
export async function numberOn(person: Person, letter: string): Promise<string> {
  const words = await person.page.getByRole("heading", { level: 1 }).textContent();
  const number = new RegExp(`${letter}-\\d+`).exec(words ?? "")?.[0];
  if (!number) throw new Error(`no number of ${letter} in “${words}”`);
  return number;
}

export const addressOf = (person: Person): string => new URL(person.page.url()).pathname;
