// How many rows of a list were sent in the form that came back, so that none that was typed is lost. Reads the form around it; changes nothing.
import { useContext } from "react";
import { FormContext } from "./form-context";

/** @param name the list's name, such as "education" */
export function useEnteredRows(name: string): number {
  const entered = useContext(FormContext)?.entered;
  if (typeof entered !== "object" || entered === null) return 0;
  const rows: unknown = Reflect.get(entered, name);
  return Array.isArray(rows) ? rows.length : 0;
}
