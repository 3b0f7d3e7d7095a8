// Who saw a client's data, as the client may have it: the list, a link to give them, and the way to paper. Makes links and takes them back.
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { publicOrigin } from "#app/env.server";
import { CLIENT_LANGUAGES, clientLanguage } from "#app/i18n/languages";
import { sayToClient } from "#app/i18n/say-to-client";
import { useFormats, useSay } from "#app/i18n/speech";
import { giveLink, readLinks, revokeLink } from "#app/models/consent/client-link.server";
import { readConsentingClient } from "#app/models/consent/read.server";
import { readWhoSaw } from "#app/models/consent/who-saw.server";
import { recordRead } from "#app/models/event/record.server";
import { type ClientId, idParam } from "#app/models/values/ids";
import { useLanguageName } from "#app/ui/language-name";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActForm,
  ButtonLink,
  Card,
  Columns,
  HiddenField,
  Notice,
  PageHeader,
  Pager,
  SelectField,
  Stack,
  SubmitButton,
} from "#app/ui/parts";
import { SeenList } from "#app/ui/seen-list";

const params = z.object({ clientId: idParam<ClientId>() });
const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("give"), language: z.enum(CLIENT_LANGUAGES, "ui.error.not-a-choice") }),
  z.object({ intent: z.literal("revoke"), linkId: z.uuid() }),
]);

export const handle: PageHandle = {
  title: titleFrom(({ name }: { name: string }) => ["consent.seen.page-title", { name }]),
};

export const loader = loaderFor(
  "client:read",
  { params, query: z.object({ after: markParam }), records: true },
  async ({ actor, db, params: { clientId }, query: { after } }) => {
    const client = await readConsentingClient(db, clientId);
    await recordRead(db, actor, "seen", { subjectType: "client", subjectId: clientId, clientId });
    const { rows, next } = await readWhoSaw(db, clientId, after);
    return {
      clientId,
      name: client.name,
      language: clientLanguage(client.language),
      lines: rows,
      next,
      links: await readLinks(db, clientId),
    };
  },
);

export const action = actionFor("consent:record", { params, form }, async ({ actor, db, params, form }) => {
  const { clientId } = params;
  if (form.intent === "give") {
    return { address: `${publicOrigin()}/sharing/${await giveLink(db, actor, clientId, form.language)}` };
  }
  await revokeLink(db, actor, clientId, form.linkId);
  return redirectTo(`/agency/clients/${clientId}/seen`, "consent.seen.revoked");
});

export default function SeenPage() {
  const say = useSay();
  const { timeZone } = useFormats();
  const { clientId, name, lines, next } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={say("consent.seen.page-title", { name })}
        lead={say("consent.seen.lead")}
        back={{ to: `/agency/clients/${clientId}/consents`, label: say("consent.list.title", { name }) }}
        actions={
          <ButtonLink to={`/agency/clients/${clientId}/seen/print`} look="secondary" icon="print">
            {say("consent.seen.print")}
          </ButtonLink>
        }
      />
      <Columns
        main={
          <Stack>
            <SeenList say={sayToClient("en")} lines={lines} timeZone={timeZone} />
            <Pager newer={null} older={next} />
          </Stack>
        }
        aside={<LinkCard />}
      />
    </>
  );
}

function LinkCard() {
  const say = useSay();
  const formats = useFormats();
  const languageName = useLanguageName();
  const { language, links } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const made = answered && "answer" in answered ? answered.answer : null;
  return (
    <Card title={say("consent.seen.link")}>
      <Stack>
        {made ? (
          <Notice tone="warning">
            <p>{say("consent.seen.made")}</p>
            <p>
              <code className="address-once">{made.address}</code>
            </p>
          </Notice>
        ) : null}
        <p>{say("consent.seen.link-lead")}</p>
        <ActForm formId="give">
          <HiddenField name="intent" value="give" />
          <SelectField
            name="language"
            label={say("consent.record.language")}
            emptyLabel={null}
            defaultValue={language}
            options={CLIENT_LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
          />
          <SubmitButton>{say("consent.seen.give")}</SubmitButton>
        </ActForm>
        {links.map((link) => (
          <ActForm key={link.id} formId={`revoke-${link.id}`}>
            <p>
              {say("consent.seen.holds", {
                language: languageName(link.language),
                made: formats.instant(link.createdAt),
                day: formats.instantDay(new Date(link.expiresAt.getTime() - 1)),
              })}
            </p>
            <HiddenField name="intent" value="revoke" />
            <HiddenField name="linkId" value={link.id} />
            <SubmitButton look="secondary">{say("consent.seen.revoke")}</SubmitButton>
          </ActForm>
        ))}
      </Stack>
    </Card>
  );
}
