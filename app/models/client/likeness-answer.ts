// What a page is given back when somebody who is taken in may be known already: what was typed, and who it may be. Keeps nothing.
import type { SubmissionResult } from "@conform-to/react";

/** The form as it was typed, texts alone, beside those who are alike. */
export function likenessAnswer<Likeness>(form: Readonly<Record<string, unknown>>, likenesses: readonly Likeness[]) {
  const initialValue = Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  const lastResult: SubmissionResult<string[]> = { status: "error", initialValue };
  return { likenesses, lastResult };
}
