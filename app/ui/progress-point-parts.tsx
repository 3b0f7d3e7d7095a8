// The list of milestones and results as an administrator words, orders and retires it. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import {
  MOST_CHOICE,
  MOST_CHOICES,
  MOST_POINT_WORDS,
  MOST_UNIT,
  POINT_KINDS,
  type PointKind,
} from "../models/delivery/progress-forms";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { type Option, RadioGroup, SelectField } from "./choice-fields";
import { Actions, Card } from "./layout-parts";
import { HiddenField, TextArea, TextField } from "./text-fields";

export type ListedPoint = {
  readonly id: string;
  readonly kind: PointKind;
  readonly words: string;
  readonly unit: string;
  readonly choices: readonly string[];
  readonly specialty: string | null;
  readonly retired: boolean;
};

type InUseProps = {
  points: readonly ListedPoint[];
  /** Whose words are being changed. */
  changing: string | null;
};

export function PointsInUse({ points, changing }: InUseProps) {
  const say = useSay();
  return (
    <Card title={say("progress.admin.in-use")}>
      {points.length === 0 ? <p className="soft">{say("progress.admin.empty")}</p> : null}
      <ol className="waiting">
        {points.map((point, place) => (
          <li key={point.id}>
            <div>
              <PointWords point={point} />
              {point.id === changing ? <RewordForm point={point} /> : null}
            </div>
            <PointMoves point={point} isFirst={place === 0} isLast={place === points.length - 1} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function PointWords({ point: { words, kind, unit, choices, specialty } }: { point: ListedPoint }) {
  const say = useSay();
  const formats = useFormats();
  const more =
    kind === "number"
      ? say("progress.admin.in", { unit })
      : kind === "choice"
        ? say("progress.admin.of", { choices: formats.list(choices) })
        : "";
  return (
    <>
      <p>
        <strong>{words}</strong>{" "}
        <span className="soft">
          {specialty ? say("progress.admin.for", { specialty }) : say("progress.admin.for-all")}
        </span>
      </p>
      <p className="soft">
        {say(`progress.kind.${kind}`)}. {more}
      </p>
    </>
  );
}

type MovesProps = { point: ListedPoint; isFirst: boolean; isLast: boolean };

function PointMoves({ point: { id, words }, isFirst, isLast }: MovesProps) {
  const say = useSay();
  const presses = [...(isFirst ? [] : (["up"] as const)), ...(isLast ? [] : (["down"] as const)), "retire" as const];
  return (
    <div className="actions line-acts">
      {presses.map((intent) => (
        <Press
          key={intent}
          id={id}
          intent={intent}
          label={say(`progress.admin.${intent}`, { words })}
          short={say(`progress.admin.${intent}-short`)}
        />
      ))}
      <Link to={`/admin/milestones?change=${id}`}>
        <span aria-hidden="true">{say("progress.admin.reword-short")}</span>
        <span className="usa-sr-only">{say("progress.admin.reword", { words })}</span>
      </Link>
    </div>
  );
}

function RewordForm({ point: { id, words } }: { point: ListedPoint }) {
  const say = useSay();
  return (
    <ActForm formId={`reword-${id}`}>
      <HiddenField name="intent" value="reword" />
      <HiddenField name="pointId" value={id} />
      <TextField
        name="words"
        label={say("progress.admin.words")}
        hint={say("progress.admin.reword-hint")}
        defaultValue={words}
        maxLength={MOST_POINT_WORDS}
      />
      <Actions>
        <SubmitButton look="secondary">{say("progress.admin.save")}</SubmitButton>
        <ButtonLink to="/admin/milestones" look="quiet">
          {say("ui.form.leave")}
        </ButtonLink>
      </Actions>
    </ActForm>
  );
}

/** One press on one line; read out with the words it is for. */
function Press({ id, intent, label, short }: { id: string; intent: string; label: string; short: string }) {
  return (
    <ActForm formId={`${intent}-${id}`}>
      <HiddenField name="intent" value={intent} />
      <HiddenField name="pointId" value={id} />
      <SubmitButton look="quiet">
        <span aria-hidden="true">{short}</span>
        <span className="usa-sr-only">{label}</span>
      </SubmitButton>
    </ActForm>
  );
}

export function RetiredPoints({ points }: { points: readonly ListedPoint[] }) {
  const say = useSay();
  if (points.length === 0) return null;
  return (
    <Card title={say("progress.admin.retired")}>
      <p>{say("progress.admin.retired-lead")}</p>
      <ul className="waiting">
        {points.map((point) => (
          <li key={point.id}>
            <div>
              <PointWords point={point} />
            </div>
            <Press
              id={point.id}
              intent="restore"
              label={say("progress.admin.restore", { words: point.words })}
              short={say("progress.admin.restore-short")}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** One form for every kind: what does not belong to the kind is left empty, and the server leaves it out. */
export function AddPoint({ specialties }: { specialties: readonly Option[] }) {
  const say = useSay();
  return (
    <Card title={say("progress.admin.add-title")}>
      <ActForm formId="add">
        <HiddenField name="intent" value="add" />
        <TextField
          name="words"
          label={say("progress.admin.words")}
          hint={say("progress.admin.words-hint")}
          maxLength={MOST_POINT_WORDS}
        />
        <RadioGroup
          name="kind"
          label={say("progress.admin.kind-label")}
          options={POINT_KINDS.map((value) => ({ value, label: say(`progress.kind.${value}`) }))}
          defaultValue="milestone"
        />
        <TextField
          name="unit"
          label={say("progress.admin.unit")}
          hint={say("progress.admin.unit-hint")}
          maxLength={MOST_UNIT}
          optional
        />
        <TextArea
          name="choices"
          label={say("progress.admin.choices")}
          hint={say("progress.admin.choices-hint", { most: MOST_CHOICES })}
          maxLength={MOST_CHOICES * (MOST_CHOICE + 2)}
          rows={4}
          optional
        />
        <SelectField
          name="specialtyId"
          label={say("progress.admin.specialty")}
          hint={say("progress.admin.specialty-hint")}
          options={specialties}
          emptyLabel={say("progress.admin.every-specialty")}
          optional
        />
        <SubmitButton>{say("progress.admin.add")}</SubmitButton>
      </ActForm>
    </Card>
  );
}
