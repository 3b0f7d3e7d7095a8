// What a referral's page is made of: its facts, who was asked, what was shared, what came before, what happened. Takes plain values.
import { Link } from "@remix-run/react";
import type { Say } from "#app/i18n/say";
import { type Formats, useFormats, useSay } from "#app/i18n/speech";
import { DataTable } from "./data-table";
import { useEventSentence } from "./event-sentence";
import { Facts } from "./facts";
import { Card } from "./layout-parts";
import { Notice } from "./notice";
import { DocumentLinks } from "./offer-parts";
import { StateTag } from "./state-tag";
import { Timeline } from "./timeline";

type When = Date | string;

type ReferralFactsProps = {
  referral: {
    urgency: string;
    mode: string;
    answerBy: string | null;
    sentAt: When | null;
    message: string;
    caseId: string;
    outcome: string | null;
    outcomeWords: string | null;
    reasonWords: string | null;
  };
  client: { id: string; name: string };
  caseNumber: string;
  ownerName: string | null;
  specialty: string | null;
  need: string | null;
  /** The care plan it carries out. */
  planId: string | null;
};

export function ReferralFacts({
  referral,
  client,
  caseNumber,
  ownerName,
  specialty,
  need,
  planId,
}: ReferralFactsProps) {
  const say = useSay();
  const formats = useFormats();
  const { urgency, mode, answerBy, sentAt, message, caseId, outcome, outcomeWords, reasonWords } = referral;
  return (
    <Card title={say("referral.detail.facts")}>
      <Facts
        facts={[
          {
            name: say("referral.detail.client"),
            value: <Link to={`/agency/clients/${client.id}`}>{client.name}</Link>,
          },
          { name: say("referral.detail.case"), value: <Link to={`/agency/cases/${caseId}`}>{caseNumber}</Link> },
          { name: say("referral.detail.owner"), value: ownerName },
          {
            name: say("referral.detail.need"),
            value: specialty === need ? need : [specialty, need].filter((part) => part).join(": "),
          },
          ...(planId
            ? [
                {
                  name: say("referral.detail.plan"),
                  value: <Link to={`/agency/plans/${planId}`}>{say("referral.detail.plan-link")}</Link>,
                },
              ]
            : []),
          { name: say("referral.detail.urgency"), value: say.any(`referral.urgency.${urgency}`) },
          { name: say("referral.detail.mode"), value: say.any(`referral.mode.${mode}`) },
          { name: say("referral.detail.answer-by"), value: answerBy ? formats.day(answerBy) : null },
          ...(sentAt ? [{ name: say("referral.detail.sent"), value: formats.instant(sentAt) }] : []),
          ...(message ? [{ name: say("referral.detail.message"), value: message }] : []),
          ...(outcome ? [{ name: say("referral.detail.outcome"), value: say.any(`referral.outcome.${outcome}`) }] : []),
          ...(outcomeWords ? [{ name: say("referral.detail.outcome-words"), value: outcomeWords }] : []),
          ...(reasonWords ? [{ name: say("referral.detail.reason"), value: reasonWords }] : []),
        ]}
      />
    </Card>
  );
}

type OfferView = {
  id: string;
  organizationName: string;
  signsIn: boolean;
  serviceName: string;
  locationName: string;
  state: string;
  identified: boolean;
  viewedAt: When | null;
  answeredAt: When | null;
  declineCode: string | null;
  /** The agency's own words for it, as they stood when it was chosen. */
  declineWords: string | null;
  words: string | null;
  waitlistUntil: string | null;
  answerUntil: When | null;
  lapseAt: When | null;
  timeZone: string;
  steps: readonly { step: string; at: string }[];
  /** As the coupon on the slip said. */
  arrivedAt: When | null;
};

const LIVE = ["offered", "viewed", "info_requested", "waitlisted"];

type OfferCardsProps = {
  offers: readonly OfferView[];
  /** Where one of several offers is taken back; without it none is. */
  takeBackAt?: string;
};

export function OfferCards({ offers, takeBackAt }: OfferCardsProps) {
  const say = useSay();
  if (offers.length === 0) return null;
  const severalWait = offers.filter(({ state }) => LIVE.includes(state)).length > 1;
  return (
    <Card title={say("referral.detail.offers")}>
      {offers.map((offer) => (
        <OfferPart
          key={offer.id}
          offer={offer}
          takeBack={takeBackAt && severalWait && LIVE.includes(offer.state) ? `${takeBackAt}?offer=${offer.id}` : null}
        />
      ))}
    </Card>
  );
}

