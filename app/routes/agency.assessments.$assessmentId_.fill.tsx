// Fills in one section of an assessment. What was answered is kept, right or wrong; what follows from it is asked next.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { saveSection } from "#app/models/assessment/fill.server";
import { SectionAnswersForm } from "#app/models/assessment/forms";
import { readAssessment } from "#app/models/assessment/read.server";
import { askedSections } from "#app/models/assessment/step";
import { type AssessmentId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { FillForm } from "#app/ui/assessment-fill";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Card, Columns, Empty, PageHeader, Stack } from "#app/ui/parts";

const params = z.object({ assessmentId: idParam<AssessmentId>() });
const query = z.object({ section: z.string().max(8).optional(), check: z.literal("yes").optional().catch(undefined) });

export const handle: PageHandle = {
  title: titleFrom(({ name }: { name: string }) => ["assessment.fill.title", { form: name }]),
};

export const loader = loaderFor(
  "assessment:write",
  { params, query, records: true },
  async ({ actor, db, params: { assessmentId }, query: { section, check } }) => {
    const found = await readAssessment(db, actor, assessmentId);
    if (found.state !== "draft") throw new Refusal("assessment.completed-already", 409);
    if (!found.case.mayWrite) throw new Refusal("case.not-yours", 403);
    const asked = askedSections(found.content, found.answers);
    const here = asked.find(({ key }) => key === section) ?? asked[0] ?? null;
    return { ...found, asked: asked.map(({ key, title }) => ({ key, title })), here, check: check === "yes" };
  },
);

export const action = actionFor(
  "assessment:write",
  { params, form: SectionAnswersForm },
  async ({ db, params: { assessmentId }, form }) => {
    const page = `/agency/assessments/${assessmentId}`;
    const step = await saveSection(db, assessmentId, form.section, form);
    if (form.intent === "leave") return redirectTo(page, "assessment.fill.saved");
    switch (step.kind) {
      case "more":
        return redirectTo(`${page}/fill?section=${form.section}`, "assessment.fill.more");
      case "problems":
        return redirectTo(`${page}/fill?section=${form.section}&check=yes`, "assessment.fill.problems");
      case "section":
        return redirectTo(`${page}/fill?section=${step.key}`, "assessment.fill.saved");
      case "review":
        return redirectTo(page, "assessment.fill.saved");
    }
  },
);

export default function FillPage() {
  const { id, name, number, content, answers, assessedOn, case: ofCase, here, check } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <>
      <PageHeader
        title={say("assessment.fill.title", { form: name })}
        lead={say("assessment.fill.lead", { name: ofCase.name, day: formats.day(assessedOn), number })}
        back={{
          to: `/agency/cases/${ofCase.id}/assessments`,
          label: say("assessment.list.page-title", { name: ofCase.name }),
        }}
      />
      {here ? (
        <Columns
          main={<FillForm key={here.key} id={id} content={content} section={here} answers={answers} check={check} />}
          aside={
            <Stack>
              <SectionList />
            </Stack>
          }
        />
      ) : (
        <Empty title={say("assessment.fill.empty")} />
      )}
    </>
  );
}

function SectionList() {
  const { id, asked, here } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <Card title={say("assessment.fill.sections")}>
      <ol className="form-sections">
        {asked.map(({ key, title }) => (
          <li key={key}>
            <Link
              to={`/agency/assessments/${id}/fill?section=${key}`}
              aria-current={key === here?.key ? "step" : undefined}
            >
              {title}
            </Link>
          </li>
        ))}
      </ol>
      <Link to={`/agency/assessments/${id}`}>{say("assessment.fill.review")}</Link>
    </Card>
  );
}
