// The builder's page of a draft: its sections and questions in order, each to be changed, moved or taken out. Takes plain values; decides nothing.
import { Form, Link, useNavigation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useSay } from "#app/i18n/speech";
import { type FormContent, QUESTION_KINDS, type Question, type Section } from "#app/models/form/content";
import type { Fault } from "#app/models/form/faults";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { SelectField } from "./choice-fields";
import { useConditionWords } from "./form-words";
import { Icon } from "./icon";
import { Card, Empty } from "./layout-parts";
import { HiddenField } from "./text-fields";

/** @param path the form's own address, without a slash at the end */
type BuilderProps = { content: FormContent; path: string };

export function BuilderSections({ content, path }: BuilderProps) {
  const say = useSay();
  useFocusAfterMove();
  const add = (
    <ButtonLink to={`${path}/section`} look="secondary" icon="add">
      {say("form.builder.add-section")}
    </ButtonLink>
  );
  if (content.sections.length === 0) {
    return (
      <Empty title={say("form.builder.no-section")} action={add} icon="list">
        {say("form.builder.no-section-lead")}
      </Empty>
    );
  }
  return (
    <>
      {content.sections.map((section) => (
        <SectionCard key={section.key} section={section} content={content} path={path} />
      ))}
      <div className="actions">{add}</div>
    </>
  );
}

function SectionCard({ section, content, path }: BuilderProps & { section: Section }) {
  const say = useSay();
  const condition = useConditionWords(content)(section.shownIf);
  const { key, questions } = section;
  const name = section.title || say("form.builder.nameless");
  return (
    <Card title={name} aside={<MoveForm piece="section" id={key} name={name} among={content.sections} />}>
      {section.help ? <p className="soft">{section.help}</p> : null}
      {condition ? <p className="form-condition">{condition}</p> : null}
      {questions.length === 0 ? <p className="soft">{say("form.builder.no-question")}</p> : null}
      <ol className="form-pieces">
        {questions.map((question) => (
          <QuestionLine key={question.key} question={question} content={content} path={path} />
        ))}
      </ol>
      <AddQuestion section={key} path={path} />
      <p className="case-links">
        <Link to={`${path}/section?key=${key}`}>{say("form.builder.change-section")}</Link>
      </p>
    </Card>
  );
}

function QuestionLine({ question, content, path }: BuilderProps & { question: Question }) {
  const say = useSay();
  const condition = useConditionWords(content)(question.shownIf);
  const name = question.label || say("form.builder.nameless");
  return (
    <li id={question.key}>
      <div className="form-piece">
        <p>
          <Link to={`${path}/question?key=${question.key}`}>{name}</Link>
        </p>
        <p className="soft">
          {say(`form.kind.${question.kind}`)}
          {question.required ? "" : ` · ${say("form.builder.optional")}`}
        </p>
        {condition ? <p className="form-condition">{condition}</p> : null}
      </div>
      <div className="actions">
        <MoveForm piece="question" id={question.key} name={name} among={endsOf(content, question)} />
      </div>
    </li>
  );
}

/** All that a question may move among: in an outer section it may still go into the next one, which may hold none. */
function endsOf(content: FormContent, question: Question): { key: string }[] {
  const first = content.sections[0]?.questions[0];
  const last = content.sections.at(-1)?.questions.at(-1);
  return [first === question ? question : { key: "" }, last === question ? question : { key: "" }];
}

type MoveFormProps = { piece: "section" | "question"; id: string; name: string; among: readonly { key: string }[] };

/** One step up or down. Buttons, because they work by keyboard, by touch and without script alike. */
function MoveForm({ piece, id, name, among }: MoveFormProps) {
  const say = useSay();
  const ways = [
    ...(among[0]?.key === id ? [] : ["up" as const]),
    ...(among.at(-1)?.key === id ? [] : ["down" as const]),
  ];
  return (
    <ActForm formId={`move-${id}`} lastResult={null} className="form-moves">
      <HiddenField name="intent" value={`move-${piece}`} />
      <HiddenField name="key" value={id} />
      {ways.map((to) => (
        <SubmitButton key={to} look="quiet" name="to" value={to} id={`${to}-${id}`}>
          <Icon name={to === "up" ? "arrow-upward" : "arrow-downward"} />
          <span className="usa-sr-only">{say(`form.builder.${to}`, { name })}</span>
        </SubmitButton>
      ))}
    </ActForm>
  );
}

