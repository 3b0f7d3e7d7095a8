// What this telephone keeps, for a page: the roster, the lines that wait, and whether the page opens without a connection. Sends when there is one.
import { useCallback, useEffect, useState } from "react";
import { type KeptLine, readLines, readTaken, type TakenRoster } from "./kept-roster";
import { type Sent, sendKept } from "./send-kept";

/** A connection that a browser believes in may still be none. */
const AGAIN_MILLISECONDS = 20_000;

export interface Kept {
  /** Undefined until it was looked for. */
  readonly roster: TakenRoster | null | undefined;
  readonly lines: readonly KeptLine[];
  /** What stood in the way the last time; null where there was nothing to send. */
  readonly met: Sent | null;
  readonly look: () => Promise<void>;
  readonly send: () => Promise<void>;
}

export function useKept(): Kept {
  const [kept, setKept] = useState<Pick<Kept, "roster" | "lines">>({ roster: undefined, lines: [] });
  const [met, setMet] = useState<Sent | null>(null);
  const look = useCallback(async () => setKept({ roster: await readTaken(), lines: await readLines() }), []);
  const send = useCallback(async () => {
    if ((await readLines()).length === 0) return;
    setMet(navigator.onLine ? await sendKept() : "away");
    await look();
  }, [look]);
  useEffect(() => {
    void look().then(send);
    const again = setInterval(() => void send(), AGAIN_MILLISECONDS);
    const now = () => void send();
    window.addEventListener("online", now);
    return () => {
      clearInterval(again);
      window.removeEventListener("online", now);
    };
  }, [look, send]);
  return { ...kept, met, look, send };
}

export type Readiness = "getting-ready" | "ready" | "cannot";

/** Has the page and its parts kept, so that it opens again without a connection. */
export function useReadiness(): Readiness {
  const [readiness, setReadiness] = useState<Readiness>("getting-ready");
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return setReadiness("cannot");
    // Opened without a connection already: it is there.
    if (!navigator.onLine) return setReadiness("ready");
    void keepPage()
      .then(() => setReadiness("ready"))
      .catch(() => setReadiness("cannot"));
  }, []);
  return readiness;
}

async function keepPage(): Promise<void> {
  await navigator.serviceWorker.register("/take-along-worker.js", { scope: "/take-along" });
  const { active } = await navigator.serviceWorker.ready;
  const line = new MessageChannel();
  const kept = new Promise<void>((done) => {
    line.port1.onmessage = () => done();
  });
  active?.postMessage({ assets: await assetsOfPage() }, [line.port2]);
  await kept;
}

/** Everything this page was made of: what its text names, and what was fetched since, such as the words. */
async function assetsOfPage(): Promise<string[]> {
  const text = await (await fetch("/take-along", { credentials: "omit" })).text();
  const fetched = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
  const named = text.match(/\/assets\/[\w./-]+\.\w+/g) ?? [];
  return [...new Set([...named, ...fetched])].filter((address) => address.startsWith("/assets/"));
}
