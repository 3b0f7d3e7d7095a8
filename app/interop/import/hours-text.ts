// Reads hours that a person wrote as text or as a small HTML table: all of it or nothing. Never guesses at a word it does not know.
import type { Weekday } from "#app/models/values/calendar-day";
import { isRule, isYearDay, type Nth, type SpanRule, yearDayAfter } from "#app/models/values/span-rule";
import { isSpan, type WeeklySpan } from "#app/models/values/weekly-hours";

type Half = "am" | "pm" | null;
type Token =
  | { readonly kind: "weekday"; readonly weekday: Weekday }
  | { readonly kind: "nth"; readonly nth: Nth }
  | { readonly kind: "month"; readonly month: number; readonly date: number | null }
  | {
      readonly kind: "time";
      readonly hour: number;
      readonly minute: number;
      readonly half: Half;
      readonly colon: boolean;
    }
  | { readonly kind: "closed" | "to" | "and" };

const WEEKDAYS = ["mo", "tu", "we", "th", "fr", "sa", "su"];
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const ORDINALS: Readonly<Record<string, Nth>> = { first: 1, second: 2, third: 3, fourth: 4, fifth: 5, last: -1 };
// Words without which the sentence says the same.
const FILLERS = /^(weekly|every|each|on|open|from|of|the|month|hours)$/;
const LONGEST_NIGHT = 720;
const MOST_LENGTH = 4000;

/** @returns null unless every word was understood and something is open */
export function readHoursText(text: string): WeeklySpan[] | null {
  if (text.length > MOST_LENGTH) return null;
  const spans: WeeklySpan[] = [];
  for (const line of linesOf(text)) {
    const tokens = tokensOf(line);
    const found = tokens && readLine(tokens);
    if (!found) return null;
    spans.push(...found);
  }
  return spans.length > 0 && spans.every((span) => isSpan(span) && isRule(span)) ? spans : null;
}

function linesOf(text: string): string[] {
  return text
    .replace(/\\n|<\/tr>|<\/p>|<\/li>|<\/div>|<br ?\/?>|;(?!\s*$)(?<!&\w+;)/gi, "\n")
    .replace(/<[^>]*>/g, " ")
    .replace(/&nbsp;|\u00a0/gi, " ")
    .replace(/&amp;/gi, "&")
    .replace(/[‐-―−]|&[mn]dash;/g, "-")
    .split("\n")
    .map((line) => line.trim().toLowerCase())
    .filter((line) => line !== "");
}

const WORD =
  /\s*(?:(\d{1,2})(?:st|nd|rd|th)\b|(\d{1,2})(?::(\d{2}))?(?::00)?(?:\s*([ap])\.?(?:m\b\.?)?(?![a-z]))?|([a-z]+)\.?(?:\s+(\d{1,2})(?![\d:]|\s*[ap]\.?m|st|nd|rd|th))?:?|(-)|([,&+/;]))/y;

/** @returns null when a word is not known */
function tokensOf(line: string): Token[] | null {
  const tokens: Token[] = [];
  WORD.lastIndex = 0;
  while (WORD.lastIndex < line.length) {
    const found = WORD.exec(line);
    if (!found) return null;
    const [, ordinal, hour, minute, half, word, date, dash] = found;
    const token = ordinal
      ? nthToken(Number(ordinal))
      : hour
        ? timeToken(Number(hour), Number(minute ?? 0), half, minute !== undefined)
        : word
          ? wordToken(word, date)
          : ({ kind: dash ? "to" : "and" } as const);
    if (token === null) return null;
    if (token !== "filler") tokens.push(token);
    // A number behind a word that is no month is a word of its own.
    if (word && date && token !== "filler" && token.kind !== "month") WORD.lastIndex -= date.length;
    if (word && date && token === "filler") WORD.lastIndex -= date.length;
  }
  return tokens;
}

function nthToken(nth: number): Token | null {
  return nth >= 1 && nth <= 5 ? { kind: "nth", nth: nth as Nth } : null;
}

function timeToken(hour: number, minute: number, half: string | undefined, colon: boolean): Token | null {
  const most = half ? 12 : 24;
  if (hour > most || (half && hour < 1) || minute > 59) return null;
  return { kind: "time", hour, minute, half: half ? (half === "a" ? "am" : "pm") : null, colon };
}

function wordToken(word: string, date: string | undefined): Token | "filler" | null {
  if (FILLERS.test(word)) return "filler";
  if (word === "noon") return { kind: "time", hour: 12, minute: 0, half: "pm", colon: true };
  if (word === "midnight") return { kind: "time", hour: 12, minute: 0, half: "am", colon: true };
  if (word === "closed") return { kind: "closed" };
  if (/^(to|through|thru|until|til|till)$/.test(word)) return { kind: "to" };
  if (word === "and") return { kind: "and" };
  const nth = ORDINALS[word];
  if (nth) return { kind: "nth", nth };
  if (/^(mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun)(day)?s?$/.test(word)) {
    return { kind: "weekday", weekday: (WEEKDAYS.indexOf(word.slice(0, 2)) + 1) as Weekday };
  }
  const month = MONTHS.findIndex((name) => word.startsWith(name));
  const isMonth =
    /^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)$/;
  return isMonth.test(word) ? { kind: "month", month: month + 1, date: date ? Number(date) : null } : null;
}

type RuledDay = { readonly weekday: Weekday } & SpanRule;

/** One line after the other: a season, days by their turn in the month, then times or "closed"; all of it may come again. */
class Line {
  private place = 0;
  private season: SpanRule = {};

