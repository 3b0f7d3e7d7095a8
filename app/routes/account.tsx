// A person's own account: name, password, and where they are signed in. Shows and changes nobody else's.
import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { redirectTo } from "#app/access/answers.server";
import { AccountForm } from "#app/access/forms";
import { publicAction, publicLoader } from "#app/access/gate.server";
import { readOwnSecondStep } from "#app/access/own-second-step.server";
import { changePassword } from "#app/access/password.server";
import { changeOwnName, endOneSession, endOtherSessions, readOwnAccount } from "#app/access/sign-in-sessions.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readOwnDeskMails } from "#app/models/insight/desk-mail.server";
import { Refusal } from "#app/models/values/refusal";
import { DeskMailTable } from "#app/ui/desk-mail";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  ButtonLink,
  Card,
  type Column,
  DataTable,
  HiddenField,
  PageHeader,
  Stack,
  SubmitButton,
  TextField,
  ToneTag,
} from "#app/ui/parts";

export const loader = publicLoader({}, async ({ signIn }) => {
  if (!signIn) throw redirect("/sign-in?returnTo=/account");
  // Whoever works for a provider may leave it by themselves.
  const provider = signIn.actor?.organizationId ? signIn.actor.houseName : null;
  const { state } = await readOwnSecondStep(signIn);
  const deskMails = signIn.actor ? await readOwnDeskMails(signIn.actor) : [];
  return { ...(await readOwnAccount(signIn)), provider, hasSecondStep: state === "on", deskMails };
});

export const action = publicAction({ form: AccountForm }, async ({ signIn, form, request, address, requestId }) => {
  if (!signIn) throw new Refusal("not-signed-in", 401);
  if (form.intent === "password") return changePassword(signIn, form, { request, address, requestId });
  if (form.intent === "end-others") {
    await endOtherSessions(signIn);
    return redirectTo("/account", "access.account.others-ended");
  }
  if (form.intent === "end-session") {
    await endOneSession(signIn.personId, form.sessionId);
    return redirectTo("/account", "session.devices.ended");
  }
  await changeOwnName(signIn.personId, form.name);
  return redirectTo("/account", "access.account.name-saved");
});

export const handle: PageHandle = { title: "access.account.title" };

export default function AccountPage() {
  const say = useSay();
  const { name, email, sessions, provider, hasSecondStep, deskMails } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={say("access.account.title")} lead={say("access.account.lead")} />
      <Stack>
        <Card title={say("access.account.name-title")}>
          <p className="soft">{say("access.account.e-mail", { email })}</p>
          <ActForm formId="name">
            <HiddenField name="intent" value="name" />
            <TextField
              name="name"
              label={say("access.account.name")}
              defaultValue={name}
              autoComplete="name"
              maxLength={120}
            />
            <SubmitButton look="secondary">{say("access.account.name-button")}</SubmitButton>
          </ActForm>
        </Card>
        <PasswordCard email={email} />
        <Card title={say("access.own-step.card-title")}>
          <p>{say(hasSecondStep ? "access.own-step.card-on" : "access.own-step.card-off")}</p>
          <ButtonLink to="/account/second-step" look="secondary">
            {say(hasSecondStep ? "access.own-step.card-change" : "access.own-step.card-link")}
          </ButtonLink>
        </Card>
        {deskMails.length > 0 ? (
          <Card title={say("desk-mail.title")}>
            <p className="soft">{say("desk-mail.account-lead")}</p>
            <DeskMailTable mails={deskMails} back="/account" />
          </Card>
        ) : null}
        <SessionsCard sessions={sessions} />
        {provider ? (
          <Card title={say("agency.leave.title", { place: provider })}>
            <p>{say("agency.leave.lead")}</p>
            <ButtonLink to="/portal/leave" look="secondary">
              {say("agency.leave.link")}
            </ButtonLink>
          </Card>
        ) : null}
      </Stack>
    </>
  );
}

function PasswordCard({ email }: { email: string }) {
  const say = useSay();
  return (
    <Card title={say("access.account.password-title")}>
      <ActForm formId="password">
        <HiddenField name="intent" value="password" />
        {/* Password managers save the new password under the right name. */}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <TextField
          name="current"
          type="password"
          label={say("access.account.current-password")}
          autoComplete="current-password"
          maxLength={1000}
        />
        <TextField
          name="password"
          type="password"
          label={say("access.reset.new-password")}
          hint={say("access.reset.new-hint")}
          autoComplete="new-password"
          maxLength={200}
        />
        <SubmitButton look="secondary">{say("access.account.password-button")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

type SessionsCardProps = { sessions: ReturnType<typeof useLoaderData<typeof loader>>["sessions"] };

function SessionsCard({ sessions }: SessionsCardProps) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<SessionsCardProps["sessions"][number]>[] = [
    {
      id: "device",
      header: say("access.account.device"),
      main: true,
      cell: ({ browser, address }) => (
        <>
          {browserName(browser) ?? say("access.account.device-unknown")}
          <br />
          <span className="soft">{say("access.account.address", { address })}</span>
        </>
      ),
    },
    {
      id: "since",
      header: say("access.account.since"),
      wideOnly: true,
      cell: ({ createdAt }) => formats.instant(createdAt),
    },
    { id: "last", header: say("access.account.last-used"), cell: ({ lastSeenAt }) => formats.instant(lastSeenAt) },
    {
      id: "deed",
      header: say("access.account.deed"),
      headerHidden: true,
      cell: ({ id, current }) =>
        current ? (
          <ToneTag tone="done">{say("session.devices.this")}</ToneTag>
        ) : (
          <ActForm formId={`end-${id}`} lastResult={null}>
            <HiddenField name="intent" value="end-session" />
            <HiddenField name="sessionId" value={id} />
            <SubmitButton look="secondary">{say("access.account.end-short")}</SubmitButton>
          </ActForm>
        ),
    },
  ];
  return (
    <Card title={say("session.devices.title")}>
      <p className="soft">{say("session.devices.lead")}</p>
      <DataTable
        caption={say("session.devices.title")}
        columns={columns}
        rows={sessions}
        rowKey={({ id }) => id}
        holds="page"
      />
      {sessions.length > 1 ? (
        <ActForm formId="end-others">
          <HiddenField name="intent" value="end-others" />
          <SubmitButton look="secondary">{say("session.devices.end-others")}</SubmitButton>
        </ActForm>
      ) : null}
    </Card>
  );
}

/** "Firefox, Linux" from what the browser says of itself; enough to know one's own again. */
function browserName(agent: string): string | null {
  const browser = [/Edg\//, /Firefox\//, /Chrome\//, /Safari\//].find((pattern) => pattern.test(agent));
  const system = /Windows|Android|iPhone|iPad|Mac OS X|Linux/.exec(agent)?.[0];
  if (!browser) return null;
  const name = browser.source.replace(/\W/g, "").replace("Edg", "Edge");
  return system ? `${name}, ${system}` : name;
}
