// How sessions repeat, as one sentence. Takes the described rule; lists no days.
import type { Say } from "#app/i18n/say";
import { type Formats, useFormats, useSay } from "#app/i18n/speech";
import type { RuleDescription } from "#app/models/values/recurrence-rule";

type Plan =
  | { readonly kind: "dates"; readonly count: number }
  | { readonly kind: "rule"; readonly rule: RuleDescription };

export function useRuleWords(): (plan: Plan) => string {
  const say = useSay();
  const formats = useFormats();
  return (plan) =>
    plan.kind === "dates"
      ? say("recurrence.said.dates", { count: plan.count })
      : spanned(patternWords(plan.rule, say, formats), plan.rule, say, formats);
}

function patternWords(rule: RuleDescription, say: Say, formats: Formats): string {
  const { every: count } = rule;
  switch (rule.repeats) {
    case "daily":
      return say("recurrence.said.daily", { count });
    case "weekly":
      return say("recurrence.said.weekly", {
        count,
        days: formats.list(rule.weekdays.map((weekday) => formats.weekday(weekday))),
      });
    case "monthly-by-date":
      return say("recurrence.said.monthly", { count, day: dateWords(rule.dayOfMonth, say) });
    case "monthly-by-weekday":
      return say("recurrence.said.monthly", {
        count,
        day: say("recurrence.said.nth-weekday", {
          nth: say(`directory.hours.nth.${rule.ordinal === -1 ? "last" : rule.ordinal}`),
          weekday: formats.weekday(rule.weekday),
        }),
      });
  }
}

function dateWords(date: number, say: Say): string {
  if (date === 31) return say("recurrence.said.last-day");
  return say(date > 28 ? "recurrence.said.date-or-last" : "recurrence.said.date", { date });
}

function spanned(pattern: string, rule: RuleDescription, say: Say, formats: Formats): string {
  const from = formats.day(rule.firstDay);
  const { untilDay, count } = rule;
  if (untilDay !== null && count !== null) {
    return say("recurrence.said.until-or-count", { pattern, from, until: formats.day(untilDay), count });
  }
  if (untilDay !== null) return say("recurrence.said.until", { pattern, from, until: formats.day(untilDay) });
  return say("recurrence.said.count", { pattern, from, count: count ?? 0 });
}
