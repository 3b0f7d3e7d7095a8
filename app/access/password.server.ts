// Sets passwords: by a mailed link, or by who knows the old one. Every other session of the person ends with it.
import { randomBytes } from "node:crypto";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { asAuth, type Db } from "#app/database/as-actor.server";
import { publicOrigin } from "#app/env.server";
import { accounts, agencies, memberships, organizations, people, resetTokens, sessions } from "#drizzle/schema";
import type { PersonId } from "../models/values/ids";
import { Refusal } from "../models/values/refusal";
import { type Redirection, redirectTo } from "./answers.server";
import { hashPassword, isPassword } from "./password-hash.server";
import { passwordFault } from "./password-rules";
import { beginSession, type SignIn } from "./session.server";
import { hashToken } from "./session-adapter.server";
import type { From } from "./sign-in.server";
import { deviceCookie, tokenIn } from "./sign-in-device.server";
import { postFromDoor, recordAtDoor } from "./sign-in-record.server";
import { countTry, forgetTries, PACES, throttleSubject } from "./throttle.server";

export const RESET_MINUTES = 60;
// Longer than the work takes, so that the answer's time tells nothing about the account.
const ANSWER_MILLISECONDS = 250;

/**
 * Mails a link to choose a new password, if there is an account; answers the same, and as late, if there is none.
 * @throws Refusal 429 when links for this address were asked for too often
 */
export async function askForReset(email: string, from: From): Promise<void> {
  const [waitSeconds] = await Promise.all([
    asAuth("write", (db) => postReset(db, email), { requestId: from.requestId }),
    new Promise((resolve) => setTimeout(resolve, ANSWER_MILLISECONDS)),
  ]);
  if (waitSeconds > 0) throw new Refusal("access.sign-in-slow", 429, { count: waitSeconds });
}

async function postReset(db: Db, email: string): Promise<number> {
  const { waitSeconds } = await countTry(db, throttleSubject("reset", email), PACES.mail);
  if (waitSeconds > 0) return waitSeconds;
  const [person] = await db
    .select()
    .from(people)
    .where(and(sql`lower(${people.email}) = lower(${email})`, isNull(people.disabledAt)));
  if (!person) return 0;
  const token = await makeResetToken(db, person.id, RESET_MINUTES);
  await postFromDoor(db, {
    to: person.email,
    language: person.language,
    effect: `reset:${hashToken(token)}`,
    kind: "reset",
    blanks: { name: person.name, link: resetLink(token), minutes: RESET_MINUTES },
  });
  return 0;
}

export const resetLink = (token: string): string => `${publicOrigin()}/reset-password/${token}`;

/** A new link makes the older ones useless. Answers the token; only its hash is kept. */
export async function makeResetToken(db: Db, personId: string, minutes: number): Promise<string> {
  const token = randomBytes(20).toString("hex");
  await db
    .update(resetTokens)
    .set({ usedAt: sql`app.clock()` })
    .where(and(eq(resetTokens.personId, personId), isNull(resetTokens.usedAt)));
  await db.insert(resetTokens).values({
    tokenHash: hashToken(token),
    personId,
    expiresAt: sql`app.clock() + make_interval(mins => ${minutes})`,
  });
  return token;
}

const liveToken = (token: string) =>
  and(
    eq(resetTokens.tokenHash, hashToken(token)),
    isNull(resetTokens.usedAt),
    gt(resetTokens.expiresAt, sql`app.clock()`),
  );

/** Whether the link still works; looking does not use it up, for mail scanners look at links. */
export async function isResetOpen(token: string): Promise<boolean> {
  const rows = await asAuth("read", (db) =>
    db.select({ id: resetTokens.id }).from(resetTokens).where(liveToken(token)),
  );
  return rows.length > 0;
}

/**
 * Sets the password the link was asked for, once; every session of the person ends.
 * @throws Refusal 409 when the link is used, too old or unknown, 400 when the password is too easy to guess
 */
