// Which version of an agreement is in force on a day, and when its end is to be told. Judges by days alone; knows no clock.
import { type CalendarDay, daysBetween } from "../values/calendar-day";

/** Half-open [startsOn, endsOn); activated tells a version that was taken up from a draft. */
export type AgreementDays = { readonly startsOn: string; readonly endsOn: string; readonly activated: boolean };

/** As app.agreement_on: whatever became of it since, on its days it was in force. */
export function agreementOn<One extends AgreementDays>(versions: readonly One[], day: string): One | null {
  return versions.find(({ startsOn, endsOn, activated }) => activated && startsOn <= day && day < endsOn) ?? null;
}

/** Days before the end on which the desk and the provider are told, besides the agreement's own notice. */
export const NOTICES = [90, 60, 30, 7] as const;

/**
 * The notice that is due: the nearest mark that has been reached. After nights without a run it is that one alone, so that
 * nobody gets three letters at once.
 * @param endsOn the first day after @param noticeDays the agreement's own notice
 * @returns null while no mark is reached, and once it has ended
 */
export function noticeDue(endsOn: CalendarDay, noticeDays: number, today: CalendarDay): number | null {
  const left = daysBetween(today, endsOn);
  if (left <= 0) return null;
  const reached = [...NOTICES, noticeDays].filter((mark) => left <= mark);
  return reached.length === 0 ? null : Math.min(...reached);
}
