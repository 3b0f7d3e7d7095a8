// How a referral stands by the agency's milestones and results, and the form in which a provider says it. Takes plain values.
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import { MOST_MARK_NOTE, type PointKind } from "../models/delivery/progress-forms";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { RadioGroup } from "./choice-fields";
import { Actions, Card, Stack } from "./layout-parts";
import { ToneTag } from "./state-tag";
import { DateField, HiddenField, NumberField, TextArea } from "./text-fields";

export type Mark = {
  readonly id: string;
  readonly organizationName: string;
  readonly words: string;
  readonly onDay: string;
  readonly value: string;
  readonly note: string;
  readonly takenBack: boolean;
  readonly at: Date | string;
};

export type Point = {
  readonly id: string;
  readonly kind: PointKind;
  readonly words: string;
  readonly unit: string;
  readonly choices: readonly string[];
  readonly retired: boolean;
  readonly said: readonly Mark[];
  readonly before: readonly Mark[];
};

type ProgressCardProps = {
  points: readonly Point[];
  /** What stands beside a point, such as the way to say it. */
  beside?: (point: Point) => ReactNode;
  /** Under the list. */
  children?: ReactNode;
};

export function ProgressCard({ points, beside, children }: ProgressCardProps) {
  const say = useSay();
  return (
    <Card title={say("progress.title")}>
      {points.length === 0 ? <p className="soft">{say("progress.none")}</p> : null}
      {points.map((point) => (
        <section key={point.id} className="card-part">
          <h3>
            {point.said[0]?.words ?? point.words} <Standing point={point} />
            {point.retired ? <span className="soft"> {say("progress.out-of-use")}</span> : null}
          </h3>
          {point.said.map((mark) => (
            <Said key={mark.id} point={point} mark={mark} />
          ))}
          <Before point={point} />
          {beside?.(point)}
        </section>
      ))}
      {children}
    </Card>
  );
}

function Standing({ point: { kind, said } }: { point: Point }) {
  const say = useSay();
  if (said.length === 0) return <ToneTag tone="waiting">{say("progress.not-yet")}</ToneTag>;
  return <ToneTag tone="done">{say(kind === "milestone" ? "progress.reached" : "progress.answered")}</ToneTag>;
}

function Said({ point, mark }: { point: Point; mark: Mark }) {
  const say = useSay();
  const formats = useFormats();
  const value = useValue(point, mark.value);
  return (
    <>
      <p>
        {point.kind === "milestone" ? null : <strong>{value}</strong>}
        {point.kind === "milestone" ? null : " · "}
        {say("progress.on-by", { day: formats.day(mark.onDay), name: mark.organizationName })}
      </p>
      {mark.note ? <p className="note-words">{mark.note}</p> : null}
    </>
  );
}

/** A value as it is read: a number with its unit, yes or no in words. */
function useValue({ kind, unit }: Point, value: string): string {
  const say = useSay();
  if (kind === "milestone") return say("progress.reached");
  if (kind === "yes_no") return say(value === "yes" ? "progress.yes" : "progress.no");
  return kind === "number" ? say("progress.amount", { value, unit }) : value;
}

function Before({ point }: { point: Point }) {
  const say = useSay();
  if (point.before.length === 0) return null;
  return (
    <ActDetails summary={say("progress.before-title")}>
      <ul className="plain-list">
        {point.before.map((mark) => (
          <BeforeLine key={mark.id} point={point} mark={mark} />
        ))}
      </ul>
    </ActDetails>
  );
}

function BeforeLine({ point, mark }: { point: Point; mark: Mark }) {
  const say = useSay();
  const formats = useFormats();
  const value = useValue(point, mark.value);
  const at = formats.instant(mark.at);
  return (
    <li>
      {say("progress.before-line", { value, day: formats.day(mark.onDay) })}{" "}
      <span className="soft">
        {say(mark.takenBack ? "progress.before-taken-back" : "progress.before-said", { at })} · {mark.organizationName}
      </span>
      {mark.note ? <p className="note-words">{mark.note}</p> : null}
    </li>
  );
}

type MarkProps = { point: Point /** The page it stands on, without a question. */; path: string };

/** The way to the form of one point. */
export function MarkLink({ point, path }: MarkProps) {
  const say = useSay();
  const { id, kind, words, said, retired } = point;
  if (retired && said.length === 0) return null;
  const deed = said.length > 0 ? "correct" : kind === "milestone" ? "say" : "answer";
  return (
    <p>
      <Link to={`${path}?point=${id}`}>
        <span aria-hidden="true">{say(`progress.portal.${deed}`)}</span>
        <span className="usa-sr-only">{say(`progress.portal.${deed}-of`, { words })}</span>
      </Link>
    </p>
  );
}

export function MarkForms({ point, path, from, today }: MarkProps & { from: string; today: string }) {
  const say = useSay();
  const formats = useFormats();
  const [mark] = point.said;
  return (
    <Stack>
      <ActForm formId="mark">
        <HiddenField name="intent" value={point.kind} />
        <HiddenField name="pointId" value={point.id} />
        <ValueField point={point} value={mark?.value} />
        <DateField
          name="onDay"
          label={say("progress.portal.day")}
          hint={say("progress.portal.day-hint", { from: formats.day(from) })}
          defaultValue={mark?.onDay ?? today}
          min={from}
          max={today}
        />
        <TextArea
          name="note"
          label={say("progress.portal.note")}
          hint={say("progress.portal.note-hint")}
          defaultValue={mark?.note}
          maxLength={MOST_MARK_NOTE}
          rows={3}
          optional
        />
        <Actions>
          <SubmitButton>{say("progress.portal.save")}</SubmitButton>
          <ButtonLink to={path} look="quiet">
            {say("ui.form.leave")}
          </ButtonLink>
        </Actions>
      </ActForm>
      {mark ? (
        <ActDetails summary={say("progress.portal.taken-back-title")} formId="take-back">
          <ActForm formId="take-back">
            <HiddenField name="intent" value="take-back" />
            <HiddenField name="pointId" value={point.id} />
            <TextArea name="note" label={say("progress.portal.why")} maxLength={MOST_MARK_NOTE} rows={3} />
            <SubmitButton look="secondary">{say("progress.portal.take-back")}</SubmitButton>
          </ActForm>
        </ActDetails>
      ) : null}
    </Stack>
  );
}

function ValueField({ point: { kind, unit, choices }, value }: { point: Point; value: string | undefined }) {
  const say = useSay();
  if (kind === "milestone") return null;
  if (kind === "number") {
    return (
      <NumberField name="value" label={say("progress.portal.value-in", { unit })} defaultValue={value} maxLength={20} />
    );
  }
  const options =
    kind === "yes_no"
      ? (["yes", "no"] as const).map((answer) => ({ value: answer, label: say(`progress.${answer}`) }))
      : choices.map((choice) => ({ value: choice, label: choice }));
  return (
    <RadioGroup
      name="value"
      label={say("progress.portal.value")}
      options={options}
      defaultValue={value}
      inline={kind === "yes_no"}
    />
  );
}
