// Invites a colleague to this agency by mail. Never oneself, and never to another house.
import { AGENCY_ROLES } from "#app/access/actor";
import { InviteToAgencyForm } from "#app/access/forms";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { agencyHouse } from "#app/models/agency/house";
import { invite } from "#app/models/agency/invite.server";
import { InviteForm } from "#app/ui/invite-form";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, PageHeader } from "#app/ui/parts";

export const loader = loaderFor("membership:manage", {}, async () => null);

export const action = actionFor("membership:manage", { form: InviteToAgencyForm }, async ({ actor, db, form }) => {
  await invite(db, actor, agencyHouse(actor), form);
  return redirectTo("/admin/people", "agency.invite.sent");
});

export const handle: PageHandle = { title: "agency.invite.title" };

export default function InvitePage() {
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("agency.invite.title")}
        lead={say("agency.invite.lead")}
        back={{ to: "/admin/people", label: say("agency.people.title") }}
      />
      <Card>
        <InviteForm roles={AGENCY_ROLES} />
      </Card>
    </>
  );
}
