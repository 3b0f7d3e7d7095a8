// Where an application stands: what waits on whom, what was asked back and the answer to it, and how it was decided. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { ActForm } from "./act-form";
import { applicationPath } from "./application-paths";
import { SubmitButton } from "./button";
import { Card } from "./layout-parts";
import { StateTag } from "./state-tag";
import { FileField, HiddenField, TextArea } from "./text-fields";

export type ItemShown = {
  readonly id: string;
  readonly name: string;
  readonly instruction: string;
  readonly itemKind: string;
  readonly required: boolean;
  readonly state: string;
  readonly words: string | null;
  readonly notes: readonly {
    readonly id: string;
    readonly words: string;
    readonly documentId: string | null;
    readonly documentName: string | null;
    readonly at: Date | string;
    readonly own: boolean;
  }[];
};

type ItemsProps = { token: string; items: readonly ItemShown[]; agencyName: string; mayAnswer: boolean };

/** What was asked back comes first: it waits for the applicant. */
export function AskedItems({ token, items, agencyName, mayAnswer }: ItemsProps) {
  const say = useSay();
  const asked = items.filter(({ state }) => state === "asked");
  if (asked.length === 0) return null;
  return (
    <Card title={say("application.status.asked", { count: asked.length })} look="act">
      {asked.map((item) => (
        <div key={item.id} className="read-item">
          <h3>{item.name}</h3>
          <ItemNotes token={token} item={item} agencyName={agencyName} />
          {mayAnswer ? <AnswerForm item={item} /> : null}
        </div>
      ))}
    </Card>
  );
}

function AnswerForm({ item }: { item: ItemShown }) {
  const say = useSay();
  return (
    <ActForm formId={`answer-${item.id}`} files>
      <HiddenField name="itemId" value={item.id} />
      <TextArea name="words" label={say("application.status.answer")} rows={3} maxLength={4000} />
      <FileField
        name="file"
        label={say("application.status.file")}
        hint={say("application.document.hint")}
        accept=".pdf,.jpg,.jpeg,.png,.docx"
        optional={item.itemKind !== "document"}
      />
      <SubmitButton look="act">{say("application.status.send-answer")}</SubmitButton>
    </ActForm>
  );
}

type NotesProps = { token: string; item: Pick<ItemShown, "words" | "notes">; agencyName: string };

function ItemNotes({ token, item, agencyName }: NotesProps) {
  const say = useSay();
  const formats = useFormats();
  const said = item.notes.some(({ words }) => words === item.words);
  return (
    <>
      {item.words && !said ? <p>{item.words}</p> : null}
      <ul className="application-notes">
        {item.notes.map(({ id, words, documentId, documentName, at, own }) => (
          <li key={id}>
            <p className="soft">
              {own ? say("application.status.you") : agencyName} · {formats.instant(at)}
            </p>
            <p>{words}</p>
            {documentId && documentName ? (
              <p>
                <Link to={`${applicationPath(token)}/documents/${documentId}`} reloadDocument>
                  {documentName}
                </Link>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Everything else that is looked at, and how far it is. */
export function OtherItems({ token, items, agencyName }: Omit<ItemsProps, "mayAnswer">) {
  const say = useSay();
  const others = items.filter(({ state }) => state !== "asked");
  if (others.length === 0) return null;
  return (
    <Card title={say("application.status.items")}>
      <ul className="application-items">
        {others.map((item) => (
          <li key={item.id}>
            <div>
              <h3>{item.name}</h3>
              <ItemNotes token={token} item={item} agencyName={agencyName} />
            </div>
            <StateTag lifecycle="screening_item" state={item.state} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

type WholeNotesProps = { token: string; notes: ItemShown["notes"]; agencyName: string };

/** What was said about the whole application, not about one thing that is looked at. */
export function WholeNotes({ token, notes, agencyName }: WholeNotesProps) {
  const say = useSay();
  if (notes.length === 0) return null;
  return (
    <Card title={say("application.status.words", { agency: agencyName })}>
      <ItemNotes token={token} item={{ words: null, notes }} agencyName={agencyName} />
    </Card>
  );
}
