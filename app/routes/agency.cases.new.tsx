// Opens a case for a client: one's own, or a colleague's when a supervisor does it.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { CAME_BY } from "#app/models/case/codes";
import { readColleagues } from "#app/models/case/colleagues.server";
import { OpenCaseForm } from "#app/models/case/forms";
import { openCase } from "#app/models/case/open.server";
import { readClient } from "#app/models/client/read.server";
import { type ClientId, idParam } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  ButtonLink,
  Checkbox,
  HiddenField,
  PageHeader,
  RadioGroup,
  SelectField,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";

const ofClient = { client: idParam<ClientId>() };

export const handle: PageHandle = {
  title: (data) => ["case.new.title", { name: (data as { name?: string } | undefined)?.name ?? "" }],
};

export const loader = loaderFor(
  "case:write",
  { query: z.object(ofClient), records: true },
  async ({ actor, db, query }) => {
    const client = await readClient(db, actor, query.client);
    return {
      clientId: client.id,
      name: `${client.givenName} ${client.familyName}`,
      me: actor.membershipId,
      // Only a supervisor has anybody to choose.
      colleagues: actor.role === "supervisor" ? await readColleagues(db, actor) : [],
    };
  },
);

export const action = actionFor("case:write", { form: OpenCaseForm.extend(ofClient) }, async ({ actor, db, form }) => {
  const { client, ...opening } = form;
  return redirectTo(`/agency/cases/${await openCase(db, actor, client, opening)}`, "case.new.opened");
});

export default function NewCasePage() {
  const { clientId, name, me, colleagues } = useLoaderData<typeof loader>();
  const say = useSay();
  const back = `/agency/clients/${clientId}`;
  return (
    <>
      <PageHeader title={say("case.new.title", { name })} back={{ to: back, label: name }} />
      <ActForm formId="case">
        <HiddenField name="client" value={clientId} />
        <RadioGroup
          name="cameBy"
          label={say("case.new.came-by")}
          defaultValue="telephone"
          options={CAME_BY.map((value) => ({ value, label: say(`case.came-by.${value}`) }))}
        />
        <TextArea
          name="summary"
          label={say("case.new.summary")}
          hint={say("case.new.summary-hint")}
          maxLength={2000}
          rows={3}
          optional
        />
        {colleagues.length > 0 ? (
          <SelectField
            name="owner"
            label={say("case.new.owner")}
            defaultValue={me}
            emptyLabel={null}
            options={colleagues.map(({ id, name: colleague }) => ({ value: id, label: colleague }))}
          />
        ) : null}
        <Checkbox name="restricted" label={say("case.new.restricted")} hint={say("case.new.restricted-hint")} />
        <Actions>
          <SubmitButton>{say("case.new.save")}</SubmitButton>
          <ButtonLink to={back} look="quiet">
            {say("ui.form.cancel")}
          </ButtonLink>
        </Actions>
      </ActForm>
    </>
  );
}
