// Reads hours that a person wrote as text or as a small HTML table: all of it or nothing, and says how sure the reading is.
import { isRule } from "#app/models/values/span-rule";
import { isSpan, type WeeklySpan } from "#app/models/values/weekly-hours";
import { spansInAgreement } from "./hours-agree";
import { groupsOf, type HoursGroup, type HoursMiss, NotRead } from "./hours-groups";
import type { Clock } from "./hours-times";
import { type HoursDoubt, type Token, tokenLines } from "./hours-tokens";

/**
 * certain: every word was understood, and can mean one thing only; an import may apply it.
 * likely: every word was understood, and something was guessed or limits the hours; a person must say yes.
 */
export type HoursReading =
  | {
      readonly confidence: "certain" | "likely";
      readonly spans: readonly WeeklySpan[];
      readonly doubts: readonly HoursDoubt[];
    }
  | {
      readonly confidence: "none";
      /** A catalogue key under `hours.why`. */
      readonly why: HoursMiss | "blank" | "too-long" | "word" | "contradiction" | "nothing-open";
      /** The first word that is not known. */
      readonly word: string | null;
    };

const MOST_LENGTH = 4000;

export function readHours(text: string): HoursReading {
  if (text.trim() === "") return missed("blank");
  if (text.length > MOST_LENGTH) return missed("too-long");
  const doubts = new Set<HoursDoubt>();
  const lines = tokenLines(text, doubts);
  if ("unknown" in lines) return missed("word", lines.unknown);
  try {
    const spans = spansInAgreement(readLines(lines, doubts), doubts);
    if (spans === null) return missed("contradiction");
    if (spans.length === 0) return missed("nothing-open");
    if (!spans.every((span) => isSpan(span) && isRule(span))) return missed("order");
    return { confidence: doubts.size === 0 ? "certain" : "likely", spans, doubts: [...doubts] };
  } catch (failure) {
    if (failure instanceof NotRead) return missed(failure.why);
    throw failure;
  }
}

/** Only what is certain; null otherwise. */
export function readHoursText(text: string): WeeklySpan[] | null {
  const reading = readHours(text);
  return reading.confidence === "certain" ? [...reading.spans] : null;
}

function missed(why: Extract<HoursReading, { confidence: "none" }>["why"], word: string | null = null): HoursReading {
  return { confidence: "none", why, word };
}

/** Line by line; where a line is no sentence of its own, all of them as one: days above, times below. */
function readLines(lines: readonly (readonly Token[])[], doubts: Set<HoursDoubt>): HoursGroup[] {
  const tokens = lines.flat();
  const times = tokens.filter((token) => token.kind === "time");
  const isOf24 = times.every(({ half }) => half === null) && times.some(({ hour }) => hour > 12);
  const apart: Clock = { isOf24, doubts: new Set() };
  try {
    const groups = lines.flatMap((line) => groupsOf(line, apart));
    for (const doubt of apart.doubts) doubts.add(doubt);
    return groups;
  } catch (failure) {
    if (lines.length < 2 || !(failure instanceof NotRead)) throw failure;
    const groups = groupsOf(tokens, { isOf24, doubts });
    doubts.add("lines-joined");
    return groups;
  }
}
