// Mail as each person chose: at once, once a day in their own morning, or none; never twice, also when the worker is killed on the way.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import type { asJob } from "#app/database/as-actor.server";
import { constraintOf } from "#app/database/transaction.server";
import { areaOf } from "#app/models/notification/areas";
import { chooseMail, readChoices } from "#app/models/notification/choices.server";
import { postDigests } from "#app/models/notification/digest.server";
import { markRead, readNotices, readWaiting } from "#app/models/notification/read.server";
import { tellMembership } from "#app/models/notification/tell.server";
import { letters, noticeChoices } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { toNorthside } from "#tests/stage/referral-story";

const tiding = (number: number) => ({
  kind: "message.sent",
  subjectType: "referral",
  subjectId: `019a0000-0000-7000-8000-00000000000${number}`,
  path: `/agency/referrals/019a0000-0000-7000-8000-00000000000${number}`,
});
const performOn = (stage: Stage) =>
  ((_mode: "read" | "write", work: Parameters<typeof asJob>[1]) => stage.asRole("app_job", work)) as typeof asJob;
const outbox = ({ asRole }: Stage) =>
  asRole("app_job", (db) => db.select().from(letters).orderBy(letters.createdAt, letters.id));
const choose = ({ as }: Stage, who: Actor, chosen: Record<string, "at_once" | "digest" | "none">) =>
  as(who, (db) => chooseMail(db, who, chosen));
const tell = ({ as, cast }: Stage, number: number) =>
  as(cast.mara, (db) => tellMembership(db, cast.ines.membershipId, tiding(number)));

/** Harbor County's clock is New York's; a summer day, so that it stands at UTC minus four. */
const at = (stage: Stage, day: number, hour: number) => stage.setClock(new Date(Date.UTC(2027, 5, day, hour + 4, 30)));

test("Ines hears of messages once a day after seven in her own morning, of nothing twice, and Sol hears at once", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    at(stage, 10, 9);
    await choose(stage, cast.ines, { message: "digest" });
    for (const number of [1, 2, 3]) await tell(stage, number);
    await as(cast.mara, (db) => tellMembership(db, cast.sol.membershipId, tiding(1)));
    expect((await outbox(stage)).map(({ toEmail }) => toEmail)).toEqual(["sol@example.org"]);
    const post = () => postDigests(performOn(stage));
    expect(await post()).toBe(1);
    await tell(stage, 4);
    expect(await post(), "once a day").toBe(0);
    at(stage, 11, 6);
    expect(await post(), "not before seven").toBe(0);
    at(stage, 11, 7);
    expect(await Promise.all([post(), post(), post()])).toContain(1);
    at(stage, 12, 9);
    expect(await post(), "nothing new").toBe(0);
    const digests = (await outbox(stage)).filter(({ kind }) => kind === "digest");
    expect(digests.map(({ toEmail, subject }) => [toEmail, subject])).toEqual([
      ["ines@example.org", "3 things wait for you in Throughline"],
      ["ines@example.org", "1 thing waits for you in Throughline"],
    ]);
    expect(digests.map(({ body }) => body).join()).not.toMatch(/Rosa|Canary|message|referrals\//);
    const shown = await as(cast.ines, (db) => readNotices(db, cast.ines, null));
    expect(shown.rows, "in the house always").toHaveLength(4);
  }));

test("who chose none gets no mail and every notice; what was read before the morning is in no digest", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    at(stage, 10, 9);
    await choose(stage, cast.ines, { message: "none", case: "digest" });
    await tell(stage, 1);
    await as(cast.mara, (db) => tellMembership(db, cast.ines.membershipId, { ...tiding(2), kind: "case.handed-over" }));
    await as(cast.ines, (db) => markRead(db, cast.ines, null));
    expect(await postDigests(performOn(stage))).toBe(0);
    expect(await outbox(stage)).toEqual([]);
    expect((await as(cast.ines, (db) => readNotices(db, cast.ines, null))).rows).toHaveLength(2);
  }));

