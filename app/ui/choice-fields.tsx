// Answers that are chosen: one of a list, one of a few, some of several, yes or no. The options are given; nothing is fetched.
import { useSay } from "#app/i18n/speech";
import { type FieldProps, FieldShell, GroupShell, wire } from "./field";
import { useFieldState } from "./form-context";

export type Option = {
  readonly value: string;
  readonly label: string;
  /** A line under the label, for a choice that needs explaining. */
  readonly hint?: string;
  readonly disabled?: boolean;
};

export type OptionGroup = { readonly label: string; readonly options: readonly Option[] };

type SelectFieldProps = FieldProps & {
  options: readonly (Option | OptionGroup)[];
  defaultValue?: string;
  /** The first, empty line; "Choose one" by default, `null` for none. */
  emptyLabel?: string | null;
};

export function SelectField({ options, emptyLabel, ...props }: SelectFieldProps) {
  const say = useSay();
  const { id, errors, values } = useFieldState(props.name, props.defaultValue);
  return (
    <FieldShell field={props} id={id} errors={errors}>
      <select
        {...wire(props, id, errors.length > 0)}
        className={errors.length > 0 ? "usa-select usa-input--error" : "usa-select"}
        defaultValue={values[0] ?? ""}
      >
        {emptyLabel === null ? null : <option value="">{emptyLabel ?? say("ui.form.choose")}</option>}
        {options.map((option) =>
          "options" in option ? (
            <optgroup key={option.label} label={option.label}>
              {option.options.map(optionLine)}
            </optgroup>
          ) : (
            optionLine(option)
          ),
        )}
      </select>
    </FieldShell>
  );
}

function optionLine({ value, label, disabled }: Option) {
  return (
    <option key={value} value={value} disabled={disabled}>
      {label}
    </option>
  );
}

type GroupProps = FieldProps & {
  options: readonly Option[];
  /** Side by side where each choice is a word or two. */
  inline?: boolean;
};

export function RadioGroup({ options, inline, ...props }: GroupProps & { defaultValue?: string }) {
  const { id, errors, values } = useFieldState(props.name, props.defaultValue);
  return (
    <GroupShell field={props} id={id} errors={errors}>
      <div className={inline ? "choices choices-inline" : "choices"}>
        {options.map((option, position) => (
          <Choice
            key={option.value}
            kind="radio"
            id={`${id}-${position}`}
            name={props.name}
            option={option}
            checked={values[0] === option.value}
          />
        ))}
      </div>
    </GroupShell>
  );
}

/** Several boxes under one name; the server reads a list. */
export function CheckboxGroup({ options, inline, ...props }: GroupProps & { defaultValue?: readonly string[] }) {
  const { id, errors, values } = useFieldState(props.name, props.defaultValue);
  return (
    <GroupShell field={props} id={id} errors={errors}>
      <div className={inline ? "choices choices-inline" : "choices"}>
        {options.map((option, position) => (
          <Choice
            key={option.value}
            kind="checkbox"
            id={`${id}-${position}`}
            name={props.name}
            option={option}
            checked={values.includes(option.value)}
          />
        ))}
      </div>
    </GroupShell>
  );
}

type CheckboxProps = FieldProps & { value?: string; defaultChecked?: boolean };

/** One yes or no; the label is the sentence agreed to. */
export function Checkbox({ value = "on", defaultChecked, ...props }: CheckboxProps) {
  const say = useSay();
  const { id, errors, values } = useFieldState(props.name, defaultChecked ? value : undefined);
  return (
    <div className={errors.length > 0 ? "usa-form-group usa-form-group--error field" : "usa-form-group field"}>
      {errors.length > 0 ? (
        <span className="usa-error-message" id={`${id}-error`}>
          {errors.map((message) => say.any(message)).join(" ")}
        </span>
      ) : null}
      <Choice
        kind="checkbox"
        id={id}
        name={props.name}
        option={{ value, label: props.label, hint: props.hint }}
        checked={values.includes(value)}
        errorId={errors.length > 0 ? `${id}-error` : undefined}
      />
    </div>
  );
}

type ChoiceProps = {
  kind: "radio" | "checkbox";
  id: string;
  name: string;
  option: Option;
  checked: boolean;
  errorId?: string;
};

function Choice({ kind, id, name, option, checked, errorId }: ChoiceProps) {
  const described = [option.hint ? `${id}-hint` : "", errorId ?? ""].filter((part) => part !== "").join(" ");
  return (
    <div className={`usa-${kind} choice`}>
      <input
        className={`usa-${kind}__input`}
        type={kind}
        id={id}
        name={name}
        value={option.value}
        defaultChecked={checked}
        disabled={option.disabled}
        aria-describedby={described === "" ? undefined : described}
        aria-invalid={errorId ? true : undefined}
      />
      <label className={`usa-${kind}__label`} htmlFor={id}>
        {option.label}
        {option.hint ? (
          <span className={`usa-${kind}__label-description`} id={`${id}-hint`}>
            {option.hint}
          </span>
        ) : null}
      </label>
    </div>
  );
}
