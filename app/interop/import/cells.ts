// Reads single cells: days, times, weekdays, points, yes and no, lists, mailboxes. Never knows which row a cell is in.

/** Minutes from midnight; 1440 is the end of the day. */
export type Minute = number;

// Marks without width that copying from a web page leaves; with them inside, two names that look the same are not.
const UNSEEN = /[\u200B\u2060\uFEFF]/g;

/** The text without outer blanks and unseen marks. */
export const readVisible = (text: string): string => text.replace(UNSEEN, "").trim();

/** The cell's text with outer blanks and unseen marks gone; some publishers write the word null for nothing. */
export function readText(cell: string | undefined): string {
  const text = readVisible(cell ?? "");
  return text.toLowerCase() === "null" ? "" : text;
}

/** One line of text: inner line breaks and runs of blanks become one blank. */
export function readLine(cell: string | undefined): string {
  return readText(cell).replace(/\s+/g, " ");
}

export function readYesNo(cell: string | undefined): boolean | null {
  const text = readText(cell).toLowerCase();
  if (["true", "t", "yes", "y", "1"].includes(text)) return true;
  if (["false", "f", "no", "n", "0"].includes(text)) return false;
  return null;
}

const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** A calendar day as `YYYY-MM-DD`; `unreadable` is not a day; `yearless` is one written with the year 0001, which stands for "each year". */
export type ReadDay = { day: string } | "blank" | "unreadable" | "yearless";

/**
 * Reads `2014-12-24`, `12/24/2014`, `1/2/14`, `December 24, 2014`, `24 December 2014` and an instant's day.
 * Two-digit years: 00 to 68 are 2000 to 2068, 69 to 99 are 1969 to 1999 (POSIX `%y`).
 */
export function readDay(cell: string | undefined): ReadDay {
  const text = readText(cell);
  if (text === "") return "blank";
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso) return dayOf(iso[1], iso[2], iso[3]);
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/.exec(text);
  if (american) return dayOf(fullYear(american[3] ?? ""), american[1], american[2]);
  const spelled = /^([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/.exec(text);
  if (spelled) return dayOf(spelled[3], monthNumber(spelled[1] ?? ""), spelled[2]);
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})$/.exec(text);
  if (dayFirst) return dayOf(dayFirst[3], monthNumber(dayFirst[2] ?? ""), dayFirst[1]);
  return "unreadable";
}

function fullYear(year: string): string {
  if (year.length === 4) return year;
  return Number(year) <= 68 ? `20${year}` : `19${year}`;
}

function monthNumber(name: string): string {
  const index = monthNames.indexOf(name.slice(0, 3).toLowerCase());
  return index < 0 ? "0" : String(index + 1);
}

function dayOf(yearText?: string, monthText?: string, dayText?: string): ReadDay {
  const [year, month, day] = [Number(yearText), Number(monthText), Number(dayText)];
  const lastDay = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  if (lastDay === undefined || day < 1 || day > lastDay) return "unreadable";
  if (year === 1) return "yearless";
  if (year < 1000) return "unreadable";
  return { day: `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}` };
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** A time of day in minutes; `zoned` when it carries `Z` or an offset, so that the clock on the wall is not certain. */
export type ReadTime = { minute: Minute; zoned: boolean } | "blank" | "unreadable";

/** Reads `9:30`, `10:00:00`, `3:00 PM`, `3pm`, `noon`, `midnight`, `24:00` and `09:00:00Z`. */
export function readTime(cell: string | undefined): ReadTime {
  const text = readText(cell).toLowerCase().replaceAll(".", "");
  if (text === "") return "blank";
  if (text === "noon") return { minute: 720, zoned: false };
  if (text === "midnight") return { minute: 0, zoned: false };
  const parts = /^(\d{1,2})(?::(\d{2}))?(?::\d{2}(?:\.\d+)?)? ?(am|pm|a|p)?(z|[+-]\d{2}:?\d{2})?$/.exec(text);
  if (!parts || (parts[2] === undefined && parts[3] === undefined)) return "unreadable";
  const [hour, minute] = [Number(parts[1]), Number(parts[2] ?? "0")];
  if (minute > 59) return "unreadable";
  const half = parts[3]?.[0];
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return "unreadable";
    return { minute: ((hour % 12) + (half === "p" ? 12 : 0)) * 60 + minute, zoned: parts[4] !== undefined };
  }
  if (hour > 24 || (hour === 24 && minute > 0)) return "unreadable";
  return { minute: hour * 60 + minute, zoned: parts[4] !== undefined };
}

const weekdayNames = ["mo", "tu", "we", "th", "fr", "sa", "su"];

/** ISO weekday, Monday = 1, or null. Reads names, their first letters, and iCalendar's `MO`. */
export function readWeekday(cell: string | undefined): number | null {
  const text = readText(cell).toLowerCase().replace(/\.$/, "");
  if (/^[1-7]$/.test(text)) return Number(text);
  if (
    !/^(mo(n(day)?)?|tu(e(s(day)?)?)?|we(d(nesday)?)?|th(u(r(s(day)?)?)?)?|fr(i(day)?)?|sa(t(urday)?)?|su(n(day)?)?)$/.test(
      text,
    )
  ) {
    return null;
  }
  return weekdayNames.indexOf(text.slice(0, 2)) + 1;
}

/** Cells of lists: `Spanish, Tagalog`; also with semicolons. Blanks and repeats are dropped. */
export function readList(cell: string | undefined): string[] {
  const text = readText(cell);
  if (text === "") return nothing;
  const parts = text
    .split(/[,;\n]/)
    .map((part) => readLine(part))
    .filter((part) => part !== "");
  return [...new Set(parts)];
}

// One for all: most cells of lists are empty, and a large file has a million of them.
const nothing: string[] = [];
Object.freeze(nothing);

/** A decimal number, or null. */
export function readDecimal(cell: string | undefined): number | null {
  const text = readText(cell);
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

export function readMailbox(cell: string | undefined): string | null {
  const text = readText(cell);
  return /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/.test(text) && text.length <= 254 ? text : null;
}

/** A web address with its scheme; `www.example.org` gets `http://` because that is what browsers did with it. */
export function readWebsite(cell: string | undefined): string | null {
  const text = readText(cell);
  const address = /^https?:\/\//i.test(text) ? text : `http://${text}`;
  return /^https?:\/\/[^\s/?#]+\.[^\s/?#]+([/?#]\S*)?$/i.test(address) && address.length <= 2000 ? address : null;
}

/**
 * A telephone number as people read it: outer quotes, empty brackets and trailing hyphens gone. Letters stay, since
 * `(800) 370-LEAD` is how it is dialled. Null when fewer than three digits or letters are left.
 */
export function readPhoneNumber(cell: string | undefined): string | null {
  const text = readLine(cell)
    .replace(/^["']+|["']+$/g, "")
    .replace(/\(\s*\)/g, "")
    .replace(/[\s-]+$/, "")
    .trim();
  const bare = /^\((\d{3})\)$/.exec(text)?.[1] ?? text;
  return (bare.match(/[0-9A-Za-z]/g)?.length ?? 0) >= 3 && /\d/.test(bare) ? bare : null;
}

/** The words of a name without case, accents and signs, for comparing what two people typed. */
export function plainWords(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
