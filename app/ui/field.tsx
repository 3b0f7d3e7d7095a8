// The shell of every answer: label, hint, error and the wiring between them. Knows no kind of answer.
import type { ReactNode } from "react";
import { useSay } from "#app/i18n/speech";

export type FieldProps = {
  name: string;
  /** Finished text, said by the page. */
  label: string;
  hint?: string;
  /** Marked "(optional)"; everything else must be answered. */
  optional?: boolean;
  /** The label is for screen readers alone, where the column or page already says it. */
  labelHidden?: boolean;
};

/** What a control carries so that its hint and errors are read with it. */
export type Wiring = {
  id: string;
  name: string;
  required: boolean;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

export function wire(field: FieldProps, id: string, hasErrors: boolean): Wiring {
  const described = [field.hint ? `${id}-hint` : "", hasErrors ? `${id}-error` : ""].filter((part) => part !== "");
  return {
    id,
    name: field.name,
    required: !field.optional,
    "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
    "aria-invalid": hasErrors || undefined,
  };
}

type ShellProps = { field: FieldProps; id: string; errors: readonly string[]; children: ReactNode };

/** One control under one label. */
export function FieldShell({ field, id, errors, children }: ShellProps) {
  return (
    <div className={errors.length > 0 ? "usa-form-group usa-form-group--error field" : "usa-form-group field"}>
      <label
        htmlFor={id}
        className={`usa-label${errors.length > 0 ? " usa-label--error" : ""}${field.labelHidden ? " usa-sr-only" : ""}`}
      >
        {field.label}
        <OptionalMark field={field} />
      </label>
      <HintAndErrors field={field} id={id} errors={errors} />
      {children}
    </div>
  );
}

/** Several controls that make one answer. */
export function GroupShell({ field, id, errors, children }: ShellProps) {
  const described = wire(field, id, errors.length > 0)["aria-describedby"];
  return (
    <fieldset
      // The error summary links here, and a group can only be reached when it may take the focus.
      id={id}
      tabIndex={-1}
      className={`usa-fieldset usa-form-group field${errors.length > 0 ? " usa-form-group--error" : ""}`}
      aria-describedby={described}
    >
      <legend className={`usa-legend${field.labelHidden ? " usa-sr-only" : ""}`}>
        {field.label}
        <OptionalMark field={field} />
      </legend>
      <HintAndErrors field={field} id={id} errors={errors} />
      {children}
    </fieldset>
  );
}

function OptionalMark({ field }: { field: FieldProps }) {
  const say = useSay();
  return field.optional ? <span className="field-optional"> {say("ui.optional")}</span> : null;
}

function HintAndErrors({ field, id, errors }: Omit<ShellProps, "children">) {
  const say = useSay();
  return (
    <>
      {field.hint ? (
        <span className="usa-hint" id={`${id}-hint`}>
          {field.hint}
        </span>
      ) : null}
      {errors.length > 0 ? (
        <span className="usa-error-message" id={`${id}-error`}>
          {errors.map((message) => (
            <span key={message}>
              <span className="usa-sr-only">{say("ui.form.error-prefix")} </span>
              {say.any(message)}
            </span>
          ))}
        </span>
      ) : null}
    </>
  );
}
