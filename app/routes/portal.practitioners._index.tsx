// Who delivers our services. Adds and notes who left; where they learnt and worked stands on their own page.
import { useLoaderData } from "@remix-run/react";
import { organizationOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useSay } from "#app/i18n/speech";
import { PractitionersPageForm } from "#app/models/practitioner/forms";
import { addPractitioner, letPractitionerLeave } from "#app/models/practitioner/people.server";
import { readPractitioners } from "#app/models/practitioner/read.server";
import { ActDetails } from "#app/ui/act-details";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, PageHeader, Stack } from "#app/ui/parts";
import { PractitionerForm, PractitionerTable } from "#app/ui/practitioner-parts";

export const handle: PageHandle = { title: "practitioner.list.title" };

export const loader = loaderFor("portal:desk", {}, async ({ actor, db }) => ({
  practitioners: await readPractitioners(db, organizationOf(actor)),
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
  }
});

export default function PractitionersPage() {
  const { practitioners, mayEdit } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("practitioner.list.title")}
        lead={say("practitioner.list.lead")}
        back={{ to: "/portal/services", label: say("practitioner.list.back") }}
        actions={
          <ButtonLink to="/portal/credentials" look="secondary" icon="verified-user">
            {say("practitioner.list.credentials")}
          </ButtonLink>
        }
      />
      <Stack>
        <PractitionerTable practitioners={practitioners} mayEdit={mayEdit} at="/portal/practitioners" />
        {mayEdit ? (
          <ActDetails formId="practitioner" summary={say("practitioner.list.add")}>
            <PractitionerForm />
          </ActDetails>
        ) : null}
      </Stack>
    </>
  );
}
