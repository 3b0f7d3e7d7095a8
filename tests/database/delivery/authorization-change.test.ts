// Changes of an authorization on real PostgreSQL: asked by one, granted by another, and what is planned fits afterwards. And the periods of a fund.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { askChange, decideChange, readChangeEffect } from "#app/models/authorization/change.server";
import { seenOf } from "#app/models/authorization/change-effect";
import type { ChangeDecision } from "#app/models/authorization/forms";
import { readAuthorization } from "#app/models/authorization/read.server";
import { readChanges, readOpenChange } from "#app/models/authorization/read-course.server";
import { carryOver, continueFund, readPeriods } from "#app/models/payment/fund-periods.server";
import { readFunds } from "#app/models/payment/funds.server";
import { addDays, asCalendarDay } from "#app/models/values/calendar-day";
import { type AuthorizationId, asId, type FundId } from "#app/models/values/ids";
import { authorizationChanges } from "#drizzle/schema";
import { authorized, dayFromToday, sessionsOn } from "#tests/stage/delivery-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

const to = (
  units: bigint,
  endsOn = dayFromToday(100),
  limit: { period: "week"; unitsPerPeriod: bigint } | null = null,
) => ({
  units,
  endsOn,
  ...(limit ?? { period: null, unitsPerPeriod: null }),
  words: "The care plan was reviewed.",
});

async function ask({ as, cast }: Stage, id: AuthorizationId, terms: ReturnType<typeof to>, person = cast.ines) {
  const changeId = await as(person, (db) => askChange(db, person, id, terms));
  const effect = await as(person, (db) => readChangeEffect(db, id, terms));
  return { changeId, seen: seenOf(effect), effect };
}

const sums = async ({ as, cast }: Stage) =>
  (await as(cast.freya, (db) => readFunds(db, cast.agencyId, asId<FundId>(cast.fundId))))[0];

test("Ines asks for fewer units and an earlier end, and is shown what falls away; Sol grants it, and just that falls away", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage);
    const days = [1, 8, 15, 22, 40].map(dayFromToday);
    const { sessions } = await sessionsOn(stage, authorizationId, days);
    const { changeId, seen, effect } = await ask(stage, authorizationId, to(3_00n, dayFromToday(30)));
    expect(effect).toEqual({
      stays: 3,
      left: 0n,
      falls: [
        { id: sessions[3]?.id, day: days[3], why: "units" },
        { id: sessions[4]?.id, day: days[4], why: "after-last-day" },
      ],
    });
    const grant = (person = cast.sol, saw = seen) =>
      as(person, (db) => decideChange(db, person, authorizationId, { move: "grant", changeId, seen: saw }));
    await expect(grant(cast.ines), "one's own").rejects.toMatchObject({
      code: "authorization.own-change",
      status: 403,
    });
    await expect(grant(cast.carl), "another's case").rejects.toMatchObject({ status: 403 });
    await expect(grant(cast.otto), "another agency").rejects.toMatchObject({ status: 404 });
    await expect(grant(cast.sol, "5.0"), "not what was seen").rejects.toMatchObject({
      code: "authorization.change-moved",
    });
    await grant();
    await expect(grant()).rejects.toMatchObject({ code: "lifecycle.illegal-move", status: 409 });
    const after = await as(cast.ines, (db) => readAuthorization(db, authorizationId));
    expect(after).toMatchObject({ units: 3_00n, endsOn: dayFromToday(30), burnDown: { planned: 3_00n, left: 0n } });
    expect(await sums(stage)).toMatchObject({ reservedCents: 24_000n, availableCents: 4_976_000n });
    expect(await as(cast.ines, (db) => readChanges(db, authorizationId))).toMatchObject([
      {
        state: "granted",
        before: { units: 10_00n },
        after: { units: 3_00n },
        askedBy: cast.ines.name,
        decidedBy: cast.sol.name,
      },
    ]);
  }));

