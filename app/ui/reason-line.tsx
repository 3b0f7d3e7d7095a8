// One reason beside a search result, in words and shape. Takes what the search explained; decides nothing about it.

import { useFormats, useSay } from "#app/i18n/speech";
import type { Reason, ReasonTone } from "#app/search/explain";
import { Icon, type IconName } from "./icon";
import { useLanguageName } from "./language-name";

const SHAPES: Readonly<Record<ReasonTone, IconName>> = {
  good: "check",
  fair: "info-outline",
  unknown: "help-outline",
  bad: "do-not-disturb",
};

export function ReasonLine({ reason, plain }: { reason: Reason; plain?: boolean }) {
  const text = useReasonText();
  return (
    <span className={reason.tone === "unknown" ? "reason soft" : "reason"}>
      {plain ? null : <Icon name={SHAPES[reason.tone]} />}
      {` ${text(reason)}`}
    </span>
  );
}

/** The sentence of a reason in the reader's formats; times on the place's own clock. */
export function useReasonText(): (reason: Reason) => string {
  const say = useSay();
  const formats = useFormats();
  const languageName = useLanguageName();
  return ({ key, blanks }) => {
    const { at, zone, distanceMetres, days, language, count, code, minutes, day, names, free = 0, held = 0 } = blanks;
    if (key === "unconfirmed") {
      return say("search.reason.unconfirmed", { group: say.any(`keeping.group.${code}`), ago: formats.age(days ?? 0) });
    }
    const timed =
      at === undefined
        ? ""
        : key === "opens-later" || key === "fits-hours-next"
          ? formats.instant(at, zone)
          : formats.time(at, zone);
    const said = days === undefined ? "" : ` (${say("search.reason.said", { when: formats.daysAway(-days) })})`;
    const sentence = say(`search.reason.${key}`, {
      at: timed,
      distance: distanceMetres === undefined ? "" : formats.distance(distanceMetres),
      language: language === undefined ? "" : languageName(language),
      code: code ?? "",
      names: names ?? "",
      places: key === "takes-referrals-held" ? say.any(`keeping.free.${code}`, { count: count ?? 0, free, held }) : "",
      day: day === undefined ? "" : formats.day(day),
      hours: minutes === undefined ? "" : say("search.hours-of-week", { count: Math.round(minutes / 30) / 2 }),
      ...(count === undefined ? {} : { count }),
    });
    return sentence + said;
  };
}

/** "$80.00 per hour", one rate after another. */
export function useRateText(): (rates: readonly { unitType: string; rateCents: string }[]) => string {
  const say = useSay();
  const formats = useFormats();
  return (rates) =>
    rates
      .map(({ unitType, rateCents }) =>
        say("search.rate", { amount: formats.money(BigInt(rateCents)), unit: say.any(`word.per-unit.${unitType}`) }),
      )
      .join(", ");
}
