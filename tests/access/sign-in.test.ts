// The door: who comes in, who is slowed down, and when a session ends. Each "may" beside its "may not".
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { endSession } from "#app/access/session.server";
import { signIn, switchDesk } from "#app/access/sign-in.server";
import { endOneSession, endOtherSessions, readOwnAccount, readSecondsLeft } from "#app/access/sign-in-sessions.server";
import { accounts, events, memberships, sessions } from "#drizzle/schema";
import { atTheDoor, type Door, PASSWORD } from "./door";

const ines = { email: "ines@example.org", password: PASSWORD };
const wrong = { ...ines, password: "seven herons over the harbour" };
const refused = (code: string, status: number) => expect.objectContaining({ code: `access.${code}`, status });

async function enter({ givePassword, cast, from, cookiesOf }: Door, address = "192.0.2.7", cookies = "") {
  await givePassword(cast.ines);
  return cookiesOf(await signIn(ines, from(address, cookies)));
}

test("Ines comes in with her password, to her desk or where she wanted to go, and never to another site", () =>
  atTheDoor(async (door) => {
    const { cast, from, givePassword, who, cookiesOf } = door;
    await givePassword(cast.ines);
    const answer = await signIn({ ...ines, email: " INES@example.org ".trim() }, from("192.0.2.7"));
    expect(answer.to).toBe("/agency");
    expect(await who(cookiesOf(answer))).toMatchObject({ name: "Ines Moreau", actor: { role: "caseworker" } });
    const wanted = await signIn({ ...ines, returnTo: "/agency/clients?q=a" }, from("192.0.2.7"));
    expect(wanted.to).toBe("/agency/clients?q=a");
    for (const returnTo of ["//evil.example", "https://evil.example", "/\\evil.example"])
      expect((await signIn({ ...ines, returnTo }, from("192.0.2.7"))).to).toBe("/agency");
  }));

test("a wrong password, an unknown account and an account without a password get the same answer", () =>
  atTheDoor(async ({ cast, from, givePassword }) => {
    await givePassword(cast.ines);
    const answers = [];
    for (const email of ["ines@example.org", "nobody@example.org", "sol@example.org"]) {
      const answer = await signIn({ email, password: "seven herons over it all" }, from("192.0.2.7")).catch((no) => no);
      answers.push([answer.code, answer.status, answer.blanks]);
    }
    expect(answers[0]).toEqual(["access.sign-in-wrong", 401, {}]);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  }));

test("the sixth try is slowed down, for Ines as for nobody, also with the right password; after the wait it opens", () =>
  atTheDoor(async ({ cast, from, givePassword, arrange, asRole }) => {
    await givePassword(cast.ines);
    for (const email of ["ines@example.org", "nobody@example.org"]) {
      for (let time = 1; time <= 5; time++)
        await expect(signIn({ ...wrong, email }, from(`198.51.100.${time}`))).rejects.toEqual(
          refused("sign-in-wrong", 401),
        );
      await expect(signIn({ ...ines, email }, from("198.51.100.9"))).rejects.toEqual(refused("sign-in-slow", 429));
    }
    const slowed = await asRole("app_definer", (db) => db.select().from(events));
    expect(slowed.filter((event) => event.name === "access.slowed-down")).toHaveLength(1);
    await arrange(sql`update sign_in_throttle set blocked_until = app.clock() - interval '1 second'`);
    expect((await signIn(ines, from("198.51.100.9"))).to).toBe("/agency");
  }));

