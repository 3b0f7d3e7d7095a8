// A client's documents as a list, and the forms for one more: filed here, or asked for by a link. Takes plain values; opens no file.
import { useFormats, useSay } from "#app/i18n/speech";
import type { FactGroup } from "#app/models/client/fact-groups";
import { DOCUMENT_KINDS, type DocumentKind } from "#app/models/consent/document-kinds";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { RadioGroup, SelectField } from "./choice-fields";
import { DataTable } from "./data-table";
import { Card, Empty } from "./layout-parts";
import { ToneTag } from "./state-tag";
import { DateField, FileField, HiddenField, TextField } from "./text-fields";

export interface PaperLine {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly byteCount: number;
  readonly createdAt: string | Date;
  readonly kind: DocumentKind;
  readonly expiresOn: string | null;
  readonly factGroup: FactGroup | null;
  readonly replacesId: string | null;
  readonly sentByClient: boolean;
}

const SHOWN = new Set(["application/pdf", "image/png", "image/jpeg"]);

interface TableProps {
  readonly documents: readonly PaperLine[];
  readonly today: string;
  /** From this day on back, a last day is near. */
  readonly soon: string;
  readonly sought: string;
}

export function DocumentTable({ documents, today, soon, sought }: TableProps) {
  const say = useSay();
  const formats = useFormats();
  const replaced = new Set(documents.map(({ replacesId }) => replacesId));
  return (
    <DataTable
      caption={say("consent.document.title")}
      rows={documents}
      rowKey={({ id }) => id}
      empty={<Empty title={say(sought === "" ? "consent.document.none" : "consent.papers.none-found")} />}
      columns={[
        {
          id: "name",
          header: say("consent.papers.name"),
          main: true,
          cell: (paper) => <Named paper={paper} older={replaced.has(paper.id)} />,
        },
        {
          id: "closed",
          header: say("consent.papers.closed"),
          cell: ({ factGroup }) => (factGroup ? say(`client.group.${factGroup}`) : say("consent.papers.open")),
        },
        {
          id: "filed",
          header: say("consent.papers.filed"),
          whole: true,
          cell: ({ createdAt }) => formats.instantDay(createdAt),
        },
        {
          id: "expires",
          header: say("consent.papers.expires"),
          cell: ({ id, expiresOn }) => <LastDay day={replaced.has(id) ? null : expiresOn} today={today} soon={soon} />,
        },
        {
          id: "look",
          header: say("consent.papers.look"),
          headerHidden: true,
          cell: ({ id, name, mediaType }) =>
            SHOWN.has(mediaType) ? (
              <a href={`/documents/${id}/look`} target="_blank" rel="noreferrer">
                {say("consent.papers.look")}
                <span className="usa-sr-only"> {name}</span>
              </a>
            ) : null,
        },
      ]}
    />
  );
}

function Named({ paper: { id, name, kind, byteCount, sentByClient }, older }: { paper: PaperLine; older: boolean }) {
  const say = useSay();
  const formats = useFormats();
  const about = [
    say(`consent.papers.kind.${kind}`),
    formats.bytes(byteCount),
    sentByClient ? say("consent.papers.by-client") : "",
    older ? say("consent.papers.older") : "",
  ];
  return (
    <>
      {/* Files, not pages: the browser asks for them itself. */}
      <a href={`/documents/${id}`}>{name}</a>
      <br />
      <span className="soft">{about.filter(Boolean).join(" · ")}</span>
    </>
  );
}

function LastDay({ day, today, soon }: { day: string | null; today: string; soon: string }) {
  const say = useSay();
  const formats = useFormats();
  if (!day) return <span className="soft">{say("word.not-given")}</span>;
  return (
    <>
      {formats.day(day)}{" "}
      {day < today ? (
        <ToneTag tone="refused">{say("consent.papers.expired")}</ToneTag>
      ) : day <= soon ? (
        <ToneTag tone="act">{say("consent.papers.soon")}</ToneTag>
      ) : null}
    </>
  );
}

function useKinds() {
  const say = useSay();
  return DOCUMENT_KINDS.map((value) => ({ value, label: say(`consent.papers.kind.${value}`) }));
}

export function FileForm({ groups, documents }: { groups: readonly FactGroup[]; documents: readonly PaperLine[] }) {
  const say = useSay();
  const replaced = new Set(documents.map(({ replacesId }) => replacesId));
  return (
    <ActForm formId="file" files>
      <HiddenField name="intent" value="file" />
      <FileField
        name="file"
        label={say("consent.document.file")}
        hint={say("consent.document.hint")}
        accept=".pdf,.jpg,.jpeg,.png,.docx"
      />
      <SelectField name="kind" label={say("consent.papers.kind-label")} options={useKinds()} />
      <DateField name="expiresOn" label={say("consent.papers.expires")} optional />
      <SelectField
        name="factGroup"
        label={say("consent.papers.closed-label")}
        emptyLabel={say("consent.papers.open")}
        options={groups.map((value) => ({ value, label: say(`client.group.${value}`) }))}
        optional
      />
      <SelectField
        name="replaces"
        label={say("consent.papers.replaces")}
        emptyLabel={say("consent.papers.replaces-none")}
        options={documents.filter(({ id }) => !replaced.has(id)).map(({ id, name }) => ({ value: id, label: name }))}
        optional
      />
      <SubmitButton>{say("consent.document.button")}</SubmitButton>
    </ActForm>
  );
}

export function AskForm() {
  const say = useSay();
  return (
    <ActForm formId="ask">
      <HiddenField name="intent" value="ask" />
      <p>{say("consent.papers.ask-lead")}</p>
      <TextField
        name="asked"
        label={say("consent.papers.asked")}
        hint={say("consent.papers.asked-hint")}
        maxLength={200}
      />
      <SelectField name="kind" label={say("consent.papers.kind-label")} options={useKinds()} />
      <RadioGroup
        name="language"
        label={say("client.field.language")}
        defaultValue="en"
        options={(["en", "es"] as const).map((value) => ({ value, label: say(`client.spoken.${value}`) }))}
        inline
      />
      <SubmitButton look="secondary">{say("consent.papers.ask-button")}</SubmitButton>
    </ActForm>
  );
}

interface UploadsProps {
  readonly links: readonly { readonly id: string; readonly asked: string; readonly expiresAt: string | Date }[];
  readonly writes: boolean;
}

/** Links that still hold, each taken back by one button. */
export function OpenUploads({ links, writes }: UploadsProps) {
  const say = useSay();
  const formats = useFormats();
  if (links.length === 0) return null;
  return (
    <Card title={say("consent.papers.links")}>
      <ul className="plain-list relation-list">
        {links.map(({ id, asked, expiresAt }) => (
          <li key={id}>
            <div>
              {asked}
              <div className="soft">{say("consent.papers.until", { day: formats.instantDay(expiresAt) })}</div>
            </div>
            {writes ? (
              <ActForm formId={`take-back-${id}`}>
                <HiddenField name="intent" value="take-back" />
                <HiddenField name="link" value={id} />
                <SubmitButton look="quiet">{say("consent.papers.take-back")}</SubmitButton>
              </ActForm>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
