// Honours an invitation: the doorkeeper checks it and makes the membership. Only the mailbox it went to may join, and only once.
import { and, eq, sql } from "drizzle-orm";
import { asAuth, type Db } from "#app/database/as-actor.server";
import { accounts, agencies, invitations, memberships, organizations, people } from "#drizzle/schema";
import type { MembershipId, PersonId } from "../models/values/ids";
import { Refusal } from "../models/values/refusal";
import type { Role } from "./actor";
import type { Redirection } from "./answers.server";
import { hashPassword } from "./password-hash.server";
import { passwordFault } from "./password-rules";
import type { SignIn } from "./session.server";
import { hashToken } from "./session-adapter.server";
import { type From, seatAt } from "./sign-in.server";
import { recordAtDoor } from "./sign-in-record.server";

/** What the page of an invitation shows, and which way of joining it offers. */
export interface Invitation {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly houseName: string;
  readonly inviter: string;
  /** new: choose name and password · known: sign in first · ready: one press · stranger: signed in as somebody else */
  readonly way: "new" | "known" | "ready" | "stranger";
}

interface Found extends Omit<Invitation, "way"> {
  readonly id: string;
  readonly agencyId: string | null;
  readonly organizationId: string | null;
  readonly inviterId: string;
  readonly person: { id: PersonId; hasPassword: boolean } | null;
}

/** @throws Refusal 404 when unknown, 409 when used, withdrawn or too old: each says so */
export async function readInvitation(token: string, who: SignIn | null): Promise<Invitation> {
  const found = await asAuth("read", (db) => findInvitation(db, token));
  const { name, email, role, houseName, inviter } = found;
  return { name, email, role, houseName, inviter, way: wayOf(found, who) };
}

/**
 * Joins: makes the person where there is none, and the membership.
 * @throws Refusal 403 when signed in as somebody else, 401 when the account must sign in first, 400 when name or password is missing
 */
export async function acceptInvitation(
  token: string,
  given: { name?: string | undefined; password?: string | undefined },
  who: SignIn | null,
  from: From,
): Promise<Redirection> {
  const found = await asAuth("read", (db) => findInvitation(db, token));
  const way = wayOf(found, who);
  if (way === "stranger") throw new Refusal("access.invitation-stranger", 403, { email: found.email });
  if (way === "known") throw new Refusal("access.invitation-sign-in", 401);
  const passwordHash = way === "new" ? await chosenPassword(found, given.password) : null;
  const joined = await asAuth(
    "write",
    async (db) => {
      await useUp(db, found);
      const personId = found.person?.id ?? (await addPerson(db, found.email, given.name ?? found.name));
      if (passwordHash) await giveAccount(db, personId, passwordHash, given.name ?? found.name);
      const membershipId = await addMembership(db, personId, found);
      await recordAtDoor(db, "joined", personId, { ...found, id: membershipId });
      return { personId, membershipId };
    },
    { ...(found.person ? { actorId: found.person.id } : {}), requestId: from.requestId },
  );
  return seatAt(
    joined.personId,
    { membershipId: joined.membershipId, role: found.role, houseName: found.houseName },
    from,
  );
}

function wayOf({ person }: Found, who: SignIn | null): Invitation["way"] {
  if (who) return person?.id === who.personId ? "ready" : "stranger";
  return person?.hasPassword ? "known" : "new";
}

async function chosenPassword(found: Found, password: string | undefined): Promise<string> {
  if (!password) throw new Refusal("access.password-short", 400);
  const fault = passwordFault(password, [found.name, found.email, found.houseName]);
  if (fault) throw new Refusal(fault, 400);
  return hashPassword(password);
}

