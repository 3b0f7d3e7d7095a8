// Changes one line of the agency's checklists. Applications that were sent keep what they were given.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { changeRequirement, readRequirement, retireRequirement } from "#app/models/screening/checklist.server";
import { type RequirementId, RequirementPageForm } from "#app/models/screening/forms";
import { idParam } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ActForm, HiddenField, PageHeader, Stack, SubmitButton } from "#app/ui/parts";
import { RequirementForm } from "#app/ui/requirement-form";

const params = z.object({ requirementId: idParam<RequirementId>() });

export const handle: PageHandle = {
  title: titleFrom(({ name }: { name: string }) => ["screening.checklist.edit-title", { name }]),
};

export const loader = loaderFor("application:screen", { params }, ({ actor, db, params: { requirementId } }) =>
  readRequirement(db, actor, requirementId),
);

export const action = actionFor(
  "application:screen",
  { params, form: RequirementPageForm },
  async ({ actor, db, params: { requirementId }, form }) => {
    if (form.intent === "save") {
      const { intent: _, ...line } = form;
      await changeRequirement(db, actor, requirementId, line);
      return redirectTo("/network/screening", "screening.checklist.saved");
    }
    const back = form.intent === "bring-back";
    await retireRequirement(db, actor, requirementId, back);
    return redirectTo("/network/screening", `screening.checklist.${back ? "back" : "retired"}-done`);
  },
);

export default function RequirementPage() {
  const known = useLoaderData<typeof loader>();
  const say = useSay();
  const deed = known.active ? "retire" : "bring-back";
  return (
    <>
      <PageHeader
        title={say("screening.checklist.edit-title", { name: known.name })}
        back={{ to: "/network/screening", label: say("screening.checklist.title") }}
      />
      <Stack>
        <RequirementForm known={known} />
        <ActForm formId="retire">
          <HiddenField name="intent" value={deed} />
          <SubmitButton look={known.active ? "danger" : "secondary"}>
            {say(`screening.checklist.${deed}`, { name: known.name })}
          </SubmitButton>
        </ActForm>
      </Stack>
    </>
  );
}
