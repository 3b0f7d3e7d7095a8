// What an offer's page is made of: the request, what was shared, questions. Takes plain values; a fact not given is not there.
import { useFormats, useSay } from "#app/i18n/speech";
import { languageName } from "../models/consent/fact-words";
import { Facts } from "./facts";
import { Icon } from "./icon";
import { Card } from "./layout-parts";
import { Notice } from "./notice";
import { type SharedClient, SharedFacts } from "./shared-facts";

type Summary = {
  specialty?: string;
  urgency: string;
  mode?: string;
  area?: string;
  ageBand?: string;
  language?: string;
};

type OfferRequestProps = { summary: Summary; agencyName: string; place: string; received: string };

export function OfferRequest({ summary, agencyName, place, received }: OfferRequestProps) {
  const say = useSay();
  const formats = useFormats();
  const { specialty, urgency, mode, area, ageBand, language } = summary;
  return (
    <Card title={say("portal.offer.request")}>
      <Facts
        facts={[
          { name: say("portal.offer.specialty"), value: specialty },
          { name: say("portal.offer.urgency"), value: say.any(`referral.urgency.${urgency}`) },
          ...(mode ? [{ name: say("portal.offer.mode"), value: say.any(`portal.offer.mode-words.${mode}`) }] : []),
          ...(area ? [{ name: say("portal.offer.area"), value: area }] : []),
          ...(ageBand ? [{ name: say("portal.offer.age"), value: ageBand }] : []),
          ...(language
            ? [{ name: say("portal.offer.language"), value: languageName(language, formats.language) }]
            : []),
          { name: say("portal.offer.your-place"), value: place },
          { name: say("word.agency"), value: agencyName },
          { name: say("portal.offer.received"), value: received },
        ]}
      />
    </Card>
  );
}

type SentDocument = { id: string; name: string; byteCount: number };
type Shown = { endsAt: string; fields: readonly string[]; client: SharedClient };

type OfferSharedProps = {
  shown: Shown | null;
  /** Nothing is shown yet because others were asked too. */
  waits: boolean;
  /** By this provider itself. */
  declined: boolean;
  documents: readonly SentDocument[];
};

export function OfferShared({ shown, waits, declined, documents }: OfferSharedProps) {
  const say = useSay();
  const formats = useFormats();
  if (!shown) {
    return (
      <Notice tone="info" title={waits ? undefined : say("portal.offer.gone")}>
        <p>
          {say(waits ? "portal.offer.not-yet" : declined ? "portal.offer.gone-declined" : "portal.offer.gone-lead")}
        </p>
      </Notice>
    );
  }
  return (
    <Card title={say("portal.offer.shared")}>
      <SharedFacts client={shown.client} fields={shown.fields} />
      {shown.fields.includes("documents") ? (
        <>
          <h3>{say("portal.offer.documents")}</h3>
          <DocumentLinks documents={documents} empty={say("portal.offer.no-documents")} />
        </>
      ) : null}
      <p className="soft">{say("portal.offer.shared-until", { day: formats.instantDay(shown.endsAt) })}</p>
    </Card>
  );
}

/** Each opens as a file to keep, never as a page. */
export function DocumentLinks({ documents, empty }: { documents: readonly SentDocument[]; empty: string }) {
  const say = useSay();
  const formats = useFormats();
  if (documents.length === 0) return <p className="soft">{empty}</p>;
  return (
    <ul className="plain-list">
      {documents.map(({ id, name, byteCount }) => (
        <li key={id}>
          <a href={`/documents/${id}`} download>
            <Icon name="file-download" />
            {say("consent.document.size", { name, size: formats.bytes(byteCount) })}
          </a>
        </li>
      ))}
    </ul>
  );
}

type Question = { id: string; question: string; createdAt: Date | string; answer: string | null };

export function QuestionList({ questions }: { questions: readonly Question[] }) {
  const say = useSay();
  const formats = useFormats();
  if (questions.length === 0) return null;
  return (
    <Card title={say("portal.offer.questions")}>
      <ul className="notes">
        {questions.map(({ id, question, createdAt, answer }) => (
          <li key={id}>
            <p className="prose">
              <strong>{question}</strong>
            </p>
            <p className="soft">{formats.instant(createdAt)}</p>
            <p className="prose">{answer ?? <span className="soft">{say("portal.offer.unanswered")}</span>}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