async function findInvitation(db: Db, token: string): Promise<Found> {
  const [row] = await db
    .select({
      invitation: invitations,
      agency: agencies.name,
      organization: organizations.name,
      inviter: people.name,
      inviterId: people.id,
      stands: sql<boolean>`${memberships.disabledAt} is null and ${people.disabledAt} is null`,
      over: sql<boolean>`${invitations.expiresAt} <= app.clock()`,
    })
    .from(invitations)
    .innerJoin(memberships, eq(memberships.id, invitations.invitedBy))
    .innerJoin(people, eq(people.id, memberships.personId))
    .leftJoin(agencies, eq(agencies.id, invitations.agencyId))
    .leftJoin(organizations, eq(organizations.id, invitations.organizationId))
    .where(eq(invitations.tokenHash, hashToken(token)));
  if (!row) throw new Refusal("access.invitation-unknown", 404);
  const { invitation, inviter, inviterId } = row;
  if (invitation.acceptedAt) throw new Refusal("access.invitation-used", 409);
  // Whoever has left invites nobody any more.
  if (invitation.withdrawnAt || !row.stands) throw new Refusal("access.invitation-withdrawn", 409);
  if (row.over) throw new Refusal("access.invitation-expired", 409);
  return {
    id: invitation.id,
    name: invitation.name,
    email: invitation.email,
    role: invitation.role as Role,
    agencyId: invitation.agencyId,
    organizationId: invitation.organizationId,
    houseName: row.agency ?? row.organization ?? "",
    inviter,
    inviterId,
    person: await findPerson(db, invitation.email, inviterId),
  };
}

async function findPerson(db: Db, email: string, inviterId: string): Promise<Found["person"]> {
  const [row] = await db
    .select({ id: people.id, disabledAt: people.disabledAt, passwordHash: accounts.passwordHash })
    .from(people)
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .where(sql`lower(${people.email}) = lower(${email})`);
  if (!row) return null;
  if (row.disabledAt) throw new Refusal("access.disabled", 403);
  // Nobody gives themselves a role, not even by mail.
  if (row.id === inviterId) throw new Refusal("agency.own-membership", 403);
  return { id: row.id as PersonId, hasPassword: row.passwordHash !== null };
}

/** Two presses at once: one of them finds it used. */
async function useUp(db: Db, found: Found): Promise<void> {
  const used = await db
    .update(invitations)
    .set({ acceptedAt: sql`app.clock()` })
    .where(
      and(
        eq(invitations.id, found.id),
        sql`${invitations.acceptedAt} is null and ${invitations.withdrawnAt} is null and ${invitations.expiresAt} > app.clock()`,
      ),
    )
    .returning({ id: invitations.id });
  if (used.length === 0) throw new Refusal("access.invitation-used", 409);
}

async function addPerson(db: Db, email: string, name: string): Promise<PersonId> {
  const [person] = await db.insert(people).values({ name, email }).returning({ id: people.id });
  if (!person) throw new Error("the person was not kept");
  return person.id as PersonId;
}

async function giveAccount(db: Db, personId: PersonId, passwordHash: string, name: string): Promise<void> {
  const set = { passwordHash, passwordSetAt: sql`app.clock()` };
  await db
    .insert(accounts)
    .values({ personId, ...set })
    .onConflictDoUpdate({ target: accounts.personId, set });
  await db.update(people).set({ name }).where(eq(people.id, personId));
}

/** A seat that was taken away is not given back by an old invitation: an administrator opens it again. */
async function addMembership(db: Db, personId: PersonId, found: Found): Promise<MembershipId> {
  const { agencyId, organizationId, role } = found;
  const house = agencyId ? eq(memberships.agencyId, agencyId) : eq(memberships.organizationId, organizationId ?? "");
  const [there] = await db
    .select()
    .from(memberships)
    .where(and(eq(memberships.personId, personId), eq(memberships.role, role), house));
  if (there?.disabledAt) throw new Refusal("access.disabled", 403);
  if (there) return there.id as MembershipId;
  const [made] = await db
    .insert(memberships)
    .values({ personId, agencyId, organizationId, role })
    .returning({ id: memberships.id });
  if (!made) throw new Error("the membership was not kept");
  return made.id as MembershipId;
}
