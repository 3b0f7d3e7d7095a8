// What agencies ask for, what of it is missing, and all credentials we hold. Shows; a credential is added on a page of its own.
import { useLoaderData } from "@remix-run/react";
import { organizationOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useSay } from "#app/i18n/speech";
import { readAsked } from "#app/models/practitioner/asked.server";
import { readCredentials } from "#app/models/practitioner/read-credentials.server";
import { AskedTable, CredentialTable } from "#app/ui/credential-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, Card, PageHeader, Stack } from "#app/ui/parts";

export const handle: PageHandle = { title: "credential.title" };

export const loader = loaderFor("portal:desk", {}, async ({ actor, db }) => ({
  asked: await readAsked(db, organizationOf(actor)),
  credentials: await readCredentials(db, actor, organizationOf(actor)),
  mayEdit: mayDo(actor, "organization:edit"),
}));

export default function CredentialsPage() {
  const { asked, credentials, mayEdit } = useLoaderData<typeof loader>();
  const say = useSay();
  const lacks = asked.some(({ held, waits }) => !held && !waits);
  return (
    <>
      <PageHeader
        title={say("credential.title")}
        lead={say("credential.own.lead")}
        back={{ to: "/portal/services", label: say("credential.own.back") }}
        actions={
          <>
            {mayEdit ? (
              <ButtonLink to="/portal/credentials/new" icon="add">
                {say("credential.own.add")}
              </ButtonLink>
            ) : null}
            <ButtonLink to="/portal/practitioners" look="secondary" icon="people">
              {say("credential.own.practitioners")}
            </ButtonLink>
          </>
        }
      />
      <Stack>
        <Card title={say("credential.own.asked")} look={lacks ? "act" : "plain"}>
          {asked.length > 0 ? <p>{say("credential.own.asked-lead")}</p> : null}
          <AskedTable asked={asked} />
        </Card>
        <CredentialTable credentials={credentials} at="/portal/credentials" />
      </Stack>
    </>
  );
}
