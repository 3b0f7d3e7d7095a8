// The care plan in plain words, and the client's yes: on screen, on paper that is filed, or spoken before a witness.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clientLanguage } from "#app/i18n/languages";
import { useSay } from "#app/i18n/speech";
import { keepDocument } from "#app/models/consent/document-store.server";
import { fileDocument } from "#app/models/consent/documents.server";
import { agreePlan } from "#app/models/plan/agree.server";
import { SigningForm } from "#app/models/plan/forms";
import { lockDraft } from "#app/models/plan/lock.server";
import { readPlan } from "#app/models/plan/read.server";
import { asId, type CarePlanId, type ClientId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Actions, ButtonLink, Card, PageHeader, Stack, SubmitButton } from "#app/ui/parts";
import { PlanSheet } from "#app/ui/plan-sheet";
import { SigningFields } from "#app/ui/signing-fields";

const params = z.object({ planId: idParam<CarePlanId>() });

export const handle: PageHandle = { title: "plan.sign.title" };

export const loader = loaderFor("case:write", { params, records: true }, async ({ actor, db, params: { planId } }) => {
  const plan = await readPlan(db, actor, planId);
  if (!plan.mayWrite) throw new Refusal("case.not-yours", 403);
  if (plan.state !== "draft") throw new Refusal("plan.not-a-draft", 409);
  return { plan, houseName: actor.houseName };
});

export const action = actionFor(
  "case:write",
  { params, form: SigningForm, files: true },
  async ({ actor, db, params: { planId }, form, files: [file] }) => {
    const { clientId } = await lockDraft(db, planId);
    const paper =
      form.signedHow === "signed" && file
        ? await fileDocument(db, actor, asId<ClientId>(clientId), await keepDocument(file))
        : null;
    await agreePlan(db, actor, planId, form, paper);
    return redirectTo(`/agency/plans/${planId}`, "plan.page.agreed");
  },
);

export default function SignPlanPage() {
  const { plan, houseName } = useLoaderData<typeof loader>();
  const say = useSay();
  const { clientName: name } = plan;
  const back = `/agency/plans/${plan.id}`;
  return (
    <>
      <PageHeader
        title={say("plan.sign.title")}
        lead={say("plan.sign.lead", { name })}
        back={{ to: back, label: say("plan.sign.back") }}
      />
      <Stack>
        <Card>
          <PlanSheet plan={plan} houseName={houseName} language={clientLanguage(plan.clientLanguage)} />
        </Card>
        <ActForm formId="sign" files>
          <SigningFields name={name} agrees={say("plan.sign.agrees")} />
          <Actions>
            <SubmitButton>{say("plan.sign.button")}</SubmitButton>
            <ButtonLink to={back} look="quiet">
              {say("ui.form.cancel")}
            </ButtonLink>
          </Actions>
        </ActForm>
      </Stack>
    </>
  );
}
