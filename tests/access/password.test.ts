// Passwords: what may be one, how one is chosen by mail, and what ends with it.
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { askForReset, changePassword, isResetOpen, resetPassword } from "#app/access/password.server";
import { hashPassword, isPassword } from "#app/access/password-hash.server";
import { passwordFault } from "#app/access/password-rules";
import { signIn } from "#app/access/sign-in.server";
import { letters, resetTokens } from "#drizzle/schema";
import { atTheDoor, PASSWORD } from "./door";

const NEXT = "eight herons over the marsh";
const refused = (code: string, status: number) => expect.objectContaining({ code: `access.${code}`, status });

describe("a password", () => {
  test.each([
    ["correct horse battery", null],
    ["пятнадцать букв здесь", null],
    ["only fourteen!", "access.password-short"],
    ["x".repeat(14), "access.password-short"],
    ["passwordpassword1", "access.password-known"],
    ["PasswordPassword", "access.password-known"],
    ["123456789012345", "access.password-known"],
    ["aaaaaaaaaaaaaaaaaaaa", "access.password-known"],
    ["abcdefghijklmnopqrs", "access.password-known"],
    ["springspringspring", "access.password-known"],
    ["Ines Moreau Harbor 1", "access.password-about-you"],
    ["herons".repeat(40), "access.password-long"],
  ])("%s: %s", (password, fault) => {
    expect(passwordFault(password, ["Ines Moreau", "ines@example.org", "Harbor County"])).toBe(fault);
  });

  test("is kept as argon2id with 19 MiB and two rounds, and fits itself alone, however it was typed", async () => {
    const stored = await hashPassword("cafe\u0301 on the harbor wall");
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await isPassword(stored, "caf\u00e9 on the harbor wall")).toBe(true);
    expect(await isPassword(stored, "cafe on the harbor wall")).toBe(false);
    expect(await isPassword(null, "cafe on the harbor wall")).toBe(false);
  });

  test("is hashed four at a time; fifty wait, and the next is asked to come back", async () => {
    const many = await Promise.allSettled(Array.from({ length: 60 }, () => isPassword(null, "anything at all")));
    const turnedAway = many.filter((one) => one.status === "rejected");
    expect(turnedAway).toHaveLength(6);
    expect(turnedAway[0]).toMatchObject({ reason: refused("busy", 429) });
    expect(await isPassword(null, "afterwards there is room")).toBe(false);
  });
});

test("Ines chooses a new password by mail: once, every session ends, the old password is nothing", () =>
  atTheDoor(async ({ cast, from, givePassword, who, cookiesOf, linkTo }) => {
    await givePassword(cast.ines);
    const cookies = cookiesOf(await signIn({ email: "ines@example.org", password: PASSWORD }, from("192.0.2.7")));
    await askForReset("Ines@Example.org", from("192.0.2.7"));
    const link = await linkTo("ines@example.org");
    expect(link).toMatch(/^http:\/\/localhost:\d+\/reset-password\/[0-9a-f]{40}$/);
    const token = link.split("/").at(-1) ?? "";
    expect(await isResetOpen(token)).toBe(true);
    expect(await isResetOpen(token)).toBe(true);
    await expect(resetPassword(token, "Ines Moreau 12345", from(""))).rejects.toEqual(
      refused("password-about-you", 400),
    );
    await resetPassword(token, NEXT, from("192.0.2.7"));
    expect(await who(cookies)).toBeNull();
    expect(await isResetOpen(token)).toBe(false);
    await expect(resetPassword(token, "nine herons over the marsh", from(""))).rejects.toEqual(
      refused("link-old", 409),
    );
    await expect(signIn({ email: "ines@example.org", password: PASSWORD }, from("192.0.2.7"))).rejects.toEqual(
      refused("sign-in-wrong", 401),
    );
    expect((await signIn({ email: "ines@example.org", password: NEXT }, from("192.0.2.7"))).to).toBe("/agency");
  }));

test("a link too old, an older link beside a newer one, and two uses at once do not open", () =>
  atTheDoor(async ({ from, linkTo, arrange, asRole }) => {
    await askForReset("ines@example.org", from(""));
    const older = (await linkTo("ines@example.org")).split("/").at(-1) ?? "";
    await askForReset("ines@example.org", from(""));
    const newer = (await linkTo("ines@example.org")).split("/").at(-1) ?? "";
    expect(newer).not.toBe(older);
    expect(await isResetOpen(older)).toBe(false);
    const kept = await asRole("app_definer", (db) => db.select().from(resetTokens));
    expect(kept.map((row) => row.tokenHash)).not.toContain(newer);
    const twice = await Promise.allSettled([
      resetPassword(newer, NEXT, from("")),
      resetPassword(newer, NEXT, from("")),
    ]);
    expect(twice.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    await askForReset("ines@example.org", from(""));
    await arrange(sql`update reset_token set expires_at = app.clock() - interval '1 second' where used_at is null`);
    const late = (await linkTo("ines@example.org")).split("/").at(-1) ?? "";
    await expect(resetPassword(late, NEXT, from(""))).rejects.toEqual(refused("link-old", 409));
  }));

test("asking for nobody's password answers the same as for Ines's, never sooner, and mails nobody; a disabled person gets no link", () =>
  atTheDoor(async ({ cast, from, arrange, asRole }) => {
    await arrange(sql`update person set disabled_at = app.clock() where id = ${cast.sol.personId}`);
    const times: number[] = [];
    for (const email of ["ines@example.org", "nobody@example.org", "sol@example.org"]) {
      const begun = performance.now();
      expect(await askForReset(email, from(""))).toBeUndefined();
      times.push(performance.now() - begun);
    }
    expect(Math.min(...times)).toBeGreaterThan(240);
    const posted = await asRole("app_job", (db) => db.select().from(letters));
    expect(posted.map((letter) => letter.toEmail)).toEqual(["ines@example.org"]);
    await askForReset("nobody@example.org", from(""));
    await askForReset("nobody@example.org", from(""));
    await expect(askForReset("nobody@example.org", from(""))).rejects.toEqual(refused("sign-in-slow", 429));
  }));

test("Ines changes her password with the old one, keeps this device and loses the others; without the old one she may not", () =>
  atTheDoor(async ({ cast, from, givePassword, who, cookiesOf }) => {
    await givePassword(cast.ines);
    const enter = async () =>
      cookiesOf(await signIn({ email: "ines@example.org", password: PASSWORD }, from("192.0.2.7")));
    const [here, there] = [await enter(), await enter()];
    const me = await who(here);
    if (!me) throw new Error("nobody is signed in");
    await expect(changePassword(me, { current: "not my password", password: NEXT }, from("", here))).rejects.toEqual(
      refused("password-wrong", 403),
    );
    const changed = cookiesOf(await changePassword(me, { current: PASSWORD, password: NEXT }, from("192.0.2.7", here)));
    expect(await who(here)).toBeNull();
    expect(await who(there)).toBeNull();
    expect((await who(changed))?.actor?.membershipId).toBe(cast.ines.membershipId);
  }));