test("more units are set aside when they are granted; above the limit by a supervisor alone; nothing happens when it is refused or taken back", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage);
    const first = await ask(stage, authorizationId, to(40_00n), cast.sol);
    await expect(ask(stage, authorizationId, to(41_00n)), "one at a time").rejects.toMatchObject({
      code: "authorization.change-waits",
    });
    const decide = (decision: ChangeDecision) =>
      as(cast.ines, (db) => decideChange(db, cast.ines, authorizationId, decision));
    await expect(decide({ move: "grant", ...first }), "above her limit").rejects.toMatchObject({
      code: "authorization.supervisor-decides",
    });
    await decide({ move: "refuse", changeId: first.changeId, words: "Not now." });
    expect(await as(cast.ines, (db) => readOpenChange(db, authorizationId))).toBeNull();
    const second = await ask(stage, authorizationId, to(12_00n, dayFromToday(120)), cast.sol);
    await decide({ move: "withdraw", changeId: second.changeId });
    expect(await sums(stage)).toMatchObject({ reservedCents: 80_000n });
    const third = await ask(stage, authorizationId, to(12_00n, dayFromToday(120)), cast.sol);
    await decide({ move: "grant", ...third });
    expect(await sums(stage)).toMatchObject({ reservedCents: 96_000n });
    for (const [terms, code] of [
      [to(12_00n, dayFromToday(120)), "authorization.change-nothing"],
      [to(12_00n, dayFromToday(900)), "authorization.fund-other-period"],
      [to(9_000_00n), "authorization.fund-too-small"],
    ] as const) {
      await expect(ask(stage, authorizationId, terms), code).rejects.toMatchObject({ code, status: 409 });
    }
    // The database says the same to whoever goes past the deed.
    const asked = await ask(stage, authorizationId, to(13_00n));
    await expect(
      as(cast.ines, (db) =>
        db
          .update(authorizationChanges)
          .set({ state: "granted", decidedBy: cast.ines.membershipId })
          .where(sql`id = ${asked.changeId}::uuid`),
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: "authorization_change_own" } });
    await expect(as(cast.ines, (db) => db.execute(sql`update "authorization" set units = 99`))).rejects.toMatchObject({
      cause: { code: "42501" },
    });
  }));

test("a limit that is set later lets the first sessions of a week stay", () =>
  onStage(async (stage) => {
    const { authorizationId } = await authorized(stage);
    const days = [7, 8, 9, 10, 11, 12, 13].map(dayFromToday);
    await sessionsOn(stage, authorizationId, days);
    const { effect } = await ask(
      stage,
      authorizationId,
      to(10_00n, dayFromToday(100), { period: "week", unitsPerPeriod: 2_00n }),
    );
    // Seven days in a row lie in one week or in two: two stay in each.
    expect(effect.stays + effect.falls.length).toBe(7);
    expect(effect.falls.every(({ why }) => why === "period")).toBe(true);
    expect(effect.stays).toBeLessThanOrEqual(4);
  }));

test("Freya opens the next period of a fund and carries over what is free, not more; Finn may neither", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await authorized(stage);
    const id = asId<FundId>(cast.fundId);
    const [fund] = await as(cast.freya, (db) => readFunds(db, cast.agencyId, id));
    if (!fund) throw new Error("no fund");
    const next = (startsOn: string) => ({
      ...{ name: fund.name, code: "NEXT", amountCents: 100_000n },
      ...{ startsOn: asCalendarDay(startsOn), endsOn: addDays(asCalendarDay(startsOn), 365) },
    });
    const open = (startsOn: string, person = cast.freya) =>
      as(person, (db) => continueFund(db, person, id, next(startsOn)));
    const carry = (cents: bigint, person = cast.freya) => as(person, (db) => carryOver(db, person, id, cents));
    await expect(carry(1n)).rejects.toMatchObject({ code: "fund.nothing-follows", status: 409 });
    await expect(open(fund.startsOn)).rejects.toMatchObject({ code: "fund.before-runs-still", status: 409 });
    await expect(open(fund.endsOn, cast.finn)).rejects.toMatchObject({ status: 403 });
    const after = await open(fund.endsOn);
    await expect(open(fund.endsOn)).rejects.toMatchObject({ code: "fund.continued-already", status: 409 });
    // 800.00 are reserved.
    await expect(carry(5_000_000n)).rejects.toMatchObject({
      code: "fund.less-is-free",
      blanks: { left: "$49,200.00" },
    });
    await expect(carry(1n, cast.finn)).rejects.toMatchObject({ status: 403 });
    await carry(4_920_000n);
    const read = (of: FundId) => as(cast.finn, (db) => readFunds(db, cast.agencyId, of));
    expect(await read(id)).toMatchObject([{ grantedCents: 80_000n, availableCents: 0n, reservedCents: 80_000n }]);
    expect(await read(after)).toMatchObject([{ grantedCents: 5_020_000n, availableCents: 5_020_000n }]);
    expect(await as(cast.finn, (db) => readPeriods(db, cast.agencyId, { id: after, continuesId: id }))).toMatchObject({
      before: { id },
      after: null,
    });
    // Past the deed: backwards, and by somebody who may not.
    const legs = (from: string, until: string) =>
      JSON.stringify([
        { fund: from, account: "budget", cents: "1" },
        { fund: from, account: "available", cents: "-1" },
        { fund: until, account: "budget", cents: "-1" },
        { fund: until, account: "available", cents: "1" },
      ]);
    const post = (person: typeof cast.freya, from: string, until: string) =>
      as(person, (db) =>
        db.execute(
          sql`select app.post_ledger(${cast.agencyId}::uuid, 'carry', 'carry:x', ${legs(from, until)}::jsonb, null, null, null, null)`,
        ),
      );
    await expect(post(cast.freya, after, id)).rejects.toThrow();
    await expect(post(cast.ines, id, after)).rejects.toMatchObject({ cause: { code: "42501" } });
  }));
