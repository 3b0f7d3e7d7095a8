// The second step of signing in: what it takes, what opens nothing, and who may take it off.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  beginSecondStep,
  confirmSecondStep,
  endSecondStep,
  makeRecoveryCodes,
  readOwnSecondStep,
} from "#app/access/own-second-step.server";
import { awaitsCode, takeCode } from "#app/access/second-step.server";
import type { SignIn } from "#app/access/session.server";
import { signIn } from "#app/access/sign-in.server";
import { readOwnAccount, readSecondsLeft, readSessionId } from "#app/access/sign-in-sessions.server";
import { codeAt } from "#app/access/time-code.server";
import { connect } from "#app/commands/postgres/connect";
import { agencyHouse } from "#app/models/agency/house";
import { endSecondStepOf } from "#app/models/agency/second-step.server";
import { letters } from "#drizzle/schema";
import { atTheDoor, type Door, PASSWORD } from "./door";

const INES = { email: "ines@example.org", password: PASSWORD };
const confirmed = (code: string) => ({ code, current: PASSWORD });
const refused = (code: string, status: number) => expect.objectContaining({ code: `access.${code}`, status });
/** By how many steps of half a minute the telephone's clock is ahead: each code opens once, so a story goes on to the next. */
const codeOf = (secret: string, ahead = 0) => codeAt(secret, new Date(Date.now() + ahead * 30_000));

async function inesAtHerDesk({ givePassword, cast, from, cookiesOf, who }: Door): Promise<SignIn> {
  await givePassword(cast.ines);
  const me = await who(cookiesOf(await signIn(INES, from("192.0.2.7"))));
  if (!me) throw new Error("Ines did not come in");
  return me;
}

async function turnedOn(door: Door) {
  const me = await inesAtHerDesk(door);
  await beginSecondStep(me, "story");
  const secret = (await readOwnSecondStep(me)).spelled?.replaceAll(" ", "") ?? "";
  const codes = await confirmSecondStep(me, confirmed(codeOf(secret)), "story");
  // As if the codes that were used so far were of long ago.
  const later = () => door.arrange(sql`update second_factor set last_step = 0`);
  return { me, secret, codes, later };
}

test("with a second step the password opens nothing but that step; the code of now opens the desk, and opens it once", () =>
  atTheDoor(async (door) => {
    const { from, cookiesOf, who } = door;
    const { secret, later } = await turnedOn(door);
    await later();
    const half = await signIn({ ...INES, returnTo: "/agency/cases" }, from("192.0.2.7"));
    expect(half.to).toBe("/sign-in/code?returnTo=%2Fagency%2Fcases");
    const cookies = cookiesOf(half);
    expect(await who(cookies)).toBeNull();
    expect(await awaitsCode(from("192.0.2.7", cookies).request)).toBe(true);
    await expect(takeCode({ code: "000000" }, from("192.0.2.7", cookies))).rejects.toEqual(
      refused("second-step-wrong", 401),
    );
    const code = codeOf(secret);
    const answer = await takeCode({ code, returnTo: "/agency/cases" }, from("192.0.2.7", cookies));
    expect(answer.to).toBe("/agency/cases");
    expect(await who(cookiesOf(answer))).toMatchObject({ name: "Ines Moreau", actor: { role: "caseworker" } });
    expect(await who(cookies)).toBeNull();

    const again = cookiesOf(await signIn(INES, from("192.0.2.7")));
    await expect(takeCode({ code }, from("192.0.2.7", again))).rejects.toEqual(refused("second-step-wrong", 401));
    expect((await takeCode({ code: codeOf(secret, 1) }, from("192.0.2.7", again))).to).toBe("/agency");
  }));

test("six codes that do not fit lead back to the password, and a code that comes too late does too", () =>
  atTheDoor(async (door) => {
    const { from, cookiesOf, arrange, asRole } = door;
    const { secret, later } = await turnedOn(door);
    await later();
    const cookies = cookiesOf(await signIn(INES, from("192.0.2.7")));
    for (let time = 1; time <= 6; time++) {
      await expect(takeCode({ code: "000000" }, from("192.0.2.7", cookies))).rejects.toEqual(
        refused("second-step-wrong", 401),
      );
    }
    const seventh = await takeCode({ code: codeOf(secret) }, from("192.0.2.7", cookies));
    expect(seventh).toMatchObject({ to: "/sign-in", said: "access.second-step.tried-out" });
    expect(await awaitsCode(from("192.0.2.7", cookies).request)).toBe(false);
    const seen = await asRole("app_definer", (db) =>
      db.execute<{ name: string }>(sql`select name from event where name = 'access.codes-slowed-down'`),
    );
    expect([...seen]).toHaveLength(1);

    // The wait is over, and the code of now opens the door however many did not before.
    await arrange(sql`update sign_in_throttle set blocked_until = app.clock() - interval '1 second'`);
    const after = cookiesOf(await signIn(INES, from("192.0.2.7")));
    expect((await takeCode({ code: codeOf(secret) }, from("192.0.2.7", after))).to).toBe("/agency");
    await later();
    const late = cookiesOf(await signIn(INES, from("192.0.2.7")));
    await arrange(sql`update sign_in_session set created_at = created_at - interval '11 minutes'`);
    expect(await takeCode({ code: codeOf(secret) }, from("192.0.2.7", late))).toMatchObject({
      to: "/sign-in",
      said: "access.second-step.late",
    });
  }));

