// Makes a key to the directory and shows it once, in the answer to the form. Asked for again, it is not there.
import { useActionData, useLoaderData } from "@remix-run/react";
import { actionFor, loaderFor } from "#app/access/gate.server";
import { publicOrigin } from "#app/env.server";
import { useSay } from "#app/i18n/speech";
import { KEY_DAYS, NewKeyForm, USUAL_KEY_DAYS } from "#app/models/agency/keys";
import { makeKey } from "#app/models/agency/keys.server";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  ButtonLink,
  Card,
  Facts,
  Notice,
  PageHeader,
  SelectField,
  Stack,
  SubmitButton,
  TextField,
} from "#app/ui/parts";

export const loader = loaderFor("directory:keys", {}, async () => ({ address: `${publicOrigin()}/hsds/v3/` }));

export const action = actionFor("directory:keys", { form: NewKeyForm }, async ({ actor, db, form }) => ({
  name: form.name,
  key: await makeKey(db, actor, form),
}));

export const handle: PageHandle = { title: "agency.keys.new" };

export default function NewKeyPage() {
  const say = useSay();
  const { address } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const made = answered && "answer" in answered ? answered.answer : null;
  return (
    <>
      <PageHeader
        title={made ? say("agency.keys.made-title", { name: made.name }) : say("agency.keys.new")}
        lead={made ? undefined : say("agency.keys.new-lead")}
        back={{ to: "/admin/keys", label: say("agency.keys.title") }}
      />
      {made ? <MadeKey value={made.key} address={address} /> : <NewKey />}
    </>
  );
}

function NewKey() {
  const say = useSay();
  return (
    <Card>
      <ActForm formId="key">
        <TextField name="name" label={say("agency.keys.name")} hint={say("agency.keys.name-hint")} maxLength={80} />
        <SelectField
          name="days"
          label={say("agency.keys.days")}
          emptyLabel={null}
          defaultValue={USUAL_KEY_DAYS}
          options={KEY_DAYS.map((days) => ({ value: days, label: say(`agency.keys.days-${days}`) }))}
        />
        <Actions>
          <SubmitButton>{say("agency.keys.make")}</SubmitButton>
          <ButtonLink to="/admin/keys" look="quiet">
            {say("ui.form.cancel")}
          </ButtonLink>
        </Actions>
      </ActForm>
    </Card>
  );
}

function MadeKey({ value, address }: { value: string; address: string }) {
  const say = useSay();
  return (
    <Card>
      <Stack>
        <Notice tone="warning">
          <p>{say("agency.keys.made-lead")}</p>
        </Notice>
        <Facts
          facts={[
            { name: say("agency.keys.made-key"), value: <code>{value}</code> },
            { name: say("agency.keys.made-address"), value: <code>{address}</code> },
            { name: say("agency.keys.made-use"), value: <code>{say("agency.keys.made-header")}</code> },
          ]}
        />
        <Actions>
          <ButtonLink to="/admin/keys">{say("agency.keys.made-done")}</ButtonLink>
        </Actions>
      </Stack>
    </Card>
  );
}
