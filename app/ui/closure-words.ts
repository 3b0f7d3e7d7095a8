// Why a place is shut at a session, in words. Takes what was found; looks nothing up.
import { useSay } from "#app/i18n/speech";
import type { HolidayName } from "#app/models/values/holidays";

export type Closure =
  | { readonly kind: "holiday"; readonly name: HolidayName }
  | { readonly kind: "closed" | "hours"; readonly reason: string | null };

export function useClosureWords(): (closure: Closure) => string {
  const say = useSay();
  return (closure) => {
    if (closure.kind === "holiday") {
      return say("schedule.mark.holiday", { name: say(`directory.hours.holiday.${closure.name}`) });
    }
    const { kind, reason } = closure;
    return reason ? say(`schedule.mark.${kind}-because`, { reason }) : say(`schedule.mark.${kind}`);
  };
}
