// Gives an application up, after a second look. What was said is kept with it; nothing is deleted.
import { useLoaderData } from "@remix-run/react";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { WithdrawForm } from "#app/models/application/forms";
import { readOwn } from "#app/models/application/read.server";
import { withdrawApplication } from "#app/models/application/submit.server";
import { applicationPath } from "#app/ui/application-paths";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Actions, ButtonLink, Checkbox, Notice, PageHeader, SubmitButton } from "#app/ui/parts";

export const handle: PageHandle = { title: "application.withdraw.title", frame: "public" };

export const loader = bearerLoader("application", {}, async ({ db, token }) => ({
  token,
  application: await readOwn(db),
}));

export const action = bearerAction("application", { form: WithdrawForm }, async ({ db, token }) => {
  await withdrawApplication(db);
  return redirectTo(applicationPath(token), "application.withdraw.done");
});

export default function WithdrawPage() {
  const { token, application } = useLoaderData<typeof loader>();
  const say = useSay();
  const back = applicationPath(token);
  return (
    <>
      <PageHeader
        title={say("application.withdraw.title")}
        lead={say("application.withdraw.lead", { name: application.organizationName, agency: application.agencyName })}
        back={{ to: back, label: say("application.page.back", { organizationName: application.organizationName }) }}
      />
      {application.mayWithdraw ? (
        <ActForm formId="withdraw">
          <Checkbox name="sure" label={say("application.withdraw.sure")} />
          <Actions>
            <SubmitButton look="danger">{say("application.withdraw.button")}</SubmitButton>
            <ButtonLink to={back} look="quiet">
              {say("application.withdraw.stay")}
            </ButtonLink>
          </Actions>
        </ActForm>
      ) : (
        <Notice>
          <p>{say("application.withdraw.over")}</p>
        </Notice>
      )}
    </>
  );
}
