// What authorities did against one provider or its people, and the form that records it. Seen by the network desk alone; changes nothing kept.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { keepDocument } from "#app/models/consent/document-store.server";
import { readOrganizationName } from "#app/models/organization/read-agreement.server";
import { recordAdverseAction } from "#app/models/practitioner/adverse-actions.server";
import { ACTION_KINDS, AdverseActionForm } from "#app/models/practitioner/exclusion-forms";
import { readPractitioners } from "#app/models/practitioner/read.server";
import { readAdverseActions } from "#app/models/practitioner/read-exclusions.server";
import { idParam, type OrganizationId } from "#app/models/values/ids";
import { ActDetails } from "#app/ui/act-details";
import { ActionTable } from "#app/ui/exclusion-parts";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActForm,
  DateField,
  FileField,
  PageHeader,
  SelectField,
  Stack,
  SubmitButton,
  TextArea,
  TextField,
} from "#app/ui/parts";

const params = z.object({ organizationId: idParam<OrganizationId>() });

export const handle: PageHandle = {
  title: titleFrom(({ name }: { name: string }) => ["exclusion.action.page", { name }]),
};

export const loader = loaderFor("exclusion:manage", { params }, async ({ actor, db, params: { organizationId } }) => ({
  id: organizationId,
  name: await readOrganizationName(db, organizationId),
  actions: await readAdverseActions(db, actor, organizationId),
  practitioners: await readPractitioners(db, organizationId),
}));

export const action = actionFor(
  "exclusion:manage",
  { params, form: AdverseActionForm, files: true },
  async ({ actor, db, params: { organizationId }, form, files: [file] }) => {
    await recordAdverseAction(db, actor, organizationId, form, file ? await keepDocument(file) : null);
    return redirectTo(`/network/organizations/${organizationId}/adverse-actions`, "exclusion.action.done");
  },
);

export default function AdverseActionsPage() {
  const { id, name, actions, practitioners } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("exclusion.action.page", { name })}
        lead={say("exclusion.action.lead")}
        back={{ to: `/network/organizations/${id}`, label: say("exclusion.action.back") }}
      />
      <Stack>
        <ActionTable actions={actions} />
        <ActDetails formId="action" summary={say("exclusion.action.add")} open={actions.length === 0}>
          <p className="soft">{say("exclusion.action.hint")}</p>
          <ActForm formId="action" files key={actions.length}>
            <SelectField
              name="practitionerId"
              label={say("exclusion.action.of")}
              emptyLabel={say("credential.organization")}
              options={practitioners.map((one) => ({ value: one.id, label: one.name }))}
              optional
            />
            <SelectField
              name="kind"
              label={say("exclusion.action.kind")}
              options={ACTION_KINDS.map((value) => ({ value, label: say(`exclusion.action.kinds.${value}`) }))}
            />
            <TextField name="authority" label={say("exclusion.action.authority")} maxLength={160} />
            <DateField name="actedOn" label={say("exclusion.action.day")} />
            <TextArea name="words" label={say("exclusion.action.words")} rows={4} maxLength={2000} />
            <FileField name="document" label={say("exclusion.action.document")} optional />
            <SubmitButton look="secondary">{say("exclusion.action.button")}</SubmitButton>
          </ActForm>
        </ActDetails>
      </Stack>
    </>
  );
}
