// Gives a colleague another role, closes a seat and opens it again. Nobody changes their own seat; the database refuses it too.
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Actor, Role } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { memberships } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { Refusal } from "../values/refusal";
import { agencyEvents } from "./events";
import { type House, rolesIn } from "./house";

/** @throws Refusal 403 for oneself, 404 for somebody who is no colleague, 409 when they hold the role, 400 for a role of another house */
export async function giveRole(
  db: Db,
  actor: Actor,
  house: House,
  { personId, role }: { personId: string; role: Role },
): Promise<void> {
  if (personId === actor.personId) throw new Refusal("agency.own-membership", 403);
  if (!rolesIn(house).includes(role)) throw new Refusal("agency.role-elsewhere", 400);
  const seats = await db
    .select()
    .from(memberships)
    .where(and(eq(memberships.personId, personId), inHouse(house)));
  if (seats.length === 0) throw new Refusal("not-found", 404);
  const held = seats.find((seat) => seat.role === role);
  if (held) throw new Refusal(held.disabledAt ? "agency.disabled-already-there" : "agency.already-there", 409);
  const [made] = await db
    .insert(memberships)
    .values({ personId, role, agencyId: house.agencyId, organizationId: house.organizationId })
    .returning({ id: memberships.id });
  if (!made) throw new Error("the membership was not kept");
  await recordMember(db, actor, house, "role-given", made.id, role);
}

/** Closes the seat; its sessions end in the same breath. @throws Refusal 403 for one's own, 404 elsewhere, 409 when closed */
export async function disableMember(db: Db, actor: Actor, house: House, membershipId: string): Promise<void> {
  const role = await moveSeat(db, actor, house, membershipId, "disable");
  await recordMember(db, actor, house, "disabled", membershipId, role);
}

/** Opens the seat again. @throws Refusal 403 for one's own, 404 elsewhere, 409 when it is open */
export async function enableMember(db: Db, actor: Actor, house: House, membershipId: string): Promise<void> {
  const role = await moveSeat(db, actor, house, membershipId, "enable");
  await recordMember(db, actor, house, "enabled", membershipId, role);
}

async function moveSeat(
  db: Db,
  actor: Actor,
  house: House,
  membershipId: string,
  move: "disable" | "enable",
): Promise<Role> {
  const [seat] = await db
    .select()
    .from(memberships)
    .where(and(eq(memberships.id, membershipId), inHouse(house)));
  if (!seat) throw new Refusal("not-found", 404);
  if (seat.personId === actor.personId) throw new Refusal("agency.own-membership", 403);
  const changed = await db
    .update(memberships)
    .set({ disabledAt: move === "disable" ? sql`app.clock()` : null })
    .where(
      and(
        eq(memberships.id, membershipId),
        move === "disable" ? isNull(memberships.disabledAt) : isNotNull(memberships.disabledAt),
      ),
    )
    .returning({ id: memberships.id });
  if (changed.length === 0) throw new Refusal(`agency.${move}d-already`, 409);
  return seat.role as Role;
}

const inHouse = ({ agencyId, organizationId }: House) =>
  agencyId ? eq(memberships.agencyId, agencyId) : eq(memberships.organizationId, organizationId ?? "");

function recordMember(
  db: Db,
  actor: Actor,
  house: House,
  what: "role-given" | "disabled" | "enabled",
  membershipId: string,
  role: Role,
): Promise<void> {
  const subject = { subjectType: "membership", subjectId: membershipId, ...house };
  return recordEvent(db, actor, agencyEvents[what]({ membershipId, role }), subject);
}
