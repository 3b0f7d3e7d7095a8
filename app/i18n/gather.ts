// Gathers the areas of one language into its catalogue: refusal, event and mail texts are written beside their concept and said under one name.

export interface Texts {
  readonly [name: string]: string | Texts;
}

const GATHERED = ["refusal", "event", "mail"] as const;

/** Lays the areas out as top-level names and lifts each area's `refusal`, `event` and `mail` block to the top. */
export function gather(areas: Areas): Texts {
  return layOut(areas, () => {});
}

/** Keys that two areas write: only one of the texts can be said, so a test allows none. */
export function doubledKeys(areas: Areas): string[] {
  const doubled: string[] = [];
  layOut(areas, (key) => doubled.push(key));
  return doubled;
}

type Areas = Readonly<Record<string, Texts>>;
type OnDouble = (key: string) => void;

function layOut(areas: Areas, onDouble: OnDouble): Texts {
  const catalogue: Record<string, string | Texts> = {};
  for (const [area, texts] of Object.entries(areas)) {
    const own = Object.fromEntries(Object.entries(texts).filter(([name]) => !isGathered(name)));
    catalogue[area] = join(catalogue[area], own, area, onDouble);
    for (const block of GATHERED) {
      const lifted = texts[block];
      if (typeof lifted === "object") catalogue[block] = join(catalogue[block], lifted, block, onDouble);
    }
  }
  return catalogue;
}

function isGathered(name: string): boolean {
  return (GATHERED as readonly string[]).includes(name);
}

function join(before: string | Texts | undefined, added: Texts, path: string, onDouble: OnDouble): Texts {
  if (typeof before !== "object") return added;
  const joined: Record<string, string | Texts> = { ...before };
  for (const [name, text] of Object.entries(added)) {
    const place = `${path}.${name}`;
    const there = joined[name];
    if (there === undefined) joined[name] = text;
    else if (typeof there === "object" && typeof text === "object") joined[name] = join(there, text, place, onDouble);
    else onDouble(place);
  }
  return joined;
}
