// What could no longer be done, because the thing had moved on: said above the page, which then shows how it stands now. Sends nothing.
import { useLocation, useNavigation, useRevalidator } from "@remix-run/react";
import { useContext, useEffect, useRef, useState } from "react";
// The form that was sent may be gone from the page as it stands now, and its answer with it: only the router still holds it.
import { UNSAFE_DataRouterStateContext as RouterState } from "react-router";
import { useSay } from "#app/i18n/speech";
import { Notice } from "./notice";

export function LateRefusal() {
  const say = useSay();
  const answers = useContext(RouterState)?.actionData;
  const { key } = useLocation();
  const isIdle = useNavigation().state === "idle";
  const { revalidate } = useRevalidator();
  // It is another function once reading anew has begun; asked again then, it would break off what it began.
  const readAnew = useRef(revalidate);
  readAnew.current = revalidate;
  const [kept, setKept] = useState<{ words: string; at: string } | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const told = lateIn(answers);
  // The router leaves the page as it was after a refusal, and forgets the answer when it reads anew: so the sentence is kept here.
  useEffect(() => {
    // What was sent is read to its end first: breaking that off would be told as a fault of the page.
    if (told === null || !isIdle) return;
    setKept({ words: told, at: key });
    readAnew.current();
  }, [told, key, isIdle]);
  const words = told ?? (kept?.at === key ? kept.words : null);
  useEffect(() => {
    if (words !== null) box.current?.focus();
  }, [words]);
  if (words === null) return null;
  return (
    <div className="late-refusal" ref={box} tabIndex={-1} role="alert">
      <Notice tone="warning" title={words}>
        <p>{say("ui.late-refusal")}</p>
      </Notice>
    </div>
  );
}

function lateIn(answers: Readonly<Record<string, unknown>> | null | undefined): string | null {
  for (const answer of Object.values(answers ?? {})) {
    if (typeof answer === "object" && answer !== null && "late" in answer && typeof answer.late === "string")
      return answer.late;
  }
  return null;
}
