// The agency's people: seats, roles, invitations. An auditor looks; an administrator changes everybody's seat but their own.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { AGENCY_ROLES, type Role } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { markParam } from "#app/database/page.server";
import { useSay } from "#app/i18n/speech";
import { PeopleForm } from "#app/models/agency/forms";
import { agencyHouse } from "#app/models/agency/house";
import { changePeople } from "#app/models/agency/people-deeds.server";
import { readInvitations, readMembers, readPeople } from "#app/models/agency/read.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, PageHeader, Pager, Stack } from "#app/ui/parts";
import { InvitationsCard, PeopleFilter, PeopleTable, RoleCard } from "#app/ui/people-parts";

const query = z.object({
  name: z.string().trim().max(120).default("").catch(""),
  role: z.enum(AGENCY_ROLES).optional().catch(undefined),
  after: markParam,
});

export const loader = loaderFor("admin:desk", { query }, async ({ actor, db, query: { name, role, after } }) => {
  const house = agencyHouse(actor);
  const mayChange = mayDo(actor, "membership:manage");
  return {
    members: await readMembers(db, actor, house, { name, role: role as Role | undefined }, after),
    invitations: mayChange ? await readInvitations(db, house) : [],
    colleagues: mayChange ? (await readPeople(db, house)).filter((one) => one.personId !== actor.personId) : [],
    mayChange,
    name,
    role: role ?? "",
  };
});

export const action = actionFor("membership:manage", { form: PeopleForm }, async ({ actor, db, form }) =>
  redirectTo("/admin/people", await changePeople(db, actor, agencyHouse(actor), form)),
);

export const handle: PageHandle = { title: "agency.people.title" };

export default function PeoplePage() {
  const say = useSay();
  const { members, invitations, colleagues, mayChange, name, role } = useLoaderData<typeof loader>();
  const invite = mayChange ? (
    <ButtonLink to="/admin/people/invite" icon="add">
      {say("agency.people.invite")}
    </ButtonLink>
  ) : undefined;
  return (
    <>
      <PageHeader title={say("agency.people.title")} lead={say("agency.people.lead")} actions={invite} />
      <Stack>
        <PeopleFilter name={name} role={role} roles={AGENCY_ROLES} />
        <PeopleTable members={members.rows} mayChange={mayChange} />
        <Pager newer={null} older={members.next} />
        {mayChange ? <InvitationsCard invitations={invitations} /> : null}
        {mayChange && colleagues.length > 0 ? <RoleCard people={colleagues} roles={AGENCY_ROLES} /> : null}
      </Stack>
    </>
  );
}
