// Why a place is shut at a session, in words. Takes what was found; looks nothing up.
import { useSay } from "#app/i18n/speech";
import type { HolidayName } from "#app/models/values/holidays";

export type Closure =
  | { readonly kind: "holiday"; readonly name: HolidayName }
  | { readonly kind: "closed" | "hours"; readonly reason: string | null };

/** The name of the holiday or the place's own words; nothing where it gave none. */
export function useClosureWords(): (closure: Closure) => string {
  const say = useSay();
  return (closure) =>
    closure.kind === "holiday" ? say(`directory.hours.holiday.${closure.name}`) : (closure.reason ?? "");
}
