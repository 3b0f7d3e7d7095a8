// Sends a form's fields to be kept, a moment after the last change and before anything is pressed. Judges nothing; without script it does nothing.
import { useFetcher } from "@remix-run/react";
import { type FormEvent, useEffect, useRef } from "react";

/** A pause in writing after which what is there is kept. */
const PAUSE_MILLISECONDS = 1200;

export type Keeping = "keeping" | "kept" | "not-kept" | null;

/**
 * A later change waits for the next moment. What the address answers says that it was kept.
 * @param key of the page's own, such as the draft's
 * @param intent sent instead of the form's own
 */
export function useKeeping<Answer>(key: string, address: string, intent?: string) {
  const fetcher = useFetcher<{ answer?: Answer }>({ key: `keep-${key}` });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const keepSoon = (event: FormEvent<HTMLElement>) => {
    const form = (event.target as HTMLInputElement).form;
    if (!form) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const entered = new FormData(form);
      entered.delete("_key");
      if (intent) entered.set("intent", intent);
      fetcher.submit(entered, { method: "post", action: address });
    }, PAUSE_MILLISECONDS);
  };
  const answer = fetcher.data?.answer ?? null;
  const said: Keeping = fetcher.state !== "idle" ? "keeping" : answer ? "kept" : fetcher.data ? "not-kept" : null;
  return { keepSoon, said, answer } as const;
}
