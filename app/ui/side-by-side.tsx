// What the client agreed to beside what will be sent, before it is sent. Takes plain values; judges only whether one covers the other.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { CONSENT_FIELDS, type ConsentField } from "../models/consent/codes";
import { DataTable } from "./data-table";
import { factOf, type SharedClient } from "./shared-facts";

/** What a provider may be shown, by the consent that would be leant on. */
export type Agreed = {
  organizationName: string;
  consentId: string | null;
  fields: readonly string[];
  endsAt: Date | string | null;
};

type Draft = {
  clientId: string;
  fields: readonly string[];
  documentIds: readonly string[];
  documents: readonly { id: string; name: string }[];
  agreed: readonly Agreed[];
  client: SharedClient;
};

/** What the client agreed to and what will be sent, fact by fact: the two sides of the same promise. */
export function SideBySide({ draft }: { draft: Draft }) {
  const say = useSay();
  const formats = useFormats();
  const chosen = draft.documents.filter(({ id }) => draft.documentIds.includes(id));
  const isSent = (field: ConsentField) => draft.fields.includes(field);
  const isAgreed = (field: ConsentField) => draft.agreed.some(({ fields }) => fields.includes(field));
  const rows = CONSENT_FIELDS.filter((field) => isSent(field) || isAgreed(field));
  return (
    <>
      {draft.agreed.map((agreed) => (
        <p key={agreed.organizationName}>
          <AgreedSentence agreed={agreed} clientId={draft.clientId} />
        </p>
      ))}
      <DataTable
        caption={say("referral.review.side-by-side")}
        rows={rows}
        rowKey={(field) => field}
        rowLook={(field) => (isSent(field) && !agreedByAll(draft, field) ? "act" : undefined)}
        columns={[
          {
            id: "fact",
            header: say("referral.shared.fact"),
            main: true,
            cell: (field) => say(`consent.field.${field}`),
          },
          {
            id: "agreed",
            header: say("referral.review.agreed-column"),
            cell: (field) => <AgreedCell draft={draft} field={field} />,
          },
          {
            id: "sent",
            header: say("referral.review.sent-column"),
            cell: (field) =>
              isSent(field) ? (
                factOf(field, draft.client, chosen, formats) || <span className="soft">{say("word.not-given")}</span>
              ) : (
                <span className="soft">{say("referral.review.not-sent")}</span>
              ),
          },
        ]}
      />
    </>
  );
}

const agreedByAll = ({ agreed }: Draft, field: ConsentField) =>
  agreed.length > 0 && agreed.every(({ fields }) => fields.includes(field));

/** Which paper is leant on, and until when. */
function AgreedSentence({ agreed, clientId }: { agreed: Agreed; clientId: string }) {
  const say = useSay();
  const formats = useFormats();
  const { organizationName: name, consentId, endsAt } = agreed;
  if (!consentId || !endsAt) return <strong>{say("referral.review.no-consent", { name })}</strong>;
  return (
    <>
      {say("referral.review.consent", { name, day: formats.instantDay(endsAt) })}{" "}
      <Link to={`/agency/clients/${clientId}/consents/${consentId}`}>{say("referral.review.see-consent")}</Link>
    </>
  );
}

function AgreedCell({ draft, field }: { draft: Draft; field: ConsentField }) {
  const say = useSay();
  const formats = useFormats();
  if (agreedByAll(draft, field)) return say("referral.review.agreed");
  const names = draft.agreed.filter(({ fields }) => fields.includes(field)).map((one) => one.organizationName);
  if (names.length > 0) return say("referral.review.agreed-for", { names: formats.list(names) });
  return <strong>{say("referral.review.not-agreed")}</strong>;
}
