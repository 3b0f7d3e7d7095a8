// Reads a line of tokens as groups of days with their times. All of it or nothing; what two groups say of one day is weighed elsewhere.
import type { Weekday } from "#app/models/values/calendar-day";
import { isYearDay, type Nth, type SpanRule, yearDayAfter } from "#app/models/values/span-rule";
import type { DaySpan } from "#app/models/values/weekly-hours";
import { type Clock, spanOfTimes } from "./hours-times";
import type { Token } from "./hours-tokens";

export type RuledDay = { readonly weekday: Weekday } & SpanRule;
export type HoursGroup = {
  readonly days: readonly RuledDay[];
  /** Empty where only a condition was said of the days, such as "by appointment". */
  readonly times: readonly DaySpan[];
  readonly closed: boolean;
  /** It stands behind another group in one line. */
  readonly goesOn: boolean;
};

/** Why a line was not read; each is a catalogue key under `hours.why`. */
export type HoursMiss =
  | "no-day"
  | "no-time"
  | "no-end"
  | "backwards"
  | "which-weeks"
  | "which-turn"
  | "season"
  | "order";

export class NotRead extends Error {
  constructor(readonly why: HoursMiss) {
    super(why);
  }
}

const WHOLE_DAY: DaySpan = { opensMinute: 0, closesMinute: 1440 };
const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** @throws NotRead */
export function groupsOf(tokens: readonly Token[], clock: Clock): HoursGroup[] {
  return new Line(tokens, clock).read();
}

/** A season, days by their turn in the month, then times or "closed"; all of it may come again. "9 AM - noon, Mondays" is turned round. */
class Line {
  private place = 0;
  private season: SpanRule = {};

  constructor(
    private readonly tokens: readonly Token[],
    private readonly clock: Clock,
  ) {}

  read(): HoursGroup[] {
    const groups: HoursGroup[] = [];
    this.skip("and", "condition");
    const timesFirst = this.peek()?.kind === "time";
    while (this.place < this.tokens.length) {
      const group = timesFirst ? this.timesThenDays() : this.daysThenTimes();
      groups.push({ ...group, goesOn: groups.length > 0 });
      this.skip("and", "condition");
    }
    return groups;
  }

  private timesThenDays() {
    const times = this.times();
    this.skip("and", "condition");
    return { days: this.days(), times, closed: false };
  }

  private daysThenTimes() {
    if (this.peek()?.kind === "closed") {
      this.place += 1;
      const days = this.days();
      // "Closed Tuesday 9 to 5": shut then, or shut at all?
      if (this.peek()?.kind === "time") throw new NotRead("order");
      return { days, times: [], closed: true };
    }
    if (this.peek()?.kind === "whole-day") return this.roundTheClock();
    const days = this.days();
    this.skip("to", "and");
    if (this.peek()?.kind === "condition") {
      this.skip("condition", "and", "to");
      if (this.peek()?.kind !== "time") return { days, times: [], closed: false };
    }
    if (this.peek()?.kind === "closed") {
      this.place += 1;
      return { days, times: [], closed: true };
    }
    return { days, times: this.times(), closed: false };
  }

  private roundTheClock() {
    const token = this.next();
    const isSure = token?.kind === "whole-day" && token.everyDay;
    const named = this.peek()?.kind === "weekday";
    if (!named && !isSure) this.clock.doubts.add("no-day");
    const days = named ? this.days() : EVERY_DAY.map((weekday) => ({ weekday, ...this.season }));
    return { days, times: [WHOLE_DAY], closed: false };
  }

  private days(): RuledDay[] {
    if (this.peek()?.kind === "month") this.readSeason();
    if (this.peek()?.kind === "monthly") throw new NotRead("which-weeks");
    const days: RuledDay[] = [];
    for (let nths = this.nths(); this.peek()?.kind === "weekday"; nths = this.nths()) {
      const weekdays = this.weekdays();
      days.push(...weekdays.map((weekday) => ({ weekday, ...this.season, ...(nths.length > 0 ? { nth: nths } : {}) })));
      this.skip("and");
    }
    if (days.length === 0) throw new NotRead("no-day");
    return withoutEchoes(days);
  }

