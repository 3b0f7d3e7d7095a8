// How the searches of one programme begin: changed or removed. Searches nothing.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { SetupPageForm } from "#app/models/search/forms";
import { changeSetup, readSetup, removeSetup } from "#app/models/search/setup.server";
import { type Id, idParam } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ActDetails, ActForm, Actions, HiddenField, PageHeader, Stack, SubmitButton } from "#app/ui/parts";
import { SetupForm } from "#app/ui/search-setup-form";

const params = z.object({ setupId: idParam<Id<"search-setup">>() });

export const handle: PageHandle = {
  title: titleFrom(({ setup: { name } }: { setup: { name: string } }) => ["search.setup.one-title", { name }]),
};

export const loader = loaderFor("search:setup", { params }, async ({ actor, db, params: { setupId } }) => ({
  setup: await readSetup(db, setupId),
  unit: actor.distanceUnit,
}));

export const action = actionFor(
  "search:setup",
  { params, form: SetupPageForm },
  async ({ actor, db, params: { setupId }, form }) => {
    if (form.intent === "remove") {
      await removeSetup(db, actor, setupId);
      return redirectTo("/network/searches", "search.setup.removed");
    }
    const { intent: _, ...answers } = form;
    await changeSetup(db, actor, setupId, answers);
    return redirectTo("/network/searches", "search.setup.saved");
  },
);

export default function SearchSetupPage() {
  const { setup, unit } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("search.setup.one-title", { name: setup.name })}
        back={{ to: "/network/searches", label: say("search.setup.back") }}
      />
      <Stack>
        <SetupForm setup={setup} unit={unit} />
        <ActDetails summary={say("search.setup.remove")} formId="remove">
          <ActForm formId="remove">
            <p>{say("search.setup.remove-lead")}</p>
            <HiddenField name="intent" value="remove" />
            <Actions>
              <SubmitButton look="danger">{say("search.setup.remove-button")}</SubmitButton>
            </Actions>
          </ActForm>
        </ActDetails>
      </Stack>
    </>
  );
}
