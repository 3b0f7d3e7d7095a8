// Writes one section of a draft: its title, the words under it, and when it is shown.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { writeDraft } from "#app/models/form/draft.server";
import { putSection, sectionOf } from "#app/models/form/edit";
import { keyParam, SectionForm } from "#app/models/form/forms";
import { sectionFrom } from "#app/models/form/from-words";
import { readDraft } from "#app/models/form/read.server";
import { type FormId, idParam } from "#app/models/values/ids";
import { RemoveForm } from "#app/ui/form-builder";
import { ConditionFieldset } from "#app/ui/form-condition";
import { SectionFieldset } from "#app/ui/form-editors";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, HiddenField, PageHeader, Stack, SubmitButton } from "#app/ui/parts";

const params = z.object({ formId: idParam<FormId>() });

export const handle: PageHandle = { title: "form.section.title" };

export const loader = loaderFor(
  "form:edit",
  { params, query: z.object({ key: keyParam.optional() }) },
  async ({ db, params: { formId }, query: { key } }) => {
    const { content } = await readDraft(db, formId);
    const known = key ? sectionOf(content, key) : null;
    const before = known ? content.sections.slice(0, content.sections.indexOf(known)) : content.sections;
    return { formId, known, earlier: before.flatMap(({ questions }) => questions) };
  },
);

export const action = actionFor(
  "form:edit",
  { params, form: SectionForm.extend({ key: keyParam.optional() }) },
  async ({ db, params: { formId }, form: { key, ...said } }) => {
    await writeDraft(db, formId, (content) => putSection(content, sectionFrom(said, key)));
    return redirectTo(`/admin/forms/${formId}/edit`, "form.builder.saved");
  },
);

export default function SectionPage() {
  const { formId, known, earlier } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say(known ? "form.section.title" : "form.section.new-title")}
        back={{ to: `/admin/forms/${formId}/edit`, label: say("form.builder.back-to") }}
      />
      <ActForm formId="section">
        {known ? <HiddenField name="key" value={known.key} /> : null}
        <Stack>
          <Card>
            <SectionFieldset known={known} />
          </Card>
          <ConditionFieldset known={known?.shownIf ?? null} earlier={earlier} />
        </Stack>
        <div className="actions">
          <SubmitButton>{say("form.section.save")}</SubmitButton>
        </div>
      </ActForm>
      {known ? (
        <RemoveForm
          intent="remove-section"
          id={known.key}
          words={say("form.builder.remove-section")}
          lead={say("form.builder.remove-section-lead", { count: known.questions.length })}
          action={`/admin/forms/${formId}/edit`}
        />
      ) : null}
    </>
  );
}