/** The piece that was moved is drawn in another place; whoever moves it by keyboard wants to press the same button again. */
function useFocusAfterMove() {
  const pressed = useRef<string | null>(null);
  const { state, formData } = useNavigation();
  const intent = String(formData?.get("intent") ?? "");
  const id = intent.startsWith("move-") ? `${formData?.get("to")}-${formData?.get("key")}` : null;
  useEffect(() => {
    if (id) pressed.current = id;
    if (state !== "idle" || !pressed.current) return;
    document.getElementById(pressed.current)?.focus();
    pressed.current = null;
  }, [id, state]);
}

type RemoveFormProps = { intent: string; id: string; words: string; lead: string; action: string };

/** Folded away, because it is seldom wanted. */
export function RemoveForm({ intent, id, words, lead, action }: RemoveFormProps) {
  return (
    <ActDetails summary={words} formId={`remove-${id}`}>
      <ActForm formId={`remove-${id}`} action={action}>
        <p>{lead}</p>
        <HiddenField name="intent" value={intent} />
        <HiddenField name="key" value={id} />
        <SubmitButton look="danger">{words}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}

// A form that only asks for the next page: its kind decides which boxes that page has.
function AddQuestion({ section, path }: { section: string; path: string }) {
  const say = useSay();
  return (
    <Form method="get" action={`${path}/question`} className="form-add">
      <HiddenField name="section" value={section} />
      <SelectField
        name="kind"
        label={say("form.builder.question-kind")}
        options={QUESTION_KINDS.map((kind) => ({ value: kind, label: say(`form.kind.${kind}`) }))}
        defaultValue="one_of"
        emptyLabel={null}
      />
      <button type="submit" className="usa-button usa-button--outline">
        {say("form.builder.add-question")}
      </button>
    </Form>
  );
}

export function BuilderScores({ content, path }: BuilderProps) {
  const say = useSay();
  return (
    <Card title={say("form.builder.scores")}>
      <p className="soft">{say("form.builder.scores-lead")}</p>
      {content.scores.length === 0 ? <p>{say("form.builder.no-scores")}</p> : null}
      <ul className="plain-list">
        {content.scores.map((score) => (
          <li key={score.key}>
            <Link to={`${path}/score?key=${score.key}`}>{score.name || say("form.builder.nameless")}</Link>
            <span className="soft"> {say("form.builder.parts", { count: score.parts.length })}</span>
          </li>
        ))}
      </ul>
      <div className="actions">
        <ButtonLink to={`${path}/score`} look="secondary" icon="add">
          {say("form.builder.add-score")}
        </ButtonLink>
      </div>
    </Card>
  );
}

/** What is still wanting, each with a link to its place. */
export function BuilderFaults({ content, path, faults }: BuilderProps & { faults: readonly Fault[] }) {
  const say = useSay();
  const pieces = new Map<string, { name: string; to: string }>();
  for (const section of content.sections) {
    pieces.set(section.key, { name: section.title, to: `${path}/section?key=${section.key}` });
    for (const { key, label } of section.questions) pieces.set(key, { name: label, to: `${path}/question?key=${key}` });
  }
  for (const { key, name } of content.scores) pieces.set(key, { name, to: `${path}/score?key=${key}` });
  return (
    <Card title={say("form.builder.faults-title")} look={faults.length > 0 ? "act" : "plain"}>
      {faults.length === 0 ? <p>{say("form.builder.ready")}</p> : null}
      <ul className="plain-list">
        {faults.map((fault) => {
          const piece = fault.at ? pieces.get(fault.at) : undefined;
          const sentence = say(`form.fault.${fault.code}`);
          return (
            <li key={`${fault.at} ${fault.code}`}>
              {piece ? (
                <Link to={piece.to}>
                  {say("form.fault.at", { name: piece.name || say("form.builder.nameless"), fault: sentence })}
                </Link>
              ) : (
                sentence
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
