// One assessment under the version it was filled in with: what was asked and answered, what it comes to, and what may be done with it.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { beginCorrection } from "#app/models/assessment/begin.server";
import { completeAssessment, discardAssessment } from "#app/models/assessment/fill.server";
import { AssessmentPageForm } from "#app/models/assessment/forms";
import { type AssessmentPage, readAssessment } from "#app/models/assessment/read.server";
import { evaluate } from "#app/models/form/evaluate";
import { type AssessmentId, idParam } from "#app/models/values/ids";
import { AssessmentDraft, AssessmentNotices } from "#app/ui/assessment-moves";
import { FormAnswers } from "#app/ui/form-answers";
import { ScoresCard } from "#app/ui/form-scores";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  ButtonLink,
  Columns,
  HiddenField,
  PageHeader,
  Stack,
  StateTag,
  SubmitButton,
} from "#app/ui/parts";

const params = z.object({ assessmentId: idParam<AssessmentId>() });

export const handle: PageHandle = {
  title: titleFrom(({ name }: AssessmentPage) => ["assessment.fill.title", { form: name }]),
};

export const loader = loaderFor(
  "assessment:read",
  { params, records: true },
  ({ actor, db, params: { assessmentId } }) => readAssessment(db, actor, assessmentId),
);

export const action = actionFor(
  "assessment:write",
  { params, form: AssessmentPageForm },
  async ({ actor, db, params: { assessmentId }, form }) => {
    switch (form.intent) {
      case "complete":
        await completeAssessment(db, actor, assessmentId, form.assessedOn);
        return redirectTo(`/agency/assessments/${assessmentId}`, "assessment.one.completed");
      case "discard": {
        const { case: ofCase } = await readAssessment(db, actor, assessmentId);
        await discardAssessment(db, actor, assessmentId);
        return redirectTo(`/agency/cases/${ofCase.id}/assessments`, "assessment.one.discarded");
      }
      case "correct": {
        const id = await beginCorrection(db, actor, assessmentId);
        return redirectTo(`/agency/assessments/${id}/fill`, "assessment.one.correction-lead");
      }
    }
  },
);

export default function OneAssessmentPage() {
  const found = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const { shown, problems, scores } = evaluate(found.content, found.answers);
  const draft = found.state === "draft";
  const mayCorrect = found.state === "completed" && found.case.mayWrite && !found.correctionId;
  return (
    <>
      <PageHeader
        title={found.name}
        beside={<StateTag lifecycle="assessment" state={found.state} />}
        lead={say("assessment.fill.lead", {
          name: found.case.name,
          day: formats.day(found.assessedOn),
          number: found.number,
        })}
        back={{
          to: `/agency/cases/${found.case.id}/assessments`,
          label: say("assessment.list.page-title", { name: found.case.name }),
        }}
        actions={
          draft && found.case.mayWrite ? (
            <ButtonLink
              to={`/agency/assessments/${found.id}/fill`}
              look={problems.length > 0 ? "primary" : "secondary"}
            >
              {say("assessment.one.go-on")}
            </ButtonLink>
          ) : null
        }
      />
      <AssessmentNotices found={found} />
      <Columns
        main={
          <FormAnswers
            content={found.content}
            answers={found.answers}
            shown={shown}
            changeAt={draft && found.case.mayWrite ? `/agency/assessments/${found.id}/fill` : null}
          />
        }
        aside={
          <Stack>
            <ScoresCard scores={scores} />
            {draft && found.case.mayWrite ? <AssessmentDraft found={found} problems={problems} /> : null}
            {found.state === "completed" ? (
              <Link to={`/agency/cases/${found.case.id}/assessments/${found.formId}`}>
                {say("assessment.list.compare-with", { form: found.name })}
              </Link>
            ) : null}
            {mayCorrect ? <Correct /> : null}
          </Stack>
        }
      />
    </>
  );
}

function Correct() {
  const say = useSay();
  return (
    <ActDetails summary={say("assessment.one.correct")} formId="correct">
      <ActForm formId="correct">
        <p>{say("assessment.one.correct-lead")}</p>
        <HiddenField name="intent" value="correct" />
        <SubmitButton look="secondary">{say("assessment.one.correct")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}
