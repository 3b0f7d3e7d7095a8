// The front door: sends everyone to where they work, or to sign in. Shows nothing of its own.
import { redirect } from "@remix-run/node";
import { deskOf } from "#app/access/actor";
import { publicLoader } from "#app/access/gate.server";

export const loader = publicLoader({}, async ({ signIn }) => {
  if (!signIn) throw redirect("/sign-in");
  throw redirect(signIn.actor ? `/${deskOf(signIn.actor.role)}` : "/desks");
});

export default function FrontDoor() {
  return null;
}
