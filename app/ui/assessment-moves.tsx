// What stands over an assessment and what may be done with its draft. Takes plain values; the page decides who may.
import { Link } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import { type FormContent, questionsOf } from "#app/models/form/content";
import type { Problem } from "#app/models/form/evaluate";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Card } from "./layout-parts";
import { Notice } from "./notice";
import { DateField, HiddenField } from "./text-fields";

type Found = {
  readonly id: string;
  readonly state: string;
  readonly number: number;
  readonly versionState: string;
  readonly correctsId: string | null;
  readonly correctionId: string | null;
  readonly assessedOn: string;
  readonly content: FormContent;
};

export function AssessmentNotices({ found }: { found: Found }) {
  const say = useSay();
  return (
    <>
      {found.correctionId ? (
        <Notice>
          {say("assessment.one.corrected-notice")}{" "}
          <Link to={`/agency/assessments/${found.correctionId}`}>{say("assessment.one.see-correction")}</Link>
        </Notice>
      ) : null}
      {found.correctsId ? (
        <Notice>
          {say(found.state === "draft" ? "assessment.one.correction-lead" : "assessment.one.corrects-notice")}{" "}
          <Link to={`/agency/assessments/${found.correctsId}`}>{say("assessment.one.see-corrected")}</Link>
        </Notice>
      ) : null}
      {found.versionState === "retired" ? (
        <Notice>{say("assessment.one.older-version", { number: found.number })}</Notice>
      ) : null}
    </>
  );
}

export function AssessmentDraft({ found, problems }: { found: Found; problems: readonly Problem[] }) {
  const say = useSay();
  return (
    <>
      {problems.length > 0 ? (
        <OpenAnswers found={found} problems={problems} />
      ) : (
        <Card title={say("assessment.one.review")} look="act">
          <ActForm formId="complete">
            <p>{say("assessment.one.whole-lead")}</p>
            <HiddenField name="intent" value="complete" />
            <DateField name="assessedOn" label={say("assessment.begin.day")} defaultValue={found.assessedOn} />
            <SubmitButton>{say("assessment.one.complete")}</SubmitButton>
          </ActForm>
        </Card>
      )}
      <ActDetails summary={say("assessment.one.discard")} formId="discard">
        <ActForm formId="discard">
          <p>{say("assessment.one.discard-lead")}</p>
          <HiddenField name="intent" value="discard" />
          <SubmitButton look="danger">{say("assessment.one.discard")}</SubmitButton>
        </ActForm>
      </ActDetails>
    </>
  );
}

/** Each with a link to its section. */
function OpenAnswers({ found, problems }: { found: Found; problems: readonly Problem[] }) {
  const say = useSay();
  const labels = new Map(questionsOf(found.content).map(({ key, label }) => [key, label]));
  const homes = new Map(
    found.content.sections.flatMap((section) => section.questions.map(({ key }) => [key, section.key] as const)),
  );
  return (
    <Card title={say("assessment.one.open-title")} look="act">
      <p>{say("assessment.one.open-lead", { count: problems.length })}</p>
      <ul className="plain-list">
        {problems.map(({ question, code }) => (
          <li key={question}>
            <Link to={`/agency/assessments/${found.id}/fill?section=${homes.get(question)}&check=yes`}>
              {say("assessment.one.open-line", {
                question: labels.get(question) ?? "",
                problem: say(`form.problem.${code}`),
              })}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
