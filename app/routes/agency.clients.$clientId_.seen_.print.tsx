// Who saw a client's data, on paper, in their language. Bare; leaves no row out up to a thousand.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { CLIENT_LANGUAGES, clientLanguage } from "#app/i18n/languages";
import { sayToClient } from "#app/i18n/say-to-client";
import { useSay } from "#app/i18n/speech";
import { readConsentingClient } from "#app/models/consent/read.server";
import { readWhoSawOnPaper } from "#app/models/consent/who-saw.server";
import { recordRead } from "#app/models/event/record.server";
import { type ClientId, idParam } from "#app/models/values/ids";
import { ClientPaper } from "#app/ui/client-words";
import { useLanguageName } from "#app/ui/language-name";
import type { PageHandle } from "#app/ui/page-handle";
import { ScreenOnly } from "#app/ui/parts";
import { SeenList } from "#app/ui/seen-list";

const params = z.object({ clientId: idParam<ClientId>() });
const query = z.object({ language: z.enum(CLIENT_LANGUAGES).optional().catch(undefined) });

export const handle: PageHandle = { title: "consent.seen.title", frame: "bare" };

export const loader = loaderFor(
  "client:read",
  { params, query, records: true },
  async ({ actor, db, params: { clientId }, query: { language } }) => {
    const client = await readConsentingClient(db, clientId);
    await recordRead(db, actor, "seen", { subjectType: "client", subjectId: clientId, clientId });
    return {
      clientId,
      name: client.name,
      houseName: actor.houseName,
      timeZone: actor.timeZone,
      language: language ?? clientLanguage(client.language),
      lines: await readWhoSawOnPaper(db, clientId),
      now: await clock(db),
    };
  },
);

export default function SeenOnPaperPage() {
  const say = useSay();
  const languageName = useLanguageName();
  const { clientId, name, houseName, timeZone, language, lines, now } = useLoaderData<typeof loader>();
  const toClient = sayToClient(language);
  const here = `/agency/clients/${clientId}/seen`;
  return (
    <ClientPaper language={language}>
      <ScreenOnly>
        <p lang="en">
          <Link to={here}>{say("consent.seen.page-title", { name })}</Link>
          {CLIENT_LANGUAGES.filter((other) => other !== language).map((other) => (
            <span key={other}>
              {" · "}
              <Link to={`${here}/print?language=${other}`}>{languageName(other)}</Link>
            </span>
          ))}
        </p>
      </ScreenOnly>
      <h1>{toClient("sharing.seen.title")}</h1>
      <p>
        <strong>{name}</strong>. {toClient("sharing.seen.printed", { instant: toClient.instant(now, timeZone) })}
      </p>
      <p>{toClient("sharing.seen.lead", { agency: houseName })}</p>
      <SeenList say={toClient} lines={lines} timeZone={timeZone} />
      <p>{toClient("sharing.seen.question", { agency: houseName })}</p>
    </ClientPaper>
  );
}
