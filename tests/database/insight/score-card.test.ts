// A score card's way: made once after the quarter, read and answered by its provider, then open to the agency, and to nobody else.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { refusalIn } from "#app/access/refusals.server";
import { markParam } from "#app/database/page.server";
import { answerCard, readCard, readCards, readOwnCards, reviewCard } from "#app/models/insight/card.server";
import { readRows } from "#app/models/insight/rows.server";
import { asId, type CardId } from "#app/models/values/ids";
import { scoreCards } from "#drizzle/schema";
import { quarterOver } from "#tests/stage/insight-cards";
import { countPlainly } from "#tests/stage/insight-history";
import { onStage, type Stage } from "#tests/stage/on-stage";

const period = { from: "2026-07-01", until: "2026-10-01", zone: "America/New_York" } as never;

const ownCard = async ({ as, cast }: Stage) => {
  const [card] = await as(cast.mara, (db) => readOwnCards(db, cast.mara));
  return asId<CardId>(card?.id ?? "");
};

test("Mara's card says what happened in the quarter, tells of no fewer than eleven, and names no two providers' sum", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const history = await quarterOver(stage);
    const plain = countPlainly(history, 0, period);
    const id = await ownCard(stage);
    const card = await as(cast.mara, (db) => readCard(db, id));
    expect(card).toMatchObject({ quarter: "2026-Q3", answeredAt: null, isOpen: false });
    for (const key of ["answered", "accepted", "attended", "no_show", "completed"] as const) {
      const count = plain[key];
      if (!count) expect(card.figures[key]).toEqual({ state: "none" });
      else if (count.people < 11) expect(card.figures[key]).toEqual({ state: "hidden" });
      else expect(card.figures[key]).toMatchObject({ value: count.part / count.whole, of: count.whole });
    }
    expect(Object.values(card.figures).map(({ state }) => state)).toContain("told");
    // Southside alone is no group: its figures are its own.
    expect(Object.values(card.peers).every((peer) => peer === null)).toBe(true);
    const rows = await as(cast.mara, (db) => readRows(db, "accepted", card, null));
    expect(rows.rows.length).toBe(Math.min(25, plain.accepted?.whole ?? 0));
  }));

test("A provider answers its card before the agency sees it, once; nobody else ever sees it", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    await quarterOver(stage);
    const id = await ownCard(stage);
    const seenBy = (who: keyof typeof cast) => as(cast[who] as typeof cast.mara, (db) => db.$count(scoreCards));
    expect(await Promise.all([seenBy("mara"), seenBy("ora"), seenBy("sid")])).toEqual([1, 1, 1]);
    expect(await Promise.all([seenBy("nadia"), seenBy("sol"), seenBy("pavel"), seenBy("ines")])).toEqual([0, 0, 0, 0]);
    await expect(as(cast.nadia, (db) => readCard(db, id))).rejects.toMatchObject({ status: 404 });
    await expect(as(cast.sid, (db) => answerCard(db, cast.sid, id, "Not mine."))).rejects.toMatchObject({
      status: 404,
    });

    await as(cast.mara, (db) => answerCard(db, cast.mara, id, "Two of us were ill in August."));
    await expect(as(cast.mara, (db) => answerCard(db, cast.mara, id, "And more."))).rejects.toMatchObject({
      status: 409,
    });
    const seen = await as(cast.nadia, (db) => readCard(db, id));
    expect(seen).toMatchObject({ answer: "Two of us were ill in August.", isOpen: true });
    expect(await Promise.all([seenBy("nadia"), seenBy("sol"), seenBy("ines"), seenBy("otto")])).toEqual([1, 1, 0, 0]);

    await as(cast.nadia, (db) => reviewCard(db, cast.nadia, id, "Talked with Mara."));
    const again = as(cast.nadia, (db) => reviewCard(db, cast.nadia, id, "Again."));
    await expect(again).rejects.toMatchObject({ status: 409 });
    await expect(as(cast.sol, (db) => reviewCard(db, cast.sol, id, "Me too."))).rejects.toBeTruthy();
    const asProvider = as(cast.mara, (db) =>
      db.update(scoreCards).set({ review: "All is well.", reviewedBy: cast.mara.membershipId }),
    );
    expect(refusalIn(await asProvider.catch((failure: unknown) => failure))).toBeNull();
    const waiting = await as(cast.nadia, (db) => readCards(db, cast.nadia, "waiting", null));
    expect(waiting.rows.map((card) => card.id)).not.toContain(id);

    // Southside has not answered: after fourteen days its card is open all the same.
    setClock(new Date("2026-10-26T13:00:00Z"));
    expect(await seenBy("nadia")).toBe(2);
  }));

test("Nadia pages through all cards, each once, the latest quarter first", () =>
  onStage(async (stage) => {
    const { as, asRole, cast, setClock } = stage;
    await quarterOver(stage);
    setClock(new Date("2026-10-26T13:00:00Z"));
    await asRole("app_definer", (db) =>
      db.execute(sql`insert into score_card select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'opens_at', '2020-01-01',
          'from_day', c.from_day - make_interval(months => 3 * n), 'until_day', (c.until_day - make_interval(months => 3 * n))::date,
          'quarter', (2026 - n % 26) || '-Q' || (1 + n / 26), 'reasons', case when n % 3 = 0 then '{idle,suspended}'::text[] else '{idle}'::text[] end))).*
        from score_card c cross join generate_series(1, 30) n`),
    );
    const seen = [];
    let after: string | null = null;
    do {
      const mark = markParam.parse(after ?? undefined);
      const page = await as(cast.nadia, (db) => readCards(db, cast.nadia, "all", mark));
      seen.push(...page.rows);
      after = page.next;
    } while (after);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(62);
    expect(seen).toHaveLength(62);
    expect(seen.slice(0, 2).map(({ quarter }) => quarter)).toEqual(["2026-Q3", "2026-Q3"]);
  }));
