// Whether providers without an agreement may be referred to, as the network desk decides it. Changes nothing that was sent.
import { useLoaderData } from "@remix-run/react";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { OUT_OF_NETWORK } from "#app/models/organization/codes";
import { OutOfNetworkForm, readOutOfNetwork, sayOutOfNetwork } from "#app/models/organization/out-of-network.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, PageHeader, RadioGroup, SubmitButton } from "#app/ui/parts";

export const handle: PageHandle = { title: "agreement.outside.title" };

export const loader = loaderFor("agreement:manage", {}, async ({ actor, db }) => ({
  rule: await readOutOfNetwork(db, actor),
}));

export const action = actionFor("agreement:manage", { form: OutOfNetworkForm }, async ({ actor, db, form }) => {
  await sayOutOfNetwork(db, actor, form.rule);
  return redirectTo("/network/settings", "agreement.outside.saved");
});

export default function OutsidePage() {
  const { rule } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("agreement.outside.title")}
        lead={say("agreement.outside.lead")}
        back={{ to: "/network/settings", label: say("keeping.rules.title") }}
      />
      <ActForm formId="outside">
        <RadioGroup
          name="rule"
          label={say("agreement.outside.rule")}
          options={OUT_OF_NETWORK.map((value) => ({
            value,
            label: say(`agreement.outside.kind.${value}`),
            hint: say(`agreement.outside.hint.${value}`),
          }))}
          defaultValue={rule}
        />
        <SubmitButton>{say("agreement.outside.save")}</SubmitButton>
      </ActForm>
    </>
  );
}
