// Authorizations on real PostgreSQL: who may grant what, what it reserves from the fund, and every way it is refused.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { refusalIn } from "#app/access/refusals.server";
import { mayDo } from "#app/access/rights";
import { decideAuthorization } from "#app/models/authorization/decide.server";
import { readRevocationEffect } from "#app/models/authorization/effect.server";
import { proposeAuthorization } from "#app/models/authorization/propose.server";
import { readAuthorization, readAuthorizations } from "#app/models/authorization/read.server";
import { readProposal } from "#app/models/authorization/read-proposal.server";
import { asId, type FundId } from "#app/models/values/ids";
import { authorizations } from "#drizzle/schema";
import { addPerson } from "#tests/stage/cast";
import { acceptedReferral, authorized, dayFromToday, proposalFor, sessionsOn } from "#tests/stage/delivery-story";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { toNorthside } from "#tests/stage/referral-story";

const fundOf = async ({ asRole, cast }: Stage) => {
  const rows = await asRole("app_definer", (db) =>
    db.execute<{ account: string; cents: string }>(
      sql`select account, sum(amount_cents)::text as cents from ledger_entry where fund_id = ${cast.fundId}::uuid group by account`,
    ),
  );
  return Object.fromEntries(rows.map(({ account, cents }) => [account, BigInt(cents)]));
};

test("Ines authorizes ten hours within her limit at once, at the agreed rate, and the fund sets the money aside", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage);
    const made = await as(cast.ines, (db) => readAuthorization(db, authorizationId));
    expect(made).toMatchObject({
      state: "active",
      rateCents: 8000n,
      amountCents: 80_000n,
      timeZone: "America/New_York",
    });
    expect(made.burnDown).toEqual({ authorized: 1000n, used: 0n, planned: 0n, left: 1000n });
    expect(await fundOf(stage)).toMatchObject({ available: 4_920_000n, reserved: 80_000n });
  }));

test("above the limit a supervisor who is somebody else activates it: not Ines, and not Sol's own", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage, 40_00n);
    expect((await as(cast.ines, (db) => readAuthorization(db, authorizationId))).state).toBe("proposed");
    expect(await fundOf(stage)).toMatchObject({ available: 5_000_000n });
    const activate = (person: typeof cast.ines) =>
      as(person, (db) => decideAuthorization(db, person, authorizationId, { move: "activate" }));
    await expect(activate(cast.ines)).rejects.toMatchObject({ code: "authorization.supervisor-decides", status: 403 });
    await activate(cast.sol);
    await expect(activate(cast.sol)).rejects.toMatchObject({ code: "lifecycle.illegal-move", status: 409 });
    expect(await fundOf(stage)).toMatchObject({ available: 4_680_000n, reserved: 320_000n });
    const referralId = await acceptedReferral(stage);
    const own = await as(cast.sol, (db) => proposeAuthorization(db, cast.sol, proposalFor(cast, referralId, 40_00n)));
    await expect(
      as(cast.sol, (db) => decideAuthorization(db, cast.sol, own, { move: "activate" })),
    ).rejects.toMatchObject({ code: "authorization.four-eyes", status: 403 });
  }));

test("the database itself refuses Ines who writes Sol's name under a large authorization", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage, 40_00n);
    await expect(
      as(cast.ines, (db) =>
        db
          .update(authorizations)
          .set({ state: "active", decidedBy: cast.sol.membershipId })
          .where(eq(authorizations.id, authorizationId)),
      ),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
  }));

test("a fund with too little refuses in plain words, and nothing is kept", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const referralId = await acceptedReferral(stage);
    const house = { agencyId: cast.agencyId, organizationId: null };
    const rita = await asRole("app_definer", (db) =>
      addPerson(db, "rita@example.org", "Rita Vale", house, "supervisor"),
    );
    const large = await as(cast.ines, (db) =>
      proposeAuthorization(db, cast.ines, proposalFor(cast, referralId, 1000_00n)),
    );
    await expect(as(rita, (db) => decideAuthorization(db, rita, large, { move: "activate" }))).rejects.toMatchObject({
      code: "authorization.fund-too-small",
      status: 409,
      blanks: { left: "$50,000.00" },
    });
    expect((await as(rita, (db) => readAuthorization(db, large))).state).toBe("proposed");
    expect(await fundOf(stage)).toMatchObject({ available: 5_000_000n });
  }));

