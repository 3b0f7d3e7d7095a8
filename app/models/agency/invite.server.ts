// Invites somebody to a house by mail, and takes an invitation back. Never to a house of others, and never oneself.
import { randomBytes } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Actor, Role } from "#app/access/actor";
import { hashToken } from "#app/access/session-adapter.server";
import type { Db } from "#app/database/as-actor.server";
import { publicOrigin } from "#app/env.server";
import { sayIn } from "#app/i18n/say-in";
import { agencies, invitations, memberships, organizations, people } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { enqueueJob } from "../job/enqueue.server";
import { Refusal } from "../values/refusal";
import { agencyEvents } from "./events";
import { type House, rolesIn } from "./house";

export const INVITATION_DAYS = 7;

export interface Invited {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/**
 * Sends the invitation; an older one that waits for the same mailbox and role is taken back.
 * @param house the actor's own, or an organization of the network the actor manages; any other is refused by the database
 * @returns the link's token, which is in the letter and nowhere else
 * @throws Refusal 403 for oneself, 409 for somebody who has the role already, 400 for a role of another kind of house
 */
export async function invite(db: Db, actor: Actor, house: House, invited: Invited): Promise<string> {
  const { name, email, role } = invited;
  if (!rolesIn(house).includes(role)) throw new Refusal("agency.role-elsewhere", 400);
  const colleague = await findColleague(db, house, email);
  if (colleague.some((one) => one.personId === actor.personId)) throw new Refusal("agency.own-membership", 403);
  const held = colleague.find((one) => one.role === role);
  if (held) throw new Refusal(held.disabledAt ? "agency.disabled-already-there" : "agency.already-there", 409);
  await db
    .update(invitations)
    .set({ withdrawnAt: sql`app.clock()` })
    .where(
      and(
        inHouse(house),
        sql`lower(${invitations.email}) = lower(${email})`,
        eq(invitations.role, role),
        isNull(invitations.acceptedAt),
        isNull(invitations.withdrawnAt),
      ),
    );
  const token = randomBytes(20).toString("hex");
  const [made] = await db
    .insert(invitations)
    .values({
      tokenHash: hashToken(token),
      email,
      name,
      agencyId: house.agencyId,
      organizationId: house.organizationId,
      role,
      invitedBy: actor.membershipId,
      expiresAt: sql`app.clock() + make_interval(days => ${INVITATION_DAYS})`,
    })
    .returning({ id: invitations.id });
  if (!made) throw new Error("the invitation was not kept");
  await recordEvent(db, actor, agencyEvents.invited({ invitationId: made.id, role }), subject(made.id, house));
  await postInvitation(db, actor, house, invited, token);
  return token;
}

/** @throws Refusal 404 when it is not of this house, or waits no more */
export async function withdrawInvitation(db: Db, actor: Actor, house: House, invitationId: string): Promise<Invited> {
  const [taken] = await db
    .update(invitations)
    .set({ withdrawnAt: sql`app.clock()` })
    .where(
      and(
        inHouse(house),
        eq(invitations.id, invitationId),
        isNull(invitations.acceptedAt),
        isNull(invitations.withdrawnAt),
      ),
    )
    .returning({ name: invitations.name, email: invitations.email, role: invitations.role });
  if (!taken) throw new Refusal("not-found", 404);
  const role = taken.role as Role;
  const event = agencyEvents["invitation-withdrawn"]({ invitationId, role });
  await recordEvent(db, actor, event, subject(invitationId, house));
  return { ...taken, role };
}

/** The first letter was lost or is too old: a new one with a new link, the old link works no more. */
export async function inviteAgain(db: Db, actor: Actor, house: House, invitationId: string): Promise<string> {
  return invite(db, actor, house, await withdrawInvitation(db, actor, house, invitationId));
}

export const inHouse = ({ agencyId, organizationId }: House) =>
  agencyId ? eq(invitations.agencyId, agencyId) : eq(invitations.organizationId, organizationId ?? "");

const subject = (invitationId: string, house: House) => ({
  subjectType: "invitation",
  subjectId: invitationId,
  ...house,
});

async function findColleague(db: Db, { agencyId, organizationId }: House, email: string) {
  return db
    .select({ personId: people.id, role: memberships.role, disabledAt: memberships.disabledAt })
    .from(people)
    .innerJoin(memberships, eq(memberships.personId, people.id))
    .where(
      and(
        sql`lower(${people.email}) = lower(${email})`,
        agencyId ? eq(memberships.agencyId, agencyId) : eq(memberships.organizationId, organizationId ?? ""),
      ),
    );
}

async function postInvitation(db: Db, actor: Actor, house: House, invited: Invited, token: string): Promise<void> {
  const say = sayIn(actor.language);
  const blanks = {
    name: invited.name,
    inviter: actor.name,
    place: await placeOf(db, actor, house),
    role: say(`word.role.${invited.role}`).toLowerCase(),
    link: `${publicOrigin()}/invitations/${token}`,
    days: INVITATION_DAYS,
  };
  await db.execute(sql`select app.post_letter_to(${invited.email}, ${`invitation:${hashToken(token)}`}, 'invitation',
    ${say("mail.invitation.subject", blanks)}, ${say("mail.invitation.body", blanks)})`);
  await enqueueJob(db, "deliver-letters", {});
}

async function placeOf(db: Db, actor: Actor, { agencyId, organizationId }: House): Promise<string> {
  const [row] = agencyId
    ? await db.select({ name: agencies.name }).from(agencies).where(eq(agencies.id, agencyId))
    : await db
        .select({ name: organizations.name })
        .from(organizations)
        .where(eq(organizations.id, organizationId ?? ""));
  return row?.name ?? actor.houseName;
}
