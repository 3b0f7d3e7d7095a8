// Lets a person in: counts the try, checks the password, begins a session at a desk. Never tells whether an account exists.
import { eq, sql } from "drizzle-orm";
import { asAuth, type Db } from "#app/database/as-actor.server";
import { accounts, memberships, people, secondFactors } from "#drizzle/schema";
import type { MembershipId, PersonId } from "../models/values/ids";
import { Refusal } from "../models/values/refusal";
import { deskOf } from "./actor";
import { type Redirection, redirectTo, safeReturn } from "./answers.server";
import { isPassword } from "./password-hash.server";
import { beginSession, readSeats, type Seat, type SignIn } from "./session.server";
import { deviceCookie, knownDevice, tokenIn } from "./sign-in-device.server";
import { recordAtDoor } from "./sign-in-record.server";
import { countTry, forgetTries, PACES, type Pace, throttleSubject, uncountTry } from "./throttle.server";

/** Where a request came from. */
export interface From {
  readonly request: Request;
  readonly address: string;
  readonly requestId: string;
}

interface Knock {
  readonly account: Account | null;
  /** The counters this try was put on, and whose. */
  readonly own: string;
  readonly shared: string | null;
  readonly waitSeconds: number;
}

interface Account {
  readonly personId: PersonId;
  readonly passwordHash: string | null;
  readonly lastMembershipId: string | null;
  readonly disabled: boolean;
  readonly hasSecondStep: boolean;
}

/**
 * Signs a person in and leads them to where they wanted to go, to their only or last desk, or to the choice of desks; or to the
 * second step, where they have one.
 * @throws Refusal 401 when e-mail and password do not fit, 429 when tries come too fast or too many at once
 */
export async function signIn(
  { email, password, returnTo }: { email: string; password: string; returnTo?: string | undefined },
  from: From,
): Promise<Redirection> {
  const { account, own, shared, waitSeconds } = await asAuth("write", (db) => knock(db, email, from));
  if (waitSeconds > 0) throw new Refusal("access.sign-in-slow", 429, { count: waitSeconds });
  const fits = await isPassword(account?.passwordHash ?? null, password);
  if (!account || !fits) throw new Refusal("access.sign-in-wrong", 401);
  if (account.disabled) throw new Refusal("access.disabled", 403);
  const { personId } = account;
  const seat = await asAuth(
    "write",
    async (db) => {
      await forgetTries(db, own);
      if (shared) await uncountTry(db, shared);
      const seats = await readSeats(db, personId);
      const chosen = chooseSeat(seats, account.lastMembershipId, safeReturn(returnTo));
      if (account.hasSecondStep) return chosen;
      await recordAtDoor(db, "signed-in", personId, chosen ? await houseOf(db, chosen.membershipId) : null);
      return chosen;
    },
    { actorId: personId, requestId: from.requestId },
  );
  return account.hasSecondStep ? askForCode(personId, seat, from, returnTo) : seatAt(personId, seat, from, returnTo);
}

/** The password fitted: a session that opens nothing but the second step. */
async function askForCode(
  personId: PersonId,
  seat: Seat | null,
  from: From,
  returnTo: string | undefined,
): Promise<Redirection> {
  const cookie = await beginSession(personId, seat?.membershipId ?? null, from, true);
  const wanted = safeReturn(returnTo, "");
  return redirectTo(`/sign-in/code${wanted ? `?returnTo=${encodeURIComponent(wanted)}` : ""}`, null, [
    ["Set-Cookie", cookie],
  ]);
}

/**
 * Moves a signed-in person to another of their desks, under a new token.
 * @throws Refusal 404 when the desk is not theirs
 */
export async function switchDesk(
  who: SignIn,
  membershipId: string,
  from: From,
  returnTo?: string | undefined,
): Promise<Redirection> {
  const seat = await asAuth(
    "write",
    async (db) => {
      const found = (await readSeats(db, who.personId)).find((candidate) => candidate.membershipId === membershipId);
      if (!found) throw new Refusal("not-found", 404);
      await recordAtDoor(db, "desk-chosen", who.personId, await houseOf(db, found.membershipId));
      return found;
    },
    { actorId: who.personId, membershipId, requestId: from.requestId },
  );
  return seatAt(who.personId, seat, from, returnTo);
}

