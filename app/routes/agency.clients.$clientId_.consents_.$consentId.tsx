// The text of one consent, word for word as the client was shown it, with room to sign. Bare, for paper.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { clientLanguage } from "#app/i18n/languages";
import { sayToClient } from "#app/i18n/say-to-client";
import { useSay } from "#app/i18n/speech";
import { readConsentingClient, readConsents } from "#app/models/consent/read.server";
import { recordRead } from "#app/models/event/record.server";
import { type ClientId, type ConsentId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { ClientPaper, ClientWords } from "#app/ui/client-words";
import type { PageHandle } from "#app/ui/page-handle";
import { ScreenOnly } from "#app/ui/parts";

const params = z.object({ clientId: idParam<ClientId>(), consentId: idParam<ConsentId>() });

export const handle: PageHandle = { title: "consent.list.text", frame: "bare" };

export const loader = loaderFor("client:read", { params, records: true }, async ({ actor, db, params }) => {
  const { clientId, consentId } = params;
  const client = await readConsentingClient(db, clientId);
  const [consent] = await readConsents(db, clientId, consentId);
  if (!consent) throw new Refusal("not-found", 404);
  await recordRead(db, actor, "consent", { subjectType: "client", subjectId: clientId, clientId });
  const { language, wording, textVersion, startsAt, givenHow } = consent;
  return { clientId, name: client.name, timeZone: actor.timeZone, language, wording, textVersion, startsAt, givenHow };
});

export default function ConsentTextPage() {
  const say = useSay();
  const { clientId, name, timeZone, language, wording, textVersion, startsAt, givenHow } =
    useLoaderData<typeof loader>();
  const toClient = sayToClient(clientLanguage(language));
  return (
    <ClientPaper language={toClient.language}>
      <ScreenOnly>
        <p lang="en">
          <Link to={`/agency/clients/${clientId}/consents`}>{say("consent.list.title", { name })}</Link>
        </p>
      </ScreenOnly>
      <h1>{toClient("sharing.consent.title")}</h1>
      <p>
        <strong>{name}</strong>, {toClient.instant(startsAt, timeZone)}
      </p>
      {wording === "" ? (
        <p lang="en">{say("consent.list.no-text")}</p>
      ) : (
        <ClientWords text={wording} language={language} />
      )}
      <p className="soft" lang="en">
        {say.any(`consent.given.${givenHow}`)}
        {textVersion > 0 ? `, ${say("consent.list.version", { version: textVersion })}` : ""}
      </p>
      <p>
        {toClient("sharing.consent.signature")}: ______________________ {toClient("sharing.consent.day")}: ____________
      </p>
    </ClientPaper>
  );
}
