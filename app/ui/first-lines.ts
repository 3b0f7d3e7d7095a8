// Shortens words that somebody wrote to what fits in a list. Never for a page that is about them: there they stand whole.

const MOST_LINES = 3;
const MOST_LENGTH = 240;

export function firstLines(text: string): string {
  const few = text.split("\n").slice(0, MOST_LINES).join("\n");
  const short = few.length > MOST_LENGTH ? few.slice(0, MOST_LENGTH).trimEnd() : few;
  return short === text ? text : `${short} …`;
}
