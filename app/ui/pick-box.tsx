// A box in a row of a table: ticked, the row is part of what is sent. Keeps what was ticked when its form comes back.
import { useFieldState } from "./form-context";

type PickBoxProps = {
  /** One name for all boxes; the server reads a list. */
  name: string;
  value: string;
  /** For screen readers: which row this is. */
  label: string;
  picked: boolean;
  disabled?: boolean;
  /** The id of its form, where it stands outside of it. */
  form?: string;
};

export function PickBox({ name, value, label, picked, disabled, form }: PickBoxProps) {
  const { id, values } = useFieldState(name, picked ? value : []);
  const boxId = `${id}-${value}`;
  return (
    <div className="usa-checkbox choice choice-in-row">
      <input
        className="usa-checkbox__input"
        type="checkbox"
        id={boxId}
        name={name}
        value={value}
        form={form}
        defaultChecked={!disabled && values.includes(value)}
        disabled={disabled}
      />
      <label className="usa-checkbox__label" htmlFor={boxId}>
        <span className="usa-sr-only">{label}</span>
      </label>
    </div>
  );
}
