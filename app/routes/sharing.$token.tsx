// Who saw my data: a client's own page behind a link, without sign-in, in their language. Names nobody's facts; looking changes nothing.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { bearerLoader } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { clientLanguage } from "#app/i18n/languages";
import { sayToClient } from "#app/i18n/say-to-client";
import { readSharing, readWhoSaw } from "#app/models/consent/who-saw.server";
import { clientPage } from "#app/ui/client-page";
import type { PageHandle } from "#app/ui/page-handle";
import { SeenList } from "#app/ui/seen-list";

export const handle: PageHandle = {
  title: "consent.seen.title",
  client: clientPage("sharing.seen.title"),
  frame: "wide",
};

export const loader = bearerLoader(
  "sharing",
  { query: z.object({ after: markParam }) },
  async ({ db, token, query: { after } }) => {
    const sharing = await readSharing(db);
    const { rows, next } = await readWhoSaw(db, null, after);
    return { ...sharing, token, language: clientLanguage(sharing.language), lines: rows, next };
  },
);

export default function SharingPage() {
  const { agencyName, timeZone, language, expiresAt, lines, next, token } = useLoaderData<typeof loader>();
  const say = sayToClient(language);
  const lastMoment = new Date(expiresAt.getTime() - 1);
  return (
    <div lang={language}>
      <h1>{say("sharing.seen.title")}</h1>
      <p>{say("sharing.seen.lead", { agency: agencyName })}</p>
      <p>
        <Link to={`/sharing/${token}/here`}>{say("sharing.here.link")}</Link>
      </p>
      <SeenList say={say} lines={lines} timeZone={timeZone} />
      {next ? (
        <p>
          <Link to={`/sharing/${token}?after=${next}`}>{say("sharing.seen.earlier")}</Link>
        </p>
      ) : null}
      <p>{say("sharing.seen.question", { agency: agencyName })}</p>
      <p className="soft">{say("sharing.seen.until", { day: say.instantDay(lastMoment, timeZone) })}</p>
    </div>
  );
}
