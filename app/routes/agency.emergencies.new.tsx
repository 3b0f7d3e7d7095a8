// Opens a restricted case in an emergency. Says first who is told, asks why, and names nobody before it is opened.
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { EMERGENCY_REASONS } from "#app/models/case/codes";
import { openEmergency } from "#app/models/case/emergency.server";
import { OpenEmergencyForm } from "#app/models/case/forms";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  ButtonLink,
  Card,
  Notice,
  PageHeader,
  RadioGroup,
  Stack,
  SubmitButton,
  TextArea,
  TextField,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "emergency.open.title" };

export const loader = loaderFor("emergency:open", {}, async () => ({}));

export const action = actionFor("emergency:open", { form: OpenEmergencyForm }, async ({ actor, db, form }) => {
  const caseId = await openEmergency(db, actor, form);
  // Not a refusal: that somebody asked is kept, and a refusal would take it back.
  if (!caseId) return redirectTo("/agency/emergencies/new", "emergency.open.not-found");
  return redirectTo(`/agency/cases/${caseId}`, "emergency.open.done");
});

export default function NewEmergencyPage() {
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("emergency.open.title")}
        lead={say("emergency.open.lead")}
        back={{ to: "/agency/emergencies", label: say("emergency.list.title") }}
      />
      <Stack>
        <Notice tone="warning">{say("emergency.open.told")}</Notice>
        <Card>
          <ActForm formId="open">
            <TextField
              name="said"
              label={say("emergency.open.said")}
              hint={say("emergency.open.said-hint")}
              maxLength={200}
            />
            <RadioGroup
              name="reason"
              label={say("emergency.open.reason")}
              options={EMERGENCY_REASONS.map((value) => ({ value, label: say(`emergency.reason.${value}`) }))}
            />
            <TextArea
              name="words"
              label={say("emergency.open.words")}
              hint={say("emergency.open.words-hint")}
              maxLength={2000}
            />
            <Actions>
              <SubmitButton look="act">{say("emergency.open.button")}</SubmitButton>
              <ButtonLink to="/agency/cases" look="quiet">
                {say("ui.form.cancel")}
              </ButtonLink>
            </Actions>
          </ActForm>
        </Card>
      </Stack>
    </>
  );
}
