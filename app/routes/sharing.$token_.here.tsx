// "I was there": a client types behind their own link the code that is shown at the place. Names nobody and no service; looking changes nothing.
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { clientLanguage } from "#app/i18n/languages";
import { sayToClient } from "#app/i18n/say-to-client";
import { readSharing } from "#app/models/consent/who-saw.server";
import { type Confirmed, confirmByCode, readToConfirm } from "#app/models/delivery/confirm.server";
import { SiteCodeForm } from "#app/models/delivery/forms";
import { clientPage } from "#app/ui/client-page";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Notice, Stack, SubmitButton } from "#app/ui/parts";

export const handle: PageHandle = { title: "site-code.client-title", client: clientPage("sharing.here.title") };

export const loader = bearerLoader("sharing", {}, async ({ db, token }) => {
  const { agencyName, language } = await readSharing(db);
  return { agencyName, token, language: clientLanguage(language), sessions: await readToConfirm(db) };
});

// A code that fits none is counted, so it is answered and not refused: a refusal would take the count back.
export const action = bearerAction("sharing", { form: SiteCodeForm }, async ({ db, form, token }) => {
  const said = form.code === null ? "digits" : await confirmByCode(db, form.code);
  return said === "confirmed" || said === "already" ? redirectTo(`/sharing/${token}/here`) : { said };
});

export default function HerePage() {
  const { agencyName, token, language, sessions } = useLoaderData<typeof loader>();
  const answered = useActionData<
    { answer?: { said: "digits" | Exclude<Confirmed, "confirmed" | "already"> } } | undefined
  >();
  const say = sayToClient(language);
  const said = answered?.answer?.said;
  const open = sessions.some(({ confirmedAt }) => confirmedAt === null);
  return (
    <div lang={language} className="large-print">
      <h1>{say("sharing.here.title")}</h1>
      {sessions.map(({ id, startsAt, timeZone, confirmedAt }) =>
        confirmedAt ? (
          <p key={id} role="status">
            {say("sharing.here.done", { when: say.instant(startsAt, timeZone) })}
          </p>
        ) : null,
      )}
      <Stack>
        {said ? (
          <div role="alert">
            <Notice tone="warning">
              <p>{say(`sharing.here.${said}`)}</p>
            </Notice>
          </div>
        ) : null}
        {open ? (
          <ActForm formId="here">
            <p>{say("sharing.here.lead", { agency: agencyName })}</p>
            <p>
              <label htmlFor="here-code">{say("sharing.here.code")}</label>
              <input
                id="here-code"
                name="code"
                className="usa-input"
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={12}
                required
              />
            </p>
            <SubmitButton>{say("sharing.here.button")}</SubmitButton>
          </ActForm>
        ) : null}
      </Stack>
      {sessions.length === 0 ? <p>{say("sharing.here.none")}</p> : null}
      <p>
        <Link to={`/sharing/${token}`}>{say("sharing.seen.title")}</Link>
      </p>
    </div>
  );
}
