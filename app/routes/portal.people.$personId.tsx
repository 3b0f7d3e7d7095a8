// One colleague of a provider: which roles they hold, what they hold besides, and the end of their access. Never another organization's.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { ORGANIZATION_ROLES, organizationOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { EndForm, RolesForm } from "#app/models/agency/forms";
import { readPersonOfHouse, setRoles } from "#app/models/agency/roles.server";
import { HandOverForm } from "#app/models/practitioner/forms";
import { handOver, readHeld, readSuccessors } from "#app/models/practitioner/hand-over.server";
import { idParam, type PersonId } from "#app/models/values/ids";
import { HeldCard } from "#app/ui/held-card";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  ButtonLink,
  Card,
  CheckboxGroup,
  Columns,
  HiddenField,
  Notice,
  PageHeader,
  SubmitButton,
} from "#app/ui/parts";

const params = z.object({ personId: idParam<PersonId>() });
const PersonForm = z.discriminatedUnion("intent", [RolesForm, EndForm, HandOverForm], "ui.error.invalid");

export const handle: PageHandle = {
  title: titleFrom(({ person: { name } }: { person: { name: string } }) => ["agency.person.title", { name }]),
};

export const loader = loaderFor("organization:people", { params }, async ({ actor, db, params: { personId } }) => {
  const organizationId = organizationOf(actor);
  const person = await readPersonOfHouse(db, actor, organizationId, personId);
  const held = await readHeld(db, organizationId, person.membershipIds);
  return { person, held, successors: await readSuccessors(db, organizationId, held) };
});

export const action = actionFor(
  "organization:people",
  { params, form: PersonForm },
  async ({ actor, db, params: { personId }, form }) => {
    const page = `/portal/people/${personId}`;
    switch (form.intent) {
      case "hand-over":
        await handOver(db, actor, form);
        return redirectTo(page, "agency.person.hand-over-done");
      case "end":
        await setRoles(db, actor, organizationOf(actor), { personId, roles: [] });
        return redirectTo(page, "agency.person.end-done");
      case "roles":
        await setRoles(db, actor, organizationOf(actor), { personId, roles: form.roles });
        return redirectTo(page, "agency.person.roles-done");
    }
  },
);

export default function PersonPage() {
  const { person, held, successors } = useLoaderData<typeof loader>();
  const say = useSay();
  const { name, email, isMe, roles } = person;
  return (
    <>
      <PageHeader
        title={name}
        lead={email}
        back={{ to: "/portal/people", label: say("agency.person.back") }}
        actions={
          isMe ? (
            <ButtonLink to="/portal/leave" look="secondary">
              {say("agency.leave.link")}
            </ButtonLink>
          ) : undefined
        }
      />
      {roles.length === 0 ? <Notice title={say("agency.person.ended")} /> : null}
      <Columns
        main={
          <Card title={say("agency.person.roles")}>
            <p className="soft">{say(isMe ? "agency.person.roles-own" : "agency.person.roles-lead")}</p>
            <ActForm formId="roles">
              <HiddenField name="intent" value="roles" />
              <CheckboxGroup
                name="roles"
                label={say("agency.person.roles")}
                defaultValue={roles}
                options={ORGANIZATION_ROLES.map((value) => ({
                  value,
                  label: say(`word.role.${value}`),
                  hint: say(`agency.role-hint.${value}`),
                }))}
              />
              <SubmitButton>{say("agency.person.roles-button")}</SubmitButton>
            </ActForm>
          </Card>
        }
        aside={
          <>
            <HeldCard held={held} successors={successors} mayHandOver />
            {isMe || roles.length === 0 ? null : (
              <ActDetails summary={say("agency.person.end-title")} formId="end">
                <p>{say("agency.person.end-lead", { name })}</p>
                <ActForm formId="end">
                  <HiddenField name="intent" value="end" />
                  <SubmitButton look="danger">{say("agency.person.end-button")}</SubmitButton>
                </ActForm>
              </ActDetails>
            )}
          </>
        }
      />
    </>
  );
}
