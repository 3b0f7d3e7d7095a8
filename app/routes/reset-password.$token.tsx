// Chooses a new password by a mailed link. The link is used up by choosing, never by looking: mail scanners look.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { redirectTo } from "#app/access/answers.server";
import { NewPasswordForm } from "#app/access/forms";
import { publicAction, publicLoader } from "#app/access/gate.server";
import { isResetOpen, resetPassword } from "#app/access/password.server";
import { useSay } from "#app/i18n/speech";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ActForm, ButtonLink, PageHeader, SubmitButton, TextField } from "#app/ui/parts";

// A link that a mail program cut is a link that does not work, and is told so; not a page that is not there.
const params = z.object({ token: z.string().max(200) });

export const loader = publicLoader({ params }, async ({ params: { token } }) => ({ open: await isResetOpen(token) }));

export const action = publicAction(
  { params, form: NewPasswordForm },
  async ({ params: { token }, form, request, address, requestId }) => {
    await resetPassword(token, form.password, { request, address, requestId });
    return redirectTo("/sign-in", "access.reset.done");
  },
);

export const handle: PageHandle = {
  title: titleFrom(({ open }: { open: boolean }) => [open ? "access.reset.new-title" : "access.reset.old-title"]),
  frame: "public",
};

export default function ResetPasswordPage() {
  const say = useSay();
  const { open } = useLoaderData<typeof loader>();
  if (!open) {
    return (
      <>
        <PageHeader title={say("access.reset.old-title")} lead={say("access.reset.old-lead")} />
        <ButtonLink to="/forgot-password">{say("access.reset.again")}</ButtonLink>
      </>
    );
  }
  return (
    <>
      <PageHeader title={say("access.reset.new-title")} lead={say("access.reset.new-lead")} />
      <ActForm formId="reset">
        <TextField
          name="password"
          type="password"
          label={say("access.reset.new-password")}
          hint={say("access.reset.new-hint")}
          autoComplete="new-password"
          maxLength={200}
        />
        <SubmitButton>{say("access.reset.new-button")}</SubmitButton>
      </ActForm>
    </>
  );
}
