// Who delivers our services, and the credentials that prove it. Adds and notes who left; never verifies a credential.
import { useLoaderData } from "@remix-run/react";
import { organizationOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useSay } from "#app/i18n/speech";
import { addCredential } from "#app/models/practitioner/credentials.server";
import { PractitionersPageForm } from "#app/models/practitioner/forms";
import { addPractitioner, letPractitionerLeave } from "#app/models/practitioner/people.server";
import { readCredentials, readPractitioners } from "#app/models/practitioner/read.server";
import { ActDetails } from "#app/ui/act-details";
import { CredentialForm, CredentialTable, PractitionerForm, PractitionerTable } from "#app/ui/credential-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, PageHeader, Stack } from "#app/ui/parts";

export const handle: PageHandle = { title: "practitioner.list.title" };

export const loader = loaderFor("portal:desk", {}, async ({ actor, db }) => ({
  practitioners: await readPractitioners(db, organizationOf(actor)),
  credentials: await readCredentials(db, organizationOf(actor)),
  mayEdit: mayDo(actor, "organization:edit"),
}));

export const action = actionFor("organization:edit", { form: PractitionersPageForm }, async ({ actor, db, form }) => {
  switch (form.intent) {
    case "practitioner":
      await addPractitioner(db, actor, form);
      return redirectTo("/portal/practitioners", "practitioner.list.added");
    case "leave":
      await letPractitionerLeave(db, actor, form.practitionerId);
      return redirectTo("/portal/practitioners", "practitioner.list.left-done");
    case "credential":
      await addCredential(db, actor, form);
      return redirectTo("/portal/practitioners", "practitioner.credential.added");
  }
});

export default function PractitionersPage() {
  const { practitioners, credentials, mayEdit } = useLoaderData<typeof loader>();
  const say = useSay();
  const here = practitioners.filter(({ leftAt }) => leftAt === null);
  return (
    <>
      <PageHeader
        title={say("practitioner.list.title")}
        lead={say("practitioner.list.lead")}
        back={{ to: "/portal/services", label: say("practitioner.list.back") }}
      />
      <Stack>
        <PractitionerTable practitioners={practitioners} mayEdit={mayEdit} />
        {mayEdit ? (
          <ActDetails formId="practitioner" summary={say("practitioner.list.add")}>
            <PractitionerForm />
          </ActDetails>
        ) : null}
        <Card title={say("practitioner.credential.title")}>
          <CredentialTable credentials={credentials} />
        </Card>
        {mayEdit ? (
          <ActDetails formId="credential" summary={say("practitioner.credential.add")}>
            <CredentialForm practitioners={here} />
          </ActDetails>
        ) : null}
      </Stack>
    </>
  );
}
