// Adds a line to the agency's checklists. Applications that were sent keep what they were given.
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { addRequirement } from "#app/models/screening/checklist.server";
import { RequirementForm as Form } from "#app/models/screening/forms";
import type { PageHandle } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";
import { RequirementForm } from "#app/ui/requirement-form";

export const handle: PageHandle = { title: "screening.checklist.new-title" };

export const loader = loaderFor("application:screen", {}, async () => null);

export const action = actionFor("application:screen", { form: Form }, async ({ actor, db, form }) => {
  const { intent: _, ...line } = form;
  await addRequirement(db, actor, line);
  return redirectTo("/network/screening", "screening.checklist.saved");
});

export default function NewRequirementPage() {
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("screening.checklist.new-title")}
        back={{ to: "/network/screening", label: say("screening.checklist.title") }}
      />
      <RequirementForm />
    </>
  );
}
