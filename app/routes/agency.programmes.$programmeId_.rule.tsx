// Adds a rule to a programme: an age, a household's size, or answers in a form that is in use.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { questionsOf } from "#app/models/form/content";
import { conditionFrom } from "#app/models/form/from-words";
import { readForms } from "#app/models/form/read.server";
import { addRule } from "#app/models/programme/edit.server";
import { RuleForm } from "#app/models/programme/forms";
import { readFormForRule, readProgrammeName } from "#app/models/programme/read.server";
import { idParam, type ProgrammeId } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { ConditionFieldset } from "#app/ui/form-condition";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, HiddenField, NumberField, PageHeader, RadioGroup, Stack, SubmitButton } from "#app/ui/parts";

const params = z.object({ programmeId: idParam<ProgrammeId>() });

export const handle: PageHandle = { title: "programme.rule.add" };

export const loader = loaderFor(
  "programme:edit",
  { params, query: z.object({ form: z.guid().optional().catch(undefined) }) },
  async ({ actor, db, params: { programmeId }, query: { form } }) => ({
    programmeId,
    name: await readProgrammeName(db, programmeId),
    forms: (await readForms(db, actor)).filter(({ inUse }) => inUse !== null).map(({ id, name }) => ({ id, name })),
    chosen: form ? await readFormForRule(db, actor, form) : null,
  }),
);

export const action = actionFor(
  "programme:edit",
  { params, form: RuleForm },
  async ({ actor, db, params: { programmeId }, form }) => {
    if (form.kind === "answers") {
      const condition = conditionFrom(form);
      if (!condition) throw new Refusal("programme.empty-rule", 400);
      await readFormForRule(db, actor, form.formId);
      await addRule(db, actor, programmeId, { kind: "answers", formId: form.formId, condition });
    } else await addRule(db, actor, programmeId, form);
    return redirectTo(`/agency/programmes/${programmeId}`, "programme.rule.added");
  },
);

export default function RulePage() {
  const { programmeId, name, chosen } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("programme.rule.add")}
        lead={say("programme.rule.add-lead")}
        back={{ to: `/agency/programmes/${programmeId}`, label: name }}
      />
      <Stack>
        {chosen ? null : <BoundsCard />}
        <ChooseForm />
        {chosen ? (
          <ActForm formId="answers">
            <HiddenField name="kind" value="answers" />
            <HiddenField name="formId" value={chosen.id} />
            <ConditionFieldset
              known={null}
              earlier={questionsOf(chosen.content)}
              title={say("programme.rule.answers-title", { form: chosen.name })}
              emptyLabel={say("programme.rule.no-line")}
            />
            <div className="actions">
              <SubmitButton>{say("programme.rule.save")}</SubmitButton>
            </div>
          </ActForm>
        ) : null}
      </Stack>
    </>
  );
}

function BoundsCard() {
  const say = useSay();
  return (
    <Card title={say("programme.rule.bounds-title")}>
      <ActForm formId="bounds">
        <RadioGroup
          name="kind"
          label={say("programme.rule.kind")}
          options={(["age", "household"] as const).map((value) => ({
            value,
            label: say(`programme.rule.kind-${value}`),
          }))}
        />
        <NumberField name="least" label={say("programme.rule.least")} optional />
        <NumberField name="most" label={say("programme.rule.most")} optional />
        <SubmitButton>{say("programme.rule.save")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

/** Plain links: each form leads to this page with what it asks. */
function ChooseForm() {
  const { forms, programmeId } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <Card title={say("programme.rule.by-form")}>
      <p className="soft">{say(forms.length === 0 ? "programme.rule.no-forms" : "programme.rule.choose-form")}</p>
      <ul>
        {forms.map(({ id, name }) => (
          <li key={id}>
            <a href={`/agency/programmes/${programmeId}/rule?form=${id}`}>{name}</a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
