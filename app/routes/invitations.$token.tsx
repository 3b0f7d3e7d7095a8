// Joins a house by an invitation: with a new account, or with one press where there is one. An invitation that no longer works says why.
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { JoinForm } from "#app/access/forms";
import { publicAction, publicLoader } from "#app/access/gate.server";
import { acceptInvitation, readInvitation } from "#app/access/sign-in-invitation.server";
import { useSay } from "#app/i18n/speech";
import { isRefusal } from "#app/models/values/refusal";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, ButtonLink, PageHeader, SubmitButton, TextField } from "#app/ui/parts";

// A link that a mail program cut is a link that does not work, and is told so; not a page that is not there.
const params = z.object({ token: z.string().max(200) });

export const loader = publicLoader({ params }, async ({ params: { token }, signIn }) => {
  const found = await readInvitation(token, signIn).catch((failure: unknown) => {
    // Used, taken back or too old: no error, but the end of its story, told on its own page.
    if (isRefusal(failure) && failure.status === 409) return failure.code;
    throw failure;
  });
  if (typeof found === "string") return { closed: found };
  return { closed: null, ...found, token, me: signIn?.name ?? "" };
});

export const action = publicAction(
  { params, form: JoinForm },
  async ({ params: { token }, form, signIn, request, address, requestId }) =>
    acceptInvitation(token, form, signIn, { request, address, requestId }),
);

export const handle: PageHandle = { title: "access.invitation.page-title", frame: "public" };

export default function InvitationPage() {
  const say = useSay();
  const invitation = useLoaderData<typeof loader>();
  if (invitation.closed !== null) {
    return (
      <>
        <PageHeader title={say("access.invitation.closed")} lead={say.any(`refusal.${invitation.closed}`)} />
        <ButtonLink to="/sign-in">{say("access.sign-in.button")}</ButtonLink>
      </>
    );
  }
  const { houseName, inviter, role, email } = invitation;
  return (
    <>
      <PageHeader
        title={say("access.invitation.title", { place: houseName })}
        lead={say("access.invitation.lead", { inviter, role: say.any(`word.role.${role}`).toLowerCase() })}
      />
      <p className="soft">{say("access.invitation.for", { email })}</p>
      <WayIn {...invitation} />
    </>
  );
}

type WayInProps = { way: string; name: string; email: string; token: string; me: string };

function WayIn({ way, name, email, token, me }: WayInProps) {
  const say = useSay();
  if (way === "known") {
    return (
      <>
        <p>{say("access.invitation.known", { email })}</p>
        <ButtonLink to={`/sign-in?returnTo=${encodeURIComponent(`/invitations/${token}`)}`}>
          {say("access.invitation.sign-in")}
        </ButtonLink>
      </>
    );
  }
  if (way === "stranger") {
    return (
      <>
        <p>{say("access.invitation.stranger", { email, name: me })}</p>
        <Form method="post" action="/sign-out">
          <SubmitButton look="secondary">{say("access.sign-out.button")}</SubmitButton>
        </Form>
      </>
    );
  }
  return (
    <ActForm formId="join">
      {way === "ready" ? (
        <p>{say("access.invitation.ready", { name: me })}</p>
      ) : (
        <>
          <TextField
            name="name"
            label={say("access.invitation.name")}
            defaultValue={name}
            autoComplete="name"
            maxLength={120}
          />
          <TextField
            name="password"
            type="password"
            label={say("access.invitation.password")}
            hint={say("access.reset.new-hint")}
            autoComplete="new-password"
            maxLength={200}
          />
        </>
      )}
      <SubmitButton>{say("access.invitation.button")}</SubmitButton>
    </ActForm>
  );
}
