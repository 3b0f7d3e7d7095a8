// The second step of signing in: takes the code after the password, and seats the person. Never tells which kind of code did not fit.
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { asAuth, type Db } from "#app/database/as-actor.server";
import { unseal } from "#app/database/seal.server";
import { people, recoveryCodes, secondFactors, sessions } from "#drizzle/schema";
import type { PersonId } from "../models/values/ids";
import { Refusal } from "../models/values/refusal";
import { type Redirection, redirectTo } from "./answers.server";
import { endSession, readSeats, readSessionToken } from "./session.server";
import { hashToken } from "./session-adapter.server";
import { type From, houseOf, seatAt } from "./sign-in.server";
import { recordAtDoor } from "./sign-in-record.server";
import { countTry, forgetTries, PACES, throttleSubject } from "./throttle.server";
import { plainRecoveryCode, stepOf } from "./time-code.server";

/** So long after the password the code is waited for. */
const WAITED_MINUTES = 10;

/** Opened for nobody else: the secret of one person does not open in the row of another. */
export const secondFactorPurpose = (personId: string) => `second-factor:${personId}`;

interface Waiting {
  readonly personId: PersonId;
  readonly membershipId: string | null;
}

/** Whether this request's session waits for its code. */
export async function awaitsCode(request: Request): Promise<boolean> {
  return (await findWaiting(request)) !== null;
}

/**
 * Signs in whoever showed the password before and shows a code now.
 * @throws Refusal 401 when the code does not fit or was used, 429 when codes are tried too fast
 */
export async function takeCode(
  { code, returnTo }: { code: string; returnTo?: string | undefined },
  from: From,
): Promise<Redirection> {
  const waiting = await findWaiting(from.request);
  if (!waiting) return redirectTo("/sign-in", "access.second-step.late");
  const { personId, membershipId } = waiting;
  if (await isTriedOut(personId)) {
    return redirectTo("/sign-in", "access.second-step.tried-out", [["Set-Cookie", await endSession(from.request)]]);
  }
  const seat = await asAuth(
    "write",
    async (db) => {
      if (!(await isOwnCode(db, personId, code))) return "wrong";
      await forgetTries(db, subjectOf(personId));
      await recordAtDoor(db, "signed-in", personId, membershipId ? await houseOf(db, membershipId) : null);
      return (await readSeats(db, personId)).find((candidate) => candidate.membershipId === membershipId) ?? null;
    },
    { actorId: personId, requestId: from.requestId },
  );
  if (seat === "wrong") throw new Refusal("access.second-step-wrong", 401);
  return seatAt(personId, seat, from, returnTo);
}

/**
 * Counts a try of somebody who is signed in and changes their second step.
 * @throws Refusal 429 when codes are tried too fast
 */
export async function countCode(personId: PersonId): Promise<void> {
  const { waitSeconds } = await asAuth("write", (db) => countTry(db, subjectOf(personId), PACES.code));
  if (waitSeconds > 0) throw new Refusal("access.sign-in-slow", 429, { count: waitSeconds });
}

/** Whether the code is this person's and unused; then it is used. Of a code that changes with time also none before it can be used. */
export async function isOwnCode(db: Db, personId: PersonId, code: string): Promise<boolean> {
  const [factor] = await db
    .select({ sealed: secondFactors.sealed, now: sql<string>`app.clock()::text` })
    .from(secondFactors)
    .where(and(eq(secondFactors.personId, personId), isNotNull(secondFactors.confirmedAt)));
  if (!factor) return false;
  const step = stepOf(unseal(factor.sealed, secondFactorPurpose(personId)), code, new Date(factor.now));
  if (step === null) return takeRecoveryCode(db, personId, code);
  const used = await db
    .update(secondFactors)
    .set({ lastStep: step })
    .where(and(eq(secondFactors.personId, personId), sql`${secondFactors.lastStep} < ${step}`))
    .returning({ id: secondFactors.id });
  return used.length > 0;
}

async function takeRecoveryCode(db: Db, personId: PersonId, code: string): Promise<boolean> {
  const plain = plainRecoveryCode(code);
  if (plain === "") return false;
  const used = await db
    .update(recoveryCodes)
    .set({ usedAt: sql`app.clock()` })
    .where(
      and(
        eq(recoveryCodes.personId, personId),
        eq(recoveryCodes.codeHash, hashToken(plain)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ id: recoveryCodes.id });
  if (used.length === 0) return false;
  const [seat] = await readSeats(db, personId);
  await recordAtDoor(db, "recovery-code-used", personId, seat ? await houseOf(db, seat.membershipId) : null);
  return true;
}

/** Counts the try. Who comes too soon after too many is asked for the password again; after the wait the next code is judged. */
async function isTriedOut(personId: PersonId): Promise<boolean> {
  return asAuth("write", async (db) => {
    const { waitSeconds, failures } = await countTry(db, subjectOf(personId), PACES.code);
    if (waitSeconds === 0 && failures === PACES.code.free) {
      const [seat] = await readSeats(db, personId);
      await recordAtDoor(db, "codes-slowed-down", personId, seat ? await houseOf(db, seat.membershipId) : null);
    }
    return waitSeconds > 0;
  });
}

const subjectOf = (personId: PersonId) => throttleSubject("code", personId);

async function findWaiting(request: Request): Promise<Waiting | null> {
  const token = readSessionToken(request);
  if (!token) return null;
  const [row] = await asAuth("read", (db) =>
    db
      .select({ personId: sessions.personId, membershipId: sessions.membershipId })
      .from(sessions)
      .innerJoin(people, eq(people.id, sessions.personId))
      .where(
        and(
          eq(sessions.tokenHash, hashToken(token)),
          eq(sessions.awaitsCode, true),
          isNull(sessions.revokedAt),
          isNull(people.disabledAt),
          sql`${sessions.createdAt} > app.clock() - make_interval(mins => ${WAITED_MINUTES})`,
        ),
      ),
  );
  return row ? { personId: row.personId as PersonId, membershipId: row.membershipId } : null;
}
