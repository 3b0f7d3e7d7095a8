// Does to a colleague or an invitation what an administrator pressed on the list. Chooses the deed; each deed refuses for itself.
import type { z } from "zod";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import type { PeopleForm } from "./forms";
import type { House } from "./house";
import { inviteAgain, withdrawInvitation } from "./invite.server";
import { disableMember, enableMember, giveRole } from "./members.server";
import { endSecondStepOf } from "./second-step.server";

/** @returns the catalogue key of what was done */
export async function changePeople(
  db: Db,
  actor: Actor,
  house: House,
  form: z.infer<typeof PeopleForm>,
): Promise<string> {
  switch (form.intent) {
    case "disable":
      await disableMember(db, actor, house, form.membershipId);
      return "agency.people.disabled-done";
    case "enable":
      await enableMember(db, actor, house, form.membershipId);
      return "agency.people.enabled-done";
    case "give-role":
      await giveRole(db, actor, house, form);
      return "agency.people.role-done";
    case "end-second-step":
      await endSecondStepOf(db, actor, house, form.personId);
      return "agency.people.second-step-done";
    case "withdraw":
      await withdrawInvitation(db, actor, house, form.invitationId);
      return "agency.people.withdrawn-done";
    case "again":
      await inviteAgain(db, actor, house, form.invitationId);
      return "agency.invite.sent";
  }
}
