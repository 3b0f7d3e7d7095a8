// The boxes in which a section, a question or a score of a draft is written. Each knows what stands there; none checks or keeps it.
import { useSay } from "#app/i18n/speech";
import {
  type FormContent,
  isCountable,
  MOST_BANDS,
  MOST_CHOICES,
  type Question,
  type QuestionKind,
  questionsOf,
  type Score,
  type Section,
} from "#app/models/form/content";
import { Checkbox, SelectField } from "./choice-fields";
import { HiddenField, NumberField, TextArea, TextField } from "./text-fields";

/** Choices beyond those that are there, to be filled in. */
const SPARE_CHOICES = 4;
const SPARE_BANDS = 3;

export function SectionFieldset({ known }: { known: Section | null }) {
  const say = useSay();
  return (
    <>
      <TextField name="title" label={say("form.section.name")} defaultValue={known?.title} maxLength={160} />
      <TextArea
        name="help"
        label={say("form.section.help")}
        defaultValue={known?.help}
        maxLength={1000}
        rows={3}
        optional
      />
    </>
  );
}

export function QuestionFieldset({ known, kind }: { known: Question | null; kind: QuestionKind }) {
  const say = useSay();
  return (
    <>
      <HiddenField name="kind" value={kind} />
      <TextField
        name="label"
        label={say("form.question.label")}
        defaultValue={known?.label}
        maxLength={300}
        size="long"
      />
      <TextField
        name="help"
        label={say("form.question.help")}
        defaultValue={known?.help}
        maxLength={500}
        size="long"
        optional
      />
      <Checkbox
        name="required"
        label={say("form.question.required")}
        defaultChecked={known?.required ?? true}
        optional
      />
      <KindFields known={known} kind={kind} />
    </>
  );
}

function KindFields({ known, kind }: { known: Question | null; kind: QuestionKind }) {
  const say = useSay();
  switch (kind) {
    case "text":
      return (
        <Checkbox
          name="long"
          label={say("form.question.long")}
          defaultChecked={known?.kind === "text" && known.long}
          optional
        />
      );
    case "number": {
      const bounds = known?.kind === "number" ? known : { least: null, most: null };
      return (
        <div className="form-pair">
          <NumberField name="least" label={say("form.question.least")} defaultValue={typed(bounds.least)} optional />
          <NumberField name="most" label={say("form.question.most")} defaultValue={typed(bounds.most)} optional />
        </div>
      );
    }
    case "scale":
      return <ScaleFields known={known?.kind === "scale" ? known : null} />;
    case "yes_no": {
      const worth = known?.kind === "yes_no" ? known : { pointsYes: 1, pointsNo: 0 };
      return (
        <div className="form-pair">
          <NumberField name="pointsYes" label={say("form.question.points-yes")} defaultValue={typed(worth.pointsYes)} />
          <NumberField name="pointsNo" label={say("form.question.points-no")} defaultValue={typed(worth.pointsNo)} />
        </div>
      );
    }
    case "one_of":
    case "several_of":
      return <ChoiceLines known={known && "choices" in known ? known.choices : []} />;
    case "date":
      return null;
  }
}

function ScaleFields({ known }: { known: Extract<Question, { kind: "scale" }> | null }) {
  const say = useSay();
  const numbers = (least: number, most: number) =>
    Array.from({ length: most - least + 1 }, (_, step) => ({
      value: String(least + step),
      label: String(least + step),
    }));
  return (
    <>
      <div className="form-pair">
        <SelectField
          name="least"
          label={say("form.question.scale-from")}
          options={numbers(0, 1)}
          defaultValue={String(known?.least ?? 1)}
          emptyLabel={null}
        />
        <SelectField
          name="most"
          label={say("form.question.scale-to")}
          options={numbers(2, 10)}
          defaultValue={String(known?.most ?? 5)}
          emptyLabel={null}
        />
      </div>
      <TextField
        name="leastLabel"
        label={say("form.question.least-label")}
        defaultValue={known?.leastLabel}
        maxLength={80}
        size="medium"
        optional
      />
      <TextField
        name="mostLabel"
        label={say("form.question.most-label")}
        defaultValue={known?.mostLabel}
        maxLength={80}
        size="medium"
        optional
      />
    </>
  );
}

type Choices = Extract<Question, { choices: unknown }>["choices"];

function ChoiceLines({ known }: { known: Choices }) {
  const say = useSay();
  const lines = Math.min(MOST_CHOICES, known.length + SPARE_CHOICES);
  return (
    <fieldset className="form-lines">
      <legend>{say("form.question.choices")}</legend>
      <p className="usa-hint">{say("form.question.choices-hint")}</p>
      {linesOf(known, lines).map(({ place, held: choice }) => (
        <div className="form-pair" key={place}>
          {choice ? <HiddenField name={`choices[${place}].key`} value={choice.key} /> : null}
          <TextField
            name={`choices[${place}].label`}
            label={say("form.question.choice", { number: place + 1 })}
            defaultValue={choice?.label}
            maxLength={200}
            optional
          />
          <NumberField
            name={`choices[${place}].points`}
            label={say("form.question.points", { number: place + 1 })}
            defaultValue={choice ? String(choice.points) : ""}
            optional
          />
        </div>
      ))}
    </fieldset>
  );
}

export function ScoreFieldset({ known, content }: { known: Score | null; content: FormContent }) {
  const say = useSay();
  const countable = questionsOf(content).filter(isCountable);
  const weightOf = (key: string) => known?.parts.find(({ question }) => question === key)?.weight;
  return (
    <>
      <TextField
        name="name"
        label={say("form.score.name")}
        hint={say("form.score.name-hint")}
        defaultValue={known?.name}
        maxLength={120}
        size="medium"
      />
      <fieldset className="form-lines">
        <legend>{say("form.score.parts")}</legend>
        <p className="usa-hint">{say(countable.length > 0 ? "form.score.parts-hint" : "form.score.no-parts")}</p>
        {countable.map(({ key, label }, place) => (
          <div key={key}>
            <HiddenField name={`parts[${place}].question`} value={key} />
            <NumberField
              name={`parts[${place}].weight`}
              label={say("form.score.weight", { question: label || say("form.builder.nameless") })}
              defaultValue={typed(weightOf(key) ?? null)}
              optional
            />
          </div>
        ))}
      </fieldset>
      <BandLines known={known?.bands ?? []} />
    </>
  );
}

function BandLines({ known }: { known: Score["bands"] }) {
  const say = useSay();
  const lines = Math.min(MOST_BANDS, known.length + SPARE_BANDS);
  return (
    <fieldset className="form-lines">
      <legend>{say("form.score.bands")}</legend>
      <p className="usa-hint">{say("form.score.bands-hint")}</p>
      {linesOf(known, lines).map(({ place, held: band }) => (
        <div className="form-pair" key={place}>
          <NumberField
            name={`bands[${place}].from`}
            label={say("form.score.from", { number: place + 1 })}
            defaultValue={typed(band?.from ?? null)}
            optional
          />
          <TextField
            name={`bands[${place}].words`}
            label={say("form.score.words", { number: place + 1 })}
            defaultValue={band?.words}
            maxLength={200}
            size="medium"
            optional
          />
        </div>
      ))}
    </fieldset>
  );
}

/** As many lines as are shown, each with what is known of it. */
export function linesOf<T>(known: readonly T[], count: number): { place: number; held: T | null }[] {
  return Array.from({ length: count }, (_, place) => ({ place, held: known[place] ?? null }));
}

const typed = (figure: number | null) => (figure === null ? "" : String(figure));