test("a price nobody agreed, a fund of other years and a referral nobody accepted are refused", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const referralId = await acceptedReferral(stage);
    const propose = (change: Partial<ReturnType<typeof proposalFor>>, person = cast.ines) =>
      as(person, (db) => proposeAuthorization(db, person, { ...proposalFor(cast, referralId), ...change }));
    await expect(propose({ unitType: "session" as never })).rejects.toMatchObject({ code: "authorization.no-rate" });
    await expect(propose({ endsOn: dayFromToday(800) })).rejects.toMatchObject({
      code: "authorization.fund-other-period",
    });
    await expect(propose({ fundId: asId<FundId>(referralId) })).rejects.toMatchObject({ status: 404 });
    const { referralId: unanswered } = await toNorthside(stage);
    await expect(propose({ referralId: unanswered })).rejects.toMatchObject({
      code: "authorization.referral-not-accepted",
      status: 409,
    });
    const asked = await as(cast.ines, (db) => readProposal(db, asId(cast.agencyId), referralId));
    expect(asked.prices).toMatchObject([{ unitType: "hour", rateCents: 8000n }]);
    expect(asked.funds).toMatchObject([{ availableCents: 5_000_000n }]);
  }));

test("Otto of another agency finds nothing, Carl who carries another case may not, Finn has no right", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { referralId, authorizationId } = await authorized(stage);
    const propose = (person: typeof cast.ines) =>
      as(person, (db) => proposeAuthorization(db, person, proposalFor(cast, referralId)));
    await expect(propose(cast.otto)).rejects.toMatchObject({ status: 404 });
    await expect(propose(cast.carl)).rejects.toMatchObject({ status: 403 });
    await expect(as(cast.otto, (db) => readAuthorization(db, authorizationId))).rejects.toMatchObject({ status: 404 });
    await expect(
      as(cast.carl, (db) => decideAuthorization(db, cast.carl, authorizationId, { move: "revoke", reason: "other" })),
    ).rejects.toMatchObject({ status: 403 });
    expect(await as(cast.otto, (db) => readAuthorizations(db, {}, null))).toMatchObject({ rows: [] });
    expect(await as(cast.carl, (db) => readAuthorizations(db, {}, null))).toMatchObject({
      rows: [{ state: "active" }],
    });
    expect(mayDo(cast.finn, "authorization:propose")).toBe(false);
  }));

test("Ines revokes, what was not used goes back to the fund once, and nothing is revoked twice", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage);
    const revoke = () =>
      as(cast.ines, (db) =>
        decideAuthorization(db, cast.ines, authorizationId, { move: "revoke", reason: "service_ended" }),
      );
    await revoke();
    expect(await fundOf(stage)).toMatchObject({ available: 5_000_000n, reserved: 0n });
    await expect(revoke()).rejects.toMatchObject({ code: "lifecycle.illegal-move", status: 409 });
    expect(await fundOf(stage)).toMatchObject({ available: 5_000_000n, reserved: 0n });
  }));

test("what Ines reads before she revokes is what happens: sessions ahead are cancelled, one that has begun is left as it is", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    const { authorizationId } = await authorized(stage);
    const days = [1, 8, 15].map(dayFromToday);
    const { sessions } = await sessionsOn(stage, authorizationId, days);
    setClock(new Date((sessions[0]?.startsAt.getTime() ?? 0) + 3_600_000));
    const before = await as(cast.ines, async (db) =>
      readRevocationEffect(db, await readAuthorization(db, authorizationId)),
    );
    expect(before).toEqual({ ahead: 2, firstDay: days[1], lastDay: days[2], untold: 1 });
    const hidden = as(cast.otto, (db) =>
      readRevocationEffect(db, { id: authorizationId, timeZone: "America/New_York" }),
    );
    expect(await hidden, "another agency reads nothing of it").toEqual({
      ahead: 0,
      firstDay: null,
      lastDay: null,
      untold: 0,
    });
    await as(cast.ines, (db) =>
      decideAuthorization(db, cast.ines, authorizationId, { move: "revoke", reason: "client_moved" }),
    );
    const states = await as(cast.mara, (db) =>
      db.execute(sql`select state, cancelled_by as by from session order by starts_at`),
    );
    expect([...states]).toEqual([
      { state: "planned", by: null },
      { state: "cancelled", by: "agency" },
      { state: "cancelled", by: "agency" },
    ]);
  }));

test("ten people at once never overdraw a fund", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const referralId = await acceptedReferral(stage);
    await stage.asRole("app_definer", (db) => db.execute(sql`update agency set caseworker_limit_cents = 9900000`));
    const asked = Array.from({ length: 10 }, () =>
      as(cast.ines, (db) => proposeAuthorization(db, cast.ines, proposalFor(cast, referralId, 100_00n))),
    );
    const answers = await Promise.allSettled(asked);
    // 50,000.00 holds six of 8,000.00.
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
    for (const answer of answers) {
      if (answer.status === "rejected") expect(refusalIn(answer.reason)?.status).toBe(409);
    }
    expect(await fundOf(stage)).toMatchObject({ available: 200_000n, reserved: 4_800_000n });
  }));
