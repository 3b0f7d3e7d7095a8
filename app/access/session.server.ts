// Turns a request's cookie into an actor, and begins and ends sessions. Lucia lives behind this file and nowhere else.
import { randomBytes } from "node:crypto";
import { and, asc, eq, isNull } from "drizzle-orm";
import { Lucia, TimeSpan } from "lucia";
import { asAuth, type Db } from "#app/database/as-actor.server";
import { env, isHttps } from "#app/env.server";
import { agencies, memberships, organizations, people } from "#drizzle/schema";
import type { MembershipId, PersonId } from "../models/values/ids";
import type { Actor, Role } from "./actor";
import { lookAtSession, sessionAdapter } from "./session-adapter.server";

/** Who is signed in: a person, and the desk they sit at, if they have chosen one. */
export interface SignIn {
  readonly token: string;
  readonly personId: PersonId;
  readonly name: string;
  readonly actor: Actor | null;
  /** The agency of their desk asks everybody for a second step, and theirs is not set up: until it is, they sit at no desk. */
  readonly owesSecondStep: boolean;
}

export interface Seat {
  readonly membershipId: MembershipId;
  readonly role: Role;
  readonly houseName: string;
}

let made: Lucia<{ membershipId: string | null; owesSecondStep: boolean }, { name: string }> | null = null;

function lucia() {
  made ??= new Lucia(sessionAdapter, {
    sessionExpiresIn: new TimeSpan(env().SESSION_HOURS, "h"),
    sessionCookie: {
      // `__Host-` needs https; over plain http on this machine browsers would refuse it.
      name: isHttps() ? "__Host-session" : "session",
      expires: false,
      attributes: { secure: isHttps(), sameSite: "lax", path: "/" },
    },
    getSessionAttributes: ({ membershipId, owesSecondStep = false }) => ({ membershipId, owesSecondStep }),
    getUserAttributes: ({ name }) => ({ name }),
  });
  return made;
}

/** The token in this request's cookie, unproven. */
export const readSessionToken = (request: Request): string | null =>
  lucia().readSessionCookie(request.headers.get("Cookie") ?? "");

/** The person and desk of this request; null when nobody is signed in or the session has ended. */
export async function readSignIn(request: Request, requestId: string): Promise<SignIn | null> {
  const token = readSessionToken(request);
  if (!token || isWatching(request)) return null;
  const known = isListening(request) ? await lookAt(token) : await comeIn(token);
  if (!known) return null;
  const { personId, name, membershipId, owesSecondStep } = known;
  const sits = membershipId !== null && !owesSecondStep;
  const actor = sits ? await asAuth("read", (db) => findActor(db, membershipId, requestId)) : null;
  return { token, personId: personId as PersonId, name, actor, owesSecondStep };
}

/** Somebody at work: the session is awake again. */
async function comeIn(token: string) {
  const { session, user } = await lucia().validateSession(token);
  if (!session || !user) return null;
  const { membershipId, owesSecondStep } = session;
  return { personId: user.id, name: user.name, membershipId, owesSecondStep };
}

async function lookAt(token: string) {
  const [session, user] = await lookAtSession(token);
  if (!session || !user) return null;
  const { membershipId, owesSecondStep = false } = session.attributes;
  return { personId: user.id, name: user.attributes.name, membershipId, owesSecondStep };
}

/** A page that is open and hears of news is nobody at work either; but it must be known whose news. */
function isListening(request: Request): boolean {
  return request.method === "GET" && /^\/notices\/(live|waiting)(\.data)?$/.test(new URL(request.url).pathname);
}

const shared = new WeakMap<object, { readonly cookie: string | null; readonly signIn: Promise<SignIn | null> }>();

/** The same for the loaders of one page, which ask together: looked up once for all. An action asks for itself. */
export function shareSignIn(request: Request, context: { readonly requestId: string }): Promise<SignIn | null> {
  const cookie = request.headers.get("Cookie");
  const known = shared.get(context);
  if (known?.cookie === cookie) return known.signIn;
  const signIn = readSignIn(request, context.requestId);
  shared.set(context, { cookie, signIn });
  return signIn;
}

/** A page that asks how long is left is nobody at work: the question keeps no session awake. */
function isWatching(request: Request): boolean {
  return request.method === "GET" && /^\/session(\.data)?$/.test(new URL(request.url).pathname);
}

/**
 * Begins a session under a new token and answers its cookie; the token before it ends.
 * @param membershipId the desk; null while the person has yet to choose
 * @param awaitsCode it opens nothing but the second step
 */
export async function beginSession(
  personId: PersonId,
  membershipId: MembershipId | null,
  from: { request: Request; address: string },
  awaitsCode = false,
): Promise<string> {
  await endSession(from.request);
  const session = await lucia().createSession(
    personId,
    { membershipId, address: from.address, browser: from.request.headers.get("User-Agent") ?? "", awaitsCode },
    { sessionId: randomBytes(20).toString("hex") },
  );
  return lucia().createSessionCookie(session.id).serialize();
}

/** Ends the session of this request, if there is one, and answers the cookie that forgets it. */
export async function endSession(request: Request): Promise<string> {
  const token = lucia().readSessionCookie(request.headers.get("Cookie") ?? "");
  if (token) await lucia().invalidateSession(token);
  return lucia().createBlankSessionCookie().serialize();
}

/** Ends every session of a person: after a reset, or when they ask for it. */
export function endAllSessions(personId: PersonId): Promise<void> {
  return lucia().invalidateUserSessions(personId);
}

/** The desks a person may sit at, oldest first. */
export async function readSeats(db: Db, personId: PersonId): Promise<Seat[]> {
  const rows = await db
    .select({
      membershipId: memberships.id,
      role: memberships.role,
      agencyName: agencies.name,
      organizationName: organizations.name,
    })
    .from(memberships)
    .leftJoin(agencies, eq(agencies.id, memberships.agencyId))
    .leftJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(and(eq(memberships.personId, personId), isNull(memberships.disabledAt)))
    .orderBy(asc(memberships.createdAt), asc(memberships.id));
  return rows.map((row) => ({
    membershipId: row.membershipId as MembershipId,
    role: row.role as Role,
    houseName: row.agencyName ?? row.organizationName ?? "",
  }));
}

/** A provider's system answers as its coordinators do; app.standing() says the same. */
const roleOf = ({ role, organizationId }: typeof memberships.$inferSelect): Role =>
  role === "partner" && organizationId ? "coordinator" : (role as Role);

/** The actor a membership makes; null when it or its person no longer stands. */
export async function findActor(db: Db, membershipId: string, requestId: string): Promise<Actor | null> {
  const [row] = await db
    .select({ membership: memberships, person: people, agency: agencies, organizationName: organizations.name })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .leftJoin(agencies, eq(agencies.id, memberships.agencyId))
    .leftJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(and(eq(memberships.id, membershipId), isNull(memberships.disabledAt), isNull(people.disabledAt)));
  if (!row) return null;
  const { membership, person, agency } = row;
  return {
    personId: person.id as Actor["personId"],
    membershipId: membership.id as Actor["membershipId"],
    name: person.name,
    role: roleOf(membership),
    agencyId: membership.agencyId as Actor["agencyId"],
    organizationId: membership.organizationId as Actor["organizationId"],
    houseName: agency?.name ?? row.organizationName ?? "",
    language: person.language,
    timeZone: agency?.timeZone ?? "America/New_York",
    currency: agency?.currency ?? "USD",
    distanceUnit: agency?.distanceUnit === "kilometre" ? "kilometre" : "mile",
    words: agency?.words ?? {},
    requestId,
  };
}
