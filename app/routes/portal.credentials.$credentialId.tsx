// One of our credentials: facts, proof, what the network desk said, what came before and after. Renews it by adding another; changes nothing.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useSay } from "#app/i18n/speech";
import { type CredentialOfPage, readCredential } from "#app/models/practitioner/read-credentials.server";
import { type CredentialId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { CredentialFacts, CredentialHistory, useCredentialName } from "#app/ui/credential-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, PageHeader, Stack, StateTag } from "#app/ui/parts";

const params = z.object({ credentialId: idParam<CredentialId>() });

export const handle: PageHandle = { title: "credential.title" };

export const loader = loaderFor("portal:desk", { params }, async ({ actor, db, params: { credentialId } }) => {
  const credential = await readCredential(db, actor, credentialId);
  if (credential.organizationId !== organizationOf(actor)) throw new Refusal("not-found", 404);
  return { credential, mayRenew: mayDo(actor, "organization:edit") && mayBeRenewed(credential) };
});

const mayBeRenewed = ({ renewed, state }: CredentialOfPage) =>
  !renewed && state !== "refused" && state !== "unverified";

export default function CredentialPage() {
  const { credential, mayRenew } = useLoaderData<typeof loader>();
  const say = useSay();
  const name = useCredentialName();
  return (
    <>
      <PageHeader
        title={say("credential.own.page", { name: name(credential) })}
        beside={<StateTag lifecycle="credential" state={credential.state} />}
        back={{ to: "/portal/credentials", label: say("credential.own.all") }}
        actions={
          mayRenew ? (
            <ButtonLink to={`/portal/credentials/new?renews=${credential.id}`} icon="autorenew">
              {say("credential.one.renew")}
            </ButtonLink>
          ) : undefined
        }
      />
      <Stack>
        <CredentialFacts credential={credential} />
        <CredentialHistory credential={credential} at="/portal/credentials" />
      </Stack>
    </>
  );
}
