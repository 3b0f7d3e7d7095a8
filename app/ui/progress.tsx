// What tells people that a page is on its way and, when it is there, takes the keyboard's focus to it.
import { useLocation, useNavigation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useSay } from "#app/i18n/speech";

/** A thin bar under the head; style sheets show it only when the answer takes longer than a blink. */
export function BusyBar() {
  const say = useSay();
  const busy = useNavigation().state !== "idle";
  return (
    <div className="busy" role="status" data-busy={busy || undefined}>
      {busy ? <span className="usa-sr-only">{say("ui.loading")}</span> : null}
    </div>
  );
}

/** A new page starts at its main content, as it would without script. */
export function useFocusOnArrival(): void {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    document.getElementById("main-content")?.focus({ preventScroll: true });
  }, [pathname]);
}
