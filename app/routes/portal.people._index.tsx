// A provider's people, kept by its own administrator: seats, roles, invitations.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { ORGANIZATION_ROLES, type Role } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { markParam } from "#app/database/page.server";
import { useSay } from "#app/i18n/speech";
import { PeopleForm } from "#app/models/agency/forms";
import { organizationHouse } from "#app/models/agency/house";
import { changePeople } from "#app/models/agency/people-deeds.server";
import { readInvitations, readMembers, readPeople } from "#app/models/agency/read.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, PageHeader, Pager, Stack } from "#app/ui/parts";
import { InvitationsCard, PeopleFilter, PeopleTable, RoleCard } from "#app/ui/people-parts";

const query = z.object({
  name: z.string().trim().max(120).default("").catch(""),
  role: z.enum(ORGANIZATION_ROLES).optional().catch(undefined),
  after: markParam,
});

export const loader = loaderFor(
  "organization:people",
  { query },
  async ({ actor, db, query: { name, role, after } }) => {
    const house = organizationHouse(actor);
    const mayChange = mayDo(actor, "organization:people");
    return {
      members: await readMembers(db, actor, house, { name, role: role as Role | undefined }, after),
      invitations: mayChange ? await readInvitations(db, house) : [],
      colleagues: mayChange ? (await readPeople(db, house)).filter((one) => one.personId !== actor.personId) : [],
      mayChange,
      name,
      role: role ?? "",
    };
  },
);

export const action = actionFor("organization:people", { form: PeopleForm }, async ({ actor, db, form }) =>
  redirectTo("/portal/people", await changePeople(db, actor, organizationHouse(actor), form)),
);

export const handle: PageHandle = { title: "agency.people.title" };

export default function PeoplePage() {
  const say = useSay();
  const { members, invitations, colleagues, mayChange, name, role } = useLoaderData<typeof loader>();
  const invite = mayChange ? (
    <ButtonLink to="/portal/people/invite" icon="add">
      {say("agency.people.invite")}
    </ButtonLink>
  ) : undefined;
  return (
    <>
      <PageHeader title={say("agency.people.title")} lead={say("agency.people.portal-lead")} actions={invite} />
      <Stack>
        <PeopleFilter name={name} role={role} roles={ORGANIZATION_ROLES} />
        <PeopleTable members={members.rows} mayChange={mayChange} />
        <Pager newer={null} older={members.next} />
        {mayChange ? <InvitationsCard invitations={invitations} /> : null}
        {mayChange && colleagues.length > 0 ? <RoleCard people={colleagues} roles={ORGANIZATION_ROLES} /> : null}
      </Stack>
    </>
  );
}
