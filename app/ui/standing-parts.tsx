// A suspension as people read it: what it touches, its facts, what was before. Takes plain values; decides nothing.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { Effect, SuspensionLine } from "#app/models/organization/read-standing.server";
import { Facts } from "./facts";
import { Card } from "./layout-parts";
import { StateTag } from "./state-tag";

const KINDS = ["offer", "referral", "session", "invoice"] as const;

type EffectCardProps = {
  effects: readonly Effect[];
  organizationId: string;
  /** Nothing has happened yet. */
  before: boolean;
};

export function EffectCard({ effects, organizationId, before }: EffectCardProps) {
  const say = useSay();
  return (
    <Card title={say("standing.effect.title")}>
      <p>{say(before ? "standing.effect.lead" : "standing.effect.lead-now")}</p>
      {effects.length === 0 ? <p className="soft">{say("standing.effect.none")}</p> : null}
      <ul className="waiting">
        {KINDS.map((kind) => {
          const own = effects.filter((effect) => effect.kind === kind);
          return own.length > 0 ? (
            <li key={kind}>
              <EffectLines effects={own} kind={kind} organizationId={organizationId} />
            </li>
          ) : null;
        })}
      </ul>
    </Card>
  );
}

type EffectLinesProps = { effects: readonly Effect[]; kind: (typeof KINDS)[number]; organizationId: string };

function EffectLines({ effects, kind, organizationId }: EffectLinesProps) {
  const say = useSay();
  const formats = useFormats();
  const count = effects.reduce((sum, effect) => sum + effect.count, 0);
  const cents = effects.reduce((sum, effect) => sum + BigInt(effect.cents), 0n);
  return (
    <div>
      <Link to={`/network/organizations/${organizationId}/effect?of=${kind}`}>
        <strong className="figures">{formats.count(count)}</strong> {say(`standing.effect.${kind}`)}
      </Link>
      <p>
        {effects.map(({ state, count: some }) => (
          <span key={state} className="figures">
            {formats.count(some)} <StateTag lifecycle={kind} state={state} />{" "}
          </span>
        ))}
        {kind === "invoice" ? say("standing.effect.sum", { amount: formats.money(cents) }) : null}
      </p>
      <p className="soft">{say(`standing.effect.${kind}-hint`)}</p>
    </div>
  );
}

/** @param names also which agency it is, for a provider of several */
export function SuspensionFacts({ line, names }: { line: SuspensionLine; names?: boolean }) {
  const say = useSay();
  const formats = useFormats();
  const { agencyName, fromDay, untilDay, code, words, services, endWords, ahead } = line;
  const began = formats.day(fromDay);
  const days =
    untilDay === null
      ? say(ahead ? "standing.facts.from-day" : "standing.facts.until-now", { day: began })
      : untilDay === fromDay
        ? say("standing.history.never")
        : formats.days(fromDay, untilDay);
  return (
    <Facts
      facts={[
        ...(names ? [{ name: say("standing.facts.agency"), value: agencyName }] : []),
        { name: say("standing.facts.days"), value: days },
        { name: say("standing.facts.reason"), value: say.any(`standing.code.${code}`) },
        { name: say("standing.facts.words"), value: words },
        { name: say("standing.facts.running"), value: say.any(`standing.services.${services}`) },
        ...(endWords ? [{ name: say("standing.facts.end-words"), value: endWords }] : []),
      ]}
    />
  );
}

export function SuspensionHistory({ lines, names }: { lines: readonly SuspensionLine[]; names?: boolean }) {
  const say = useSay();
  return (
    <Card title={say("standing.history.title")}>
      {lines.length === 0 ? <p className="soft">{say("standing.history.none")}</p> : null}
      <ul className="waiting">
        {lines.map((line) => (
          <li key={line.id}>
            <SuspensionFacts line={line} names={names} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
