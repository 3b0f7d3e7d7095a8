// Who may come into a programme, as data, and what that says of one client: yes, no or unknown, each with its reason. No rows, no clock.
import { z } from "zod";
import { Condition } from "../form/content";
import { type Answers, conditionMet, textsOf } from "../form/evaluate";

export const MOST_RULES = 12;

const bound = z.number().int().min(0).max(130).nullable();

export const Rule = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("age"), least: bound, most: bound }),
  z.object({ kind: z.literal("household"), least: bound, most: bound }),
  /** What was answered in the newest completed assessment with this form: an income band, a date, a choice. */
  z.object({ kind: z.literal("answers"), formId: z.guid(), condition: Condition }),
]);
export type Rule = z.infer<typeof Rule>;

/** What is known of a client, as far as the reader may know it. */
export interface Known {
  /** Whole years on the day; null: no birth day is known. */
  readonly age: number | null;
  /** Themselves and who lives with them; null: nobody said who belongs to them. */
  readonly household: number | null;
  /** The newest answers by the form's id. */
  readonly answers: ReadonlyMap<string, Answers>;
}

export type Outcome = "yes" | "no" | "unknown";

/** Catalogue key below "programme.because". */
export type Because =
  | "age"
  | "household"
  | "answered"
  | "no-birth-day"
  | "no-household"
  | "no-assessment"
  | "no-answer";

export interface RuleVerdict {
  readonly rule: Rule;
  readonly outcome: Outcome;
  readonly because: Because;
  /** Years or people, where the reason names a figure. */
  readonly count: number;
}

/** Every rule must be met: one "no" decides, otherwise one "unknown" leaves it open. Without rules everybody may. */
export function judgeRules(
  rules: readonly Rule[],
  known: Known,
): { outcome: Outcome; verdicts: readonly RuleVerdict[] } {
  const verdicts = rules.map((rule) => judgeRule(rule, known));
  const said = verdicts.map(({ outcome }) => outcome);
  const outcome = said.includes("no") ? "no" : said.includes("unknown") ? "unknown" : "yes";
  return { outcome, verdicts };
}

function judgeRule(rule: Rule, known: Known): RuleVerdict {
  if (rule.kind !== "answers") {
    const figure = known[rule.kind];
    if (figure === null) {
      return { rule, outcome: "unknown", because: rule.kind === "age" ? "no-birth-day" : "no-household", count: 0 };
    }
    const within = (rule.least === null || figure >= rule.least) && (rule.most === null || figure <= rule.most);
    return { rule, outcome: within ? "yes" : "no", because: rule.kind, count: figure };
  }
  const answers = known.answers.get(rule.formId);
  if (!answers) return { rule, outcome: "unknown", because: "no-assessment", count: 0 };
  const met = conditionMet(rule.condition, (question) => textsOf(answers, question));
  if (met === null) return { rule, outcome: "unknown", because: "no-answer", count: 0 };
  return { rule, outcome: met ? "yes" : "no", because: "answered", count: 0 };
}
