// Changes what is known of a client; the address is placed on the map anew.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { ClientForm } from "#app/models/client/forms";
import { type ClientCard, readClient } from "#app/models/client/read.server";
import { changeClient } from "#app/models/client/save.server";
import { type ClientId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { ClientFields, useClientLabels } from "#app/ui/client-fields";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Actions, ButtonLink, PageHeader, SubmitButton } from "#app/ui/parts";

const params = z.object({ clientId: idParam<ClientId>() });

export const handle: PageHandle = {
  title: (data) => ["client.edit.title", { name: (data as ClientCard | undefined)?.givenName ?? "" }],
};

export const loader = loaderFor(
  "client:write",
  { params, records: true },
  async ({ actor, db, params: { clientId } }) => {
    const client = await readClient(db, actor, clientId);
    if (!client.mayWrite) throw new Refusal("client.not-yours", 403);
    return client;
  },
);

export const action = actionFor(
  "client:write",
  { params, form: ClientForm },
  async ({ actor, db, params: { clientId }, form }) => {
    await changeClient(db, actor, clientId, form);
    return redirectTo(`/agency/clients/${clientId}`, "client.edit.saved");
  },
);

export default function EditClientPage() {
  const client = useLoaderData<typeof loader>();
  const say = useSay();
  const name = `${client.givenName} ${client.familyName}`;
  return (
    <>
      <PageHeader
        title={say("client.edit.title", { name })}
        back={{ to: `/agency/clients/${client.id}`, label: name }}
      />
      <ActForm formId="client" labels={useClientLabels()}>
        <ClientFields values={{ ...client, cases: null }} />
        <Actions>
          <SubmitButton>{say("client.edit.save")}</SubmitButton>
          <ButtonLink to={`/agency/clients/${client.id}`} look="quiet">
            {say("ui.form.cancel")}
          </ButtonLink>
        </Actions>
      </ActForm>
    </>
  );
}
