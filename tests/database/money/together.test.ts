// Many invoices at once: what the rule lets pass is approved with one press by a second person; what may not is left, and told.
import { expect, test } from "vitest";
import { approveRest, decideLine } from "#app/models/invoice/decide-line.server";
import { readInvoiceRow, readLines } from "#app/models/invoice/row.server";
import { changeReviewRule } from "#app/models/invoice/rules.server";
import {
  approveTogether,
  beginTogether,
  readNumbers,
  readToApprove,
  readToBegin,
} from "#app/models/invoice/together.server";
import { asId, type InvoiceId, type InvoiceLineId } from "#app/models/values/ids";
import { secondSeat } from "#tests/stage/duties";
import { beaSends, booksAreWhole, delivered } from "#tests/stage/money-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

/** Two invoices on which nothing was found, and a rule that lets clean lines pass. */
async function twoClean(stage: Stage): Promise<[InvoiceId, InvoiceId]> {
  const { as, cast } = stage;
  const [one, other, ...rest] = await delivered(stage, 3);
  if (!one || !other) throw new Error("nothing was delivered");
  const ids: [InvoiceId, InvoiceId] = [await beaSends(stage, [one, ...rest]), await beaSends(stage, [other])];
  await as(cast.felix, (db) => changeReviewRule(db, cast.felix, { passes: true, samplePercent: 0, mostCents: null }));
  return ids;
}

const toApprove = ({ as, cast }: Stage, who = cast.felix) =>
  as(who, async (db) =>
    (await readToApprove(db, cast.agencyId)).map(({ id, seen }) => ({ id: asId<InvoiceId>(id), seen })),
  );

test("Finn starts both reviews at once, Felix approves both at once, and neither can be taken a second time", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const ids = await twoClean(stage);
    const waiting = await as(cast.finn, (db) => readToBegin(db, cast.agencyId));
    expect(waiting.map(({ id }) => id)).toEqual(ids);
    expect(await as(cast.finn, (db) => beginTogether(db, cast.finn, ids))).toEqual([]);
    expect(await as(cast.finn, (db) => readToBegin(db, cast.agencyId))).toEqual([]);
    const again = await as(cast.finn, (db) => beginTogether(db, cast.finn, ids));
    expect(again.map(({ refusal }) => refusal.status)).toEqual([409, 409]);

    const chosen = await toApprove(stage);
    expect(chosen.map(({ id }) => id)).toEqual(ids);
    expect(await as(cast.felix, (db) => approveTogether(db, cast.felix, chosen))).toEqual([]);
    expect(await toApprove(stage)).toEqual([]);
    const states = await as(cast.finn, (db) => Promise.all(ids.map((id) => readInvoiceRow(db, id))));
    expect(states.map(({ state }) => state)).toEqual(["approved", "approved"]);
    const late = await as(cast.felix, (db) => approveTogether(db, cast.felix, chosen));
    expect(late.map(({ refusal }) => refusal.code)).toEqual(["invoice.not-in-review", "invoice.not-in-review"]);
    await booksAreWhole(stage);
  }));

test("What changed since it was seen is left and told, and the others go through", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const [first, second] = await twoClean(stage);
    await as(cast.finn, (db) => beginTogether(db, cast.finn, [first, second]));
    const chosen = (await toApprove(stage)).map((one) => (one.id === first ? { ...one, seen: "0".repeat(64) } : one));
    const left = await as(cast.felix, (db) => approveTogether(db, cast.felix, chosen));
    expect(left.map(({ id, refusal }) => [id, refusal.code])).toEqual([[first, "invoice.changed-meanwhile"]]);
    const states = await as(cast.finn, (db) => Promise.all([first, second].map((id) => readInvoiceRow(db, id))));
    expect(states.map(({ state }) => state)).toEqual(["in_review", "approved"]);
    const named = `${states[0]?.number} · Northside Care`;
    expect([...(await as(cast.felix, (db) => readNumbers(db, left)))]).toEqual([[first, named]]);
    expect([...(await as(cast.olga, (db) => readNumbers(db, left)))]).toEqual([]);
  }));

test("An invoice of which Finn decided a line is not in his list, but in Felix's; one with a line undecided is in nobody's", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const [first, second] = await twoClean(stage);
    await as(cast.felix, (db) =>
      changeReviewRule(db, cast.felix, { passes: false, samplePercent: 0, mostCents: null }),
    );
    await as(cast.finn, (db) => beginTogether(db, cast.finn, [first, second]));
    await as(cast.finn, (db) => approveRest(db, cast.finn, first));
    expect(await toApprove(stage, cast.finn)).toEqual([]);
    expect((await toApprove(stage)).map(({ id }) => id)).toEqual([first]);
    expect(await as(cast.olga, (db) => readToApprove(db, cast.agencyId))).toEqual([]);
  }));

test("Bea in a second seat at finance approves nothing she billed, and Finn nothing he decided, also not among many", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const [first, second] = await twoClean(stage);
    await as(cast.finn, (db) => beginTogether(db, cast.finn, [first, second]));
    const chosen = await toApprove(stage);
    const beaAtFinance = await secondSeat(stage, cast.bea, "finance_approver");
    const byBea = await as(beaAtFinance, (db) => approveTogether(db, beaAtFinance, chosen));
    expect(byBea.map(({ refusal }) => refusal.code)).toEqual(["invoice.own-approval", "invoice.own-approval"]);

    const [line] = await as(cast.finn, (db) => readLines(db, first));
    const lineId = asId<InvoiceLineId>(line?.id ?? "");
    await as(cast.finn, (db) => decideLine(db, cast.finn, first, lineId, { move: "reconsider" }));
    await as(cast.finn, (db) => approveRest(db, cast.finn, first));
    const byFinn = await as(cast.finn, async (db) => approveTogether(db, cast.finn, await toApprove(stage)));
    expect(byFinn.map(({ id, refusal }) => [id, refusal.code])).toEqual([[first, "invoice.second-person"]]);
    await booksAreWhole(stage);
  }));
