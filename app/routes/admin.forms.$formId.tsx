// One form: what it is called, who reads its answers, and its versions. What a version asks stands on the version's own page.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { beginDraft, changeForm } from "#app/models/form/draft.server";
import { FormPageForm } from "#app/models/form/forms";
import { retireForm } from "#app/models/form/publish.server";
import { readForm } from "#app/models/form/read.server";
import { type FormId, idParam } from "#app/models/values/ids";
import { FormFactsFields } from "#app/ui/form-facts";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  ButtonLink,
  Card,
  DataTable,
  Empty,
  HiddenField,
  PageHeader,
  Stack,
  StateTag,
  SubmitButton,
} from "#app/ui/parts";

const params = z.object({ formId: idParam<FormId>() });

export const handle: PageHandle = {
  title: titleFrom(({ name }: { name: string }) => ["form.one.page", { name }]),
};

export const loader = loaderFor("form:edit", { params }, ({ db, params: { formId } }) => readForm(db, formId));

export const action = actionFor(
  "form:edit",
  { params, form: FormPageForm },
  async ({ actor, db, params: { formId }, form }) => {
    const page = `/admin/forms/${formId}`;
    switch (form.intent) {
      case "facts": {
        const { intent: _, ...facts } = form;
        await changeForm(db, actor, formId, facts);
        return redirectTo(page, "form.facts.saved");
      }
      case "begin-draft":
        await beginDraft(db, actor, formId);
        return redirectTo(`${page}/edit`, "form.one.begun-done");
      case "retire":
        await retireForm(db, actor, formId);
        return redirectTo(page, "form.one.retire-done");
    }
  },
);

export default function OneFormPage() {
  const form = useLoaderData<typeof loader>();
  const say = useSay();
  const isUsed = form.versions.some(({ state }) => state === "published");
  return (
    <>
      <PageHeader
        title={form.name}
        lead={[form.asksIt, form.purpose].filter((part) => part).join(". ")}
        back={{ to: "/admin/forms", label: say("form.one.back") }}
        actions={
          form.draft ? (
            <ButtonLink to={`/admin/forms/${form.id}/edit`}>{say("form.one.edit")}</ButtonLink>
          ) : (
            <BeginDraft />
          )
        }
      />
      <Stack>
        <Versions />
        <Card title={say("form.one.facts")}>
          <ActForm formId="facts">
            <HiddenField name="intent" value="facts" />
            <FormFactsFields known={form} forService={form.asksIt !== null} />
            <SubmitButton look="secondary">{say("form.facts.save")}</SubmitButton>
          </ActForm>
          {isUsed ? (
            <ActDetails summary={say("form.one.retire")} formId="retire">
              <ActForm formId="retire">
                <p>{say("form.one.retire-lead")}</p>
                <HiddenField name="intent" value="retire" />
                <SubmitButton look="danger">{say("form.one.retire")}</SubmitButton>
              </ActForm>
            </ActDetails>
          ) : null}
        </Card>
      </Stack>
    </>
  );
}

function BeginDraft() {
  const say = useSay();
  return (
    <ActForm formId="begin-draft">
      <HiddenField name="intent" value="begin-draft" />
      <SubmitButton>{say("form.one.begin")}</SubmitButton>
    </ActForm>
  );
}

function Versions() {
  const { id: formId, versions } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("form.one.versions")}>
      <DataTable
        caption={say("form.one.versions-caption")}
        rows={versions}
        rowKey={({ id }) => id}
        empty={<Empty title={say("form.list.not-in-use")} />}
        columns={[
          {
            id: "number",
            header: say("form.one.version"),
            main: true,
            cell: ({ id, number }) => (
              <Link to={`/admin/forms/${formId}/versions/${id}`}>{say("form.list.version", { number })}</Link>
            ),
          },
          {
            id: "state",
            header: say("form.one.state"),
            cell: ({ state }) => <StateTag lifecycle="form" state={state} />,
          },
          {
            id: "holds",
            header: say("form.one.holds"),
            cell: ({ questions }) => say("form.one.questions", { count: questions }),
          },
          {
            id: "since",
            header: say("form.one.since"),
            cell: ({ publishedAt }) => (publishedAt ? formats.instantDay(publishedAt) : null),
          },
          {
            id: "until",
            header: say("form.one.until"),
            cell: ({ retiredAt }) => (retiredAt ? formats.instantDay(retiredAt) : null),
          },
          { id: "by", header: say("form.one.by"), cell: ({ publishedBy }) => publishedBy },
        ]}
      />
    </Card>
  );
}
