// A form that a service asks for, as a part of a referral's draft: what the record fills, what stays blank, what is asked. Takes plain values.
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import { type FormContent, questionsOf, type Section } from "#app/models/form/content";
import { type Answers, evaluate, textsOf } from "#app/models/form/evaluate";
import type { Filling, FormStanding } from "#app/models/referral/asked-form";
import { ActForm, type LastResult } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { KeptWhileWritten, LaterButton } from "./draft-keeping";
import { Facts } from "./facts";
import { useAnswering } from "./form-answering";
import { SectionFields } from "./form-questions";
import { useAnswerWords } from "./form-words";
import { Actions, Card, Stack } from "./layout-parts";
import { Notice } from "./notice";
import { HiddenField } from "./text-fields";

type Fillings = Readonly<Record<string, Filling>>;

type AskedFormProps = {
  form: {
    readonly id: string;
    readonly draftId: string;
    readonly purpose: string;
    readonly content: FormContent;
    readonly answers: Answers;
    readonly fillings: Fillings;
    readonly sharesDocuments: boolean;
  };
  /** Say what is missing; else only what is pressed on is judged. */
  check: boolean;
};

export function AskedFormCard({ form, check }: AskedFormProps) {
  const { id, draftId, purpose, content, fillings, sharesDocuments } = form;
  const say = useSay();
  const { evaluation, answers, onChange } = useAnswering(content, form.answers);
  const asked = questionsOf(content).filter(({ key }) => evaluation.shown.has(key) && fillings[key] === "asked");
  const labels = Object.fromEntries(asked.map(({ key, label }) => [key, label]));
  return (
    <Stack>
      {sharesDocuments ? null : (
        <Notice tone="warning">
          <p>
            {say("referral.form.not-sent")} <SharedLink draftId={draftId} />
          </p>
        </Notice>
      )}
      {purpose ? <p>{purpose}</p> : null}
      <KeptWhileWritten draftId={draftId}>
        <div onChange={onChange}>
          <ActForm
            formId="form"
            lastResult={check ? problemsOf(content, form.answers, fillings) : null}
            labels={labels}
          >
            <HiddenField name="intent" value="form" />
            <HiddenField name="draftId" value={draftId} />
            <HiddenField name="formId" value={id} />
            <HiddenField name="drawn" value={asked.map(({ key }) => key).join(" ")} />
            <AskedSections
              content={content}
              answers={answers}
              fillings={fillings}
              shown={evaluation.shown}
              mend={<SharedLink draftId={draftId} />}
            />
            <Actions>
              <SubmitButton>{say("referral.new.next")}</SubmitButton>
              <LaterButton />
              <ButtonLink to={`/agency/referrals/new?draft=${draftId}&step=3`} look="quiet">
                {say("referral.new.back")}
              </ButtonLink>
            </Actions>
          </ActForm>
        </div>
      </KeptWhileWritten>
    </Stack>
  );
}

const SharedLink = ({ draftId }: { draftId: string }) => (
  <Link to={`/agency/referrals/new?draft=${draftId}&step=2`}>{useSay()("referral.form.withheld-mend")}</Link>
);

type AskedSectionsProps = {
  content: FormContent;
  answers: Answers;
  fillings: Fillings;
  shown: ReadonlySet<string>;
  /** Beside what is left blank because it is not shared, while that can still be changed. */
  mend?: ReactNode;
};

/** The sections with what the record fills, what stays blank, and fields for the rest. */
export function AskedSections({ content, ...rest }: AskedSectionsProps) {
  const say = useSay();
  const { fillings, shown } = rest;
  const sections = content.sections.filter(({ key }) => shown.has(key));
  const nothingAsked = questionsOf(content).every(({ key }) => !shown.has(key) || fillings[key] !== "asked");
  return (
    <>
      {sections.map((section) => (
        <SectionCard key={section.key} section={section} {...rest} />
      ))}
      {nothingAsked ? <p>{say("referral.form.nothing-asked")}</p> : null}
    </>
  );
}

type SectionCardProps = Omit<AskedSectionsProps, "content"> & { section: Section };

function SectionCard({ section, answers, fillings, shown, mend }: SectionCardProps) {
  const say = useSay();
  const words = useAnswerWords();
  const drawn = section.questions.filter(({ key }) => shown.has(key));
  const known = drawn.filter(({ key }) => fillings[key] !== "asked");
  const asked = new Set(drawn.filter(({ key }) => fillings[key] === "asked").map(({ key }) => key));
  return (
    <Card title={section.title}>
      <Stack>
        {known.length > 0 ? (
          <div>
            <h3>{say("referral.form.from-record")}</h3>
            <Facts
              columns={2}
              facts={known.map((question) => ({
                name: question.label,
                value:
                  fillings[question.key] === "withheld" ? (
                    <span className="soft">
                      {say("referral.form.withheld")}. {mend}
                    </span>
                  ) : (
                    textsOf(answers, question.key)
                      .map((text) => words(question, text))
                      .join("; ")
                  ),
              }))}
            />
          </div>
        ) : null}
        <div>
          <SectionFields section={section} shown={asked} answers={answers} />
        </div>
      </Stack>
    </Card>
  );
}

/** What is asked and not yet usable, in the shape in which a form shows what a server sent back. */
function problemsOf(content: FormContent, answers: Answers, fillings: Fillings): LastResult | null {
  const problems = evaluate(content, answers).problems.filter(({ question }) => fillings[question] === "asked");
  if (problems.length === 0) return null;
  return {
    status: "error",
    error: Object.fromEntries(problems.map(({ question, code }) => [question, [`form.problem.${code}`]])),
  };
}

type FormsProps = { draftId: string; forms: readonly FormStanding[]; shared: readonly string[] };

/** The forms of a draft before it is sent: how far each is filled, and that papers must be shared for it to go along. */
export function AskedForms({ draftId, forms, shared }: FormsProps) {
  const say = useSay();
  const formats = useFormats();
  if (forms.length === 0) return null;
  const isSent = shared.includes("documents");
  const told = ({ filled, withheld, open }: FormStanding) =>
    [
      filled > 0 ? say("referral.form.filled", { count: filled }) : "",
      withheld > 0 ? say("referral.form.blank", { count: withheld }) : "",
      open > 0 ? say("referral.form.open", { count: open }) : "",
    ].filter((part) => part);
  return (
    <Card title={say("referral.form.card")}>
      <p>{say("referral.form.card-lead")}</p>
      <Facts
        facts={forms.map((form) => ({
          name: form.organizationName,
          value: (
            <>
              <Link
                to={`/agency/referrals/new/form?draft=${draftId}&form=${form.id}${form.open > 0 ? "&check=yes" : ""}`}
              >
                {say("referral.form.look", { form: form.name })}
              </Link>
              <br />
              {isSent ? formats.list(told(form)) : say("referral.form.card-not-sent")}
            </>
          ),
        }))}
      />
    </Card>
  );
}
