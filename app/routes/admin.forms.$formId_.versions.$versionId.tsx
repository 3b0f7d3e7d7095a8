// Tries one version of a form: what it asks, what follows from the answers, what they come to. Keeps no answer.
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { questionsOf } from "#app/models/form/content";
import { readVersion } from "#app/models/form/read.server";
import { type FormId, type FormVersionId, idParam } from "#app/models/values/ids";
import { useAnswering } from "#app/ui/form-answering";
import { SectionFields } from "#app/ui/form-questions";
import { ScoresCard } from "#app/ui/form-scores";
import { useConditionWords } from "#app/ui/form-words";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Card, Columns, PageHeader, Stack, StateTag } from "#app/ui/parts";

const params = z.object({ formId: idParam<FormId>(), versionId: idParam<FormVersionId>() });

export const handle: PageHandle = {
  title: titleFrom(({ name }: { name: string }) => ["form.preview.title", { name }]),
};

export const loader = loaderFor("form:edit", { params }, async ({ db, params: { formId, versionId }, request }) => {
  const version = await readVersion(db, formId, versionId);
  const asked = new URL(request.url).searchParams;
  const answers = Object.fromEntries(
    questionsOf(version.content).map(({ key }) => [key, asked.getAll(key).slice(0, 50)]),
  );
  return { ...version, formId, answers };
});

export default function TryFormPage() {
  const { formId, name, number, state, content, answers } = useLoaderData<typeof loader>();
  const say = useSay();
  const conditionWords = useConditionWords(content);
  const { evaluation, answers: answered, onChange } = useAnswering(content, answers);
  const draft = state === "draft";
  return (
    <>
      <PageHeader
        title={say("form.preview.title", { name })}
        beside={<StateTag lifecycle="form" state={state} />}
        lead={say("form.preview.lead", { number })}
        back={
          draft
            ? { to: `/admin/forms/${formId}/edit`, label: say("form.builder.back-to") }
            : { to: `/admin/forms/${formId}`, label: name }
        }
      />
      <Form method="get" onChange={onChange}>
        <Columns
          main={
            <Stack>
              {content.sections.map((section) => (
                <Card key={section.key} title={section.title}>
                  {evaluation.shown.has(section.key) ? (
                    <SectionFields section={section} shown={evaluation.shown} answers={answered} />
                  ) : (
                    <p className="form-condition">{conditionWords(section.shownIf)}</p>
                  )}
                </Card>
              ))}
              <div className="actions">
                <button type="submit" className="usa-button usa-button--outline">
                  {say("form.preview.show")}
                </button>
              </div>
            </Stack>
          }
          aside={<ScoresCard scores={evaluation.scores} />}
        />
      </Form>
    </>
  );
}
