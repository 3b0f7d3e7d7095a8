// Invites a colleague to this organization by mail. Never oneself, and never to another house.
import { ORGANIZATION_ROLES } from "#app/access/actor";
import { InviteToOrganizationForm } from "#app/access/forms";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { organizationHouse } from "#app/models/agency/house";
import { invite } from "#app/models/agency/invite.server";
import { InviteForm } from "#app/ui/invite-form";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, PageHeader } from "#app/ui/parts";

export const loader = loaderFor("organization:people", {}, async () => null);

export const action = actionFor(
  "organization:people",
  { form: InviteToOrganizationForm },
  async ({ actor, db, form }) => {
    await invite(db, actor, organizationHouse(actor), form);
    return redirectTo("/portal/people", "agency.invite.sent");
  },
);

export const handle: PageHandle = { title: "agency.invite.title" };

export default function InvitePage() {
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("agency.invite.title")}
        lead={say("agency.invite.lead")}
        back={{ to: "/portal/people", label: say("agency.people.title") }}
      />
      <Card>
        <InviteForm roles={ORGANIZATION_ROLES} />
      </Card>
    </>
  );
}
