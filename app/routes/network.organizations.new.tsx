// Adds a provider to the network together with the draft of its agreement. Never a second of the same name unasked.
import { useLoaderData } from "@remix-run/react";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { addOrganization } from "#app/models/organization/facts.server";
import { AddOrganizationForm } from "#app/models/organization/forms";
import { addDays, addMonths, localDay } from "#app/models/values/calendar-day";
import { FactsFields } from "#app/ui/facts-fields";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  ButtonLink,
  Card,
  Checkbox,
  DateField,
  PageHeader,
  Stack,
  SubmitButton,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "network.new.title" };

export const loader = loaderFor("organization:manage", {}, async ({ actor, db }) => {
  const startsOn = localDay(await clock(db), actor.timeZone);
  return { startsOn, lastDay: addDays(addMonths(startsOn, 12), -1) };
});

export const action = actionFor("organization:manage", { form: AddOrganizationForm }, async ({ actor, db, form }) =>
  redirectTo(`/network/organizations/${await addOrganization(db, actor, form)}`, "network.new.done"),
);

export default function NewOrganizationPage() {
  const { startsOn, lastDay } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("network.new.title")}
        lead={say("network.new.lead")}
        back={{ to: "/network/organizations", label: say("network.one.back") }}
      />
      <ActForm formId="organization">
        <Stack>
          <Card title={say("network.new.facts")}>
            <FactsFields />
            <Checkbox
              name="evenIfLike"
              label={say("network.new.even-if-like")}
              hint={say("network.new.even-hint")}
              optional
            />
          </Card>
          <Card title={say("network.new.agreement")}>
            <p className="soft">{say("network.new.agreement-lead")}</p>
            <DateField name="startsOn" label={say("network.draft.starts-on")} defaultValue={startsOn} />
            <DateField name="lastDay" label={say("network.draft.last-day")} defaultValue={lastDay} />
          </Card>
        </Stack>
        <Actions>
          <SubmitButton>{say("network.new.save")}</SubmitButton>
          <ButtonLink to="/network/organizations" look="quiet">
            {say("ui.form.cancel")}
          </ButtonLink>
        </Actions>
      </ActForm>
    </>
  );
}
