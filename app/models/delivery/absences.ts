// When a client's absences are told: the third in a row, once. Knows states in the order of time; reads nothing.
import { isAttended } from "./forms";

export const ABSENCES_TOLD = 3;

/** Of what was recorded, the latest first; a session that was cancelled is none. */
export interface Recorded {
  readonly state: string;
  /** Just now, so that it was not known before. */
  readonly isNew: boolean;
}

/** How many of the latest were missed without one between them that was not; excused or not. */
export function absencesInARow(latestFirst: readonly Recorded[]): number {
  const came = latestFirst.findIndex(({ state }) => isAttended(state));
  return came === -1 ? latestFirst.length : came;
}

/** Whether what was recorded just now made it three; a fourth tells nothing new. */
export const makesItThree = (latestFirst: readonly Recorded[]): boolean =>
  absencesInARow(latestFirst) >= ABSENCES_TOLD &&
  absencesInARow(latestFirst.filter(({ isNew }) => !isNew)) < ABSENCES_TOLD;
