// Finds the labels of a form's fields before the fields are drawn, so that the error summary can name them. Draws nothing.
import { Children, isValidElement, type ReactNode } from "react";

/** Labels by field name, for every field written directly in the form; fields inside other parts are found by their message alone. */
export function labelsIn(children: ReactNode): Record<string, string> {
  const labels: Record<string, string> = {};
  collect(children, labels);
  return labels;
}

function collect(children: ReactNode, labels: Record<string, string>): void {
  for (const child of Children.toArray(children)) {
    if (!isValidElement<{ name?: unknown; label?: unknown; children?: ReactNode }>(child)) continue;
    const { name, label, children: inner } = child.props;
    if (typeof name === "string" && typeof label === "string") labels[name] = label;
    // A function as child is a part's own business.
    if (inner !== undefined && typeof inner !== "function") collect(inner, labels);
  }
}
