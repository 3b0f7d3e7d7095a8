// Sets which roles a colleague holds at a provider, and lets somebody leave it by themselves. The last administrator stays; the database sees to it.
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { Actor, OrganizationRole, Role } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { memberships, people } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { Refusal } from "../values/refusal";
import { agencyEvents } from "./events";

export interface PersonOfHouse {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly isMe: boolean;
  /** Roles held now, in the order they were given. */
  readonly roles: readonly OrganizationRole[];
  readonly membershipIds: readonly string[];
}

/** @throws Refusal 404 for somebody who never worked there */
export async function readPersonOfHouse(
  db: Db,
  actor: Actor,
  organizationId: string,
  personId: string,
): Promise<PersonOfHouse> {
  const seats = await readSeatsOf(db, organizationId, personId);
  const [person] = await db
    .select({ name: people.name, email: people.email })
    .from(people)
    .where(eq(people.id, personId));
  if (seats.length === 0 || !person) throw new Refusal("not-found", 404);
  const open = seats.filter(({ disabledAt }) => disabledAt === null);
  return {
    personId,
    ...person,
    isMe: personId === actor.personId,
    roles: open.map(({ role }) => role as OrganizationRole),
    membershipIds: seats.map(({ id }) => id),
  };
}

/**
 * Gives and ends roles so that the person holds exactly these; none: their access ends. Ended roles are signed out at once.
 * @throws Refusal 404 for somebody who never worked there, 403 for taking up an ended role of one's own,
 * 409 when nobody would administer the provider any more
 */
export async function setRoles(
  db: Db,
  actor: Actor,
  organizationId: string,
  { personId, roles }: { personId: string; roles: readonly OrganizationRole[] },
): Promise<void> {
  const seats = await readSeatsOf(db, organizationId, personId);
  if (seats.length === 0) throw new Refusal("not-found", 404);
  // Given before ended: who changes from one role to another is never without any.
  for (const role of roles) {
    const seat = seats.find((one) => one.role === role);
    if (!seat) await giveSeat(db, actor, organizationId, personId, role);
    else if (seat.disabledAt !== null) await openSeat(db, actor, organizationId, seat);
  }
  for (const seat of seats) {
    if (seat.disabledAt === null && !roles.includes(seat.role as OrganizationRole))
      await closeSeat(db, actor, organizationId, seat, "disabled");
  }
}

/** Ends every role of one's own at the provider; its administrators are told. @throws Refusal 409 for the last administrator */
export async function leaveHouse(db: Db, actor: Actor, organizationId: string): Promise<void> {
  await tellMembers(
    db,
    { organizationId, roles: ["organization_administrator"] },
    {
      kind: "agency.left",
      subjectType: "person",
      subjectId: actor.personId,
      path: `/portal/people/${actor.personId}`,
      effect: actor.requestId,
    },
  );
  for (const seat of await readSeatsOf(db, organizationId, actor.personId)) {
    if (seat.disabledAt === null) await closeSeat(db, actor, organizationId, seat, "left");
  }
}

/** Whether the provider would have no administrator without the actor. */
export async function isLastAdministrator(db: Db, actor: Actor, organizationId: string): Promise<boolean> {
  const seats = await readSeatsOf(db, organizationId, actor.personId);
  const own = seats.find((seat) => seat.role === "organization_administrator" && seat.disabledAt === null);
  return own !== undefined && !(await hasAnotherAdministrator(db, organizationId, own.id));
}

type SeatRow = typeof memberships.$inferSelect;

/** Oldest first, the one in use last: once it is closed, nothing more is done from it. */
function readSeatsOf(db: Db, organizationId: string, personId: string): Promise<SeatRow[]> {
  return db
    .select()
    .from(memberships)
    .where(and(eq(memberships.organizationId, organizationId), eq(memberships.personId, personId)))
    .orderBy(sql`${memberships.id} = app.membership_id()`, memberships.createdAt, memberships.id);
}

async function giveSeat(db: Db, actor: Actor, organizationId: string, personId: string, role: OrganizationRole) {
  const [made] = await db
    .insert(memberships)
    .values({ personId, role, organizationId, agencyId: null })
    .returning({ id: memberships.id });
  if (!made) throw new Error("the membership was not kept");
  await record(db, actor, organizationId, "role-given", { id: made.id, role });
}

async function openSeat(db: Db, actor: Actor, organizationId: string, seat: SeatRow): Promise<void> {
  if (seat.personId === actor.personId) throw new Refusal("agency.own-ended-role", 403);
  await db.update(memberships).set({ disabledAt: null }).where(eq(memberships.id, seat.id));
  await record(db, actor, organizationId, "enabled", seat);
}

async function closeSeat(
  db: Db,
  actor: Actor,
  organizationId: string,
  seat: SeatRow,
  what: "disabled" | "left",
): Promise<void> {
  if (seat.role === "organization_administrator" && !(await hasAnotherAdministrator(db, organizationId, seat.id)))
    throw new Refusal("agency.last-administrator", 409);
  // Written down first: once the own seat is closed, nothing is done in its name.
  await record(db, actor, organizationId, what, seat);
  const closed = await db
    .update(memberships)
    .set({ disabledAt: sql`app.clock()` })
    .where(and(eq(memberships.id, seat.id), isNull(memberships.disabledAt)))
    .returning({ id: memberships.id });
  if (closed.length === 0) throw new Refusal("agency.disabled-already", 409);
}

async function hasAnotherAdministrator(db: Db, organizationId: string, seatId: string): Promise<boolean> {
  const others = await db
    .select({ id: memberships.id })
    .from(memberships)
    .innerJoin(people, and(eq(people.id, memberships.personId), isNull(people.disabledAt)))
    .where(
      and(
        eq(memberships.organizationId, organizationId),
        eq(memberships.role, "organization_administrator"),
        isNull(memberships.disabledAt),
        ne(memberships.id, seatId),
      ),
    )
    .limit(1);
  return others.length > 0;
}

function record(
  db: Db,
  actor: Actor,
  organizationId: string,
  what: "role-given" | "disabled" | "enabled" | "left",
  { id, role }: { id: string; role: string },
): Promise<void> {
  const event = agencyEvents[what]({ membershipId: id, role: role as Role });
  return recordEvent(db, actor, event, { subjectType: "membership", subjectId: id, organizationId, agencyId: null });
}