test("Ora, who answers for her organization, may have urgent mail once a day but not silence it; Mara may; nobody chooses for another", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await choose(stage, cast.ora, { offer: "digest" });
    await expect(choose(stage, cast.ora, { offer: "none" })).rejects.toMatchObject({ code: "notification.urgent" });
    const straight = (by: Actor, whose: Actor) =>
      as(by, (db) =>
        db.insert(noticeChoices).values({ membershipId: whose.membershipId, area: "organization", mail: "none" }),
      );
    expect(await straight(cast.ora, cast.ora).catch(constraintOf)).toBe("notice_choice_urgent");
    await expect(straight(cast.mara, cast.ora)).rejects.toThrow();
    await expect(choose(stage, cast.ines, { incident: "none" })).rejects.toMatchObject({ code: "notification.urgent" });
    await choose(stage, cast.mara, { offer: "none" });
    await choose(stage, cast.mara, { imports: "none" });
    expect(await as(cast.mara, (db) => db.select().from(noticeChoices))).toMatchObject([
      { area: "offer", mail: "none" },
    ]);
    expect(await as(cast.ora, (db) => readChoices(db, cast.ora))).toContainEqual({
      area: "offer",
      mail: "digest",
      maySilence: false,
    });
    await toNorthside(stage);
    expect((await outbox(stage)).filter(({ kind }) => kind === "offer.made")).toEqual([]);
    const [waits] = await as(cast.mara, (db) => readWaiting(db, cast.mara));
    expect(waits).toMatchObject({ kind: "offer.made", dueOn: expect.stringMatching(/^\d{4}-/) });
  }));

test("a worker killed while it posts a digest has told nobody; the next tells each person once", () =>
  onStage(async (stage) => {
    const { cast, asRole, urls } = stage;
    await choose(stage, cast.ines, { message: "digest" });
    await tell(stage, 1);
    // It is past seven in the morning somewhere: there the agency stands for this story.
    await asRole("app_definer", (db) =>
      db.execute(
        sql`update agency set time_zone = case when extract(hour from now() at time zone 'UTC') between 8 and 22 then 'UTC' else 'Pacific/Kiritimati' end where id = ${cast.agencyId}::uuid`,
      ),
    );
    // Two: within a transaction the server shows who was busy when it began.
    const gate = postgres(urls.admin, { max: 1, onnotice: () => {} });
    const watchman = postgres(urls.admin, { max: 1, onnotice: () => {} });
    const busy = () => watchman`select pid from pg_stat_activity where wait_event_type = 'Lock'
      and query like '%app.post_digest(%' and datname = current_database()`;
    try {
      await gate.unsafe("begin; lock table letter in exclusive mode");
      const worker = spawn(process.execPath, ["--import", "tsx", "-e", WORKER], {
        env: { ...process.env, DATABASE_WEB_URL: urls.web, DATABASE_WORKER_URL: urls.worker },
        stdio: "ignore",
      });
      while ((await busy()).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
      worker.kill("SIGKILL");
      await once(worker, "exit");
      // The server learns of it when it next looks; a person who pulls the plug of a machine has it learn at once.
      for (const { pid } of await busy()) await watchman`select pg_terminate_backend(${pid})`;
      while ((await busy()).length > 0) await new Promise((resolve) => setTimeout(resolve, 25));
      await gate.unsafe("rollback");
      expect((await outbox(stage)).filter(({ kind }) => kind === "digest")).toEqual([]);
      const posted = await Promise.all([postDigests(performOn(stage)), postDigests(performOn(stage))]);
      expect(posted.reduce((sum, one) => sum + one, 0)).toBe(1);
      expect((await outbox(stage)).filter(({ kind }) => kind === "digest")).toHaveLength(1);
    } finally {
      await Promise.all([gate.end(), watchman.end()]);
    }
  }));

const WORKER = `import("#app/models/notification/digest.server").then(({ postDigests }) => postDigests())`;

test("code and database read the same area from a kind", () =>
  onStage(async ({ asRole }) => {
    const kinds = ["offer.made", "document-expires", "documents-sent", "imports.waits", "case.handed-over", "plain"];
    const rows = await asRole("app_definer", (db) =>
      db.execute<{ area: string }>(
        sql`select app.notice_area(k) as area from unnest(${`{${kinds.join(",")}}`}::text[]) with ordinality u(k, n) order by n`,
      ),
    );
    expect(rows.map(({ area }) => area)).toEqual(kinds.map(areaOf));
  }));
