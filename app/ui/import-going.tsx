// An import under way: how far it is, looked at again by itself, and the way to stop it. Works without script by the link; never ends anything itself.
import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import { ActForm } from "./act-form";
import { ButtonLink, type ButtonLook, SubmitButton } from "./button";
import { importPath } from "./import-list";
import { Actions, Card } from "./layout-parts";
import { HiddenField } from "./text-fields";

const AGAIN_MILLISECONDS = 2000;

/** Asks the page anew every other second while something is under way and the page is in sight. */
export function useLookAgain(isGoing: boolean): void {
  const { revalidate, state } = useRevalidator();
  const isIdle = state === "idle";
  useEffect(() => {
    if (!isGoing || !isIdle) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") revalidate();
    }, AGAIN_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isGoing, revalidate, isIdle]);
}

export type Going = "previewing" | "importing" | "undoing";
export const isGoing = (state: string): state is Going =>
  state === "previewing" || state === "importing" || state === "undoing";

type Progress = { readonly step: string | null; readonly done: number | null; readonly total: number | null };

export function GoingCard({ id, state, progress }: { id: string; state: Going; progress: Progress | null }) {
  const say = useSay();
  const formats = useFormats();
  const step = say.any(`imports.one.step.${progress?.step ?? "wait"}`);
  const [done, total] = [progress?.done ?? 0, progress?.total ?? 0];
  const words =
    total > 0 ? say("imports.one.step-of", { step, done: formats.count(done), total: formats.count(total) }) : step;
  return (
    <Card title={say(`lifecycle.import.state.${state}`)} look="act">
      <p>{say(`imports.one.going.${state}`)}</p>
      <div className="import-progress" role="status">
        <progress
          aria-label={say(`lifecycle.import.state.${state}`)}
          value={total > 0 ? done : undefined}
          max={total > 0 ? total : undefined}
        />
        <p>{words}</p>
      </div>
      <Actions>
        <ButtonLink to={importPath(id)} look="secondary">
          {say("imports.one.again")}
        </ButtonLink>
        {state === "undoing" ? null : <MoveButton move="cancel" look="secondary" />}
      </Actions>
      <p className="soft">{say("imports.one.again-hint")}</p>
    </Card>
  );
}

/** A move that needs only a click, as a form of its own. */
export function MoveButton({
  move,
  look = "primary",
}: {
  move: "preview" | "start" | "cancel" | "undo";
  look?: ButtonLook;
}) {
  const say = useSay();
  return (
    <ActForm formId={move}>
      <HiddenField name="move" value={move} />
      <SubmitButton look={look}>{say(`imports.one.${move}`)}</SubmitButton>
    </ActForm>
  );
}
