// A provider's people, kept by its own administrator: seats, roles, invitations.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { ORGANIZATION_ROLES } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { markParam } from "#app/database/page.server";
import { useSay } from "#app/i18n/speech";
import { InvitationForm } from "#app/models/agency/forms";
import { organizationHouse } from "#app/models/agency/house";
import { changePeople } from "#app/models/agency/people-deeds.server";
import { readHousePeople } from "#app/models/agency/read.server";
import type { PageHandle } from "#app/ui/page-handle";
import { HousePeople } from "#app/ui/people-parts";

const query = z.object({
  name: z.string().trim().max(120).default("").catch(""),
  role: z.enum(ORGANIZATION_ROLES).optional().catch(undefined),
  after: markParam,
});

export const loader = loaderFor("organization:people", { query }, ({ actor, db, query }) =>
  readHousePeople(db, actor, organizationHouse(actor), mayDo(actor, "organization:people"), query),
);

export const action = actionFor("organization:people", { form: InvitationForm }, async ({ actor, db, form }) =>
  redirectTo("/portal/people", await changePeople(db, actor, organizationHouse(actor), form)),
);

export const handle: PageHandle = { title: "agency.people.title" };

export default function PeoplePage() {
  const shown = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <HousePeople
      lead={say("agency.people.portal-lead")}
      inviteAt="/portal/people/invite"
      personAt={(personId) => `/portal/people/${personId}`}
      roles={ORGANIZATION_ROLES}
      shown={shown}
    />
  );
}
