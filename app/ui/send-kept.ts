// Sends what a telephone kept, line by line, each under its own key: a line that arrives twice counts once. Decides nothing about a line.
import { dropLine, type KeptLine, keepLine, readLines } from "./kept-roster";

const ADDRESS = "/portal/roster/send";

/** What stands in the way of the rest: nothing, no connection, nobody signed in, or somebody else. */
export type Sent = "all" | "away" | "signed-out" | "other";

/** @param owner whose lines; left out: anybody's, and the server says whose they are */
export async function sendKept(owner?: string): Promise<Sent> {
  for (const line of await readLines()) {
    if (line.refused !== null || (owner !== undefined && line.owner !== owner)) continue;
    const met = await sendLine(line);
    if (met !== "all") return met;
  }
  return "all";
}

async function sendLine(line: KeptLine): Promise<Sent> {
  const told: [string, string][] = [
    ["_key", line.key],
    ["owner", line.owner],
    ["sessionId", line.sessionId],
    ["takenAt", line.takenAt],
    ...line.fields.map(([name, value]): [string, string] => [name, value]),
  ];
  let answer: Response;
  try {
    answer = await fetch(ADDRESS, { method: "POST", body: new URLSearchParams(told) });
  } catch {
    return "away";
  }
  if (answer.redirected && new URL(answer.url).pathname !== ADDRESS) return "signed-out";
  if (answer.ok) await dropLine(line.key);
  else if (answer.status === 403) return "other";
  // Too many, busy or broken: it is tried again later.
  else if (answer.status === 429 || answer.status >= 500) return "away";
  else await keepLine({ ...line, refused: sentenceIn(await answer.json().catch(() => null)) });
  return "all";
}

type Refused = { message?: string; late?: string; lastResult?: { error?: Record<string, string[] | null> } } | null;

function sentenceIn(answer: Refused): string {
  const errors = Object.values(answer?.lastResult?.error ?? {}).flatMap((messages) => messages ?? []);
  return answer?.late ?? answer?.message ?? errors.join(" ");
}