export async function resetPassword(token: string, password: string, from: From): Promise<void> {
  const personId = await asAuth("read", async (db) => {
    const [row] = await db.select({ personId: resetTokens.personId }).from(resetTokens).where(liveToken(token));
    if (!row) throw new Refusal("access.link-old", 409);
    await refuseFault(db, row.personId as PersonId, password);
    return row.personId as PersonId;
  });
  const passwordHash = await hashPassword(password);
  await asAuth(
    "write",
    async (db) => {
      const [used] = await db
        .update(resetTokens)
        .set({ usedAt: sql`app.clock()` })
        .where(liveToken(token))
        .returning({ personId: resetTokens.personId });
      if (!used) throw new Refusal("access.link-old", 409);
      await keepPassword(db, personId, passwordHash, "password-reset");
    },
    { actorId: personId, requestId: from.requestId },
  );
}

/**
 * Changes the password of who is signed in; every session ends and a new one begins here.
 * @throws Refusal 403 when the old password does not fit, 400 when the new one is too easy to guess, 429 when tried too often
 */
export async function changePassword(
  who: SignIn,
  { current, password }: { current: string; password: string },
  from: From,
): Promise<Redirection> {
  const subject = throttleSubject("change", who.personId);
  const { stored, waitSeconds } = await asAuth("write", async (db) => {
    const counted = await countTry(db, subject, PACES.account);
    const [account] = await db.select().from(accounts).where(eq(accounts.personId, who.personId));
    return { stored: account?.passwordHash ?? null, waitSeconds: counted.waitSeconds };
  });
  if (waitSeconds > 0) throw new Refusal("access.sign-in-slow", 429, { count: waitSeconds });
  if (!(await isPassword(stored, current))) throw new Refusal("access.password-wrong", 403);
  await asAuth("read", (db) => refuseFault(db, who.personId, password));
  const passwordHash = await hashPassword(password);
  await asAuth(
    "write",
    async (db) => {
      await keepPassword(db, who.personId, passwordHash, "password-changed");
      await forgetTries(db, subject);
    },
    { actorId: who.personId, membershipId: who.actor?.membershipId ?? "", requestId: from.requestId },
  );
  const cookie = await beginSession(who.personId, who.actor?.membershipId ?? null, from);
  return redirectTo("/account", "access.account.password-changed", [
    ["Set-Cookie", cookie],
    ["Set-Cookie", deviceCookie(tokenIn(cookie))],
  ]);
}

/** @throws Refusal 400 when the password is too easy to guess for somebody who knows this person */
async function refuseFault(db: Db, personId: PersonId, password: string): Promise<void> {
  const fault = passwordFault(password, await wordsAbout(db, personId));
  if (fault) throw new Refusal(fault, 400);
}

async function wordsAbout(db: Db, personId: PersonId): Promise<string[]> {
  const rows = await db
    .select({ name: people.name, email: people.email, agency: agencies.name, organization: organizations.name })
    .from(people)
    .leftJoin(memberships, eq(memberships.personId, people.id))
    .leftJoin(agencies, eq(agencies.id, memberships.agencyId))
    .leftJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(eq(people.id, personId));
  return rows.flatMap((row) => [row.name, row.email, row.agency ?? "", row.organization ?? ""]);
}

async function keepPassword(
  db: Db,
  personId: PersonId,
  passwordHash: string,
  what: "password-reset" | "password-changed",
): Promise<void> {
  const set = { passwordHash, passwordSetAt: sql`app.clock()` };
  await db
    .insert(accounts)
    .values({ personId, ...set })
    .onConflictDoUpdate({ target: accounts.personId, set });
  // In the same transaction: whoever knew the old password is out when the new one is kept.
  await db
    .update(sessions)
    .set({ revokedAt: sql`app.clock()` })
    .where(and(eq(sessions.personId, personId), isNull(sessions.revokedAt)));
  const [person] = await db.select().from(people).where(eq(people.id, personId));
  const [house] = await db.select().from(memberships).where(eq(memberships.personId, personId)).limit(1);
  await recordAtDoor(db, what, personId, house ?? null);
  if (!person) return;
  await forgetTries(db, throttleSubject("account", person.email, ""));
  await postFromDoor(db, {
    to: person.email,
    language: person.language,
    effect: `password:${hashToken(passwordHash)}`,
    kind: "password-changed",
    blanks: { name: person.name, link: `${publicOrigin()}/forgot-password` },
  });
}
