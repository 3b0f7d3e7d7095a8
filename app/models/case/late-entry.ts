// Says whether something was written down late: later than the day after it happened. Judges by two instants alone.

const A_DAY = 24 * 60 * 60 * 1000;

/** @param happenedAt null where nothing but the writing happened: never late */
export function isLateEntry(happenedAt: Date | null, writtenAt: Date): boolean {
  return happenedAt !== null && writtenAt.getTime() - happenedAt.getTime() > A_DAY;
}
