// Answers that are typed: text, numbers, days, times, money, files. Each says its own format; none of them validates.
import type { HTMLInputAutoCompleteAttribute, HTMLInputTypeAttribute } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import { type FieldProps, FieldShell, wire } from "./field";
import { useFieldState } from "./form-context";

type TypedProps = FieldProps & {
  defaultValue?: string;
  /** The most characters the server takes. */
  maxLength?: number;
};

type TextFieldProps = TypedProps & {
  type?: "text" | "email" | "tel" | "search" | "password" | "url";
  autoComplete?: HTMLInputAutoCompleteAttribute;
  inputMode?: "text" | "numeric" | "decimal";
  /** How much is expected, so that the box hints at it. */
  size?: "short" | "medium" | "long";
};

export function TextField({ type = "text", size, autoComplete, inputMode, ...rest }: TextFieldProps) {
  return (
    <InputField
      {...rest}
      type={type}
      className={size ? `field-${size}` : undefined}
      autoComplete={autoComplete}
      inputMode={inputMode}
    />
  );
}

/** Whole numbers or decimals, typed as text: a number box changes when someone scrolls over it. */
export function NumberField(props: TypedProps) {
  return <InputField {...props} type="text" className="field-short" inputMode="decimal" />;
}

type SpanProps = { min?: string; max?: string };

/** A calendar day; the browser brings its own calendar. `defaultValue`, `min` and `max` are YYYY-MM-DD. */
export function DateField(props: FieldProps & SpanProps & { defaultValue?: string }) {
  return <InputField {...props} type="date" className="field-medium" />;
}

/** A time of day on a place's clock. `defaultValue` is HH:MM. */
export function TimeField(props: FieldProps & { defaultValue?: string }) {
  return <InputField {...props} type="time" className="field-short" />;
}

/** `defaultValue` is the typed form, such as "45.50". */
export function MoneyField({ symbol = "$", ...props }: TypedProps & { symbol?: string }) {
  const { id, errors, values } = useFieldState(props.name, props.defaultValue);
  return (
    <FieldShell field={props} id={id} errors={errors}>
      <span className={errors.length > 0 ? "money-input money-input-error" : "money-input"}>
        <span aria-hidden="true">{symbol}</span>
        <input
          {...wire(props, id, errors.length > 0)}
          className="usa-input"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          maxLength={props.maxLength ?? 16}
          defaultValue={values[0] ?? ""}
        />
      </span>
    </FieldShell>
  );
}

export function TextArea({ rows = 5, ...props }: TypedProps & { rows?: number }) {
  const { id, errors, values } = useFieldState(props.name, props.defaultValue);
  return (
    <FieldShell field={props} id={id} errors={errors}>
      <textarea
        {...wire(props, id, errors.length > 0)}
        className={errors.length > 0 ? "usa-textarea usa-input--error" : "usa-textarea"}
        rows={rows}
        maxLength={props.maxLength}
        defaultValue={values[0] ?? ""}
      />
    </FieldShell>
  );
}

type FileFieldProps = FieldProps & {
  /** What the file dialog offers, such as ".pdf,image/jpeg"; the server decides by content. */
  accept?: string;
  maxBytes?: number;
  multiple?: boolean;
};

export function FileField({
  accept = ".pdf,.jpg,.jpeg,.png,.txt",
  maxBytes = 20_000_000,
  multiple,
  ...props
}: FileFieldProps) {
  const say = useSay();
  const formats = useFormats();
  const { id, errors } = useFieldState(props.name, undefined);
  const field = { ...props, hint: props.hint ?? say("ui.form.file-hint", { size: formats.bytes(maxBytes) }) };
  return (
    <FieldShell field={field} id={id} errors={errors}>
      <input
        {...wire(field, id, errors.length > 0)}
        className="file-input"
        type="file"
        accept={accept}
        multiple={multiple}
      />
    </FieldShell>
  );
}

export function HiddenField({ name, value }: { name: string; value: string }) {
  return <input type="hidden" name={name} value={value} />;
}

type InputFieldProps = TypedProps &
  SpanProps & {
    type: HTMLInputTypeAttribute;
    className?: string;
    autoComplete?: HTMLInputAutoCompleteAttribute;
    inputMode?: "text" | "numeric" | "decimal";
  };

function InputField({ type, className, autoComplete, inputMode, min, max, ...props }: InputFieldProps) {
  const { id, errors, values } = useFieldState(props.name, props.defaultValue);
  const classes = ["usa-input", errors.length > 0 ? "usa-input--error" : "", className ?? ""];
  return (
    <FieldShell field={props} id={id} errors={errors}>
      <input
        {...wire(props, id, errors.length > 0)}
        className={classes.filter((part) => part !== "").join(" ")}
        type={type}
        autoComplete={autoComplete}
        inputMode={inputMode}
        min={min}
        max={max}
        maxLength={props.maxLength}
        // A password never comes back from the server.
        defaultValue={type === "password" ? undefined : (values[0] ?? "")}
      />
    </FieldShell>
  );
}
