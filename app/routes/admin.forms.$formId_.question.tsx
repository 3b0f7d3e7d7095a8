// Writes one question of a draft: its words, its answers and what they are worth, and when it is shown. Its kind stays what it is.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { questionsOf } from "#app/models/form/content";
import { writeDraft } from "#app/models/form/draft.server";
import { putQuestion, questionOf, sectionOf } from "#app/models/form/edit";
import { keyParam, newQuestionQuery, QuestionForm } from "#app/models/form/forms";
import { questionFrom } from "#app/models/form/from-words";
import { readDraft } from "#app/models/form/read.server";
import { type FormId, idParam } from "#app/models/values/ids";
import { RemoveForm } from "#app/ui/form-builder";
import { ConditionFieldset } from "#app/ui/form-condition";
import { QuestionFieldset } from "#app/ui/form-editors";
import { FromRecordField } from "#app/ui/form-record";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, HiddenField, PageHeader, Stack, SubmitButton } from "#app/ui/parts";

const params = z.object({ formId: idParam<FormId>() });

export const handle: PageHandle = { title: "form.builder.add-question" };

export const loader = loaderFor(
  "form:edit",
  { params, query: newQuestionQuery.extend({ key: keyParam.optional() }) },
  async ({ db, params: { formId }, query: { key, kind, section } }) => {
    const { content, asksIt } = await readDraft(db, formId);
    const questions = questionsOf(content);
    if (key) {
      const known = questionOf(content, key);
      const earlier = questions.slice(0, questions.indexOf(known));
      return { formId, asksIt, known, kind: known.kind, section: "", earlier };
    }
    const home = sectionOf(content, section ?? content.sections.at(-1)?.key ?? "");
    const upTo = content.sections.slice(0, content.sections.indexOf(home) + 1);
    const earlier = upTo.flatMap((each) => each.questions);
    return { formId, asksIt, known: null, kind, section: home.key, earlier };
  },
);

const Place = z.object({
  key: keyParam.optional(),
  section: keyParam.optional(),
  after: z.enum(["done", "more"], "ui.error.not-a-choice").default("done"),
});

export const action = actionFor(
  "form:edit",
  { params, form: z.intersection(QuestionForm, Place) },
  async ({ db, params: { formId }, form: { key, section, after, ...said } }) => {
    const written = await writeDraft(db, formId, (content) => {
      const made = questionFrom(content, said as z.infer<typeof QuestionForm>, key);
      return putQuestion(made.content, section ?? "", made.question);
    });
    const page = `/admin/forms/${formId}`;
    // A new question gets the last key that was given out.
    const put = key ?? `q${written.lastKey}`;
    return after === "more"
      ? redirectTo(`${page}/question?key=${put}`, "form.builder.saved")
      : redirectTo(`${page}/edit#${put}`, "form.builder.saved");
  },
);

export default function QuestionPage() {
  const { formId, asksIt, known, kind, section, earlier } = useLoaderData<typeof loader>();
  const say = useSay();
  const words = { kind: say(`form.kind.${kind}`) };
  return (
    <>
      <PageHeader
        title={known ? say("form.question.title", words) : say("form.question.new-title", words)}
        back={{ to: `/admin/forms/${formId}/edit`, label: say("form.builder.back-to") }}
      />
      <ActForm formId="question">
        {known ? <HiddenField name="key" value={known.key} /> : <HiddenField name="section" value={section} />}
        <Stack>
          <Card>
            <QuestionFieldset known={known} kind={kind} />
            {asksIt ? <FromRecordField known={known} kind={kind} /> : null}
          </Card>
          <ConditionFieldset known={known?.shownIf ?? null} earlier={earlier} />
        </Stack>
        <div className="actions">
          <SubmitButton name="after" value="done">
            {say("form.question.save")}
          </SubmitButton>
          {kind === "one_of" || kind === "several_of" ? (
            <SubmitButton name="after" value="more" look="secondary">
              {say("form.question.save-more")}
            </SubmitButton>
          ) : null}
        </div>
      </ActForm>
      {known ? (
        <RemoveForm
          intent="remove-question"
          id={known.key}
          words={say("form.builder.remove")}
          lead={say("form.builder.remove-lead")}
          action={`/admin/forms/${formId}/edit`}
        />
      ) : null}
    </>
  );
}
