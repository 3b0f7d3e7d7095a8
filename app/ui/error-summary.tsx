// Says at the top of a form what needs another look, with a link to each answer. Takes the focus when it appears; never hides a message.
import { useContext, useEffect, useRef } from "react";
import { useSay } from "#app/i18n/speech";
import { FormContext, fieldId } from "./form-context";
import { Icon } from "./icon";

type ErrorSummaryProps = { result: unknown; labels: Readonly<Record<string, string>> };

export function ErrorSummary({ result, labels }: ErrorSummaryProps) {
  const say = useSay();
  const form = useContext(FormContext);
  const box = useRef<HTMLDivElement>(null);
  const problems = Object.entries(form?.errors ?? {}).flatMap(([name, messages]) =>
    messages.map((message) => ({ name, message })),
  );
  // Each answer from the server is a new result object, so the focus moves each time, also when the same thing is wrong again.
  useEffect(() => {
    if (result) box.current?.focus();
  }, [result]);
  if (!form || problems.length === 0) return null;
  const titleId = `${form.id}-problems`;
  return (
    <div className="error-summary" ref={box} tabIndex={-1} role="alert" aria-labelledby={titleId}>
      <h2 id={titleId}>
        <Icon name="error" />
        {say("ui.form.error-title", { count: problems.length })}
      </h2>
      <p>{say("ui.form.error-lead")}</p>
      <ul>
        {problems.map(({ name, message }) => (
          <li key={`${name} ${message}`}>
            {name === "" ? (
              say.any(message)
            ) : (
              <a href={`#${fieldId(form.id, name)}`}>
                {labels[name] === undefined
                  ? say.any(message)
                  : say("ui.form.error-line", { label: labels[name], message: say.any(message) })}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
