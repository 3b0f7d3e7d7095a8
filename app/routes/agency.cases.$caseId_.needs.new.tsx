// Adds a need to a case: a word is looked up in the specialty tree, then one entry is chosen. Works without script.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { NeedForm } from "#app/models/case/forms";
import { addNeed } from "#app/models/case/need.server";
import { readCase } from "#app/models/case/read.server";
import { type CaseId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { readSpecialtyTree } from "#app/search/specialties.server";
import { findTerms } from "#app/search/specialty-tree";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  ButtonLink,
  FilterBar,
  PageHeader,
  RadioGroup,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "#app/ui/parts";
import { specialtyOptions } from "#app/ui/specialty-options";

const params = z.object({ caseId: idParam<CaseId>() });
const query = z.object({ q: z.string().trim().max(100).catch("").default("") });

export const handle: PageHandle = { title: "case.need.title" };

export const loader = loaderFor(
  "case:write",
  { params, query, records: true },
  async ({ actor, db, params: { caseId }, query: { q } }) => {
    const found = await readCase(db, actor, caseId);
    if (!found.mayWrite) throw new Refusal("case.not-yours", 403);
    const tree = await readSpecialtyTree(db);
    return {
      caseId,
      number: found.number,
      name: `${found.client.givenName} ${found.client.familyName}`,
      text: q,
      terms: findTerms(tree, q).map(({ id, names }) => ({ id, names })),
      tree: tree.map(({ id, name, depth }) => ({ id, name, depth })),
    };
  },
);

export const action = actionFor(
  "case:write",
  { params, form: NeedForm },
  async ({ actor, db, params: { caseId }, form }) => {
    await addNeed(db, actor, caseId, form);
    return redirectTo(`/agency/cases/${caseId}`, "case.need.added");
  },
);

export default function NewNeedPage() {
  const { caseId, number, name, text, terms, tree } = useLoaderData<typeof loader>();
  const say = useSay();
  const back = `/agency/cases/${caseId}`;
  return (
    <>
      <PageHeader
        title={say("case.need.title")}
        lead={say("case.need.lead", { number, name })}
        back={{ to: back, label: say("case.page.title", { number }) }}
      />
      <FilterBar active={text !== ""} applyLabel={say("case.need.find-button")}>
        <TextField
          name="q"
          type="search"
          label={say("case.need.find")}
          hint={say("case.need.find-hint")}
          defaultValue={text}
          maxLength={100}
          optional
        />
      </FilterBar>
      <ActForm formId="need">
        {terms.length > 0 ? (
          <RadioGroup
            name="specialty"
            label={say("case.need.choose")}
            options={terms.map(({ id, names }) => ({
              value: id,
              label: names.at(-1) ?? "",
              hint: names.length > 1 ? names.slice(0, -1).join(" › ") : undefined,
            }))}
          />
        ) : (
          <>
            {text === "" ? null : <p>{say("case.need.none-found", { text })}</p>}
            <SelectField name="specialty" label={say("case.need.all")} options={specialtyOptions(tree)} />
          </>
        )}
        <TextArea
          name="words"
          label={say("case.need.words")}
          hint={say("case.need.words-hint")}
          maxLength={1000}
          rows={3}
          optional
        />
        <Actions>
          <SubmitButton>{say("case.need.save")}</SubmitButton>
          <ButtonLink to={back} look="quiet">
            {say("ui.form.cancel")}
          </ButtonLink>
        </Actions>
      </ActForm>
    </>
  );
}
