// Records that may be one person: to look at, linked, told apart. A person decides each, and can take it back.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useSay } from "#app/i18n/speech";
import { LinkForm } from "#app/models/client/detail-forms";
import { clientPairLifecycle } from "#app/models/client/lifecycle";
import { moveLink, readLinks } from "#app/models/client/pair.server";
import { PairCard } from "#app/ui/client-pairs";
import type { PageHandle } from "#app/ui/page-handle";
import { Empty, PageHeader, Pager, Stack, Tabs } from "#app/ui/parts";

export const handle: PageHandle = { title: "client.link.title" };

const query = z.object({
  state: z.enum(clientPairLifecycle.states).catch("suggested").default("suggested"),
  after: markParam,
});

export const loader = loaderFor(
  "client:read",
  { query, records: true },
  async ({ actor, db, query: { state, after } }) => ({ state, page: await readLinks(db, actor, state, after) }),
);

const DONE = {
  link: "client.link.linked-done",
  tell_apart: "client.link.different-done",
  part: "client.link.parted-done",
  reconsider: "client.link.suggested-done",
} as const;

export const action = actionFor("client:write", { form: LinkForm }, async ({ actor, db, form }) => {
  await moveLink(db, actor, form);
  return redirectTo("/agency/clients/duplicates", DONE[form.intent]);
});

export default function DuplicatesPage() {
  const { state, page } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("client.link.title")}
        lead={say("client.link.lead")}
        back={{ to: "/agency/clients", label: say("client.card.back") }}
      />
      <Tabs
        label={say("client.link.views-label")}
        tabs={clientPairLifecycle.states.map((name) => ({
          to: `/agency/clients/duplicates?state=${name}`,
          label: say(`client.link.${name}`),
          current: name === state,
        }))}
      />
      {page.rows.length === 0 ? <Empty title={say("client.link.none")}>{say("client.link.none-lead")}</Empty> : null}
      <Stack>
        {page.rows.map((pair) => (
          <PairCard key={pair.id} pair={pair} />
        ))}
      </Stack>
      <Pager newer={null} older={page.next} />
    </>
  );
}
