// Writes one score of a draft: which questions count, how much, and what the sum is called.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { writeDraft } from "#app/models/form/draft.server";
import { putScore } from "#app/models/form/edit";
import { keyParam, ScoreForm } from "#app/models/form/forms";
import { scoreFrom } from "#app/models/form/from-words";
import { readDraft } from "#app/models/form/read.server";
import { type FormId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { RemoveForm } from "#app/ui/form-builder";
import { ScoreFieldset } from "#app/ui/form-editors";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, HiddenField, PageHeader, Stack, SubmitButton } from "#app/ui/parts";

const params = z.object({ formId: idParam<FormId>() });

export const handle: PageHandle = { title: "form.score.title" };

export const loader = loaderFor(
  "form:edit",
  { params, query: z.object({ key: keyParam.optional() }) },
  async ({ db, params: { formId }, query: { key } }) => {
    const { content } = await readDraft(db, formId);
    const known = content.scores.find((score) => score.key === key) ?? null;
    if (key && !known) throw new Refusal("not-found", 404);
    return { formId, content, known };
  },
);

export const action = actionFor(
  "form:edit",
  { params, form: ScoreForm.extend({ key: keyParam.optional() }) },
  async ({ db, params: { formId }, form: { key, ...said } }) => {
    await writeDraft(db, formId, (content) => putScore(content, scoreFrom(said, key)));
    return redirectTo(`/admin/forms/${formId}/edit`, "form.builder.saved");
  },
);

export default function ScorePage() {
  const { formId, content, known } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say(known ? "form.score.title" : "form.score.new-title")}
        back={{ to: `/admin/forms/${formId}/edit`, label: say("form.builder.back-to") }}
      />
      <Stack>
        <Card>
          <ActForm formId="score">
            {known ? <HiddenField name="key" value={known.key} /> : null}
            <ScoreFieldset known={known} content={content} />
            <SubmitButton>{say("form.score.save")}</SubmitButton>
          </ActForm>
        </Card>
        {known ? (
          <RemoveForm
            intent="remove-score"
            id={known.key}
            words={say("form.score.remove")}
            lead={say("form.builder.remove-lead")}
            action={`/admin/forms/${formId}/edit`}
          />
        ) : null}
      </Stack>
    </>
  );
}
