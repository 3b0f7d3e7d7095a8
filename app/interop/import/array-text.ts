// Writes arrays the way PostgreSQL reads them. Never reads one.

type Element = string | number | boolean | null;

const TO_ESCAPE = /["\\]/;
const ESCAPED = /["\\]/g;

/** An array's text, such as `{"a","with \"quotes\"",NULL,3}`. Source: PostgreSQL, Array Input and Output Syntax. */
export function arrayText(elements: readonly Element[]): string {
  let text = "{";
  for (let index = 0; index < elements.length; index++) {
    if (index > 0) text += ",";
    text += elementText(elements[index] ?? null);
  }
  return `${text}}`;
}

function elementText(element: Element): string {
  if (element === null) return "NULL";
  if (typeof element !== "string") return String(element);
  return TO_ESCAPE.test(element) ? `"${element.replace(ESCAPED, "\\$&")}"` : `"${element}"`;
}

/** The type in which an array's own text travels as one element of another array. */
export function uncut(type: string): string {
  return type.endsWith("[]") ? "text" : type;
}
