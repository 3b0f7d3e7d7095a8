// What a changed check would have done to lines that were billed already: weighs what was found on them again. Changes nothing and reads no database.
import { type CalendarDay, daysBetween } from "../values/calendar-day";
import type { Cents } from "../values/money";
import { EDIT_CODES } from "./edit-codes";
import { type Edit, type EditRules, effectOf, type Forecast, forecast, type Verdict, verdictOf } from "./edits";

export interface BilledLine {
  readonly id: string;
  readonly serviceDay: CalendarDay;
  readonly submittedOn: CalendarDay;
  readonly amountCents: Cents;
  readonly approvedCents: Cents;
  readonly byRule: boolean;
  readonly edits: readonly Edit[];
}

export interface Changed<Line extends BilledLine> {
  readonly line: Line;
  readonly was: Verdict;
  readonly would: Verdict;
}

export interface Trial<Line extends BilledLine> {
  readonly all: number;
  readonly before: Forecast;
  readonly after: Forecast;
  readonly changed: readonly Changed<Line>[];
  /** Lines a person approved that the change would hold: where a rule is wrong, it shows here. */
  readonly approvedButHeld: number;
}

/** Both sides are weighed the same way, so that only the change makes a difference. */
export function tryRules<Line extends BilledLine>(
  lines: readonly Line[],
  asItIs: EditRules,
  asAsked: EditRules,
): Trial<Line> {
  const weigh = (rules: EditRules) => lines.map((line) => ({ ...line, edits: again(line, rules) }));
  const [before, after] = [weigh(asItIs), weigh(asAsked)];
  const changed = lines.flatMap((line, place) => {
    const was = verdictOf(before[place]?.edits ?? []);
    const would = verdictOf(after[place]?.edits ?? []);
    return was === would ? [] : [{ line, was, would }];
  });
  return {
    all: lines.length,
    before: forecast(before),
    after: forecast(after),
    changed,
    approvedButHeld: changed.filter(({ line, would }) => would === "held" && line.approvedCents > 0n && !line.byRule)
      .length,
  };
}

/** What was found stays found, with what the rules have it do; whether it was late is asked anew. */
function again({ edits, serviceDay, submittedOn }: BilledLine, rules: EditRules): Edit[] {
  const late = daysBetween(serviceDay, submittedOn) > rules.filingDays;
  const found = new Map(edits.filter(({ code }) => code !== "late_filing").map((edit) => [edit.code, edit]));
  if (late) found.set("late_filing", { code: "late_filing", blanks: {} });
  return EDIT_CODES.flatMap((code) => {
    const edit = found.get(code);
    const effect = effectOf(code, rules);
    return edit && effect !== "off" ? [{ ...edit, effect }] : [];
  });
}
