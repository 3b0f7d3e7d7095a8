// The stream one open page reads: says that something changed, and nothing of what. Never faster than a slow reader bears.
import type { Watcher } from "./live.server";

const HEARTBEAT_MILLISECONDS = 25_000;
// A proxy or a sleeping telephone may hold a stream for dead; a new one every quarter of an hour costs nothing.
const LONGEST_MILLISECONDS = 15 * 60_000;
// However much happens, a page is told at once and then once a second: what it fetches is all there is.
const QUIET_MILLISECONDS = 1000;

interface Watching {
  readonly membershipId: string;
  readonly sessionId: string;
  /** Gone when the browser is. */
  readonly signal: AbortSignal;
  /** Seconds this session still has, asked without keeping it awake. */
  secondsLeft(): Promise<number>;
}

/**
 * Server-sent events: `changed` whenever the desk's notices did, a heartbeat between. Ends with the session, with the browser,
 * and after a quarter of an hour.
 * @param watch adds the page to those who are told, and answers what takes it away again
 */
export function liveStream(watching: Watching, watch: (watcher: Watcher) => () => void): ReadableStream<Uint8Array> {
  const words = new TextEncoder();
  let end: (closing?: boolean) => void = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (text: string) => controller.enqueue(words.encode(text));
      let waiting: NodeJS.Timeout | undefined;
      let more = false;
      const timers = [
        // Nobody takes what is there: another heartbeat would only lie in memory.
        setInterval(() => (controller.desiredSize ?? 0) > 0 && say(": still here\n\n"), HEARTBEAT_MILLISECONDS),
        setTimeout(() => end(), LONGEST_MILLISECONDS),
      ];
      const gone = () => end();
      let ended = false;
      let leave = () => {};
      end = (closing = true) => {
        if (ended) return;
        ended = true;
        leave();
        clearTimeout(waiting);
        for (const timer of timers) clearTimeout(timer);
        watching.signal.removeEventListener("abort", gone);
        // A reader that went away has closed it already.
        if (closing) controller.close();
      };
      const tell = () => {
        more = waiting !== undefined;
        if (ended || more) return;
        say("event: changed\ndata: {}\n\n");
        waiting = setTimeout(() => {
          waiting = undefined;
          if (more) tell();
        }, QUIET_MILLISECONDS);
      };
      watching.signal.addEventListener("abort", gone);
      say("retry: 3000\n\n");
      leave = watch({
        membershipId: watching.membershipId,
        sessionId: watching.sessionId,
        end: () => end(),
        changed: () => tell(),
      });
      if (ended) leave();
      endWithSession(watching, () => end());
    },
    cancel: () => end(false),
  });
}

/** Looks again when the session should have ended: work in another page may have kept it awake. */
function endWithSession(watching: Watching, end: () => void): void {
  const look = async () => {
    const seconds = await watching.secondsLeft().catch(() => 0);
    if (seconds <= 0) return end();
    const timer = setTimeout(() => void look(), Math.min(seconds + 1, 1800) * 1000);
    timer.unref();
    watching.signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  };
  void look();
}
