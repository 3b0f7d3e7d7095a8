// A no as FHIR says it: an OperationOutcome with the kind of issue, a sentence, and the element it is about. Never more than the refusal itself says.
import type { Blanks } from "#app/models/values/refusal";
import type { Resource } from "./types";

const KINDS: Readonly<Record<number, string>> = {
  400: "invalid",
  401: "login",
  403: "forbidden",
  404: "not-found",
  405: "not-supported",
  409: "conflict",
  412: "conflict",
  413: "too-long",
  415: "not-supported",
  422: "business-rule",
  429: "throttled",
  503: "transient",
};

export interface Told {
  readonly status: number;
  /** Our own code of the refusal, for machines that know us. */
  readonly code: string;
  readonly words: string;
  readonly requestId: string;
  readonly blanks?: Blanks;
}

export function outcomeOf({ status, code, words, requestId, blanks = {} }: Told): Resource {
  const { element } = blanks;
  return {
    resourceType: "OperationOutcome",
    issue: [
      {
        severity: status >= 500 ? "fatal" : "error",
        code: KINDS[status] ?? "exception",
        details: { text: words },
        diagnostics: `${code} (${requestId})`,
        ...(element === undefined ? {} : { expression: [String(element)] }),
      },
    ],
  };
}
