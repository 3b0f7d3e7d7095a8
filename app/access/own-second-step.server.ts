// A person's own second step: set up, taken off, its codes made anew. Shows the secret until it is confirmed, and never again.
import { and, eq, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { asAuth, type Db } from "#app/database/as-actor.server";
import { seal, unseal } from "#app/database/seal.server";
import { publicOrigin } from "#app/env.server";
import { accounts, agencies, memberships, people, recoveryCodes, secondFactors, sessions } from "#drizzle/schema";
import type { PersonId } from "../models/values/ids";
import { Refusal } from "../models/values/refusal";
import { isPassword } from "./password-hash.server";
import { countCode, isOwnCode, secondFactorPurpose } from "./second-step.server";
import { readSeats, type SignIn } from "./session.server";
import { hashToken } from "./session-adapter.server";
import { houseOf } from "./sign-in.server";
import { postFromDoor, recordAtDoor } from "./sign-in-record.server";
import { forgetTries, throttleSubject } from "./throttle.server";
import { addressOf, newRecoveryCodes, newSecret, plainRecoveryCode, spelled, stepOf } from "./time-code.server";

export interface OwnSecondStep {
  /** none: nothing yet · begun: waits for its first code · on: asked for at every sign-in */
  readonly state: "none" | "begun" | "on";
  /** While it is begun: what an authenticator reads, and the same to type. */
  readonly address: string | null;
  readonly spelled: string | null;
  readonly codesLeft: number;
  /** The agencies that ask for it, by name. */
  readonly askedBy: readonly string[];
}

export async function readOwnSecondStep({ personId }: SignIn): Promise<OwnSecondStep> {
  return asAuth("read", async (db) => {
    const [row] = await db
      .select({ sealed: secondFactors.sealed, confirmedAt: secondFactors.confirmedAt, email: people.email })
      .from(people)
      .leftJoin(secondFactors, eq(secondFactors.personId, people.id))
      .where(eq(people.id, personId));
    const askedBy = await agenciesAsking(db, personId);
    const codesLeft = await countCodes(db, personId);
    if (!row?.sealed) return { state: "none", address: null, spelled: null, codesLeft, askedBy };
    if (row.confirmedAt) return { state: "on", address: null, spelled: null, codesLeft, askedBy };
    const secret = unseal(row.sealed, secondFactorPurpose(personId));
    return { state: "begun", address: addressOf(secret, row.email), spelled: spelled(secret), codesLeft, askedBy };
  });
}

/** Makes a secret, in the place of one that was never confirmed. @throws Refusal 409 when there is a second step already */
export async function beginSecondStep({ personId }: SignIn, requestId: string): Promise<void> {
  const sealed = seal(newSecret(), secondFactorPurpose(personId));
  const kept = await asAuth(
    "write",
    (db) =>
      db
        .insert(secondFactors)
        .values({ personId, sealed })
        .onConflictDoUpdate({
          target: secondFactors.personId,
          set: { sealed },
          setWhere: isNull(secondFactors.confirmedAt),
        })
        .returning({ id: secondFactors.id }),
    { actorId: personId, requestId },
  );
  if (kept.length === 0) throw new Refusal("access.second-step-there", 409);
}

/**
 * From now on every sign-in asks for a code. Sessions elsewhere end: they were opened by the password alone.
 * @returns the codes for a lost telephone, shown this once
 * @throws Refusal 400 when the code does not fit, 403 when the password does not, 409 when nothing was begun or it is on already
 */
export async function confirmSecondStep(
  { personId, token }: SignIn,
  { code, current }: { code: string; current: string },
  requestId: string,
): Promise<string[]> {
  await countCode(personId);
  if (!(await isPassword(await readPasswordHash(personId), current))) throw new Refusal("access.password-wrong", 403);
  return asAuth(
    "write",
    async (db) => {
      const [factor] = await db
        .select({ sealed: secondFactors.sealed, now: sql<string>`app.clock()::text` })
        .from(secondFactors)
        .where(and(eq(secondFactors.personId, personId), isNull(secondFactors.confirmedAt)));
      if (!factor) throw new Refusal("access.second-step-old", 409);
      const step = stepOf(unseal(factor.sealed, secondFactorPurpose(personId)), code, new Date(factor.now));
      if (step === null) throw new Refusal("access.second-step-first", 400);
      const [confirmed] = await db
        .update(secondFactors)
        .set({ confirmedAt: sql`app.clock()`, lastStep: step })
        .where(
          and(
            eq(secondFactors.personId, personId),
            isNull(secondFactors.confirmedAt),
            // Another key may have been begun since: then this code is of a key that is gone.
            eq(secondFactors.sealed, factor.sealed),
          ),
        )
        .returning({ id: secondFactors.id });
      if (!confirmed) throw new Refusal("access.second-step-old", 409);
      await forgetTries(db, throttleSubject("code", personId));
      await endSessionsBut(db, personId, token);
      await tell(db, personId, "second-step-set", confirmed.id);
      return replaceCodes(db, personId);
    },
    { actorId: personId, requestId },
  );
}

/** Ten new codes; the old ones end. @throws Refusal 401 when the code does not fit */
export async function makeRecoveryCodes({ personId }: SignIn, code: string, requestId: string): Promise<string[]> {
  await countCode(personId);
  return asAuth(
    "write",
    async (db) => {
      if (!(await isOwnCode(db, personId, code))) throw new Refusal("access.second-step-wrong", 401);
      await forgetTries(db, throttleSubject("code", personId));
      await recordAtDoor(db, "recovery-codes-made", personId, await anyHouse(db, personId));
      return replaceCodes(db, personId);
    },
    { actorId: personId, requestId },
  );
}

/** The password alone opens the door again. @throws Refusal 401 when the code does not fit, 409 while an agency asks for it */
export async function endSecondStep({ personId }: SignIn, code: string, requestId: string): Promise<void> {
  await countCode(personId);
  await asAuth(
    "write",
    async (db) => {
      const [asking] = await agenciesAsking(db, personId);
      if (asking) throw new Refusal("access.second-step-asked", 409, { place: asking });
      if (!(await isOwnCode(db, personId, code))) throw new Refusal("access.second-step-wrong", 401);
      await forgetTries(db, throttleSubject("code", personId));
      await db.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId));
      const [ended] = await db
        .delete(secondFactors)
        .where(and(eq(secondFactors.personId, personId), isNotNull(secondFactors.confirmedAt)))
        .returning({ id: secondFactors.id });
      if (!ended) throw new Refusal("access.second-step-old", 409);
      await tell(db, personId, "second-step-ended", ended.id);
    },
    { actorId: personId, requestId },
  );
}

