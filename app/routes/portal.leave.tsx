// Lets somebody leave their provider by themselves: what ends, what they still hold, one button. Ends nobody else's access.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useSay } from "#app/i18n/speech";
import { EndForm } from "#app/models/agency/forms";
import { isLastAdministrator, leaveHouse, readPersonOfHouse } from "#app/models/agency/roles.server";
import { HandOverForm } from "#app/models/practitioner/forms";
import { handOver, readHeld, readSuccessors } from "#app/models/practitioner/hand-over.server";
import { HeldCard } from "#app/ui/held-card";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  ButtonLink,
  Card,
  HiddenField,
  Notice,
  PageHeader,
  Stack,
  SubmitButton,
} from "#app/ui/parts";

const LeaveForm = z.discriminatedUnion("intent", [EndForm, HandOverForm], "ui.error.invalid");

export const handle: PageHandle = {
  title: titleFrom(({ place }: { place: string }) => ["agency.leave.title", { place }]),
};

export const loader = loaderFor("portal:desk", {}, async ({ actor, db }) => {
  const organizationId = organizationOf(actor);
  const person = await readPersonOfHouse(db, actor, organizationId, actor.personId);
  const held = await readHeld(db, organizationId, person.membershipIds);
  return {
    place: actor.houseName,
    roles: person.roles,
    last: await isLastAdministrator(db, actor, organizationId),
    held,
    successors: await readSuccessors(db, organizationId, held),
    mayHandOver: mayDo(actor, "offer:answer"),
  };
});

export const action = actionFor("portal:desk", { form: LeaveForm }, async ({ actor, db, form }) => {
  if (form.intent === "hand-over") {
    await handOver(db, actor, form);
    return redirectTo("/portal/leave", "agency.person.hand-over-done");
  }
  await leaveHouse(db, actor, organizationOf(actor));
  return redirectTo("/sign-in", "agency.leave.done");
});

export default function LeavePage() {
  const { place, roles, last, held, successors, mayHandOver } = useLoaderData<typeof loader>();
  const say = useSay();
  const holds = held.some(({ sessions, schedules }) => sessions + schedules > 0);
  return (
    <>
      <PageHeader
        title={say("agency.leave.title", { place })}
        lead={say("agency.leave.lead")}
        back={{ to: "/portal", label: say("ui.navigation.today") }}
      />
      <Stack>
        {holds ? (
          <>
            <Notice tone="warning" title={say("agency.leave.hand-over-first")} />
            <HeldCard held={held} successors={successors} mayHandOver={mayHandOver} />
          </>
        ) : null}
        {last ? (
          <Notice tone="warning" title={say("agency.leave.last-title")}>
            <p>{say("agency.leave.last-lead")}</p>
          </Notice>
        ) : (
          <Card title={say("agency.leave.roles")}>
            <ul>
              {roles.map((role) => (
                <li key={role}>{say(`word.role.${role}`)}</li>
              ))}
            </ul>
            <ActForm formId="leave">
              <HiddenField name="intent" value="end" />
              <Actions>
                <SubmitButton look="danger">{say("agency.leave.button")}</SubmitButton>
                <ButtonLink to="/portal" look="quiet">
                  {say("agency.leave.stay")}
                </ButtonLink>
              </Actions>
            </ActForm>
          </Card>
        )}
      </Stack>
    </>
  );
}
