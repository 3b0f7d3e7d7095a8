// Takes hours in words apart into tokens, line by line. Knows what a word says, never what a sentence means.
import type { Weekday } from "#app/models/values/calendar-day";
import type { Nth } from "#app/models/values/span-rule";

export type Half = "am" | "pm" | null;
export type TimeToken = {
  readonly kind: "time";
  readonly hour: number;
  readonly minute: number;
  readonly half: Half;
  readonly colon: boolean;
  /** "09:00" is of a clock with 24 hours, "9:00" may be of one with twelve. */
  readonly padded: boolean;
  /** Said as the word "midnight", where "12 AM" may be a noon mistyped. */
  readonly named: boolean;
};
export type Token =
  | TimeToken
  /** Several where one word names them: "weekdays", "daily", "MWF". */
  | { readonly kind: "weekday"; readonly weekdays: readonly Weekday[]; readonly isDaily?: boolean }
  | { readonly kind: "nth"; readonly nth: Nth }
  | { readonly kind: "month"; readonly month: number; readonly date: number | null }
  | { readonly kind: "whole-day"; readonly everyDay: boolean }
  | { readonly kind: "closed" | "to" | "and" | "monthly" | "condition" };

/** Why a reading waits for a person; each is a catalogue key under `hours.doubt`. */
export const HOURS_DOUBTS = [
  "half-missing",
  "odd-times",
  "letters",
  "condition",
  "holidays",
  "lines-joined",
  "said-twice",
  "closed-day",
  "every-nth",
  "no-day",
] as const;
export type HoursDoubt = (typeof HOURS_DOUBTS)[number];

export type UnknownWord = { readonly unknown: string };

const WEEKDAYS = ["mo", "tu", "we", "th", "fr", "sa", "su"];
const SPANISH = ["lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"];
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const ORDINALS: Readonly<Record<string, Nth>> = { first: 1, second: 2, third: 3, fourth: 4, fifth: 5, last: -1 };
const ALL_DAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const WORKING_DAYS = ALL_DAYS.slice(0, 5);
const WEEKEND = ALL_DAYS.slice(5);
// Words without which the sentence says the same.
const FILLERS = /^(weekly|every|each|on|open|opens|from|of|the|month|hours|only|between|de|los)$/;
const WEEKDAY =
  /^(mo|tu|we|th|fr|sa|su|(mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun|(mon|tues|wednes|thurs|fri|satur|sun)day)s?)$/;
const MONTH =
  /^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)$/;

// What is said beside the hours, and limits them or not: a person weighs it. The mark stands where it was said.
const CONDITION_MARK = "\u00a6";
const APPOINTMENT = String.raw`(?:appointments?|appts?|appoint)\b\.?`;
const CONDITION = new RegExp(
  [
    String.raw`no ${APPOINTMENT} (?:necessary|needed|required)\b`,
    String.raw`\(?(?:(?:or|also|and),? )?by ${APPOINTMENT}(?: only\b)?\)?`,
    String.raw`\(?${APPOINTMENT} (?:only|required|necessary|needed)\b\)?`,
    String.raw`\(?(?:(?:must|please) )?call (?:ahead|first|for (?:an )?${APPOINTMENT})(?!\w)\)?`,
    String.raw`\(?while supplies last\b\)?`,
    String.raw`(?:or )?until (?:supplies|food) runs? out\b`,
    String.raw`\(?walk-?ins? (?:welcome|accepted|only)\b\)?`,
    String.raw`first[- ]come,? first[- ]served\b`,
    String.raw`emergenc(?:y|ies)\b(?: only\b)?`,
    String.raw`on call\b`,
    String.raw`appts?\b\.?`,
  ]
    .map((words) => String.raw`(?<![\w-])${words}`)
    .join("|"),
  "g",
);
const HOLIDAYS =
  /\(?(?<![\w-])(?:except(?: for| on)?|excluding|closed(?: on)?)(?: (?:major|federal|public|legal|all|most|the))* holidays\b\)?/g;
