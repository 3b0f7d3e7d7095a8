// Which role reads which closed group of facts in this agency. What is chosen holds at once, everywhere.
import { useLoaderData } from "@remix-run/react";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { ReachForm } from "#app/models/client/detail-forms";
import { readReaches, saveReaches } from "#app/models/client/fact.server";
import { REACHES } from "#app/models/client/fact-groups";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, PageHeader, SelectField, Stack, SubmitButton } from "#app/ui/parts";

export const handle: PageHandle = { title: "client.reach.title" };

export const loader = loaderFor("client-fact:reach", {}, async ({ actor, db }) => ({
  reaches: await readReaches(db, actor),
}));

export const action = actionFor("client-fact:reach", { form: ReachForm }, async ({ actor, db, form }) => {
  await saveReaches(db, actor, (group, role) => form[`${group}-${role}`] ?? "own");
  return redirectTo("/admin/facts", "client.reach.saved");
});

export default function ReachPage() {
  const { reaches } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("client.reach.title")}
        lead={say("client.reach.lead")}
        back={{ to: "/admin/settings", label: say("agency.settings.title") }}
      />
      <ActForm formId="reach">
        <Stack>
          {reaches.map(({ group, roles }) => (
            <Card key={group} title={say(`client.group.${group}`)}>
              {roles.map(({ role, reach }) => (
                <SelectField
                  key={role}
                  name={`${group}-${role}`}
                  label={say(`client.reach.${role}`)}
                  defaultValue={reach}
                  emptyLabel={null}
                  options={REACHES.map((value) => ({ value, label: say(`client.reach.${value}`) }))}
                />
              ))}
            </Card>
          ))}
          <SubmitButton>{say("client.reach.save")}</SubmitButton>
        </Stack>
      </ActForm>
    </>
  );
}
