// Adds a programme and says how its searches begin. Searches nothing.
import { useLoaderData } from "@remix-run/react";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { SetupForm as SetupAnswers } from "#app/models/search/forms";
import { addSetup } from "#app/models/search/setup.server";
import type { PageHandle } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";
import { SetupForm } from "#app/ui/search-setup-form";

export const handle: PageHandle = { title: "search.setup.new-title" };

export const loader = loaderFor("search:setup", {}, async ({ actor }) => ({ unit: actor.distanceUnit }));

export const action = actionFor("search:setup", { form: SetupAnswers }, async ({ actor, db, form }) => {
  const { intent: _, ...answers } = form;
  await addSetup(db, actor, answers);
  return redirectTo("/network/searches", "search.setup.saved");
});

export default function NewSearchSetupPage() {
  const { unit } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("search.setup.new-title")}
        back={{ to: "/network/searches", label: say("search.setup.back") }}
      />
      <SetupForm setup={null} unit={unit} />
    </>
  );
}