function OfferPart({ offer, takeBack }: { offer: OfferView; takeBack: string | null }) {
  const say = useSay();
  const formats = useFormats();
  const lines = [
    `${offer.serviceName}, ${offer.locationName}`,
    offer.viewedAt
      ? say("referral.detail.seen", { instant: formats.instant(offer.viewedAt) })
      : say("referral.detail.not-seen"),
    offer.answeredAt ? say("referral.detail.answered", { instant: formats.instant(offer.answeredAt) }) : "",
    offer.arrivedAt ? say("arrival.slip.arrived", { instant: formats.instant(offer.arrivedAt) }) : "",
    offer.declineWords ?? (offer.declineCode ? say.any(`referral.decline.${offer.declineCode}`) : ""),
    offer.waitlistUntil ? say("referral.detail.waitlist-until", { day: formats.day(offer.waitlistUntil) }) : "",
    ...(LIVE.includes(offer.state) ? clockLines(offer, say, formats) : []),
    say(offer.identified ? "referral.detail.known-who" : "referral.detail.not-known-who"),
  ];
  return (
    <section>
      <h3>
        {offer.organizationName} <StateTag lifecycle="offer" state={offer.state} />
      </h3>
      <ul className="offer-lines">
        {lines
          .filter((line) => line !== "")
          .map((line) => (
            <li key={line}>{line}</li>
          ))}
      </ul>
      {offer.signsIn || offer.answeredAt ? null : (
        <Notice tone="warning">
          <p>{say("referral.detail.nobody-signs-in", { name: offer.organizationName })}</p>
        </Notice>
      )}
      {offer.words ? <blockquote className="prose">{offer.words}</blockquote> : null}
      {takeBack ? (
        <p>
          <Link to={takeBack}>{say("referral.detail.take-offer-back", { name: offer.organizationName })}</Link>
        </p>
      ) : null}
    </section>
  );
}

/** What the clock has done, and what it will do next, on the clock of the place. */
function clockLines({ answerUntil, lapseAt, steps, timeZone }: OfferView, say: Say, formats: Formats): string[] {
  const lines = steps.map(({ step, at }) => say.any(`referral.clock.step.${step}`, { instant: formats.instant(at) }));
  const isLate = steps.some(({ step }) => step === "escalate");
  if (answerUntil && !isLate) {
    lines.push(say("referral.clock.until", { instant: formats.instant(answerUntil, timeZone) }));
  }
  if (lapseAt) lines.push(say("referral.clock.ends", { instant: formats.instant(lapseAt, timeZone) }));
  return lines;
}

export type DisclosureView = {
  id: string;
  organizationName: string;
  referralId: string;
  referralNumber: string;
  fields: readonly string[];
  endsAt: When;
  firstReadAt: When | null;
  closedAt: When | null;
};

type SharedListProps = {
  disclosures: readonly DisclosureView[];
  documents: readonly { id: string; name: string; byteCount: number }[];
};

export function SharedList({ disclosures, documents }: SharedListProps) {
  const say = useSay();
  if (disclosures.length === 0) return null;
  return (
    <>
      <Card title={say("referral.detail.shared")}>
        <DisclosureTable disclosures={disclosures} />
      </Card>
      {documents.length > 0 ? (
        <Card title={say("referral.detail.documents")}>
          <DocumentLinks documents={documents} empty={say("referral.detail.no-documents")} />
        </Card>
      ) : null}
    </>
  );
}

/** What was opened for whom, and whether it is still open. */
export function DisclosureTable({ disclosures, linked }: { disclosures: readonly DisclosureView[]; linked?: boolean }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <DataTable
      caption={say("consent.shown.title")}
      rows={disclosures}
      rowKey={(row) => row.id}
      columns={[
        { id: "provider", header: say("consent.shown.provider"), main: true, cell: (row) => row.organizationName },
        ...(linked
          ? [
              {
                id: "referral",
                header: say("consent.shown.referral"),
                cell: (row: DisclosureView) => (
                  <Link to={`/agency/referrals/${row.referralId}`}>{row.referralNumber}</Link>
                ),
              },
            ]
          : []),
        {
          id: "fields",
          header: say("consent.shown.fields"),
          cell: (row) => formats.list(row.fields.map((field) => say.any(`consent.short.${field}`))),
        },
        {
          id: "first-read",
          header: say("consent.shown.first-read"),
          cell: (row) => (row.firstReadAt ? formats.instant(row.firstReadAt) : say("consent.shown.not-read")),
        },
        {
          id: "access",
          header: say("consent.shown.access"),
          cell: (row) =>
            row.closedAt
              ? say("consent.shown.closed", { instant: formats.instant(row.closedAt) })
              : say("consent.shown.open", { day: formats.instantDay(row.endsAt) }),
        },
      ]}
    />
  );
}

export function LinkedReferrals({ linked }: { linked: readonly { id: string; number: string; state: string }[] }) {
  const say = useSay();
  if (linked.length === 0) return null;
  return (
    <Card title={say("referral.detail.linked")}>
      <ul className="waiting">
        {linked.map(({ id, number, state }) => (
          <li key={id}>
            <Link to={`/agency/referrals/${id}`}>{number}</Link> <StateTag lifecycle="referral" state={state} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

type HistoryEvent = { id: string; at: When; by: string; name: string; blanks: Record<string, string | number> };

export function ReferralHistory({ events }: { events: readonly HistoryEvent[] }) {
  const say = useSay();
  const sentence = useEventSentence();
  return (
    <Card title={say("referral.detail.timeline")}>
      <Timeline
        entries={events.map(({ id, at, by, name, blanks }) => ({
          id,
          at,
          by: by || null,
          text: sentence(name, blanks),
        }))}
      />
    </Card>
  );
}