  constructor(private readonly tokens: readonly Token[]) {}

  read(): WeeklySpan[] | null {
    const spans: WeeklySpan[] = [];
    for (this.skip("and"); this.place < this.tokens.length; this.skip("and")) {
      const days = this.days();
      const times = days && this.times();
      if (!days || !times) return null;
      spans.push(...days.flatMap((day) => times.map((time) => ({ ...day, ...time }))));
    }
    return spans;
  }

  private days(): RuledDay[] | null {
    if (this.peek()?.kind === "month" && !this.readSeason()) return null;
    const days: RuledDay[] = [];
    for (let nths = this.nths(); this.peek()?.kind === "weekday"; nths = this.nths()) {
      const weekdays = this.weekdays();
      if (weekdays === null) return null;
      days.push(...weekdays.map((weekday) => ({ weekday, ...this.season, ...(nths.length > 0 ? { nth: nths } : {}) })));
      this.skip("and");
    }
    return days.length > 0 ? withoutEchoes(days) : null;
  }

  private readSeason(): boolean {
    const from = this.next();
    if (this.next()?.kind !== "to") return false;
    const until = this.next();
    if (from?.kind !== "month" || until?.kind !== "month") return false;
    const seasonFrom = from.month * 100 + (from.date ?? 1);
    const seasonUntil =
      until.date === null ? ((until.month % 12) + 1) * 100 + 1 : yearDayAfter(until.month * 100 + until.date);
    // January to December is no season.
    this.season = seasonFrom === seasonUntil ? {} : { seasonFrom, seasonUntil };
    return isYearDay(seasonFrom) && (until.date === null || isYearDay(until.month * 100 + until.date));
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

  private weekdays(): Weekday[] | null {
    const first = this.next();
    if (first?.kind !== "weekday") return null;
    const [dash, last] = this.tokens.slice(this.place, this.place + 2);
    if (dash?.kind !== "to" || last?.kind !== "weekday") return [first.weekday];
    this.place += 2;
    const length = (last.weekday - first.weekday + 7) % 7;
    return Array.from({ length: length + 1 }, (_, index) => (((first.weekday - 1 + index) % 7) + 1) as Weekday);
  }

  /** Empty when closed. */
  private times(): { opensMinute: number; closesMinute: number }[] | null {
    this.skip("to");
    if (this.peek()?.kind === "closed") {
      this.place += 1;
      return [];
    }
    const times: { opensMinute: number; closesMinute: number }[] = [];
    while (this.peek()?.kind === "time") {
      const opens = this.next();
      const dashed = this.peek()?.kind === "to";
      if (dashed) this.place += 1;
      const closes = this.next();
      if (opens?.kind !== "time" || closes?.kind !== "time") return null;
      const time = spanOf(opens, closes, dashed);
      if (time === null) return null;
      times.push(time);
      if (this.peek()?.kind === "and" && this.tokens[this.place + 1]?.kind === "time") this.place += 1;
    }
    return times.length > 0 ? times : null;
  }

  private peek(): Token | undefined {
    return this.tokens[this.place];
  }

  private next(): Token | undefined {
    this.place += 1;
    return this.tokens[this.place - 1];
  }

  private skip(kind: Token["kind"]): void {
    while (this.peek()?.kind === kind) this.place += 1;
  }
}

/** @returns null where a turn in the month may or may not be meant for a later day too: "1st and 3rd Mondays and Thursdays" */
function withoutEchoes(days: readonly RuledDay[]): RuledDay[] | null {
  const turns = new Set(days.filter(({ nth }) => nth).map(({ weekday }) => weekday));
  // "2nd and 4th Fridays Friday" says the day once more, without its turns.
  const told = days.filter(({ weekday, nth }) => nth || !turns.has(weekday));
  const firstTurn = told.findIndex(({ nth }) => nth);
  if (firstTurn >= 0 && told.slice(firstTurn).some(({ nth }) => !nth)) return null;
  return [...new Map(told.map((day) => [JSON.stringify(day), day])).values()];
}

function readLine(tokens: readonly Token[]): WeeklySpan[] | null {
  return new Line(tokens).read();
}

type Time = Extract<Token, { kind: "time" }>;

/** "5-7 pm" means both in the afternoon, "10-2 pm" only the second. Without any half the clock must count to 24. */
function spanOf(opens: Time, closes: Time, dashed: boolean) {
  if (closes.half === null) {
    const plain = opens.half === null && dashed && opens.colon && closes.colon && closes.hour > 12;
    const [opensMinute, closesMinute] = [minuteOf(opens, null), minuteOf(closes, null)];
    return plain && opensMinute < closesMinute ? { opensMinute, closesMinute } : null;
  }
  if (opens.half === null && !dashed) return null;
  const closesAt = minuteOf(closes, closes.half) || 1440;
  const halves: Half[] = opens.half ? [opens.half] : [closes.half, closes.half === "am" ? "pm" : "am"];
  const opensMinute = halves.map((half) => minuteOf(opens, half)).find((minute) => minute < closesAt);
  if (opensMinute !== undefined) return { opensMinute, closesMinute: closesAt };
  const late = minuteOf(opens, opens.half);
  const closesMinute = closesAt + 1440;
  // A place that closes eighteen hours later has lost its "pm".
  return opens.half && closesMinute - late <= LONGEST_NIGHT ? { opensMinute: late, closesMinute } : null;
}

function minuteOf({ hour, minute }: Time, half: Half): number {
  return (half === null ? hour : (hour % 12) + (half === "pm" ? 12 : 0)) * 60 + minute;
}
