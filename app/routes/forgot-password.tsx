// Asks for a link to choose a new password. Answers the same whether or not there is an account.
import { Link, useActionData } from "@remix-run/react";
import { ForgotPasswordForm } from "#app/access/forms";
import { publicAction } from "#app/access/gate.server";
import { askForReset } from "#app/access/password.server";
import { useSay } from "#app/i18n/speech";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Notice, PageHeader, SubmitButton, TextField } from "#app/ui/parts";

export const action = publicAction({ form: ForgotPasswordForm }, async ({ form, request, address, requestId }) => {
  await askForReset(form.email, { request, address, requestId });
  return { asked: true };
});

export const handle: PageHandle = { title: "access.reset.title", frame: "public" };

export default function ForgotPasswordPage() {
  const say = useSay();
  const answered = useActionData<typeof action>();
  const asked = answered !== undefined && answered instanceof Object && "answer" in answered;
  return (
    <>
      <PageHeader
        title={say("access.reset.title")}
        lead={asked ? undefined : say("access.reset.lead")}
        back={{ to: "/sign-in", label: say("access.reset.back") }}
      />
      {asked ? (
        <>
          <Notice tone="done" title={say("access.reset.sent-title")}>
            <p>{say("access.reset.sent")}</p>
          </Notice>
          <p>{say("access.reset.sent-next")}</p>
          <p>
            <Link to="/forgot-password" reloadDocument>
              {say("access.reset.again")}
            </Link>
          </p>
        </>
      ) : (
        <ActForm formId="forgot">
          <TextField
            name="email"
            type="email"
            label={say("access.sign-in.e-mail")}
            autoComplete="username"
            maxLength={320}
          />
          <SubmitButton>{say("access.reset.button")}</SubmitButton>
        </ActForm>
      )}
    </>
  );
}
