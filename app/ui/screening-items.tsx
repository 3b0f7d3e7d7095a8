// The checklist of one application: each item with what was said and seen, and the forms that judge it. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { ITEM_KINDS, SCREENING_WORDS } from "#app/models/screening/codes";
import type { ApplicationOfPage, ItemOfPage, NoteOfPage } from "#app/models/screening/read-application.server";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Checkbox, RadioGroup, SelectField } from "./choice-fields";
import { Actions, Card } from "./layout-parts";
import { StateTag } from "./state-tag";
import { DateField, FileField, HiddenField, TextArea, TextField } from "./text-fields";

type ApplicationProps = { application: ApplicationOfPage };

/** What each state may become, in the order in which it is most often said. */
const MOVES: Readonly<Record<string, readonly ("pass" | "ask" | "fail" | "waive" | "reopen")[]>> = {
  open: ["pass", "ask", "fail", "waive"],
  asked: ["pass", "fail", "waive"],
  passed: ["reopen"],
  failed: ["reopen"],
  waived: ["reopen"],
};

export function ChecklistCard({ application }: ApplicationProps) {
  const say = useSay();
  const { items, state, openRequired } = application;
  const judged = state === "in_review";
  const undecided = ["submitted", "in_review", "returned"].includes(state);
  return (
    <Card title={say("screening.one.checklist-title")}>
      {items.length === 0 ? <p className="soft">{say("screening.item.none")}</p> : null}
      {items.length > 0 && undecided ? (
        <p>
          {openRequired > 0 ? say("screening.one.open", { count: openRequired }) : say("screening.one.ready")}
          {state === "submitted" ? ` ${say("screening.one.not-taken")}` : ""}
        </p>
      ) : null}
      <ul className="waiting">
        {items.map((item) => (
          <li key={item.id}>
            <ItemLine item={item} applicationId={application.id} judged={judged} noted={undecided} />
          </li>
        ))}
      </ul>
      {judged ? (
        <ActDetails formId="item" summary={say("screening.item.add")}>
          <AddItemForm key={items.length} />
        </ActDetails>
      ) : null}
    </Card>
  );
}

type ItemLineProps = { item: ItemOfPage; applicationId: string; judged: boolean; noted: boolean };

function ItemLine({ item, applicationId, judged, noted }: ItemLineProps) {
  const say = useSay();
  const formats = useFormats();
  const { id, name, instruction, itemKind, required, state, decidedBy, decidedAt, answeredAt, notes } = item;
  return (
    <div>
      <h3>
        {name} <StateTag lifecycle="screening_item" state={state} />
      </h3>
      <p className="soft">
        {say.any(`screening.item.kind.${itemKind}`)} ·{" "}
        {say(required ? "screening.item.required" : "screening.item.optional")}
        {decidedBy && decidedAt
          ? ` · ${say("screening.item.judged-by", { name: decidedBy, day: formats.instantDay(decidedAt) })}`
          : ""}
        {answeredAt && state === "open"
          ? ` · ${say("screening.item.answered", { day: formats.instantDay(answeredAt) })}`
          : ""}
      </p>
      {instruction ? <p>{instruction}</p> : null}
      <Notes notes={notes} applicationId={applicationId} />
      {judged || noted ? (
        <Actions>
          {judged ? (
            <ActDetails formId={`judge-${id}`} summary={say("screening.item.judge", { name })}>
              <JudgeForm key={state} item={item} />
            </ActDetails>
          ) : null}
          {noted ? (
            <ActDetails formId={`note-${id}`} summary={say("screening.item.note-of", { name })}>
              <NoteForm key={notes.length} itemId={id} />
            </ActDetails>
          ) : null}
        </Actions>
      ) : null}
    </div>
  );
}

