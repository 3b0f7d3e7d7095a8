// What hours in words look like with their days and times left out, so that like rows can be looked at together. Reads no meaning.

const WEEKDAY = /\b(mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(day|nesday|sday|rsday|urday)?s?\b\.?/g;
const MONTH = /\b(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b\.?/g;
const MOST_LENGTH = 300;

/** The same text for texts that differ in days, times and turns only, and in how often a line comes again. */
export function shapeOf(text: string): string {
  const lines = text
    .replace(/\\n|<\/(tr|p|li|div)>|<br ?\/?>|;/gi, "\n")
    .replace(/<[^>]*>|&nbsp;/gi, " ")
    .replace(/[‐-―−]/g, "-")
    .toLowerCase()
    .split("\n")
    .map(shapeOfLine)
    .filter((line) => line !== "");
  return lines
    .filter((line, place) => line !== lines[place - 1])
    .join(" / ")
    .slice(0, MOST_LENGTH);
}

function shapeOfLine(line: string): string {
  return line
    .replace(WEEKDAY, "day")
    .replace(MONTH, "month")
    .replace(/\b(\d+(st|nd|rd|th)|first|second|third|fourth|fifth|last)\b/g, "turn")
    .replace(/\bday\s*(-|to|thru|through)\s*day\b/g, "day")
    .replace(/\b\d{1,2}(:\d{2}){0,2}\s*[ap]\.?m?\b\.?|\bnoon\b|\bmidnight\b/g, "half")
    .replace(/\b\d{1,2}(:\d{2}){0,2}\b/g, "time")
    .replace(/\b(every|each|weekly|the|of)\b/g, " ")
    .replace(/[\s,&+/.:()]+|\band\b/g, " ")
    .replace(/\b(day|turn)( \1)+\b/g, "$1")
    .replace(/\s*-\s*/g, "-")
    .replace(/\s+/g, " ")
    .trim();
}
