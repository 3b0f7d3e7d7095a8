// Where one is in a guided flow. Shows steps; the pages keep the order.
import { Link } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";

/** A step already done may be gone back to when it has an address. */
export type Step = { readonly label: string; readonly to?: string };

/** @param current position of the step at hand, from 0 */
export function Steps({ steps, current }: { steps: readonly Step[]; current: number }) {
  const say = useSay();
  return (
    <nav className="steps" aria-label={say("ui.steps.label")}>
      <p className="steps-place">{say("ui.steps.place", { step: current + 1, count: steps.length })}</p>
      <ol>
        {steps.map(({ label, to }, position) => {
          const place = position < current ? "done" : position === current ? "current" : "ahead";
          return (
            <li key={label} className={`step-${place}`} aria-current={place === "current" ? "step" : undefined}>
              {place === "done" && to ? <Link to={to}>{label}</Link> : <span>{label}</span>}
              <span className="usa-sr-only"> ({say(`ui.steps.${place}`)})</span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