function JudgeForm({ item: { id, state } }: { item: ItemOfPage }) {
  const say = useSay();
  const moves = MOVES[state] ?? [];
  return (
    <ActForm formId={`judge-${id}`}>
      <HiddenField name="intent" value="judge" />
      <HiddenField name="itemId" value={id} />
      <RadioGroup
        name="move"
        label={say("screening.item.move")}
        defaultValue={moves.length === 1 ? moves[0] : undefined}
        options={moves.map((value) => ({
          value,
          label: say(`screening.item.moves.${value}`),
          hint: say(`screening.item.move-hints.${value}`),
        }))}
      />
      <TextArea
        name="words"
        label={say("screening.item.words")}
        hint={say("screening.item.words-hint")}
        maxLength={SCREENING_WORDS}
        rows={3}
        optional
      />
      <SubmitButton look="secondary">{say("screening.item.save")}</SubmitButton>
    </ActForm>
  );
}

/** @param itemId left out: about the whole application */
function NoteForm({ itemId }: { itemId?: string }) {
  const say = useSay();
  return (
    <ActForm formId={`note-${itemId ?? "whole"}`} files>
      <HiddenField name="intent" value="note" />
      {itemId ? <HiddenField name="itemId" value={itemId} /> : null}
      <TextArea name="words" label={say("screening.item.note-words")} maxLength={SCREENING_WORDS} rows={3} />
      <DateField
        name="happenedOn"
        label={say("screening.item.note-day")}
        hint={say("screening.item.note-day-hint")}
        optional
      />
      <FileField name="file" label={say("screening.item.note-file")} accept=".pdf,.jpg,.jpeg,.png,.docx" optional />
      <Checkbox name="toApplicant" label={say("screening.item.note-public")} optional />
      <SubmitButton look="secondary">{say("screening.item.note-save")}</SubmitButton>
    </ActForm>
  );
}

function AddItemForm() {
  const say = useSay();
  return (
    <ActForm formId="item">
      <HiddenField name="intent" value="item" />
      <SelectField
        name="itemKind"
        label={say("screening.item.add-kind")}
        options={ITEM_KINDS.map((value) => ({ value, label: say(`screening.item.kind.${value}`) }))}
      />
      <TextField name="name" label={say("screening.item.add-name")} maxLength={160} />
      <TextArea name="instruction" label={say("screening.item.add-instruction")} maxLength={1000} rows={2} optional />
      <Checkbox name="required" label={say("screening.item.add-required")} defaultChecked optional />
      <SubmitButton look="secondary">{say("screening.item.add-button")}</SubmitButton>
    </ActForm>
  );
}

/** What was said about the whole, not about one item. */
export function WholeNotes({ application: { id, notes, state } }: ApplicationProps) {
  const say = useSay();
  return (
    <>
      {notes.length === 0 ? <p className="soft">{say("screening.item.no-notes")}</p> : null}
      <Notes notes={notes} applicationId={id} />
      {["submitted", "in_review", "returned"].includes(state) ? (
        <ActDetails formId="note-whole" summary={say("screening.item.note")}>
          <NoteForm key={notes.length} />
        </ActDetails>
      ) : null}
    </>
  );
}

function Notes({ notes, applicationId }: { notes: readonly NoteOfPage[]; applicationId: string }) {
  const say = useSay();
  const formats = useFormats();
  if (notes.length === 0) return null;
  return (
    <ul className="application-notes">
      {notes.map(({ id, words, author, at, happenedOn, internal, documentId, documentName }) => (
        <li key={id}>
          <p className="soft">
            {author ?? say("screening.item.by-applicant")} · {formats.instant(at)}
            {happenedOn ? ` · ${say("screening.item.took-place", { day: formats.day(happenedOn) })}` : ""}
            {internal ? ` · ${say("screening.item.internal")}` : ""}
          </p>
          <p>{words}</p>
          {documentId && documentName ? (
            <p>
              <Link to={`/network/applications/${applicationId}/documents/${documentId}`} reloadDocument>
                {documentName}
              </Link>
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
