// Warns two minutes before a session ends and lets one key extend it. Asks the server without keeping the session awake; without script it is not there.
import { Link, useFetcher, useLocation } from "@remix-run/react";
import { useCallback, useEffect, useState } from "react";
import { useSay } from "#app/i18n/speech";
import { askNumber } from "./ask-number";
import { Notice } from "./notice";

const WARN_SECONDS = 120;
// Another window may have kept the session awake, so it is asked again before anything is said.
const ASK_MILLISECONDS = 30_000;

type Told = { secondsLeft?: number; answer?: { secondsLeft: number } };

/** What was entered stays on the page in every case: signing in again happens in another window. */
export function SessionWarning() {
  const say = useSay();
  const secondsLeft = useSecondsLeft();
  const extend = useFetcher<Told>({ key: "session-extend" });
  if (secondsLeft === null || secondsLeft > WARN_SECONDS) return <div role="status" aria-live="polite" />;
  const ended = secondsLeft <= 0;
  return (
    <div role="status" aria-live="polite" className="session-warning">
      <Notice tone="warning" title={say(ended ? "session.ended.title" : "session.warning.title")}>
        <p>
          {ended
            ? say("session.ended.draft-kept")
            : say("session.warning.time-left", { count: Math.max(1, Math.ceil(secondsLeft / 60)) })}
        </p>
        {ended ? (
          <Link to="/sign-in" target="_blank" rel="noopener" className="usa-button">
            {say("session.ended.again")}
          </Link>
        ) : (
          <extend.Form method="post" action="/session">
            <button type="submit" className="usa-button">
              {say("session.warning.extend")}
            </button>
          </extend.Form>
        )}
      </Notice>
    </div>
  );
}

/** Seconds as the server told them last; null before it was asked. Every page that loads is a sign of work and begins anew. */
function useSecondsLeft(): number | null {
  const [seconds, setSeconds] = useState<number | null>(null);
  const { key } = useLocation();
  const extended = useFetcher<Told>({ key: "session-extend" }).data;
  const ask = useCallback(async () => {
    const left = await askNumber("/session", "secondsLeft");
    if (left !== null) setSeconds(left);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page, or an extension, is the reason to ask afresh.
  useEffect(() => {
    void ask();
    const timer = setInterval(() => void ask(), ASK_MILLISECONDS);
    return () => clearInterval(timer);
  }, [ask, key, extended]);
  return seconds;
}
