// Open pages hear that their desk's notices changed, whichever process wrote them, and nothing of what; a sign-out ends them.
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, test } from "vitest";
import { changeSettings } from "#app/env.server";
import { closeLive, watch } from "#app/models/notification/live.server";
import { liveStream } from "#app/models/notification/live-stream.server";
import { markRead } from "#app/models/notification/read.server";
import { tellMembership } from "#app/models/notification/tell.server";
import { onStage, type Stage } from "#tests/stage/on-stage";

const tiding = {
  kind: "message.sent",
  subjectType: "referral",
  subjectId: "019a0000-0000-7000-8000-000000000001",
  path: "/agency/referrals/019a0000-0000-7000-8000-000000000001",
};

async function until(what: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !what(); tries++) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(what()).toBe(true);
}

function openPage(membershipId: string, sessionId: string) {
  const heard = { changes: 0, ended: false };
  const leave = watch({
    membershipId,
    sessionId,
    changed: () => {
      heard.changes += 1;
    },
    end: () => {
      heard.ended = true;
      leave();
    },
  });
  return heard;
}

/** A session in the table, as the door makes one. */
async function signIn({ asRole, cast }: Stage): Promise<string> {
  const [row] = await asRole("app_definer", (db) =>
    db.execute<{ id: string }>(sql`insert into sign_in_session (token_hash, person_id, membership_id, expires_at)
      values (${"e".repeat(64)}, ${cast.ines.personId}, ${cast.ines.membershipId}, app.clock() + interval '1 hour') returning id`),
  );
  return row?.id ?? "";
}

test("Ines's page hears of a message, of a mark, and again after the connection was killed; Sol's hears nothing; signing out ends hers", () =>
  onStage(async (stage) => {
    const { as, asRole, cast, urls } = stage;
    changeSettings({ DATABASE_WEB_URL: urls.web, DATABASE_WORKER_URL: urls.worker });
    const watchman = postgres(urls.admin, { max: 1, onnotice: () => {} });
    const said: string[] = [];
    await watchman.listen("notices_changed", (text) => said.push(text));
    try {
      const session = await signIn(stage);
      const ines = openPage(cast.ines.membershipId, session);
      const sol = openPage(cast.sol.membershipId, "another session");
      const listening = async () =>
        (
          await watchman`select pid from pg_stat_activity where query like 'listen notices_changed;%' and datname = current_database()`
        ).map(({ pid }) => pid);
      let ears: number[] = [];
      while (ears.length === 0) ears = await listening();
      expect(ears).toHaveLength(1);

      await as(cast.mara, (db) => tellMembership(db, cast.ines.membershipId, tiding));
      await until(() => ines.changes === 1);
      await as(cast.ines, (db) => markRead(db, cast.ines, null));
      // Two connections hear of it, each in its own time.
      await until(() => ines.changes === 2 && said.length === 2);
      expect(said).toEqual([cast.ines.membershipId, cast.ines.membershipId]);
      expect(sol).toEqual({ changes: 0, ended: false });

      await watchman`select pg_terminate_backend(${ears[0] ?? 0})`;
      await until(() => ines.changes === 3);
      await as(cast.mara, (db) => tellMembership(db, cast.ines.membershipId, tiding));
      await until(() => ines.changes === 4);

      await asRole("app_definer", (db) =>
        db.execute(sql`update sign_in_session set revoked_at = app.clock() where id = ${session}::uuid`),
      );
      await until(() => ines.ended);
      expect(sol.ended).toBe(false);
    } finally {
      await watchman.end();
      await closeLive();
    }
  }));

test("a stream says once a second at most that something changed, without a word of what, and closes with its browser", async () => {
  const browser = new AbortController();
  let told = { changed: () => {}, end: () => {} };
  let gone = false;
  const stream = liveStream(
    { membershipId: "m", sessionId: "s", signal: browser.signal, secondsLeft: async () => 900 },
    (watcher) => {
      told = watcher;
      return () => {
        gone = true;
      };
    },
  );
  for (let times = 0; times < 500; times++) told.changed();
  const began = Date.now();
  const reader = stream.getReader();
  const next = async () => new TextDecoder().decode((await reader.read()).value);
  expect(await next()).toBe("retry: 3000\n\n");
  expect(await next()).toBe("event: changed\ndata: {}\n\n");
  expect(await next()).toBe("event: changed\ndata: {}\n\n");
  expect(Date.now() - began).toBeGreaterThan(900);
  browser.abort();
  expect((await reader.read()).done).toBe(true);
  expect(gone).toBe(true);
});

test("a stream whose session has ended is closed, though nobody said so", async () => {
  const signal = new AbortController().signal;
  const stream = liveStream({ membershipId: "m", sessionId: "s", signal, secondsLeft: async () => 0 }, () => () => {});
  const reader = stream.getReader();
  await reader.read();
  expect((await reader.read()).done).toBe(true);
});
