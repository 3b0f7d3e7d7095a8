// What the automatic checks found, as both sides of an invoice read it: on a line, and summed up for the whole. Plain values in; finds nothing.
import { useSay } from "#app/i18n/speech";
import { EDIT_CODES } from "#app/models/invoice/edit-codes";
import { type Edit, type Forecast, type Verdict, verdictOf } from "#app/models/invoice/edits";
import { Icon } from "./icon";
import { Money } from "./money";
import { ToneTag } from "./state-tag";
import type { Tone } from "./state-tones";

type FindingsProps = {
  findings: readonly Edit[];
  /** Who reads: the provider can still mend it, finance only weigh it. */
  reader: "provider" | "finance";
  /** What the payer calls each, where the agency has written it down. */
  payerCodes?: Readonly<Partial<Record<string, string>>>;
};

/** The automatic checks of a line in plain words, after what they come to. */
export function Findings({ findings, reader, payerCodes = {} }: FindingsProps) {
  const say = useSay();
  if (findings.length === 0) return <span className="soft">{say("invoice.line.no-findings")}</span>;
  return (
    <>
      <VerdictTag verdict={verdictOf(findings)} />
      <ul className="plain-list findings">
        {findings.filter(isKnown).map(({ code, blanks, effect }) => (
          <li key={code}>
            <Icon name={effect === "note" ? "info-outline" : "warning"} />
            <span>
              {say.any(`edits.${reader}.${code}`, blanks)}
              {payerCodes[code] ? <span className="soft figures"> ({payerCodes[code]})</span> : null}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

const isKnown = ({ code }: Edit) => (EDIT_CODES as readonly string[]).includes(code);

const TONES: Readonly<Record<Verdict, Tone>> = { passes: "done", look: "waiting", held: "refused" };
const ORDER: readonly Verdict[] = ["passes", "look", "held"];

export function VerdictTag({ verdict }: { verdict: Verdict }) {
  const say = useSay();
  return <ToneTag tone={TONES[verdict]}>{say(`edits.verdict.${verdict}`)}</ToneTag>;
}

/** How much passes, is looked at and is held, in that order; what is nothing is left out. */
export function ForecastLines({ forecast }: { forecast: Forecast }) {
  const say = useSay();
  return (
    <ul className="plain-list findings">
      {ORDER.filter((verdict) => forecast[verdict].count > 0).map((verdict) => (
        <li key={verdict}>
          <Icon name={verdict === "passes" ? "check-circle-outline" : verdict === "look" ? "visibility" : "lock"} />
          <span>
            {say(`edits.forecast.${verdict}`, { count: forecast[verdict].count })}:{" "}
            <Money cents={forecast[verdict].cents} />
          </span>
        </li>
      ))}
    </ul>
  );
}
