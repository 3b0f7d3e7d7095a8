// The agency's people: seats, roles, invitations. An auditor looks; an administrator changes everybody's seat but their own.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { AGENCY_ROLES } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { markParam } from "#app/database/page.server";
import { useSay } from "#app/i18n/speech";
import { PeopleForm } from "#app/models/agency/forms";
import { agencyHouse } from "#app/models/agency/house";
import { changePeople } from "#app/models/agency/people-deeds.server";
import { readHousePeople } from "#app/models/agency/read.server";
import type { PageHandle } from "#app/ui/page-handle";
import { HousePeople } from "#app/ui/people-parts";

const query = z.object({
  name: z.string().trim().max(120).default("").catch(""),
  role: z.enum(AGENCY_ROLES).optional().catch(undefined),
  after: markParam,
});

export const loader = loaderFor("admin:desk", { query }, ({ actor, db, query }) =>
  readHousePeople(db, actor, agencyHouse(actor), mayDo(actor, "membership:manage"), query),
);

export const action = actionFor("membership:manage", { form: PeopleForm }, async ({ actor, db, form }) =>
  redirectTo("/admin/people", await changePeople(db, actor, agencyHouse(actor), form)),
);

export const handle: PageHandle = { title: "agency.people.title" };

export default function PeoplePage() {
  const shown = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <HousePeople lead={say("agency.people.lead")} inviteAt="/admin/people/invite" roles={AGENCY_ROLES} shown={shown} />
  );
}
