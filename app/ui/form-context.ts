// What a form tells its fields and buttons: errors, what was entered before, and its key. Never validates.
import { createContext, useContext, useId } from "react";

export type FormState = {
  readonly id: string;
  /** The form's idempotency key; undefined before the page has one. */
  readonly key: string | undefined;
  /** Messages by field name, as catalogue keys or finished sentences. */
  readonly errors: Readonly<Record<string, readonly string[]>>;
  /** What was entered when the form came back; undefined on a fresh page. */
  readonly entered: unknown;
};

export const FormContext = createContext<FormState | null>(null);

export type FieldState = {
  readonly id: string;
  readonly errors: readonly string[];
  /** What was entered before, else the default; several where a name is used by several boxes. */
  readonly values: readonly string[];
};

export function useFieldState(name: string, defaultValue: string | readonly string[] | undefined): FieldState {
  const form = useContext(FormContext);
  const ownId = useId();
  const defaults = defaultValue === undefined ? [] : typeof defaultValue === "string" ? [defaultValue] : defaultValue;
  if (!form) return { id: `${ownId}-${name}`, errors: [], values: defaults };
  const values = form.entered === undefined ? defaults : textsOf(valueAt(form.entered, name));
  return { id: fieldId(form.id, name), errors: form.errors[name] ?? [], values };
}

export function fieldId(formId: string, name: string): string {
  return `${formId}-${name}`;
}

/** Walks "lines[0].units" through what was entered. */
function valueAt(entered: unknown, name: string): unknown {
  const path = name.split(/[.[\]]+/).filter((part) => part !== "");
  return path.reduce<unknown>((value, part) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    return (value as Record<string, unknown>)[part];
  }, entered);
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((part): part is string => typeof part === "string") : [];
}