/** The desks this person may sit at. */
export function readOwnSeats(who: SignIn): Promise<Seat[]> {
  return asAuth("read", (db) => readSeats(db, who.personId));
}

/** Begins the session at a desk, remembers the desk, and leads there; without a desk to the choice. */
export async function seatAt(
  personId: PersonId,
  seat: Seat | null,
  from: From,
  returnTo?: string | undefined,
): Promise<Redirection> {
  const membershipId: MembershipId | null = seat?.membershipId ?? null;
  if (membershipId) {
    await asAuth("write", (db) =>
      db.update(accounts).set({ lastMembershipId: membershipId }).where(eq(accounts.personId, personId)),
    );
  }
  const cookie = await beginSession(personId, membershipId, from);
  const wanted = safeReturn(returnTo, "");
  const to = seat
    ? wanted || `/${deskOf(seat.role)}`
    : `/desks${wanted ? `?returnTo=${encodeURIComponent(wanted)}` : ""}`;
  return redirectTo(to, null, [
    ["Set-Cookie", cookie],
    ["Set-Cookie", deviceCookie(tokenIn(cookie))],
  ]);
}

/** Counts the try on what slows this asker down. A device known to the account has a counter of its own. */
async function knock(db: Db, email: string, from: From): Promise<Knock> {
  const account = await findAccount(db, email);
  const known = account ? await knownDevice(db, account.personId, from) : null;
  const own =
    known?.by === "mark"
      ? throttleSubject("device", email, known.mark)
      : throttleSubject(known ? "known" : "account", email, known ? from.address : "");
  const shared = known?.by === "mark" ? null : throttleSubject("address", from.address);
  const counts: [string, Pace][] = [
    [own, PACES.account],
    ...(shared ? [[shared, PACES.address] as [string, Pace]] : []),
  ];
  let waitSeconds = 0;
  for (const [subject, pace] of counts) {
    const counted = await countTry(db, subject, pace);
    waitSeconds = Math.max(waitSeconds, counted.waitSeconds);
    if (subject === own && account && counted.waitSeconds === 0 && counted.failures === pace.free)
      await recordAtDoor(db, "slowed-down", account.personId, await anyHouseOf(db, account.personId));
  }
  return { account, own, shared, waitSeconds };
}

async function findAccount(db: Db, email: string): Promise<Account | null> {
  const [row] = await db
    .select({
      personId: people.id,
      disabledAt: people.disabledAt,
      passwordHash: accounts.passwordHash,
      lastMembershipId: accounts.lastMembershipId,
      secondStepSince: secondFactors.confirmedAt,
    })
    .from(people)
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .leftJoin(secondFactors, eq(secondFactors.personId, people.id))
    .where(sql`lower(${people.email}) = lower(${email})`);
  if (!row) return null;
  const { passwordHash, lastMembershipId } = row;
  return {
    personId: row.personId as PersonId,
    passwordHash,
    lastMembershipId,
    disabled: row.disabledAt !== null,
    hasSecondStep: row.secondStepSince !== null,
  };
}

/** A desk the address asked for belongs to; else the last one, or the only one. */
function chooseSeat(seats: readonly Seat[], lastMembershipId: string | null, wanted: string): Seat | null {
  const segment = wanted.split(/[/?#]/)[1] ?? "";
  const fitting = seats.filter((seat) => deskOf(seat.role) === segment);
  const candidates = fitting.length > 0 ? fitting : seats;
  const last = candidates.find((seat) => seat.membershipId === lastMembershipId);
  return last ?? (candidates.length === 1 ? (candidates[0] ?? null) : null);
}

export async function houseOf(db: Db, membershipId: string) {
  const [house] = await db
    .select({ id: memberships.id, agencyId: memberships.agencyId, organizationId: memberships.organizationId })
    .from(memberships)
    .where(eq(memberships.id, membershipId));
  return house ?? null;
}

async function anyHouseOf(db: Db, personId: PersonId) {
  const [seat] = await readSeats(db, personId);
  return seat ? houseOf(db, seat.membershipId) : null;
}
