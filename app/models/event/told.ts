// An event as a page is given it: the facts that a sentence can say, texts and numbers, and nothing else.
import type { TimelineEntry } from "./timeline.server";

export interface ToldEvent {
  readonly id: string;
  /** Catalogue key without its `event.` prefix. */
  readonly name: string;
  readonly facts: Record<string, string | number>;
  readonly at: Date;
  readonly by: string | null;
}

export function told({ id, name, facts, at, by }: TimelineEntry): ToldEvent {
  const sayable = Object.entries(facts).filter(
    (pair): pair is [string, string | number] => typeof pair[1] === "string" || typeof pair[1] === "number",
  );
  return { id, name, facts: Object.fromEntries(sayable), at, by: by === "" ? null : by };
}
