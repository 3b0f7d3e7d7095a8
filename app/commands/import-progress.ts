// Shows on a terminal how far an import is. Says nothing of what lasts less than a second.
import type { Say } from "#app/i18n/say";
import type { Progress } from "#app/interop/import/watch";

type Screen = { readonly isTTY?: boolean; write(text: string): unknown };

const quietMilliseconds = 1000;

/** On a terminal one line that is written over; into a file a line a second at most. */
export function progressTo(screen: Screen, say: Say): { show(progress: Progress): void; clear(): void } {
  const onTerminal = screen.isTTY === true;
  let shownAt = performance.now();
  let shown = false;
  const clear = () => {
    if (shown && onTerminal) screen.write("\r\u001b[K");
    shown = false;
  };
  return {
    show({ step, done, total }) {
      const now = performance.now();
      if (now - shownAt < (onTerminal ? quietMilliseconds / 10 : quietMilliseconds)) return;
      shownAt = now;
      clear();
      const line = say(`import.progress.${step}`, {
        done: done.toLocaleString("en"),
        total: total.toLocaleString("en"),
      });
      screen.write(onTerminal ? line : `${line}\n`);
      shown = true;
    },
    clear,
  };
}