test("a recovery code opens once however it is typed, new ones end the old, and nobody else's opens anything", () =>
  atTheDoor(async (door) => {
    const { from, cookiesOf, arrange } = door;
    const { me, secret, codes, later } = await turnedOn(door);
    const [first = "", second = ""] = codes;
    const enter = async (code: string) =>
      takeCode({ code }, from("192.0.2.7", cookiesOf(await signIn(INES, from("192.0.2.7")))));
    expect((await enter(first.toLowerCase().replaceAll("-", ""))).to).toBe("/agency");
    await expect(enter(first)).rejects.toEqual(refused("second-step-wrong", 401));
    await later();
    const fresh = await makeRecoveryCodes(me, codeOf(secret), "story");
    await expect(enter(second)).rejects.toEqual(refused("second-step-wrong", 401));
    await arrange(sql`update recovery_code set person_id = (select id from person where email = 'sol@example.org')
      where code_hash = (select min(code_hash) from recovery_code)`);
    const opened: string[] = [];
    for (const code of fresh) {
      opened.push(
        await enter(code).then(
          ({ to }) => to,
          ({ code: why }) => why,
        ),
      );
    }
    expect(opened.filter((to) => to === "/agency")).toHaveLength(9);
    expect(opened).toContain("access.second-step-wrong");
    expect((await readOwnSecondStep(me)).codesLeft).toBe(0);
  }));

test("it counts once its first code fits, is told by mail, and is turned off by a code and not by an open session alone", () =>
  atTheDoor(async (door) => {
    const { from, asRole } = door;
    const me = await inesAtHerDesk(door);
    await beginSecondStep(me, "story");
    const before = (await readOwnSecondStep(me)).spelled;
    await expect(confirmSecondStep(me, confirmed("000000"), "story")).rejects.toEqual(
      refused("second-step-first", 400),
    );
    expect((await signIn(INES, from("192.0.2.7"))).to).toBe("/agency");
    await beginSecondStep(me, "story");
    const secret = (await readOwnSecondStep(me)).spelled?.replaceAll(" ", "") ?? "";
    expect(secret).not.toBe(before?.replaceAll(" ", ""));
    await confirmSecondStep(me, confirmed(codeOf(secret)), "story");
    await expect(beginSecondStep(me, "story")).rejects.toEqual(refused("second-step-there", 409));
    expect(await readOwnSecondStep(me)).toMatchObject({ state: "on", address: null, spelled: null, codesLeft: 10 });
    await expect(endSecondStep(me, "000000", "story")).rejects.toEqual(refused("second-step-wrong", 401));
    await endSecondStep(me, codeOf(secret, 1), "story");
    expect(await readOwnSecondStep(me)).toMatchObject({ state: "none", codesLeft: 0 });
    const posted = await asRole("app_job", (db) => db.select().from(letters));
    expect(posted.map(({ kind }) => kind).sort()).toEqual(["second-step-ended", "second-step-set"]);
  }));

test("an agency that asks for it lets nobody to a desk without, and nobody turns it off; other houses do not ask", () =>
  atTheDoor(async (door) => {
    const { arrange, who, from, cookiesOf, cast, givePassword } = door;
    const { me, secret, later } = await turnedOn(door);
    await arrange(sql`update agency set second_factor_required = true where slug = 'harbor'`);
    await later();
    await expect(endSecondStep(me, codeOf(secret), "story")).rejects.toEqual(refused("second-step-asked", 409));
    await givePassword(cast.sol);
    await givePassword(cast.mara);
    const enter = async (email: string) =>
      who(cookiesOf(await signIn({ email, password: PASSWORD }, from("192.0.2.7"))));
    expect(await enter("sol@example.org")).toMatchObject({ actor: null, owesSecondStep: true });
    expect(await enter("mara@example.org")).toMatchObject({ actor: { role: "coordinator" }, owesSecondStep: false });
  }));

test("Ada takes Ines's off, who is signed out and told; nobody their own, no colleague, no other house", () =>
  atTheDoor(async (door) => {
    const { as, cast, who, from, cookiesOf, later } = { ...door, ...(await turnedOn(door)) };
    await later();
    const harbor = agencyHouse(cast.ada);
    const { personId } = cast.ines;
    await expect(as(cast.ines, (db) => endSecondStepOf(db, cast.ines, harbor, personId))).rejects.toEqual(
      expect.objectContaining({ code: "agency.own-membership", status: 403 }),
    );
    for (const actor of [cast.sol, cast.olga, cast.ora]) {
      await expect(as(actor, (db) => endSecondStepOf(db, actor, harbor, personId))).rejects.toEqual(
        expect.objectContaining({ code: "not-found", status: 404 }),
      );
      await expect(
        as(actor, (db) => db.execute(sql`select app.end_second_step(${personId}::uuid)`)),
      ).rejects.toMatchObject({ cause: { code: "42501" } });
    }
    const before = cookiesOf(await signIn(INES, from("192.0.2.7")));
    await as(cast.ada, (db) => endSecondStepOf(db, cast.ada, harbor, personId));
    expect(await awaitsCode(from("192.0.2.7", before).request)).toBe(false);
    const answer = await signIn(INES, from("192.0.2.7"));
    expect(await who(cookiesOf(answer))).toMatchObject({ actor: { role: "caseworker" } });
  }));

