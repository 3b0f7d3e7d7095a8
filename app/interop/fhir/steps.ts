// Which of our own moves makes the move of a Task that was asked: each with what it needs. Decides by tables; moves nothing.

import { CANCEL_CODES, COMPLETED_OUTCOMES, DECLINE_CODES, FAILED_REASONS } from "#app/models/referral/codes";
import { Refusal } from "#app/models/values/refusal";
import type { TaskChange } from "./change";
import { requireMove, type TaskStatus, WORDS_NEEDED } from "./moves";
import { CLIENTS_OWN_REASONS } from "./status";

/** Our deeds, in the order they are done. */
export type Step =
  | { readonly deed: "accept" | "start" | "resume" }
  | { readonly deed: "hold"; readonly words: string }
  | { readonly deed: "decline" | "give-back"; readonly code: (typeof DECLINE_CODES)[number]; readonly words: string }
  | { readonly deed: "cancel"; readonly code: (typeof CANCEL_CODES)[number]; readonly words: string }
  | { readonly deed: "complete"; readonly code: (typeof COMPLETED_OUTCOMES)[number]; readonly words: string }
  | { readonly deed: "fail"; readonly code: (typeof FAILED_REASONS)[number]; readonly words: string }
  | { readonly deed: "ask"; readonly words: string }
  | { readonly deed: "waitlist"; readonly until: string; readonly words: string };

/**
 * @throws Refusal 403 for the requester's move, 422 for one the table does not know or that lacks what it needs; each names its element
 */
export function stepsFor(from: TaskStatus, change: TaskChange): Step[] {
  const { status: to } = change;
  if (to === from) return stageSteps(from, change);
  requireMove(from, to, "target");
  if (WORDS_NEEDED.includes(to) && change.reasonWords === "") {
    throw new Refusal("fhir.reason-needed", 422, { to, element: "Task.statusReason.text" });
  }
  if (from === "requested") return [answerStep(to, change)];
  const words = change.reasonWords;
  if (to === "cancelled") return [cancelling(from, change)];
  if (to === "in-progress") return [{ deed: from === "accepted" ? "start" : "resume" }];
  if (to === "on-hold") return [{ deed: "hold", words }];
  if (to === "failed") return [{ deed: "fail", code: codeIn(FAILED_REASONS, change.reasonCode, "other"), words }];
  return [completion(change)];
}

/** What was accepted and has not begun is given back, so that another can be asked. */
function cancelling(from: TaskStatus, { reasonCode, reasonWords: words }: TaskChange): Step {
  if (from === "accepted") return { deed: "give-back", code: codeIn(DECLINE_CODES, reasonCode, "other"), words };
  return { deed: "cancel", code: codeIn(CANCEL_CODES, reasonCode, "other"), words };
}

function answerStep(to: TaskStatus, { reasonCode, reasonWords: words }: TaskChange): Step {
  if (to === "accepted") return { deed: "accept" };
  const own: readonly string[] = CLIENTS_OWN_REASONS;
  const code = codeIn(DECLINE_CODES, reasonCode, to === "cancelled" ? "client_declined" : "other");
  // What is told must read back as what was said.
  if (own.includes(code) !== (to === "cancelled")) {
    throw new Refusal("fhir.reason-of-other-status", 422, { code, element: "Task.statusReason.coding" });
  }
  return { deed: "decline", code, words };
}

/** The standard's enrolment status, or our outcome; a reference alone says that the service was given. */
function completion({ hasOutput, outputCodes, outputWords: words }: TaskChange): Step {
  if (!hasOutput) throw new Refusal("fhir.output-needed", 422, { element: "Task.output" });
  const known = outputCodes.map((code) => (code === "enrolled" ? "got_service" : code));
  const [code = "got_service"] = known;
  if (!isIn(COMPLETED_OUTCOMES, code)) {
    throw new Refusal("fhir.unknown-code", 422, { code, codes: COMPLETED_OUTCOMES.join(", "), element: "Task.output" });
  }
  return { deed: "complete", code, words };
}

/** Short of an answer: a question, or a place later. */
function stageSteps(from: TaskStatus, { stage, stageWords: words, startDay }: TaskChange): Step[] {
  if (stage === null) return [];
  if (from !== "requested") throw new Refusal("fhir.not-changeable", 422, { element: "Task.businessStatus" });
  if (stage === "info_requested" && words !== "") return [{ deed: "ask", words }];
  if (stage === "waitlisted" && startDay && /^\d{4}-\d{2}-\d{2}$/.test(startDay))
    return [{ deed: "waitlist", until: startDay, words }];
  throw new Refusal("fhir.stage-lacks", 422, { element: "Task.businessStatus" });
}

const isIn = <const Codes extends readonly string[]>(codes: Codes, code: string): code is Codes[number] =>
  (codes as readonly string[]).includes(code);

function codeIn<const Codes extends readonly string[]>(
  codes: Codes,
  given: string | null,
  usual: Codes[number],
): Codes[number] {
  if (given === null) return usual;
  if (isIn(codes, given)) return given;
  throw new Refusal("fhir.unknown-code", 422, {
    code: given,
    codes: codes.join(", "),
    element: "Task.statusReason.coding",
  });
}