  private readSeason(): void {
    const from = this.next();
    const dash = this.next();
    const until = this.next();
    if (from?.kind !== "month" || dash?.kind !== "to" || until?.kind !== "month") throw new NotRead("season");
    const seasonFrom = from.month * 100 + (from.date ?? 1);
    const seasonUntil =
      until.date === null ? ((until.month % 12) + 1) * 100 + 1 : yearDayAfter(until.month * 100 + until.date);
    if (!isYearDay(seasonFrom) || (until.date !== null && !isYearDay(until.month * 100 + until.date)))
      throw new NotRead("season");
    // January to December is no season.
    this.season = seasonFrom === seasonUntil ? {} : { seasonFrom, seasonUntil };
  }

  private nths(): Nth[] {
    const nths: Nth[] = [];
    for (let token = this.peek(); token?.kind === "nth"; token = this.peek()) {
      nths.push(token.nth);
      this.place += 1;
      if (this.peek()?.kind === "and" && this.tokens[this.place + 1]?.kind === "nth") this.place += 1;
    }
    return [...new Set(nths)];
  }

  private weekdays(): readonly Weekday[] {
    const first = this.next();
    if (first?.kind !== "weekday") throw new NotRead("no-day");
    const [dash, last] = this.tokens.slice(this.place, this.place + 2);
    // "Daily Monday 9 to 5" is a form whose boxes were filled in twice.
    if (first.isDaily && dash?.kind === "weekday") {
      this.clock.doubts.add("said-twice");
      return this.weekdays();
    }
    if (dash?.kind !== "to" || last?.kind !== "weekday") return first.weekdays;
    const [from, to] = [first.weekdays[0], last.weekdays[0]];
    if (first.weekdays.length > 1 || last.weekdays.length > 1 || !from || !to) throw new NotRead("order");
    this.place += 2;
    const length = (to - from + 7) % 7;
    return Array.from({ length: length + 1 }, (_, index) => (((from - 1 + index) % 7) + 1) as Weekday);
  }

  private times(): DaySpan[] {
    if (this.peek()?.kind === "whole-day") {
      this.place += 1;
      return [WHOLE_DAY];
    }
    const times: DaySpan[] = [];
    while (this.peek()?.kind === "time") {
      const opens = this.next();
      const dashed = this.peek()?.kind === "to";
      if (dashed) this.place += 1;
      const closes = this.next();
      if (opens?.kind !== "time" || closes?.kind !== "time") throw new NotRead("no-end");
      const time = spanOfTimes(opens, closes, dashed, this.clock);
      if (time === null) throw new NotRead("backwards");
      times.push(time);
      if (this.peek()?.kind === "and" && this.tokens[this.place + 1]?.kind === "time") this.place += 1;
    }
    if (times.length === 0) throw new NotRead("no-time");
    return times;
  }

  private peek(): Token | undefined {
    return this.tokens[this.place];
  }

  private next(): Token | undefined {
    this.place += 1;
    return this.tokens[this.place - 1];
  }

  private skip(...kinds: Token["kind"][]): void {
    for (let token = this.peek(); token && kinds.includes(token.kind); token = this.peek()) this.place += 1;
  }
}

/** @throws NotRead where a turn in the month may or may not be meant for a later day too: "1st and 3rd Mondays and Thursdays" */
function withoutEchoes(days: readonly RuledDay[]): RuledDay[] {
  const turns = new Set(days.filter(({ nth }) => nth).map(({ weekday }) => weekday));
  // "2nd and 4th Fridays Friday" says the day once more, without its turns.
  const told = days.filter(({ weekday, nth }) => nth || !turns.has(weekday));
  const firstTurn = told.findIndex(({ nth }) => nth);
  if (firstTurn >= 0 && told.slice(firstTurn).some(({ nth }) => !nth)) throw new NotRead("which-turn");
  return [...new Map(told.map((day) => [JSON.stringify(day), day])).values()];
}
