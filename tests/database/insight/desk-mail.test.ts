// Desks by mail: a link on the day somebody chose, on their agency's clock, once, and to nobody who may not see the desk any more.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import postgres from "postgres";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { mayDo } from "#app/access/rights";
import type { asJob } from "#app/database/as-actor.server";
import { addressOf, MAILED_DESKS, mailedDesk } from "#app/models/insight/desk-mail";
import { askDeskMail, postDeskMails, readDeskMails, stopDeskMail } from "#app/models/insight/desk-mail.server";
import { addDays, asCalendarDay, instantAt, weekdayOf } from "#app/models/values/calendar-day";
import { deskMails, letters } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

const ZONE = "America/New_York";
const performOn = (stage: Stage) =>
  ((_mode: "read" | "write", work: Parameters<typeof asJob>[1]) => stage.asRole("app_job", work)) as typeof asJob;
const post = (stage: Stage) => postDeskMails(performOn(stage));
const outbox = async ({ asRole }: Stage) => {
  const all = await asRole("app_job", (db) => db.select().from(letters).orderBy(letters.createdAt, letters.id));
  return all.filter(({ kind }) => kind === "desk");
};
type Wish = Parameters<typeof askDeskMail>[2];
const ask = ({ as }: Stage, who: Actor, wish: Partial<Wish> = {}) =>
  as(who, (db) => askDeskMail(db, who, { desk: "supervision", search: "", day: "1", ...wish }));
const at = ({ setClock }: Stage, day: string, minute: number) => setClock(instantAt(asCalendarDay(day), minute, ZONE));

test("Sol is told on Mondays after seven, once however often the job runs, by a link with what he had narrowed", () =>
  onStage(async (stage) => {
    const { cast } = stage;
    const programme = "019a0000-0000-7000-8000-000000000001";
    // A Monday on which he asks is no Monday of his any more.
    at(stage, "2027-06-07", 6 * 60);
    await ask(stage, cast.sol, { search: `?period=2027-Q1&programme=${programme}&area=Rosa+Alvarez&q=Rosa` });
    at(stage, "2027-06-07", 9 * 60);
    expect(await post(stage)).toBe(0);
    at(stage, "2027-06-14", 6 * 60 + 59);
    expect(await post(stage), "not before seven").toBe(0);
    at(stage, "2027-06-14", 7 * 60);
    const posted = await Promise.all([post(stage), post(stage), post(stage)]);
    expect(posted.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await post(stage)).toBe(0);
    const [letter] = await outbox(stage);
    expect(letter).toMatchObject({
      toEmail: "sol@example.org",
      subject: "Time to look again: Supervision at a glance",
    });
    expect(letter?.body).toMatch(new RegExp(`/agency/insights\\?programme=${programme}\\n`));
    expect(letter?.body).toMatch(/\/notices\/desks$/);
    // No figure and no name: addresses aside there is no digit in it.
    const words = letter?.body.replaceAll(/https?:\S+/g, "") ?? "";
    expect(words).not.toMatch(/\d|Rosa|Sol/);
    expect(letter?.body).not.toMatch(/Rosa|2027-Q1/);
  }));

test("each week and each first of the month comes once, whatever the clocks do and wherever a worker was missing", () =>
  onStage(async (stage) => {
    const { cast, asRole } = stage;
    const days = fc.record({
      from: fc.constantFrom("2026-02-24", "2026-03-02", "2026-10-26", "2026-12-28", "2028-02-25"),
      day: fc.constantFrom("1", "7", "month") as fc.Arbitrary<Wish["day"]>,
      gaps: fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
    });
    await fc.assert(
      fc.asyncProperty(days, async ({ from, day, gaps }) => {
        await asRole("app_definer", (db) => db.execute(sql`delete from desk_mail`));
        await asRole("app_definer", (db) => db.execute(sql`delete from letter where kind = 'desk'`));
        at(stage, from, 12 * 60);
        await ask(stage, cast.sol, { day });
        const expected: string[] = [];
        for (let ahead = 1; ahead <= 16; ahead += 1) {
          const today = addDays(asCalendarDay(from), ahead);
          const isDay = day === "month" ? today.endsWith("-01") : String(weekdayOf(today)) === day;
          if (isDay) expected.push(today);
          // Of two days in a row one has a worker, and the day itself may have none.
          const runs = gaps[ahead - 1] || (ahead > 1 && !gaps[ahead - 2]) || ahead > 14;
          if (!runs) continue;
          for (const minute of [0, 7 * 60, 23 * 60 + 50]) {
            at(stage, today, minute);
            await post(stage);
          }
        }
        const keys = (await outbox(stage)).map(({ effectKey }) => effectKey.split(":").at(-1));
        expect(keys.sort()).toEqual(expected.sort());
      }),
      { numRuns: 8 },
    );
  }));

test("whoever lost the desk between asking and the day is told nothing, also when it was due already; back again, they are", () =>
  onStage(async (stage) => {
    const { cast, asRole } = stage;
    at(stage, "2027-06-08", 12 * 60);
    await ask(stage, cast.sol);
    await ask(stage, cast.mara, { desk: "provider" });
    const role = (name: string) =>
      asRole("app_definer", (db) =>
        db.execute(sql`update membership set role = ${name} where id = ${cast.sol.membershipId}::uuid`),
      );
    await asRole("app_definer", (db) =>
      db.execute(sql`update membership set disabled_at = app.clock() where id = ${cast.mara.membershipId}::uuid`),
    );
    await role("caseworker");
    at(stage, "2027-06-14", 9 * 60);
    expect(await post(stage)).toBe(0);
    // What was found due a moment ago is looked at once more when it is posted.
    const [wish] = await asRole("app_definer", (db) =>
      db.execute<{ id: string }>(sql`select id from desk_mail where desk = 'supervision'`),
    );
    const posted = await asRole("app_job", (db) =>
      db.execute<{ posted: boolean }>(
        sql`select app.post_desk_mail(${wish?.id}::uuid, '2027-06-14', 's', 'b') as posted`,
      ),
    );
    expect(posted).toMatchObject([{ posted: false }]);
    await role("supervisor");
    expect(await post(stage)).toBe(1);
    expect((await outbox(stage)).map(({ toEmail }) => toEmail)).toEqual(["sol@example.org"]);
  }));

