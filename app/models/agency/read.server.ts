// Reads the people of a house, its open invitations and an agency's settings. Shows colleagues only; never an account or a password.
import { and, asc, desc, eq, gt, isNull, ne, sql } from "drizzle-orm";
import type { Actor, Role } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import { agencies, invitations, memberships, people } from "#drizzle/schema";
import { Refusal } from "../values/refusal";
import type { House } from "./house";
import { inHouse } from "./invite.server";
import { readSecondSteps } from "./second-step.server";

export interface Member {
  readonly membershipId: string;
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly since: Date;
  readonly disabled: boolean;
  readonly isMe: boolean;
}

export interface MemberFilter {
  readonly role?: Role | undefined;
  readonly name?: string | undefined;
}

/** The seats of other people's systems are kept on a page of their own. */
const isPerson = ne(memberships.role, "partner");

/** By name, a page at a time; one line for each role of a person. */
export async function readMembers(
  db: Db,
  actor: Actor,
  { agencyId, organizationId }: House,
  { role, name }: MemberFilter = {},
  after: Mark | null = null,
): Promise<Page<Member>> {
  const nameKey = sql<string>`lower(${people.name})`;
  const rows = await db
    .select({ membership: memberships, person: people, nameKey })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(
      and(
        agencyId ? eq(memberships.agencyId, agencyId) : eq(memberships.organizationId, organizationId ?? ""),
        isPerson,
        role ? eq(memberships.role, role) : undefined,
        name ? sql`strpos(lower(${people.name} || ' ' || ${people.email}), lower(${name})) > 0` : undefined,
        after ? sql`(${nameKey}, ${memberships.id}) > (${after.value}, ${after.id}::uuid)` : undefined,
      ),
    )
    .orderBy(asc(nameKey), asc(memberships.id))
    .limit(PAGE_SIZE + 1);
  const page = toPage(rows, (row) => ({ value: row.nameKey, id: row.membership.id }));
  return { next: page.next, rows: page.rows.map(({ membership, person }) => lineOf(actor, membership, person)) };
}

function lineOf(actor: Actor, membership: typeof memberships.$inferSelect, person: typeof people.$inferSelect): Member {
  return {
    membershipId: membership.id,
    personId: person.id,
    name: person.name,
    email: person.email,
    role: membership.role as Role,
    since: membership.createdAt,
    disabled: membership.disabledAt !== null || person.disabledAt !== null,
    isMe: person.id === actor.personId,
  };
}

export interface OpenInvitation {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly expired: boolean;
}

const MOST_INVITATIONS = 50;
const SHOWN_DAYS = 30;

/** Invitations nobody has answered yet, newest first; those too old to work are shown for a month, so that they can be sent again. */
export async function readInvitations(db: Db, house: House): Promise<OpenInvitation[]> {
  const rows = await db
    .select({ row: invitations, expired: sql<boolean>`${invitations.expiresAt} <= app.clock()` })
    .from(invitations)
    .where(
      and(
        inHouse(house),
        isNull(invitations.acceptedAt),
        isNull(invitations.withdrawnAt),
        gt(invitations.createdAt, sql`app.clock() - make_interval(days => ${SHOWN_DAYS})`),
      ),
    )
    .orderBy(desc(invitations.createdAt))
    .limit(MOST_INVITATIONS);
  return rows.map(({ row, expired }) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role as Role,
    sentAt: row.createdAt,
    expiresAt: row.expiresAt,
    expired,
  }));
}

export interface PersonChoice {
  readonly personId: string;
  readonly name: string;
}

const MOST_PEOPLE = 500;

/** Colleagues to choose from, by name. */
export async function readPeople(db: Db, { agencyId, organizationId }: House): Promise<PersonChoice[]> {
  return db
    .selectDistinct({ personId: people.id, name: people.name })
    .from(people)
    .innerJoin(memberships, eq(memberships.personId, people.id))
    .where(
      and(
        agencyId ? eq(memberships.agencyId, agencyId) : eq(memberships.organizationId, organizationId ?? ""),
        isPerson,
      ),
    )
    .orderBy(asc(people.name))
    .limit(MOST_PEOPLE);
}

/** What the page of a house's people shows; who may not change it sees its members alone. */
export async function readHousePeople(
  db: Db,
  actor: Actor,
  house: House,
  mayChange: boolean,
  asked: { readonly name: string; readonly role?: Role | undefined; readonly after: Mark | null },
) {
  const { name, role, after } = asked;
  const everybody = await readPeople(db, house);
  return {
    members: await readMembers(db, actor, house, { name, role }, after),
    invitations: mayChange ? await readInvitations(db, house) : [],
    colleagues: mayChange ? everybody.filter((one) => one.personId !== actor.personId) : [],
    secondSteps: await readSecondSteps(db, everybody, actor.personId),
    mayChange,
    name,
    role: role ?? "",
  };
}

/** How many seats of an agency are open. */
export async function countSeats(db: Db, agencyId: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(memberships)
    .where(and(eq(memberships.agencyId, agencyId), isNull(memberships.disabledAt), isPerson));
  return row?.count ?? 0;
}

export async function readAgency(db: Db, agencyId: string): Promise<typeof agencies.$inferSelect> {
  const [agency] = await db.select().from(agencies).where(eq(agencies.id, agencyId));
  if (!agency) throw new Refusal("not-found", 404);
  return agency;
}

/** Whether the directory answers without a key: only where every agency of this house says so. */
export async function isDirectoryPublic(db: Db): Promise<boolean> {
  const [row] = await db.select({ all: sql<boolean>`bool_and(${agencies.directoryPublic})` }).from(agencies);
  return row?.all === true;
}
