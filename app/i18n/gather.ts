// Gathers the areas of one language into its catalogue: refusal, event and mail texts are written beside their concept and said under one name.

export interface Texts {
  readonly [name: string]: string | Texts;
}

const GATHERED = ["refusal", "event", "mail"] as const;

/**
 * Lays the areas out as top-level names and lifts each area's `refusal`, `event` and `mail` block to the top.
 * @throws RangeError when two areas write the same text: the later one would silently win
 */
export function gather(areas: Readonly<Record<string, Texts>>): Texts {
  const catalogue: Record<string, string | Texts> = {};
  for (const [area, texts] of Object.entries(areas)) {
    const own = Object.fromEntries(Object.entries(texts).filter(([name]) => !isGathered(name)));
    catalogue[area] = join(catalogue[area], own, area);
    for (const block of GATHERED) {
      const lifted = texts[block];
      if (typeof lifted === "object") catalogue[block] = join(catalogue[block], lifted, block);
    }
  }
  return catalogue;
}

function isGathered(name: string): boolean {
  return (GATHERED as readonly string[]).includes(name);
}

function join(before: string | Texts | undefined, added: Texts, path: string): Texts {
  if (typeof before !== "object") return added;
  const joined: Record<string, string | Texts> = { ...before };
  for (const [name, text] of Object.entries(added)) {
    const place = `${path}.${name}`;
    const there = joined[name];
    if (there === undefined) joined[name] = text;
    else if (typeof there === "object" && typeof text === "object") joined[name] = join(there, text, place);
    else throw new RangeError(`two texts for ${place}`);
  }
  return joined;
}
