// Keeps the bell's count true while a page is open: told by the server, it asks for the number. Without script the count is that of the page.
import { useLocation, useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { askNumber } from "./ask-number";

const LINE = "/notices/live";
/** Pages of one browser hold one line together: a browser gives a site few of them. */
const ONE_LINE = "throughline-notices";

/** The number of unread notices: the page's own, and from then on what the server tells. */
export function useUnread(ofPage: number, desk: string): number {
  const { pathname } = useLocation();
  const { revalidate } = useRevalidator();
  const [unread, setUnread] = useState(ofPage);
  useEffect(() => setUnread(ofPage), [ofPage]);
  const onList = useRef(false);
  onList.current = pathname === "/notices";
  // biome-ignore lint/correctness/useExhaustiveDependencies: another desk is another line.
  useEffect(
    () =>
      holdLine(() => {
        if (onList.current) revalidate();
        else void askNumber("/notices/waiting", "unread").then((count) => count === null || setUnread(count));
      }),
    [desk],
  );
  return unread;
}

/** One page holds the line and passes on what it hears; when it closes, another takes it. */
function holdLine(changed: () => void): () => void {
  const away = new AbortController();
  const between = new BroadcastChannel(ONE_LINE);
  between.onmessage = changed;
  const hold = () =>
    new Promise<void>((done) => {
      const line = new EventSource(LINE);
      line.addEventListener("changed", () => {
        changed();
        between.postMessage("changed");
      });
      away.signal.addEventListener("abort", () => {
        line.close();
        done();
      });
    });
  // Where a browser has no locks, as over plain http, only the page in front holds a line.
  if (navigator.locks) void navigator.locks.request(ONE_LINE, { signal: away.signal }, hold).catch(() => {});
  else if (document.visibilityState === "visible") void hold();
  return () => {
    away.abort();
    between.close();
  };
}
