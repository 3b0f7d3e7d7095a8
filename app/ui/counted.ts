// Says how many a list holds as lists are counted: not past a hundred, and nothing where there is none. Counts nothing itself.
import { useSay } from "#app/i18n/speech";

/** Lists are counted no further: from here on it is said that there may be more. */
export const MOST_COUNTED = 100;

export function useCounted(): (count: number | undefined) => string {
  const say = useSay();
  return (count = 0) =>
    count === 0 ? "" : count < MOST_COUNTED ? String(count) : say("ui.table.or-more", { most: count });
}
