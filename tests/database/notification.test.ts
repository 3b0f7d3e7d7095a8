// Notices and letters: told once per effect, only to those who stand, and never with a client's name; letters leave at least once.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import type { asJob } from "#app/database/as-actor.server";
import { deliverLetters, MOST_ATTEMPTS, type OutgoingLetter } from "#app/models/notification/deliver.server";
import { refuseOutbox } from "#app/models/notification/outbox.server";
import { markRead, readNotices } from "#app/models/notification/read.server";
import { tellMembers, tellMembership } from "#app/models/notification/tell.server";
import { letters, notifications } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

const offer = {
  kind: "offer.offered",
  subjectType: "offer",
  subjectId: "019a0000-0000-7000-8000-000000000001",
  path: "/portal/offers/019a0000-0000-7000-8000-000000000001",
};

const unread = (stage: Stage, person: Actor) =>
  stage.as(person, async (db) => (await readNotices(db, person, null)).rows.filter((notice) => !notice.read).length);
const outbox = (stage: Stage) => stage.asRole("app_job", (db) => db.select().from(letters));
const performOn = (stage: Stage) =>
  ((_mode: "read" | "write", work: Parameters<typeof asJob>[1]) => stage.asRole("app_job", work)) as typeof asJob;

test("Mara and Ora are told of an offer by Ines, twice asked gives one letter each, and Sid of another provider hears nothing", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const readers = {
      organizationId: cast.northside.organizationId,
      roles: ["coordinator", "organization_administrator"],
    } as const;
    await as(cast.ines, (db) => tellMembers(db, readers, offer));
    await as(cast.ines, (db) => tellMembers(db, readers, offer));
    const posted = await outbox(stage);
    expect(posted.map((letter) => letter.toEmail).sort()).toEqual(["mara@example.org", "ora@example.org"]);
    expect(posted[0]?.body).toContain(offer.path);
    expect(posted.map((letter) => letter.subject + letter.body).join()).not.toMatch(/Rosa|Canary/);
    expect(await unread(stage, stage.cast.mara)).toBe(2);
    expect(await unread(stage, stage.cast.sid)).toBe(0);
    expect(await unread(stage, stage.cast.bea)).toBe(0);
  }));

test("Mara tells Ines across the houses, nobody tells themselves, and a disabled colleague is left in peace", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await as(cast.mara, (db) => tellMembership(db, cast.ines.membershipId, offer));
    await as(cast.mara, (db) => tellMembership(db, cast.mara.membershipId, offer));
    await asRole("app_definer", (db) =>
      db.execute(sql`update membership set disabled_at = app.clock() where id = ${cast.carl.membershipId}`),
    );
    await as(cast.mara, (db) => tellMembership(db, cast.carl.membershipId, offer));
    expect((await outbox(stage)).map((letter) => letter.toEmail)).toEqual(["ines@example.org"]);
    expect(await unread(stage, stage.cast.ines)).toBe(1);
  }));

test("Ines marks her own notice read and cannot mark Sol's", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await as(cast.mara, (db) => tellMembership(db, cast.ines.membershipId, offer));
    await as(cast.mara, (db) => tellMembership(db, cast.sol.membershipId, offer));
    const [sols] = await asRole("app_definer", (db) =>
      db.select().from(notifications).where(eq(notifications.membershipId, cast.sol.membershipId)),
    );
    expect(await as(cast.ines, (db) => markRead(db, cast.ines, sols?.id ?? ""))).toBeNull();
    const { rows } = await as(cast.ines, (db) => readNotices(db, cast.ines, null));
    expect(rows).toMatchObject([{ kind: offer.kind, path: offer.path, read: false }]);
    expect(await as(cast.ines, (db) => markRead(db, cast.ines, rows[0]?.id ?? ""))).toEqual({ path: offer.path });
    expect(await unread(stage, stage.cast.ines)).toBe(0);
    expect(await unread(stage, stage.cast.sol)).toBe(1);
  }));

test("a letter leaves once; one that fails is tried again later, and after the fifth time is left for a person", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await as(cast.mara, (db) => tellMembership(db, cast.ines.membershipId, offer));
    const carried: OutgoingLetter[] = [];
    const refuse = async (letter: OutgoingLetter) => {
      carried.push(letter);
      throw Object.assign(new Error("no such mailbox ines@example.org"), { responseCode: 550 });
    };
    for (let round = 1; round <= MOST_ATTEMPTS + 1; round++) {
      expect(await deliverLetters(refuse, performOn(stage))).toBe(0);
      expect(await deliverLetters(refuse, performOn(stage))).toBe(0);
      await asRole("app_definer", (db) =>
        db.execute(sql`update letter set next_try_at = app.clock() where next_try_at is not null`),
      );
    }
    expect(carried.map((letter) => letter.attempt)).toEqual([1, 2, 3, 4, 5]);
    expect(await outbox(stage)).toMatchObject([{ attempts: 5, lastError: "550", nextTryAt: null, sentAt: null }]);

    await asRole("app_definer", (db) => db.execute(sql`update letter set next_try_at = app.clock()`));
    expect(await deliverLetters(async () => {}, performOn(stage))).toBe(1);
    expect(await deliverLetters(async () => {}, performOn(stage))).toBe(0);
    expect(await outbox(stage)).toMatchObject([{ body: "", lastError: null }]);
  }));

test("without a mail server nothing leaves; the outbox is readable then, and never in production or beside a mail server", () =>
  onStage(async (stage) => {
    await stage.as(stage.cast.mara, (db) => tellMembership(db, stage.cast.ines.membershipId, offer));
    expect(await deliverLetters(null, performOn(stage))).toBe(0);
    expect(await outbox(stage)).toMatchObject([{ attempts: 0, sentAt: null }]);
    refuseOutbox({ NODE_ENV: "development", DEMO: undefined, SMTP_URL: undefined });
    refuseOutbox({ NODE_ENV: "production", DEMO: "yes", SMTP_URL: undefined });
    const served = { NODE_ENV: "development", DEMO: undefined, SMTP_URL: "smtp://mail.example.org" } as const;
    expect(() => refuseOutbox(served)).toThrow(expect.objectContaining({ status: 404 }));
    const real = { NODE_ENV: "production", DEMO: undefined, SMTP_URL: undefined } as const;
    expect(() => refuseOutbox(real)).toThrow(expect.objectContaining({ status: 404 }));
    await expect(stage.as(stage.cast.ada, (db) => db.select().from(letters))).rejects.toThrow();
  }));
