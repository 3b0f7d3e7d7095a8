// Notes and contacts of a case: written, read with what they said before, corrected. Takes plain values; decides nothing.
import { useFormats, useSay } from "#app/i18n/speech";
import { NOTE_KINDS } from "../models/case/codes";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Checkbox, SelectField } from "./choice-fields";
import { Notice } from "./notice";
import { ToneTag } from "./state-tag";
import { DateField, HiddenField, NumberField, TextArea, TextField, TimeField } from "./text-fields";

export type NoteOfList = {
  readonly id: string;
  readonly kind: string;
  readonly words: string;
  readonly at: Date;
  readonly writtenAt: Date;
  readonly late: boolean;
  readonly minutes: number | null;
  readonly withWhom: string;
  readonly againstRule: string | null;
  readonly by: string;
  readonly before: readonly { readonly words: string; readonly at: Date | string; readonly by: string }[];
};

export function NoteForm() {
  const say = useSay();
  return (
    <ActForm formId="note">
      <HiddenField name="intent" value="note" />
      <TextArea
        name="words"
        label={say("case.page.note-label")}
        hint={say("case.page.note-hint")}
        maxLength={5000}
        rows={3}
      />
      <SelectField
        name="kind"
        label={say("case.note.kind")}
        defaultValue="note"
        emptyLabel={null}
        options={NOTE_KINDS.map((value) => ({ value, label: say(`case.note.kinds.${value}`) }))}
      />
      <Checkbox name="reachedOut" label={say("case.note.reached-out")} hint={say("case.note.reached-out-hint")} />
      <Checkbox name="despite" label={say("case.note.despite")} hint={say("case.note.despite-hint")} />
      <ActDetails summary={say("case.note.contact")} formId="note">
        <DateField name="day" label={say("case.note.day")} hint={say("case.note.day-hint")} optional />
        <TimeField name="time" label={say("case.note.time")} optional />
        <NumberField name="minutes" label={say("case.note.minutes")} maxLength={4} optional />
        <TextField name="withWhom" label={say("case.note.with")} maxLength={200} optional />
      </ActDetails>
      <SubmitButton look="secondary">{say("case.page.note-save")}</SubmitButton>
    </ActForm>
  );
}

export function NoteList({ notes, mayWrite }: { notes: readonly NoteOfList[]; mayWrite: boolean }) {
  const say = useSay();
  if (notes.length === 0) return <p className="soft">{say("case.page.notes-empty")}</p>;
  return (
    <ul className="notes">
      {notes.map((note) => (
        <li key={note.id}>
          <NoteHead note={note} />
          <AgainstRule rule={note.againstRule} />
          <p className="note-words">{note.words}</p>
          <Before note={note} />
          {mayWrite ? <Correct note={note} /> : null}
        </li>
      ))}
    </ul>
  );
}

function NoteHead({ note }: { note: NoteOfList }) {
  const say = useSay();
  const formats = useFormats();
  const facts = [
    note.kind === "note" ? "" : say.any(`case.note.kinds.${note.kind}`),
    note.withWhom ? say("case.note.with-value", { name: note.withWhom }) : "",
    note.minutes ? say("case.note.minutes-value", { count: note.minutes }) : "",
    formats.instant(note.at),
    note.by,
  ];
  return (
    <p className="soft">
      {facts.filter((fact) => fact !== "").join(" · ")}{" "}
      {note.late ? (
        <ToneTag tone="paused">{say("case.note.late", { instant: formats.instant(note.writtenAt) })}</ToneTag>
      ) : null}
    </p>
  );
}

/** Stands with the contact for good: a correction does not take it away. */
function AgainstRule({ rule }: { rule: string | null }) {
  const say = useSay();
  if (rule === null) return null;
  return (
    <Notice tone="warning" title={say("case.note.against-title")}>
      <p>
        {say.any(`case.note.against.${rule}`)} {say("case.note.against-next")}
      </p>
    </Notice>
  );
}

function Before({ note: { before } }: { note: NoteOfList }) {
  const say = useSay();
  const formats = useFormats();
  if (before.length === 0) return null;
  return (
    <ActDetails summary={say("case.note.before", { count: before.length })}>
      {before.map(({ words, at, by }) => (
        <div key={`${at}`}>
          <p className="soft">
            {by} · {formats.instant(at)}
          </p>
          <p className="note-words">
            <del>{words}</del>
          </p>
        </div>
      ))}
    </ActDetails>
  );
}

function Correct({ note }: { note: NoteOfList }) {
  const say = useSay();
  return (
    <ActDetails summary={say("case.note.correct")} formId={`correct-${note.id}`}>
      <ActForm formId={`correct-${note.id}`}>
        <HiddenField name="intent" value="correct-note" />
        <HiddenField name="noteId" value={note.id} />
        <TextArea
          name="words"
          label={say("case.note.correct-label")}
          hint={say("case.note.correct-hint")}
          defaultValue={note.words}
          maxLength={5000}
          rows={3}
        />
        <SubmitButton look="secondary">{say("case.note.correct-save")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}