test("waits double up to five minutes, tries during a wait are not judged, and thirty at once are not thirty tries", () =>
  atTheDoor(async ({ cast, from, givePassword, arrange, asRole }) => {
    await givePassword(cast.ines);
    const burst = await Promise.allSettled(
      Array.from({ length: 30 }, (_, place) => signIn(wrong, from(`198.51.100.${place}`))),
    );
    const judged = burst.filter((one) => one.status === "rejected" && one.reason.code === "access.sign-in-wrong");
    expect(judged).toHaveLength(5);
    const waits: number[] = [];
    for (let round = 0; round < 11; round++) {
      await arrange(sql`update sign_in_throttle set blocked_until = null`);
      await signIn(wrong, from("198.51.100.200")).catch(() => {});
      const [row] = await asRole("app_definer", (db) =>
        db.execute<{ seconds: number }>(
          sql`select max(round(extract(epoch from blocked_until - updated_at)))::int as seconds from sign_in_throttle`,
        ),
      );
      waits.push(row?.seconds ?? 0);
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
  }));

test("a stranger's tries lock Ines out of nothing she has used before: her device and her address pass", () =>
  atTheDoor(async (door) => {
    const { from } = door;
    const cookies = await enter(door);
    for (let time = 1; time <= 9; time++) await signIn(wrong, from("203.0.113.66")).catch(() => {});
    await expect(signIn(ines, from("203.0.113.66"))).rejects.toEqual(refused("sign-in-slow", 429));
    const device = cookies.split("; ").find((cookie) => cookie.startsWith("device=")) ?? "";
    expect((await signIn(ines, from("203.0.113.66", device))).to).toBe("/agency");
    expect((await signIn(ines, from("192.0.2.7"))).to).toBe("/agency");
    await expect(signIn(ines, from("203.0.113.99", `device=${"0".repeat(64)}`))).rejects.toEqual(
      refused("sign-in-slow", 429),
    );
  }));

test("one address that tries many accounts is slowed down", () =>
  atTheDoor(async ({ arrange, from }) => {
    await signIn({ ...wrong, email: "one@example.org" }, from("203.0.113.5")).catch(() => {});
    await arrange(sql`update sign_in_throttle set failures = 39 where subject like 'address:%'`);
    await expect(signIn({ ...wrong, email: "two@example.org" }, from("203.0.113.5"))).rejects.toEqual(
      refused("sign-in-wrong", 401),
    );
    await expect(signIn({ ...wrong, email: "three@example.org" }, from("203.0.113.5"))).rejects.toEqual(
      refused("sign-in-slow", 429),
    );
    await expect(signIn({ ...wrong, email: "three@example.org" }, from("203.0.113.6"))).rejects.toEqual(
      refused("sign-in-wrong", 401),
    );
  }));

test("each sign-in has a new token and the one before ends; what the table holds opens nothing", () =>
  atTheDoor(async (door) => {
    const { who, asRole, from, cookiesOf } = door;
    const first = await enter(door);
    const second = cookiesOf(await signIn(ines, from("192.0.2.7", first)));
    expect(second).not.toBe(first);
    expect(await who(first)).toBeNull();
    expect(await who(second)).not.toBeNull();
    const rows = await asRole("app_definer", (db) => db.select().from(sessions));
    for (const { tokenHash } of rows) {
      expect(second).not.toContain(tokenHash);
      expect(await who(`session=${tokenHash}`)).toBeNull();
    }
  }));

test("a session ends after a quiet quarter of an hour, and after twelve hours whatever is done; asking how long does not extend it", () =>
  atTheDoor(async (door) => {
    const { who, arrange, from } = door;
    const cookies = await enter(door);
    await arrange(sql`update sign_in_session set last_seen_at = app.clock() - interval '14 minutes'`);
    const watching = await readSecondsLeft(from("", cookies).request);
    expect(watching).toBeGreaterThan(50);
    expect(watching).toBeLessThanOrEqual(60);
    expect(await readSecondsLeft(from("", cookies).request)).toBeLessThanOrEqual(60);
    expect(await who(cookies)).not.toBeNull();
    expect(await readSecondsLeft(from("", cookies).request)).toBeGreaterThan(890);
    await arrange(sql`update sign_in_session set last_seen_at = app.clock() - interval '16 minutes'`);
    expect(await who(cookies)).toBeNull();
    expect(await readSecondsLeft(from("", cookies).request)).toBe(0);
    await arrange(
      sql`update sign_in_session set last_seen_at = app.clock(), expires_at = app.clock() - interval '1 second'`,
    );
    expect(await who(cookies)).toBeNull();
  }));

test("Ines's seat is closed: her next request is nobody's, and so is it when she herself is disabled", () =>
  atTheDoor(async (door) => {
    const { as, cast, who, arrange } = door;
    const cookies = await enter(door);
    await as(cast.ada, (db) =>
      db.execute(sql`update membership set disabled_at = app.clock() where id = ${cast.ines.membershipId}`),
    );
    expect(await who(cookies)).toBeNull();
    await arrange(sql`update membership set disabled_at = null`);
    const again = await enter(door);
    await arrange(sql`update person set disabled_at = app.clock() where id = ${cast.ines.personId}`);
    expect(await who(again)).toBeNull();
    await expect(enter(door)).rejects.toEqual(refused("disabled", 403));
  }));

test("Ines with two desks chooses once, is led to her last one, and cannot sit at somebody else's", () =>
  atTheDoor(async (door) => {
    const { cast, asRole, who, from, cookiesOf } = door;
    await asRole("app_definer", (db) =>
      db
        .insert(memberships)
        .values({ personId: cast.ines.personId, organizationId: cast.northside.organizationId, role: "coordinator" }),
    );
    const cookies = await enter(door);
    const signedIn = await who(cookies);
    expect(signedIn?.actor).toBeNull();
    if (!signedIn) throw new Error("nobody is signed in");
    await expect(switchDesk(signedIn, cast.sol.membershipId, from("192.0.2.7", cookies))).rejects.toMatchObject({
      status: 404,
    });
    const moved = await switchDesk(signedIn, cast.ines.membershipId, from("192.0.2.7", cookies));
    expect(moved.to).toBe("/agency");
    expect(await who(cookies)).toBeNull();
    expect((await who(cookiesOf(moved)))?.actor).toMatchObject({ role: "caseworker" });
    expect((await signIn(ines, from("192.0.2.7"))).to).toBe("/agency");
    expect((await signIn({ ...ines, returnTo: "/portal/offers" }, from("192.0.2.7"))).to).toBe("/portal/offers");
    const [account] = await asRole("app_definer", (db) =>
      db.select().from(accounts).where(sql`person_id = ${cast.ines.personId}`),
    );
    expect(account?.lastMembershipId).not.toBe(cast.ines.membershipId);
  }));

test("Ines sees her sessions and ends them; Sol cannot end hers, and signing out ends the one at hand", () =>
  atTheDoor(async (door) => {
    const { cast, who, from } = door;
    const [here, there] = [await enter(door), await enter(door, "192.0.2.8")];
    const me = await who(here);
    if (!me) throw new Error("nobody is signed in");
    const { sessions: listed } = await readOwnAccount(me);
    expect(listed.map((line) => [line.address, line.current]).sort()).toEqual([
      ["192.0.2.7", true],
      ["192.0.2.8", false],
    ]);
    const other = listed.find((line) => !line.current)?.id ?? "";
    await endOneSession(cast.sol.personId, other);
    expect(await who(there)).not.toBeNull();
    await endOneSession(cast.ines.personId, other);
    expect(await who(there)).toBeNull();
    const third = await enter(door, "192.0.2.9");
    await endOtherSessions(me);
    expect(await who(third)).toBeNull();
    expect(await who(here)).not.toBeNull();
    await endSession(from("192.0.2.7", here).request);
    expect(await who(here)).toBeNull();
  }));
