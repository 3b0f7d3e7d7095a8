// "Is this you?": records of the directory that the applicant may be. Claiming takes nothing over by itself.
import { useLoaderData } from "@remix-run/react";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { claimOrganization, readCandidates } from "#app/models/application/claim.server";
import { ClaimForm as ClaimShape } from "#app/models/application/forms";
import { readOwn } from "#app/models/application/read.server";
import { ClaimForm } from "#app/ui/application-organization";
import { ApplicationPage, GoOn } from "#app/ui/application-page";
import { stepPath } from "#app/ui/application-paths";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, Notice } from "#app/ui/parts";

export const handle: PageHandle = { title: "application.claim.title", frame: "wide" };

export const loader = bearerLoader("application", {}, async ({ db, token }) => {
  const application = await readOwn(db);
  return { token, application, candidates: application.open ? await readCandidates(db, application) : [] };
});

export const action = bearerAction("application", { form: ClaimShape }, async ({ db, token, form }) => {
  const candidates = await readCandidates(db, await readOwn(db));
  const claimed = form.organizationId === "none" ? null : form.organizationId;
  await claimOrganization(db, form.version, claimed, candidates);
  const { claim } = await readOwn(db);
  if (claim === "join") return redirectTo(stepPath(token, "review"), "application.claim.joins");
  return redirectTo(stepPath(token, "locations"), claim ? "application.claim.done" : "application.page.saved");
});

export default function ClaimPage() {
  const { token, application, candidates } = useLoaderData<typeof loader>();
  const say = useSay();
  const lead = say("application.claim.lead");
  return (
    <ApplicationPage
      token={token}
      application={application}
      step="organization"
      title={say("application.claim.title")}
      lead={lead}
      back={{ to: stepPath(token, "organization"), label: say("application.step.organization.name") }}
    >
      {application.claim ? (
        <Notice title={say(`application.claim.${application.claim === "join" ? "join" : "take-over"}-title`)}>
          <p>{say(`application.claim.${application.claim === "join" ? "join" : "take-over"}`)}</p>
        </Notice>
      ) : null}
      {candidates.length > 0 ? (
        <Card>
          <ClaimForm version={application.version} candidates={candidates} claimed={application.claimsOrganizationId} />
        </Card>
      ) : (
        <>
          <p>{say("application.claim.nobody")}</p>
          <GoOn token={token} to="locations" />
        </>
      )}
    </ApplicationPage>
  );
}
