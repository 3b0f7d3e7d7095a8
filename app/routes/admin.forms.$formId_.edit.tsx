// The builder of a draft: its sections, questions and scores in order, and what is still wanting before it may be used.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { discardDraft, writeDraft } from "#app/models/form/draft.server";
import { moveQuestion, moveSection, removeQuestion, removeScore, removeSection } from "#app/models/form/edit";
import { faultsOf } from "#app/models/form/faults";
import { BuilderForm } from "#app/models/form/forms";
import { publishDraft } from "#app/models/form/publish.server";
import { readDraft } from "#app/models/form/read.server";
import { type FormId, idParam } from "#app/models/values/ids";
import { BuilderFaults, BuilderScores, BuilderSections } from "#app/ui/form-builder";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  ButtonLink,
  Card,
  Columns,
  HiddenField,
  PageHeader,
  Stack,
  SubmitButton,
} from "#app/ui/parts";

const params = z.object({ formId: idParam<FormId>() });

export const handle: PageHandle = {
  title: titleFrom(({ name, number }: { name: string; number: number }) => ["form.builder.title", { name, number }]),
};

export const loader = loaderFor("form:edit", { params }, async ({ db, params: { formId } }) => {
  const draft = await readDraft(db, formId);
  return { ...draft, formId, faults: faultsOf(draft.content) };
});

export const action = actionFor(
  "form:edit",
  { params, form: BuilderForm },
  async ({ actor, db, params: { formId }, form }) => {
    const page = `/admin/forms/${formId}`;
    const builder = `${page}/edit`;
    switch (form.intent) {
      case "publish":
        await publishDraft(db, actor, formId);
        return redirectTo(page, "form.builder.published-done");
      case "discard":
        await discardDraft(db, actor, formId);
        return redirectTo(page, "form.builder.discarded-done");
      case "move-section":
        await writeDraft(db, formId, (content) => moveSection(content, form.key, form.to));
        return redirectTo(builder, "form.builder.moved");
      case "move-question":
        await writeDraft(db, formId, (content) => moveQuestion(content, form.key, form.to));
        return redirectTo(`${builder}#${form.key}`, "form.builder.moved");
      case "remove-section":
        await writeDraft(db, formId, (content) => removeSection(content, form.key));
        return redirectTo(builder, "form.builder.removed");
      case "remove-question":
        await writeDraft(db, formId, (content) => removeQuestion(content, form.key));
        return redirectTo(builder, "form.builder.removed");
      case "remove-score":
        await writeDraft(db, formId, (content) => removeScore(content, form.key));
        return redirectTo(builder, "form.builder.removed");
    }
  },
);

export default function BuilderPage() {
  const { formId, versionId, name, number, content, faults } = useLoaderData<typeof loader>();
  const say = useSay();
  const path = `/admin/forms/${formId}`;
  return (
    <>
      <PageHeader
        title={say("form.builder.title", { name, number })}
        lead={say("form.builder.lead")}
        back={{ to: path, label: name }}
        actions={
          content.sections.length > 0 ? (
            <ButtonLink to={`${path}/versions/${versionId}`} look="secondary" icon="visibility">
              {say("form.builder.preview")}
            </ButtonLink>
          ) : null
        }
      />
      <Columns
        main={
          <Stack>
            <BuilderSections content={content} path={path} />
          </Stack>
        }
        aside={
          <Stack>
            <BuilderFaults content={content} path={path} faults={faults} />
            <BuilderScores content={content} path={path} />
            <Endings ready={faults.length === 0} />
          </Stack>
        }
      />
    </>
  );
}

function Endings({ ready }: { ready: boolean }) {
  const say = useSay();
  return (
    <Card title={say("form.builder.publish")}>
      {ready ? (
        <ActForm formId="publish">
          <p>{say("form.builder.publish-lead")}</p>
          <HiddenField name="intent" value="publish" />
          <SubmitButton>{say("form.builder.publish")}</SubmitButton>
        </ActForm>
      ) : (
        <p className="soft">{say("form.builder.faults-title")}</p>
      )}
      <ActDetails summary={say("form.builder.discard")} formId="discard">
        <ActForm formId="discard">
          <p>{say("form.builder.discard-lead")}</p>
          <HiddenField name="intent" value="discard" />
          <SubmitButton look="danger">{say("form.builder.discard")}</SubmitButton>
        </ActForm>
      </ActDetails>
    </Card>
  );
}
