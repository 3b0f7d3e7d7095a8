// An agreement as both sides read it: days, ceiling, terms, versions and what changed between them. Takes plain values; decides nothing.
import { Link } from "@remix-run/react";
import type { Say } from "#app/i18n/say";
import { type Formats, useFormats, useSay } from "#app/i18n/speech";
import type { AgreementOfPage } from "#app/models/organization/read-agreement.server";
import type { Difference } from "#app/models/organization/version-differences";
import { ButtonLink } from "./button";
import { Facts } from "./facts";
import { Card } from "./layout-parts";
import { Notice } from "./notice";
import { StateTag } from "./state-tag";

type AgreementProps = { agreement: AgreementOfPage };

export function AgreementFacts({ agreement }: AgreementProps) {
  const say = useSay();
  const formats = useFormats();
  const { startsOn, lastDay, paymentDays, noticeDays } = agreement;
  return (
    <Card title={say("agreement.facts.title")}>
      <Facts
        facts={[
          { name: say("agreement.facts.first-day"), value: formats.day(startsOn) },
          { name: say("agreement.facts.last-day"), value: formats.day(lastDay) },
          { name: say("agreement.facts.payment-days"), value: formats.count(paymentDays) },
          { name: say("agreement.facts.notice-days"), value: formats.count(noticeDays) },
        ]}
      />
      <Ceiling agreement={agreement} />
    </Card>
  );
}

/** How much of what may be approved is approved, drawn and in words; nothing of it for whoever may not know. */
function Ceiling({ agreement: { ceilingCents, usedCents } }: AgreementProps) {
  const say = useSay();
  const formats = useFormats();
  if (ceilingCents === null) return <p className="soft">{say("agreement.ceiling.none")}</p>;
  const ceiling = BigInt(ceilingCents);
  const amount = formats.money(ceiling);
  if (usedCents === null) return <p>{say("agreement.ceiling.is", { amount })}</p>;
  const used = BigInt(usedCents);
  const said = say("agreement.ceiling.used", {
    used: formats.money(used),
    amount,
    left: formats.money(ceiling > used ? ceiling - used : 0n),
  });
  return (
    <>
      <h3>{say("agreement.ceiling.title")}</h3>
      <svg viewBox="0 0 100 5" width="100%" height="14" preserveAspectRatio="none" role="img">
        <title>{said}</title>
        <rect width="100" height="5" fill="var(--line)" />
        <rect width={Math.min(100, Number((used * 1000n) / ceiling) / 10)} height="5" fill="var(--primary)" />
      </svg>
      <p>{said}</p>
    </>
  );
}

/** What is coming: an end that was said, one that comes near, or a version that takes this one's place. */
export function WhatComes({ agreement, path }: AgreementProps & { path: string }) {
  const say = useSay();
  const formats = useFormats();
  const { termination, state, lastDay, startsOn, endsOn, today, id, versions } = agreement;
  const next = versions.find((one) => one.activated && one.startsOn === endsOn && one.id !== id);
  const inForce = state === "active" || state === "suspended";
  return (
    <>
      {termination ? (
        <Notice tone="warning" title={say("agreement.comes.terminated", { day: formats.day(lastDay) })}>
          <p>{say(`agreement.end.code.${termination.code as "other"}`)}</p>
          <p className="prose">{termination.words}</p>
        </Notice>
      ) : null}
      {inForce && startsOn > today ? (
        <Notice title={say("agreement.comes.begins", { day: formats.day(startsOn) })} />
      ) : null}
      {inForce && next ? (
        <Notice title={say("agreement.comes.next", { version: next.version, day: formats.day(next.startsOn) })}>
          <p>
            <Link to={`${path}/${next.id}`}>{say("agreement.comes.read-next")}</Link>
          </p>
        </Notice>
      ) : null}
    </>
  );
}

export function TermsCard({ agreement: { terms, termsDocumentId, documentName } }: AgreementProps) {
  const say = useSay();
  return (
    <Card title={say("agreement.terms.title")}>
      {terms ? <p className="prose">{terms}</p> : <p className="soft">{say("agreement.terms.none")}</p>}
      {termsDocumentId ? (
        <ButtonLink to={`/documents/${termsDocumentId}`} look="secondary" icon="file-download" download>
          {say("agreement.terms.download", { name: documentName ?? "" })}
        </ButtonLink>
      ) : null}
    </Card>
  );
}

export function VersionsCard({ agreement: { id, versions }, path }: AgreementProps & { path: string }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("agreement.versions.title")}>
      <ul className="waiting">
        {versions.map(({ id: versionId, version, state, startsOn, endsOn }) => (
          <li key={versionId}>
            <div>
              {versionId === id ? (
                <strong>{say("agreement.versions.this", { version })}</strong>
              ) : (
                <Link to={`${path}/${versionId}`}>{say("agreement.versions.one", { version })}</Link>
              )}{" "}
              <StateTag lifecycle="agreement" state={state} />
              <p className="soft">
                {endsOn > startsOn ? formats.days(startsOn, endsOn) : say("agreement.versions.never")}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function DifferencesCard({ agreement: { amends, differences } }: AgreementProps) {
  const say = useSay();
  const formats = useFormats();
  if (amends === null) return null;
  return (
    <Card title={say("agreement.differences.title", { before: amends })}>
      {differences.length === 0 ? <p className="soft">{say("agreement.differences.none")}</p> : null}
      <ul className="plain-list">
        {differences.map((difference) => {
          const words = differenceWords(difference, say, formats);
          return <li key={words}>{words}</li>;
        })}
      </ul>
    </Card>
  );
}

export function differenceWords(difference: Difference, say: Say, formats: Formats): string {
  const { before, after } = difference;
  if (difference.kind === "price") {
    const what = { service: difference.serviceName, unit: say.any(`word.per-unit.${difference.unitType}`) };
    const cents = (text: string | null) => (text === null ? "" : formats.money(BigInt(text)));
    if (before === null) return say("agreement.differences.price-new", { ...what, after: cents(after) });
    if (after === null) return say("agreement.differences.price-gone", { ...what, before: cents(before) });
    return say("agreement.differences.price", { ...what, before: cents(before), after: cents(after) });
  }
  const name = say.any(`agreement.differences.field.${difference.field}`);
  if (difference.field === "terms" || difference.field === "termsDocumentId") {
    return say("agreement.differences.rewritten", { name });
  }
  const said = (text: string | null) => {
    if (text === null) return say("agreement.differences.nothing");
    return difference.field === "ceilingCents" ? formats.money(BigInt(text)) : text;
  };
  return say("agreement.differences.changed", { name, before: said(before), after: said(after) });
}
