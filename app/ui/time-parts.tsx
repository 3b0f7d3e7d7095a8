// Staff time of a case: written down, listed with what it said before, summed by month. Takes plain values; the page's own action does it.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { TIME_KINDS } from "../models/case/codes";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { SelectField } from "./choice-fields";
import { ToneTag } from "./state-tag";
import { DateField, HiddenField, NumberField, TextField } from "./text-fields";

type Said = { readonly id: string; readonly day: string; readonly minutes: number; readonly kind: string };

export type TimeOfList = Said & {
  readonly words: string;
  readonly by: string;
  readonly contact: boolean;
  readonly mine: boolean;
  readonly before: readonly Said[];
};

export function TimeForm() {
  const say = useSay();
  return (
    <ActForm formId="log">
      <HiddenField name="intent" value="log" />
      <KindField />
      <NumberField name="minutes" label={say("case.time.minutes")} maxLength={4} />
      <DateField name="day" label={say("case.time.day")} hint={say("case.time.day-hint")} optional />
      <TextField name="words" label={say("case.time.words")} maxLength={500} optional />
      <SubmitButton look="secondary">{say("case.time.save")}</SubmitButton>
    </ActForm>
  );
}

function KindField({ defaultValue = "direct" }: { defaultValue?: string }) {
  const say = useSay();
  return (
    <SelectField
      name="kind"
      label={say("case.time.kind")}
      defaultValue={defaultValue}
      emptyLabel={null}
      options={TIME_KINDS.map((value) => ({ value, label: say(`case.time.kinds.${value}`) }))}
    />
  );
}

export function TimeList({
  lines,
  caseId,
  mayWrite,
}: {
  lines: readonly TimeOfList[];
  caseId: string;
  mayWrite: boolean;
}) {
  const say = useSay();
  if (lines.length === 0) return <p className="soft">{say("case.time.empty")}</p>;
  return (
    <ul className="notes">
      {lines.map((line) => (
        <li key={line.id}>
          <TimeHead line={line} caseId={caseId} />
          {line.words ? <p className="note-words">{line.words}</p> : null}
          <Before before={line.before} />
          {mayWrite && line.mine && !line.contact ? <Correct line={line} /> : null}
        </li>
      ))}
    </ul>
  );
}

function TimeHead({ line, caseId }: { line: TimeOfList; caseId: string }) {
  const say = useSay();
  const formats = useFormats();
  const said = useSaid();
  return (
    <p>
      {line.minutes > 0 ? (
        <strong>{formats.minutes(line.minutes)}</strong>
      ) : (
        <ToneTag tone="ended">{say("case.time.taken-back")}</ToneTag>
      )}{" "}
      <span className="soft">
        {[line.contact ? "" : said(line.kind), formats.day(line.day), line.by]
          .filter((part) => part !== "")
          .join(" · ")}
      </span>{" "}
      {line.contact ? (
        <Link to={`/agency/cases/${caseId}/notes`}>
          {say("case.time.contact", { kind: say.any(`case.note.kinds.${line.kind}`) })}
        </Link>
      ) : null}
    </p>
  );
}

function useSaid() {
  const say = useSay();
  return (kind: string) => say.any(`case.time.kinds.${kind}`);
}

function Before({ before }: { before: readonly Said[] }) {
  const say = useSay();
  const formats = useFormats();
  const said = useSaid();
  if (before.length === 0) return null;
  return (
    <ActDetails summary={say("case.time.before", { count: before.length })}>
      {before.map(({ id, day, minutes, kind }) => (
        <p key={id}>
          <del>{[formats.minutes(minutes), said(kind), formats.day(day)].join(" · ")}</del>
        </p>
      ))}
    </ActDetails>
  );
}

function Correct({ line }: { line: TimeOfList }) {
  const say = useSay();
  const formId = `correct-${line.id}`;
  return (
    <ActDetails summary={say("case.time.correct")} formId={formId}>
      <ActForm formId={formId}>
        <HiddenField name="intent" value="correct" />
        <HiddenField name="timeId" value={line.id} />
        <KindField defaultValue={line.kind} />
        <NumberField
          name="minutes"
          label={say("case.time.minutes-correct")}
          hint={say("case.time.minutes-correct-hint")}
          defaultValue={`${line.minutes}`}
          maxLength={4}
        />
        <DateField name="day" label={say("case.time.day")} defaultValue={line.day} />
        <TextField name="words" label={say("case.time.words")} defaultValue={line.words} maxLength={500} optional />
        <SubmitButton look="secondary">{say("case.time.correct-save")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}

type MonthTotal = { readonly month: string; readonly by: string; readonly minutes: number };

/** Each month with its sum, and who spent it. */
export function TimeMonths({ months }: { months: readonly MonthTotal[] }) {
  const formats = useFormats();
  const names = [...new Set(months.map(({ month }) => month))];
  return (
    <ul className="notes">
      {names.map((name) => {
        const spent = months.filter(({ month }) => month === name);
        return (
          <li key={name}>
            <strong>
              {formats.monthOf(name)}: {formats.minutes(spent.reduce((sum, { minutes }) => sum + minutes, 0))}
            </strong>
            {spent.map(({ by, minutes }) => (
              <p key={by} className="soft">
                {by}: {formats.minutes(minutes)}
              </p>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
