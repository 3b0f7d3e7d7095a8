// A programme's rules in words, and what they say of one client: each with its answer and its reason. Judges nothing.
import { useSay } from "#app/i18n/speech";
import type { FormOfRule } from "#app/models/programme/read.server";
import type { Outcome, Rule, RuleVerdict } from "#app/models/programme/rules";
import { useClausesWords } from "./form-words";
import { Icon, type IconName } from "./icon";
import { ToneTag } from "./state-tag";

/** A rule as a sentence: "Age from 18 to 65". */
export function useRuleWords(forms: readonly FormOfRule[]): (rule: Rule) => string {
  const say = useSay();
  const clausesWords = useClausesWords();
  return (rule) => {
    if (rule.kind === "answers") {
      const form = forms.find(({ id }) => id === rule.formId);
      if (!form) return say("programme.rule.form-gone");
      return say("programme.rule.answers", { form: form.name, clauses: clausesWords(form.content, rule.condition) });
    }
    const { kind, least, most } = rule;
    if (least === null) return say(`programme.rule.${kind}-most`, { most: most ?? 0 });
    if (most === null) return say(`programme.rule.${kind}-least`, { least });
    return say(`programme.rule.${kind}-between`, { least, most });
  };
}

const SHAPES: Readonly<Record<Outcome, IconName>> = { yes: "check", no: "do-not-disturb", unknown: "help-outline" };
const TONES = { yes: "done", no: "refused", unknown: "waiting" } as const;

export function OutcomeTag({ outcome }: { outcome: Outcome }) {
  const say = useSay();
  return <ToneTag tone={TONES[outcome]}>{say(`programme.outcome.${outcome}`)}</ToneTag>;
}

/** Each rule with its answer and why. */
export function VerdictList({ verdicts, forms }: { verdicts: readonly RuleVerdict[]; forms: readonly FormOfRule[] }) {
  const say = useSay();
  const ruleWords = useRuleWords(forms);
  if (verdicts.length === 0) return <p className="soft">{say("programme.rule.none")}</p>;
  return (
    <ul className="plain-list">
      {verdicts.map(({ rule, outcome, because, count }) => (
        <li key={JSON.stringify(rule)}>
          <Icon name={SHAPES[outcome]} /> {ruleWords(rule)}: <strong>{say(`programme.met.${outcome}`)}</strong>
          <span className="soft"> · {say(`programme.because.${because}`, { count })}</span>
        </li>
      ))}
    </ul>
  );
}