test("nobody asks for a desk that is not theirs, for another, or stops another's; the database holds to the table of rights", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await expect(ask(stage, cast.ines)).rejects.toMatchObject({ status: 403 });
    const straight = (by: Actor, whose: Actor, desk: string) =>
      as(by, (db) => db.insert(deskMails).values({ membershipId: whose.membershipId, desk, path: "/agency/insights" }));
    await expect(straight(cast.ines, cast.ines, "supervision")).rejects.toThrow();
    await expect(straight(cast.nadia, cast.sol, "supervision")).rejects.toThrow();
    await ask(stage, cast.sol, { day: "month" });
    await ask(stage, cast.sol, { day: "5" });
    const [own, ...more] = await as(cast.sol, (db) => readDeskMails(db, cast.sol));
    expect([own?.day, more]).toEqual(["5", []]);
    if (!own) return;
    await as(cast.nadia, (db) => stopDeskMail(db, cast.nadia, own.id as never));
    expect(await as(cast.sol, (db) => readDeskMails(db, cast.sol))).toHaveLength(1);
    await as(cast.sol, (db) => stopDeskMail(db, cast.sol, own.id as never));
    await as(cast.sol, (db) => stopDeskMail(db, cast.sol, own.id as never));
    expect(await as(cast.sol, (db) => readDeskMails(db, cast.sol))).toEqual([]);
    const people = Object.values(cast).filter(
      (one): one is Actor => typeof one === "object" && one !== null && "role" in one,
    );
    expect(new Set(people.map(({ role }) => role)).size).toBeGreaterThan(9);
    for (const actor of people) {
      for (const desk of MAILED_DESKS) {
        const [row] = await asRole("app_definer", (db) =>
          db.execute<{ sees: boolean }>(sql`select app.sees_desk(${actor.membershipId}::uuid, ${desk}) as sees`),
        );
        expect([actor.role, desk, row?.sees]).toEqual([actor.role, desk, mayDo(actor, mailedDesk(desk).right)]);
      }
    }
  }));

test("of an address goes along what cannot be somebody's name, and no quarter", () => {
  const known = (area: string) => area === "212" || area === "Glen Burnie";
  const path = (search: string) => addressOf("service", search, known);
  expect(path("?period=2026-Q3&by=age&area=Glen+Burnie")).toBe("/agency/insights/service?by=age&area=Glen+Burnie");
  expect(path("?by=Rosa&area=Rosa&programme=Rosa&time=ROSA&language=r1")).toBe("/agency/insights/service");
  expect(path("?area=212&area=Rosa")).toBe("/agency/insights/service?area=212");
});

test("a worker killed while it posts has told nobody; the next tells once", () =>
  onStage(async (stage) => {
    const { cast, asRole, urls } = stage;
    await ask(stage, cast.sol);
    // Somewhere it is past seven on the day he chose: there the agency stands for this story, and he asked a week ago.
    await asRole("app_definer", (db) =>
      db.execute(
        sql`update agency set time_zone = case when extract(hour from now() at time zone 'UTC') between 8 and 22 then 'UTC' else 'Pacific/Kiritimati' end where id = ${cast.agencyId}::uuid`,
      ),
    );
    const gate = postgres(urls.admin, { max: 1, onnotice: () => {} });
    const watchman = postgres(urls.admin, { max: 1, onnotice: () => {} });
    await gate`set session_replication_role = replica`;
    await gate`update desk_mail set asked_at = now() - interval '8 days',
      weekday = extract(isodow from now() at time zone (select time_zone from agency where id = ${cast.agencyId}))`;
    await gate`set session_replication_role = origin`;
    const busy = () => watchman`select pid from pg_stat_activity where wait_event_type = 'Lock'
      and query like '%app.post_desk_mail(%' and datname = current_database()`;
    try {
      await gate.unsafe("begin; lock table letter in exclusive mode");
      const worker = spawn(process.execPath, ["--import", "tsx", "-e", WORKER], {
        env: { ...process.env, DATABASE_WEB_URL: urls.web, DATABASE_WORKER_URL: urls.worker },
        stdio: "ignore",
      });
      while ((await busy()).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
      worker.kill("SIGKILL");
      await once(worker, "exit");
      for (const { pid } of await busy()) await watchman`select pg_terminate_backend(${pid})`;
      while ((await busy()).length > 0) await new Promise((resolve) => setTimeout(resolve, 25));
      await gate.unsafe("rollback");
      expect(await outbox(stage)).toEqual([]);
      const posted = await Promise.all([post(stage), post(stage)]);
      expect(posted.reduce((sum, one) => sum + one, 0)).toBe(1);
      expect(await outbox(stage)).toHaveLength(1);
    } finally {
      await Promise.all([gate.end(), watchman.end()]);
    }
  }));

const WORKER = `import("#app/models/insight/desk-mail.server").then(({ postDeskMails }) => postDeskMails());`;
