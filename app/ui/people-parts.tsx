// The people of a house as an administrator sees them: seats, roles, invitations. Takes plain values; the same for agencies and providers.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { SelectField } from "./choice-fields";
import { type Column, DataTable } from "./data-table";
import { Facts } from "./facts";
import { FilterBar } from "./filter-bar";
import { Card, Empty, PageHeader, Stack } from "./layout-parts";
import { Pager } from "./pager";
import { type SecondSteps, SecondStepsCard } from "./second-step";
import { ToneTag } from "./state-tag";
import { HiddenField, TextField } from "./text-fields";

export type MemberLine = {
  readonly membershipId: string;
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly since: Date;
  readonly disabled: boolean;
  readonly isMe: boolean;
};

export type InvitationLine = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly expired: boolean;
};

type HousePeopleProps = {
  lead: string;
  /** Where somebody is invited. */
  inviteAt: string;
  /** Where a person's roles are kept, in a house that has a page for each; else they are changed on the list. */
  personAt?: (personId: string) => string;
  /** What a seat in this house may be. */
  roles: readonly string[];
  shown: {
    readonly members: { readonly rows: readonly MemberLine[]; readonly next: string | null };
    readonly invitations: readonly InvitationLine[];
    readonly colleagues: RoleCardProps["people"];
    readonly secondSteps: SecondSteps;
    readonly mayChange: boolean;
    readonly name: string;
    readonly role: string;
  };
};

/** The whole page, for whichever house. */
export function HousePeople({ lead, inviteAt, personAt, roles, shown }: HousePeopleProps) {
  const say = useSay();
  const { members, invitations, colleagues, secondSteps, mayChange, name, role } = shown;
  const invite = mayChange ? (
    <ButtonLink to={inviteAt} icon="add">
      {say("agency.people.invite")}
    </ButtonLink>
  ) : undefined;
  return (
    <>
      <PageHeader title={say("agency.people.title")} lead={lead} actions={invite} />
      <Stack>
        <PeopleFilter name={name} role={role} roles={roles} />
        <PeopleTable members={members.rows} mayChange={mayChange} personAt={personAt} />
        <Pager newer={null} older={members.next} />
        {mayChange ? <InvitationsCard invitations={invitations} /> : null}
        {mayChange && !personAt && colleagues.length > 0 ? <RoleCard people={colleagues} roles={roles} /> : null}
        <SecondStepsCard steps={secondSteps} mayChange={mayChange} />
        {personAt ? <RolesExplained roles={roles} /> : null}
      </Stack>
    </>
  );
}

type PeopleTableProps = {
  members: readonly MemberLine[];
  mayChange: boolean;
  personAt?: (personId: string) => string;
};

/** `mayChange` false: the same list to look at, for an auditor. */
function PeopleTable({ members, mayChange, personAt }: PeopleTableProps) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<MemberLine>[] = [
    {
      id: "name",
      header: say("agency.people.name"),
      main: true,
      cell: (member) => (
        <>
          {personAt ? <Link to={personAt(member.personId)}>{member.name}</Link> : member.name}
          <br />
          <span className="soft">{member.email}</span>
        </>
      ),
    },
    { id: "role", header: say("agency.people.role"), cell: (member) => say.any(`word.role.${member.role}`) },
    {
      id: "since",
      header: say("agency.people.since"),
      cell: (member) => formats.instantDay(member.since),
      whole: true,
      wideOnly: true,
    },
    {
      id: "state",
      header: say("agency.people.state"),
      cell: (member) => (
        <ToneTag tone={member.disabled ? "ended" : "done"}>
          {say(member.disabled ? "agency.people.disabled" : "agency.people.active")}
        </ToneTag>
      ),
    },
    {
      id: "deed",
      header: say("agency.people.deed"),
      headerHidden: true,
      cell: (member) => <SeatForm member={member} mayChange={mayChange && !personAt} />,
    },
  ];
  return (
    <DataTable
      caption={say("agency.people.title")}
      columns={columns}
      rows={members}
      rowKey={(member) => member.membershipId}
      holds="page"
      empty={
        <Empty title={say("agency.people.empty")} icon="people">
          {say("agency.people.empty-lead")}
        </Empty>
      }
    />
  );
}

