// One credential at the network desk: facts, proof, history, and what may be said of it. Verifies, refuses and revokes through its deed.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { CredentialMoveForm } from "#app/models/practitioner/credential-forms";
import { countLapsedReferrals, readCredential } from "#app/models/practitioner/read-credentials.server";
import { moveCredential } from "#app/models/practitioner/verify-credential.server";
import { type CredentialId, idParam } from "#app/models/values/ids";
import { CredentialMoves } from "#app/ui/credential-desk";
import { CredentialFacts, CredentialHistory, useCredentialName } from "#app/ui/credential-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { Columns, Notice, PageHeader, Stack, StateTag } from "#app/ui/parts";

const params = z.object({ credentialId: idParam<CredentialId>() });

export const handle: PageHandle = { title: "credential.network.title" };

export const loader = loaderFor("credential:manage", { params }, async ({ actor, db, params: { credentialId } }) => {
  const credential = await readCredential(db, actor, credentialId);
  return { credential, lapsed: await countLapsedReferrals(db, credential.organizationId) };
});

export const action = actionFor(
  "credential:manage",
  { params, form: CredentialMoveForm },
  async ({ actor, db, params: { credentialId }, form }) => {
    await moveCredential(db, actor, credentialId, form);
    return redirectTo(`/network/credentials/${credentialId}`, `credential.network.done.${form.intent}`);
  },
);

export default function CredentialPage() {
  const { credential, lapsed } = useLoaderData<typeof loader>();
  const say = useSay();
  const name = useCredentialName();
  const { organizationId, organizationName, state } = credential;
  return (
    <>
      <PageHeader
        title={name(credential)}
        beside={<StateTag lifecycle="credential" state={state} />}
        lead={<Link to={`/network/organizations/${organizationId}`}>{organizationName}</Link>}
        back={{ to: "/network/credentials", label: say("credential.network.back") }}
      />
      {lapsed > 0 ? (
        <Notice tone="warning">{say("credential.network.open-referrals", { count: lapsed })}</Notice>
      ) : null}
      <Columns
        main={
          <Stack>
            <CredentialFacts credential={credential} />
            <CredentialHistory credential={credential} at="/network/credentials" />
          </Stack>
        }
        aside={
          <Stack>
            <CredentialMoves credential={credential} />
          </Stack>
        }
      />
    </>
  );
}
