// Keeps a step of a referral's draft while it is written, and says when. Takes the step's form; without script its button does it.
import type { ReactNode } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import { SubmitButton } from "./button";
import { useKeeping } from "./use-keeping";

export function KeptWhileWritten({ draftId, children }: { draftId: string; children: ReactNode }) {
  const say = useSay();
  const formats = useFormats();
  const { keepSoon, said, answer } = useKeeping<{ keptAt: string }>(draftId, "/agency/referrals/new/keep");
  const time = answer ? formats.time(answer.keptAt) : "";
  return (
    <div onChange={keepSoon}>
      {children}
      <p className="soft form-kept" role="status">
        {said ? say(`referral.new.${said}`, { time }) : ""}
      </p>
    </div>
  );
}

/** Beside the button that goes on. */
export function LaterButton() {
  const say = useSay();
  return (
    <SubmitButton name="later" value="yes" look="secondary">
      {say("referral.new.later")}
    </SubmitButton>
  );
}
