// Reads what was typed after a command. Never guesses: an unknown word stops the command with its usage.
import { Stop } from "./stop";

export type Words = { plain: string[]; flags: Set<string>; values: Map<string, string> };
export type Grammar = {
  /** Words with two dashes that stand alone. */
  flags: string[];
  /** Words with two dashes that another word follows, or an equals sign and it. */
  values: string[];
  /** How many words without dashes there may be. */
  most: number;
  usage: string;
};

/** @throws Stop with the usage when a word is unknown, missing or too many */
export function readWords(words: string[], grammar: Grammar): Words {
  const read: Words = { plain: [], flags: new Set(), values: new Map() };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [name = "", ...given] = word.replace(/^--/, "").split("=");
    if (!word.startsWith("--")) read.plain.push(word);
    else if (grammar.flags.includes(name) && given.length === 0) read.flags.add(name);
    else if (grammar.values.includes(name))
      read.values.set(
        name,
        given.length > 0 ? given.join("=") : (rest.shift() ?? refuse(`--${name} needs a value`, grammar)),
      );
    else refuse(`${word} is not known`, grammar);
  }
  if (read.plain.length > grammar.most) refuse(`${read.plain[grammar.most]} is one word too many`, grammar);
  return read;
}

function refuse(reason: string, grammar: Grammar): never {
  throw new Stop(`${reason}. Usage: ${grammar.usage}`);
}
