// Why an offer comes where it does in a provider's inbox: what must be answered next, first. Knows days and states; reads nothing.
import type { CalendarDay } from "../values/calendar-day";

export type AnswerReason =
  | "overdue"
  | "today"
  | "urgent"
  | "place-free"
  | "by"
  | "whenever"
  | "waits-for-place"
  | "waits-for-agency";

interface Waiting {
  readonly state: string;
  readonly urgency: string;
  readonly answerBy: string | null;
  readonly waitlistUntil: string | null;
}

/** The one reason that is shown beside it. What waits for somebody else says so: nothing is to be done there now. */
export function answerReason(offer: Waiting, today: CalendarDay | string): AnswerReason {
  const { state, urgency, answerBy, waitlistUntil } = offer;
  if (state === "info_requested") return "waits-for-agency";
  if (state === "waitlisted") return waitlistUntil !== null && waitlistUntil > today ? "waits-for-place" : "place-free";
  if (answerBy !== null && answerBy < today) return "overdue";
  if (answerBy === today) return "today";
  if (urgency === "urgent") return "urgent";
  return answerBy === null ? "whenever" : "by";
}
