// Who of the network may be on an exclusion list, oldest first. Shows a page at a time; each is decided on its own page.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useSay } from "#app/i18n/speech";
import { MATCH_VIEWS } from "#app/models/practitioner/credential-views";
import { readMatches } from "#app/models/practitioner/read-exclusions.server";
import { MatchTable } from "#app/ui/exclusion-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, PageHeader, Pager, Tabs } from "#app/ui/parts";

export const handle: PageHandle = { title: "exclusion.title" };

const query = z.object({ view: z.enum(MATCH_VIEWS).catch("open").default("open"), after: markParam });

export const loader = loaderFor("exclusion:manage", { query }, async ({ actor, db, query: { view, after } }) => ({
  view,
  page: await readMatches(db, actor, view, after),
}));

export default function ExclusionsPage() {
  const { view, page } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("exclusion.title")}
        lead={say("exclusion.lead")}
        actions={
          <ButtonLink to="/network/exclusions/lists" look="secondary" icon="upload-file">
            {say("exclusion.lists")}
          </ButtonLink>
        }
      />
      <Tabs
        tabs={MATCH_VIEWS.map((one) => ({
          to: `/network/exclusions?view=${one}`,
          label: say(`exclusion.views.${one}`),
          current: one === view,
        }))}
      />
      <MatchTable matches={page.rows} />
      <Pager newer={null} older={page.next} />
    </>
  );
}
