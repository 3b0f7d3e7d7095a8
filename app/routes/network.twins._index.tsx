// Records of the directory that look like one provider: to look at, joined, parted, told apart. A person decides each.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useSay } from "#app/i18n/speech";
import { organizationPairLifecycle } from "#app/models/organization/lifecycle";
import { askForTwins } from "#app/models/organization/propose-twins.server";
import { SeekForm } from "#app/models/organization/twin-forms";
import { readTwins } from "#app/models/organization/twins.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Empty, HiddenField, PageHeader, Pager, Stack, SubmitButton, Tabs } from "#app/ui/parts";
import { TwinCard } from "#app/ui/twin-parts";

export const handle: PageHandle = { title: "twin.title" };

const query = z.object({
  state: z.enum(organizationPairLifecycle.states).catch("proposed").default("proposed"),
  after: markParam,
});

export const loader = loaderFor("twin:decide", { query }, async ({ actor, db, query: { state, after } }) => ({
  state,
  page: await readTwins(db, actor, state, after),
}));

export const action = actionFor("twin:decide", { form: SeekForm }, async ({ actor, db }) => {
  await askForTwins(db, actor);
  return redirectTo("/network/twins", "twin.sought");
});

export default function TwinsPage() {
  const { state, page } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader title={say("twin.title")} lead={say("twin.lead")} actions={<SeekButton />} />
      <Tabs
        label={say("twin.views-label")}
        tabs={organizationPairLifecycle.states.map((name) => ({
          to: `/network/twins?state=${name}`,
          label: say(`lifecycle.organization_pair.state.${name}`),
          current: name === state,
        }))}
      />
      {page.rows.length === 0 ? <Empty title={say(`twin.empty.${state}`)}>{say("twin.empty-lead")}</Empty> : null}
      <Stack>
        {page.rows.map((pair) => (
          <TwinCard key={pair.id} pair={pair} />
        ))}
      </Stack>
      <Pager newer={null} older={page.next} />
    </>
  );
}

function SeekButton() {
  const say = useSay();
  return (
    <ActForm formId="seek">
      <HiddenField name="intent" value="seek" />
      <SubmitButton look="secondary">{say("twin.seek")}</SubmitButton>
    </ActForm>
  );
}