test("turning it on takes the password too, and ends the sessions that the password alone had opened elsewhere", () =>
  atTheDoor(async (door) => {
    const { from, who, cookiesOf } = door;
    const me = await inesAtHerDesk(door);
    const elsewhere = cookiesOf(await signIn(INES, from("198.51.100.9")));
    expect(await who(elsewhere)).not.toBeNull();
    await beginSecondStep(me, "story");
    const secret = (await readOwnSecondStep(me)).spelled?.replaceAll(" ", "") ?? "";
    const guessed = { code: codeOf(secret), current: "not her password at all" };
    await expect(confirmSecondStep(me, guessed, "story")).rejects.toEqual(refused("password-wrong", 403));
    expect((await readOwnSecondStep(me)).state).toBe("begun");
    await confirmSecondStep(me, confirmed(codeOf(secret)), "story");
    expect(await who(elsewhere)).toBeNull();
    expect(await who(`session=${me.token}`)).toMatchObject({ name: "Ines Moreau" });
  }));

test("a code of the key before confirms no key that was begun while it was looked at", () =>
  atTheDoor(async (door) => {
    const { asRole, urls } = door;
    const me = await inesAtHerDesk(door);
    await beginSecondStep(me, "story");
    const secret = (await readOwnSecondStep(me)).spelled?.replaceAll(" ", "") ?? "";
    let confirming: Promise<unknown> = Promise.resolve();
    await asRole("app_definer", async (db) => {
      // Another tab begins again; the confirmation has read the key before, and waits for the row.
      await db.execute(sql`update second_factor set sealed = sealed || ' '`);
      confirming = confirmSecondStep(me, confirmed(codeOf(secret)), "story").catch((failure) => failure);
      await somebodyWaits(urls.admin);
    });
    expect(await confirming).toEqual(refused("second-step-old", 409));
    const kept = await asRole("app_definer", (db) => db.execute(sql`select confirmed_at from second_factor`));
    expect([...kept]).toEqual([{ confirmed_at: null }]);
  }));

test("what was begun and never confirmed makes no recovery codes", () =>
  atTheDoor(async (door) => {
    const me = await inesAtHerDesk(door);
    await beginSecondStep(me, "story");
    const secret = (await readOwnSecondStep(me)).spelled?.replaceAll(" ", "") ?? "";
    await expect(makeRecoveryCodes(me, codeOf(secret), "story")).rejects.toEqual(refused("second-step-wrong", 401));
    expect((await readOwnSecondStep(me)).codesLeft).toBe(0);
  }));

test("whoever has left Ada's agency keeps their second step: she sees nothing of it and cannot take it off", () =>
  atTheDoor(async (door) => {
    const { as, cast, arrange, from, cookiesOf } = door;
    await turnedOn(door);
    const { personId } = cast.ines;
    await arrange(sql`update membership set disabled_at = app.clock() where person_id = ${personId}::uuid`);
    await expect(as(cast.ada, (db) => endSecondStepOf(db, cast.ada, agencyHouse(cast.ada), personId))).rejects.toEqual(
      expect.objectContaining({ code: "not-found", status: 404 }),
    );
    await expect(
      as(cast.ada, (db) => db.execute(sql`select app.end_second_step(${personId}::uuid)`)),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
    const half = await signIn(INES, from("192.0.2.7"));
    expect(await awaitsCode(from("192.0.2.7", cookiesOf(half)).request)).toBe(true);
  }));

test("a session that waits for its code is nobody signed in: it has no time left, and stands in no list of where one is signed in", () =>
  atTheDoor(async (door) => {
    const { from, cookiesOf } = door;
    const { me } = await turnedOn(door);
    const half = cookiesOf(await signIn(INES, from("192.0.2.8")));
    expect(await readSecondsLeft(from("192.0.2.8", half).request)).toBe(0);
    expect(await readSessionId(from("192.0.2.8", half).request)).toBeNull();
    expect((await readOwnAccount(me)).sessions).toHaveLength(1);
  }));

/** Until somebody waits for a row that this transaction holds. */
async function somebodyWaits(admin: string): Promise<void> {
  const watchman = await connect(admin, "watchman");
  try {
    for (let found = 0; found === 0; ) {
      const waiting =
        await watchman`select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
      found = waiting.length;
    }
  } finally {
    await watchman.end({ timeout: 1 });
  }
}
