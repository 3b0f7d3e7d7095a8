// Brings groups of days and times together into one week. Never picks between two things said of one day: that is no reading.
import type { Nth } from "#app/models/values/span-rule";
import type { DaySpan, WeeklySpan } from "#app/models/values/weekly-hours";
import type { HoursGroup, RuledDay } from "./hours-groups";
import type { HoursDoubt } from "./hours-tokens";

type Said = { readonly group: HoursGroup; readonly day: RuledDay };

const TURNS: readonly Nth[] = [1, 2, 3, 4, 5];

/** @returns null where two groups contradict each other */
export function spansInAgreement(groups: readonly HoursGroup[], doubts: Set<HoursDoubt>): WeeklySpan[] | null {
  const open = groups.filter(({ closed, times }) => !closed && times.length > 0);
  const said: Said[] = [];
  for (const group of open) {
    for (const day of group.days) {
      const verdicts = said.map((before) => besides(before, { group, day }));
      if (verdicts.includes("against")) return null;
      if (verdicts.includes("doubtful")) doubts.add("said-twice");
      if (!verdicts.includes("same")) said.push({ group, day });
    }
    if (!isApart(group.times)) return null;
  }
  const kept = withoutClosed(said, groups, doubts);
  return kept?.flatMap(({ day, group }) => group.times.map((time) => ({ ...day, ...time }))) ?? null;
}

/** What a later saying of a day does to an earlier one. */
function besides(before: Said, later: Said): "apart" | "same" | "doubtful" | "against" {
  if (before.group === later.group || before.day.weekday !== later.day.weekday) return "apart";
  if (!mayMeet(before.day, later.day)) return "apart";
  const [times, more] = [before.group.times, later.group.times];
  const isSameRule = JSON.stringify(before.day) === JSON.stringify(later.day);
  if (isSameRule && JSON.stringify(times) === JSON.stringify(more)) return "same";
  if (!isApart([...times, ...more])) return isSameRule ? "against" : "doubtful";
  if (namesOf(before.group) === namesOf(later.group)) return "apart";
  // "Monday to Friday 9-12; Wednesday 14-18": one writes it to add, another to replace.
  return later.group.goesOn ? "apart" : "doubtful";
}

/** Whether two rules of one weekday can hold on one day. */
function mayMeet(one: RuledDay, other: RuledDay): boolean {
  if (one.nth && other.nth && ![...one.nth, ...other.nth].includes(-1))
    return one.nth.some((nth) => other.nth?.includes(nth));
  const isSeason = one.seasonFrom && other.seasonFrom;
  return !isSeason || (one.seasonFrom === other.seasonFrom && one.seasonUntil === other.seasonUntil);
}

const namesOf = ({ days }: HoursGroup) =>
  days
    .map(({ weekday }) => weekday)
    .toSorted()
    .join();

function isApart(times: readonly DaySpan[]): boolean {
  const sorted = times.toSorted((one, other) => one.opensMinute - other.opensMinute);
  return sorted.every((time, place) => place === 0 || time.opensMinute >= (sorted[place - 1]?.closesMinute ?? 0));
}

/** Takes out the days that are said to be closed; null where all that was said of them is gone. */
function withoutClosed(said: readonly Said[], groups: readonly HoursGroup[], doubts: Set<HoursDoubt>): Said[] | null {
  let kept = [...said];
  for (const shut of groups.filter(({ closed }) => closed)) {
    for (const { weekday, nth, seasonFrom } of shut.days) {
      const met = kept.filter(({ day }) => day.weekday === weekday);
      if (met.length === 0) continue;
      if (seasonFrom || met.some(({ group }) => isWithin(group, shut)) || (nth && met.some(({ day }) => day.nth)))
        return null;
      if (nth?.includes(-1)) return null;
      doubts.add("closed-day");
      kept = kept.filter((one) => !met.includes(one));
      const rest = nth ? TURNS.filter((turn) => !nth.includes(turn)) : [];
      if (rest.length > 0) kept.push(...met.map(({ group, day }) => ({ group, day: { ...day, nth: rest } })));
    }
  }
  return kept;
}

/** "Saturday 9-12, closed Saturday": nothing is left of what was said. */
function isWithin(group: HoursGroup, shut: HoursGroup): boolean {
  return (
    shut.days.every(({ nth }) => !nth) &&
    group.days.every((day) => shut.days.some(({ weekday }) => weekday === day.weekday))
  );
}