// Which of the month's Tuesdays, or one Tuesday in three?
const EVERY_NTH = /\bevery (?:\d(?:st|nd|rd|th)|second|third|fourth|fifth) (?!and\b|or\b|&|,)(?!.*\bmonth)/;
const MONTHLY_BY_TURNS = /\bmonthly[;,:]?\s*(?=\d(?:st|nd|rd|th)\b|first\b|second\b|third\b|fourth\b|last\b)/g;
const TURN_AFTER_TURN = /(\d(?:st|nd|rd|th));\s*(?=\d(?:st|nd|rd|th)\b)/g;

/** The lines of a text, or the first word that is not known; what is doubtful about them is added to the doubts. */
export function tokenLines(text: string, doubts: Set<HoursDoubt>): Token[][] | UnknownWord {
  const lines: Token[][] = [];
  for (const words of linesOf(text)) {
    if (EVERY_NTH.test(words)) doubts.add("every-nth");
    const tokens = tokensOf(marked(words, doubts), doubts);
    if ("unknown" in tokens) return tokens;
    if (tokens.length > 0) lines.push(tokens);
  }
  return lines;
}

function linesOf(text: string): string[] {
  const plain = text
    .replace(/\\n|<\/tr>|<\/p>|<\/li>|<\/div>|<br ?\/?>/gi, "\n")
    .replace(/<[^>]*>/g, " ")
    .replace(/&nbsp;|[\u00a0\u2007-\u200b\u202f\u2060\ufeff]/gi, " ")
    .replace(/&amp;/gi, "&")
    .replace(/[‐-―−ー→~～]|&[mn]dash;/g, "-")
    // Letters and figures as wide as an ideogram are the same letters and figures.
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(MONTHLY_BY_TURNS, "")
    .replace(TURN_AFTER_TURN, "$1, ");
  return plain
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function marked(line: string, doubts: Set<HoursDoubt>): string {
  const mark = (doubt: HoursDoubt) => () => {
    doubts.add(doubt);
    return ` ${CONDITION_MARK} `;
  };
  return line
    .replace(HOLIDAYS, mark("holidays"))
    .replace(CONDITION, mark("condition"))
    .replace(/\b(?:open )?24\s*\/\s*7\b/g, " roundtheclock ")
    .replace(/\b24\s*(?:hours|hrs)\b(?: a day\b| per day\b)?/g, " wholeday ")
    .replace(/\b(?:7|seven) days (?:a|per|\/) ?week\b|\bevery ?day\b|\btodos los dias\b/g, " daily ")
    .replace(/\b12(?::00)?\s*(noon|midnight)\b/g, "$1")
    .replace(/\bm\s*-\s*f\b/g, "mon - fri")
    .replace(/\.\s*$/, "");
}

const WORD =
  /\s*(?:(\d{1,2})(?:st|nd|rd|th)\b|(\d{1,2})(?::?(\d{2}))?(:00)?(?![\d:])(?:\s*([ap])\.?\s?m\b\.?|([ap])\b\.?)?(?![a-z])|([a-z]+)\.?(?:\s+(\d{1,2})(?![\d:]|\s*[ap]\.?m|st|nd|rd|th))?:?|(-)|([,&+/])|(\u00a6))/y;

function tokensOf(line: string, doubts: Set<HoursDoubt>): Token[] | UnknownWord {
  const tokens: Token[] = [];
  WORD.lastIndex = 0;
  while (WORD.lastIndex < line.length && line.slice(WORD.lastIndex).trim() !== "") {
    const from = WORD.lastIndex;
    const found = WORD.exec(line);
    const token = found ? tokenOf(found, doubts) : null;
    if (!found || token === null) return { unknown: firstWord(line.slice(from)) };
    if (token !== "filler") tokens.push(token);
    const [, , , , , , , word, date] = found;
    // A number behind a word that is no month is a word of its own.
    if (word && date && (token === "filler" || token.kind !== "month")) WORD.lastIndex -= date.length;
  }
  return tokens;
}

const firstWord = (text: string) => /^\s*(\S+)/.exec(text)?.[1]?.slice(0, 40) ?? "";

function tokenOf(found: RegExpExecArray, doubts: Set<HoursDoubt>): Token | "filler" | null {
  const [text, ordinal, hour, minute, , half, attached, word, date, dash, , condition] = found;
  if (ordinal) return nthToken(Number(ordinal));
  if (hour) {
    const colon = /\d:\d/.test(text);
    const said = half ?? attached;
    // "930 am" is a time; "930" alone may be anything.
    if (minute !== undefined && !colon && !said) return null;
    return timeToken(hour, Number(minute ?? 0), said, colon);
  }
  if (word) return wordToken(word, date, doubts);
  return { kind: dash ? "to" : condition ? "condition" : "and" };
}

function nthToken(nth: number): Token | null {
  return nth >= 1 && nth <= 5 ? { kind: "nth", nth: nth as Nth } : null;
}

function timeToken(written: string, minute: number, half: string | undefined, colon: boolean): Token | null {
  const hour = Number(written);
  const most = half ? 12 : 24;
  if (hour > most || (half && hour < 1) || minute > 59 || (hour === 24 && minute > 0)) return null;
  const padded = colon && written.startsWith("0");
  return { kind: "time", hour, minute, half: half ? (half === "a" ? "am" : "pm") : null, colon, padded, named: false };
}

const named = (half: Half): Token => ({
  kind: "time",
  hour: 12,
  minute: 0,
  half,
  colon: true,
  padded: false,
  named: true,
});

const WORDS: Readonly<Record<string, Token>> = {
  noon: named("pm"),
  midnight: named("am"),
  closed: { kind: "closed" },
  off: { kind: "closed" },
  cerrado: { kind: "closed" },
  monthly: { kind: "monthly" },
  roundtheclock: { kind: "whole-day", everyDay: true },
  wholeday: { kind: "whole-day", everyDay: false },
  daily: { kind: "weekday", weekdays: ALL_DAYS, isDaily: true },
  weekdays: { kind: "weekday", weekdays: WORKING_DAYS },
  weekends: { kind: "weekday", weekdays: WEEKEND },
  and: { kind: "and" },
  y: { kind: "and" },
  ...Object.fromEntries(
    ["to", "through", "thru", "until", "til", "till", "a"].map((word) => [word, { kind: "to" } as const]),
  ),
};

function wordToken(word: string, date: string | undefined, doubts: Set<HoursDoubt>): Token | "filler" | null {
  if (FILLERS.test(word)) return "filler";
  const known = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  if (known) return known;
  const nth = Object.hasOwn(ORDINALS, word) ? ORDINALS[word] : undefined;
  if (nth) return { kind: "nth", nth };
  if (WEEKDAY.test(word)) return dayToken(WEEKDAYS.indexOf(word.slice(0, 2)));
  const spanish = SPANISH.findIndex((name) => word === name || word === `${name}s`);
  if (spanish >= 0) return dayToken(spanish);
  if (MONTH.test(word)) {
    const month = MONTHS.findIndex((name) => word.startsWith(name)) + 1;
    return { kind: "month", month, date: date ? Number(date) : null };
  }
  return lettersToken(word, doubts);
}

const dayToken = (place: number): Token => ({ kind: "weekday", weekdays: [(place + 1) as Weekday] });

/** "MWF", "TTh", or one letter that can be one day only. "MF" may be two days or five, and an S two. */
function lettersToken(word: string, doubts: Set<HoursDoubt>): Token | null {
  if (!/^(?:[mtwf]|(?=.{3})(?!mth$)m?(?:tu?)?w?(?:th)?f?(?:sa)?(?:su)?)$/.test(word)) return null;
  const letters = word.match(/tu|th|sa|su|m|t|w|f/g) ?? [];
  if (letters.join("") !== word) return null;
  doubts.add("letters");
  return {
    kind: "weekday",
    weekdays: letters.map(
      (letter) =>
        (WEEKDAYS.findIndex((day) => day === letter || (letter.length === 1 && day[0] === letter)) + 1) as Weekday,
    ),
  };
}
