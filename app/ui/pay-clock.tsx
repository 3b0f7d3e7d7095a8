// How far an invoice is on its way to money: the day it is on, and when it can be expected. Plain values in.
import { useFormats, useSay } from "#app/i18n/speech";
import type { PayClock as Clock } from "#app/models/invoice/pay-clock";
import { ToneTag } from "./state-tag";

export function PayClock({ clock, paceDays }: { clock: Clock; paceDays?: number | null }) {
  const say = useSay();
  const formats = useFormats();
  const day = formats.day(clock.expectedOn);
  return (
    <>
      <p>
        <span className="figures">{say("dispute.clock.day", { day: clock.day, days: clock.days })}</span>{" "}
        {clock.lateDays > 0 ? (
          <ToneTag tone="act">{say("dispute.clock.late", { count: clock.lateDays })}</ToneTag>
        ) : null}
      </p>
      {clock.lateDays > 0 ? null : (
        <p className="soft">
          {clock.by === "pace" && paceDays
            ? say("dispute.clock.expected-by-pace", { day, days: paceDays })
            : say("dispute.clock.expected-by-terms", { day })}
        </p>
      )}
    </>
  );
}