function SeatForm({ member, mayChange }: { member: MemberLine; mayChange: boolean }) {
  const say = useSay();
  const { membershipId, name, disabled, isMe } = member;
  if (isMe) return <span className="soft">{say("agency.people.me")}</span>;
  if (!mayChange) return null;
  const deed = disabled ? "enable" : "disable";
  return (
    <ActForm formId={`${deed}-${membershipId}`} lastResult={null}>
      <HiddenField name="intent" value={deed} />
      <HiddenField name="membershipId" value={membershipId} />
      <SubmitButton look="secondary">
        <span aria-hidden="true">{say(`agency.people.${deed}-short`)}</span>
        <span className="usa-sr-only">{say(`agency.people.${deed}`, { name })}</span>
      </SubmitButton>
    </ActForm>
  );
}

type FilterProps = { name: string; role: string; roles: readonly string[] };

function PeopleFilter({ name, role, roles }: FilterProps) {
  const say = useSay();
  return (
    <FilterBar active={name !== "" || role !== ""}>
      <TextField
        name="name"
        type="search"
        label={say("agency.people.filter")}
        defaultValue={name}
        maxLength={120}
        optional
      />
      <SelectField
        name="role"
        label={say("agency.people.role")}
        defaultValue={role}
        emptyLabel={say("ui.filter.all")}
        options={roles.map((one) => ({ value: one, label: say.any(`word.role.${one}`) }))}
        optional
      />
    </FilterBar>
  );
}

export function InvitationsCard({ invitations }: { invitations: readonly InvitationLine[] }) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<InvitationLine>[] = [
    {
      id: "name",
      header: say("agency.people.name"),
      main: true,
      cell: (one) => (
        <>
          {one.name}
          <br />
          <span className="soft">{one.email}</span>
        </>
      ),
    },
    { id: "role", header: say("agency.people.role"), cell: (one) => say.any(`word.role.${one.role}`) },
    { id: "sent", header: say("agency.people.sent"), cell: (one) => formats.instantDay(one.sentAt) },
    {
      id: "works",
      header: say("agency.people.works"),
      cell: (one) =>
        one.expired ? (
          <ToneTag tone="ended">{say("agency.people.expired")}</ToneTag>
        ) : (
          formats.instantDay(one.expiresAt)
        ),
    },
    {
      id: "deed",
      header: say("agency.people.deed"),
      headerHidden: true,
      cell: (one) => <InvitationForms invitation={one} />,
    },
  ];
  return (
    <Card title={say("agency.people.invitations-title")}>
      <DataTable
        caption={say("agency.people.invitations-title")}
        columns={columns}
        rows={invitations}
        rowKey={(one) => one.id}
        empty={<p className="soft">{say("agency.people.invitations-empty")}</p>}
      />
    </Card>
  );
}

function InvitationForms({ invitation: { id, name } }: { invitation: InvitationLine }) {
  const say = useSay();
  return (
    <div className="actions">
      {(["again", "withdraw"] as const).map((deed) => (
        <ActForm key={deed} formId={`${deed}-${id}`} lastResult={null}>
          <HiddenField name="intent" value={deed} />
          <HiddenField name="invitationId" value={id} />
          <SubmitButton look="secondary">
            <span aria-hidden="true">{say(`agency.people.${deed}-short`)}</span>
            <span className="usa-sr-only">{say(`agency.people.${deed}`, { name })}</span>
          </SubmitButton>
        </ActForm>
      ))}
    </div>
  );
}

type RoleCardProps = { people: readonly { personId: string; name: string }[]; roles: readonly string[] };

function RoleCard({ people, roles }: RoleCardProps) {
  const say = useSay();
  return (
    <Card title={say("agency.people.role-title")}>
      <p className="soft">{say("agency.people.role-lead")}</p>
      <ActForm formId="give-role">
        <HiddenField name="intent" value="give-role" />
        <SelectField
          name="personId"
          label={say("agency.people.person")}
          options={people.map((person) => ({ value: person.personId, label: person.name }))}
        />
        <SelectField
          name="role"
          label={say("agency.people.new-role")}
          options={roles.map((role) => ({ value: role, label: say.any(`word.role.${role}`) }))}
        />
        <SubmitButton look="secondary">{say("agency.people.role-button")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

/** What each role may do, in words. */
function RolesExplained({ roles }: { roles: readonly string[] }) {
  const say = useSay();
  return (
    <Card title={say("agency.person.roles-explained")}>
      <Facts
        facts={roles.map((role) => ({
          name: say.any(`word.role.${role}`),
          value: say.any(`agency.role-hint.${role}`),
        }))}
      />
    </Card>
  );
}
