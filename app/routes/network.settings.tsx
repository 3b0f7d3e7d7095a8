// The agency's rules for its network: how long each group of facts is believed, which changes wait for a look, who may be asked without an agreement.
import { useLoaderData } from "@remix-run/react";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readFactRules, saveFactRules } from "#app/models/organization/fact-rules.server";
import { FactRulesForm } from "#app/models/organization/keeping-forms";
import { readOutOfNetwork } from "#app/models/organization/out-of-network.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, ButtonLink, Card, Checkbox, NumberField, PageHeader, SubmitButton } from "#app/ui/parts";

export const handle: PageHandle = { title: "keeping.rules.title" };

export const loader = loaderFor("facts:rules", {}, async ({ actor, db }) => ({
  rules: await readFactRules(db, actor),
  outside: await readOutOfNetwork(db, actor),
}));

export const action = actionFor("facts:rules", { form: FactRulesForm }, async ({ actor, db, form }) => {
  await saveFactRules(db, actor, form);
  return redirectTo("/network/settings", "keeping.rules.saved");
});

export default function SettingsPage() {
  const { rules, outside } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("keeping.rules.title")}
        lead={say("keeping.rules.lead")}
        back={{ to: "/network/changes", label: say("keeping.changes.title") }}
      />
      <Card title={say("keeping.rules.card")}>
        <ActForm formId="rules">
          {rules.map(({ factGroup, halfLifeDays, waits }) => (
            <fieldset key={factGroup} className="fact-rule">
              <legend>{say(`keeping.group.${factGroup}`)}</legend>
              <NumberField
                name={`days-${factGroup}`}
                label={say("keeping.rules.days")}
                defaultValue={String(halfLifeDays)}
                maxLength={4}
              />
              <Checkbox name={`waits-${factGroup}`} label={say("keeping.rules.waits")} defaultChecked={waits} />
            </fieldset>
          ))}
          <SubmitButton>{say("keeping.rules.save")}</SubmitButton>
        </ActForm>
      </Card>
      <Card title={say("agreement.outside.title")}>
        <p>{say("agreement.outside.lead")}</p>
        <p>
          {say("agreement.outside.rule")}: <strong>{say(`agreement.outside.kind.${outside}`)}</strong>
        </p>
        <ButtonLink to="/network/settings/outside" look="secondary">
          {say("agreement.outside.change")}
        </ButtonLink>
      </Card>
    </>
  );
}
