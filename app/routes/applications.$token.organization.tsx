// The first step of an application: who applies, its number at the tax office, and how the public reaches it.
import { useLoaderData } from "@remix-run/react";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { readCandidates } from "#app/models/application/claim.server";
import { OrganizationForm as OrganizationShape } from "#app/models/application/forms";
import { readOwn } from "#app/models/application/read.server";
import { saveOrganization } from "#app/models/application/save.server";
import { OrganizationForm } from "#app/ui/application-organization";
import { ApplicationPage } from "#app/ui/application-page";
import { stepPath } from "#app/ui/application-paths";
import type { PageHandle } from "#app/ui/page-handle";

export const handle: PageHandle = { title: "application.step.organization.title", frame: "wide" };

export const loader = bearerLoader("application", {}, async ({ db, token }) => ({
  token,
  application: await readOwn(db),
}));

export const action = bearerAction("application", { form: OrganizationShape }, async ({ db, token, form }) => {
  const { version, ...said } = form;
  await saveOrganization(db, version, said);
  const application = await readOwn(db);
  const like = await readCandidates(db, application);
  return redirectTo(
    stepPath(token, like.length > 0 || application.claim ? "claim" : "locations"),
    "application.page.saved",
  );
});

export default function OrganizationStep() {
  const { token, application } = useLoaderData<typeof loader>();
  return (
    <ApplicationPage token={token} application={application} step="organization">
      <OrganizationForm application={application} />
    </ApplicationPage>
  );
}