async function readPasswordHash(personId: PersonId): Promise<string | null> {
  const [account] = await asAuth("read", (db) =>
    db.select({ passwordHash: accounts.passwordHash }).from(accounts).where(eq(accounts.personId, personId)),
  );
  return account?.passwordHash ?? null;
}

async function endSessionsBut(db: Db, personId: PersonId, token: string): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: sql`app.clock()` })
    .where(and(eq(sessions.personId, personId), isNull(sessions.revokedAt), ne(sessions.tokenHash, hashToken(token))));
}

async function agenciesAsking(db: Db, personId: PersonId): Promise<string[]> {
  const rows = await db
    .selectDistinct({ name: agencies.name })
    .from(memberships)
    .innerJoin(agencies, eq(agencies.id, memberships.agencyId))
    .where(
      and(eq(memberships.personId, personId), isNull(memberships.disabledAt), eq(agencies.secondFactorRequired, true)),
    );
  return rows.map(({ name }) => name);
}

async function countCodes(db: Db, personId: PersonId): Promise<number> {
  return db.$count(recoveryCodes, and(eq(recoveryCodes.personId, personId), isNull(recoveryCodes.usedAt)));
}

async function replaceCodes(db: Db, personId: PersonId): Promise<string[]> {
  const codes = newRecoveryCodes();
  await db.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId));
  await db
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ personId, codeHash: hashToken(plainRecoveryCode(code)) })));
  return codes;
}

async function anyHouse(db: Db, personId: PersonId) {
  const [seat] = await readSeats(db, personId);
  return seat ? houseOf(db, seat.membershipId) : null;
}

/** Writes it down, and tells the mailbox: whoever did not do this themselves should know at once. */
async function tell(db: Db, personId: PersonId, what: "second-step-set" | "second-step-ended", id: string) {
  await recordAtDoor(db, what, personId, await anyHouse(db, personId));
  const [person] = await db.select().from(people).where(eq(people.id, personId));
  if (!person) return;
  await postFromDoor(db, {
    to: person.email,
    language: person.language,
    effect: `${what}:${id}`,
    kind: what,
    blanks: { name: person.name, link: `${publicOrigin()}/forgot-password` },
  });
}
