// What waits to be billed is told whole, however much it is; the list of one invoice holds the oldest of it and no more.
import { expect, test } from "vitest";
import { MOST_TO_BILL, readToBill, readUnbilled } from "#app/models/delivery/unbilled.server";
import { copied } from "#tests/stage/many-deliveries";
import { beaDrafts, delivered, RATE } from "#tests/stage/money-story";
import { onStage } from "#tests/stage/on-stage";

const COPIES = MOST_TO_BILL + 5;

test("Bea reads how many deliveries wait, their sum and the oldest day, beyond what one invoice holds; what is drafted does not wait; Bess reads none", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { organizationId } = cast.northside;
    const [first, second] = await delivered(stage, 2);
    if (!first || !second) throw new Error("nothing was delivered");
    await copied(stage, second, COPIES);
    const toBill = () => as(cast.bea, (db) => readToBill(db, organizationId));
    const listed = await as(cast.bea, (db) => readUnbilled(db, organizationId, { agencyId: cast.agencyId }));
    expect(listed).toHaveLength(MOST_TO_BILL);
    const count = COPIES + 2;
    const whole = { agencyId: cast.agencyId, count, amountCents: BigInt(count) * RATE };
    expect(await toBill()).toMatchObject([{ ...whole, oldest: listed[0]?.serviceDay }]);
    await beaDrafts(stage, [first]);
    expect(await toBill()).toMatchObject([{ count: count - 1, amountCents: BigInt(count - 1) * RATE }]);
    expect(await as(cast.bess, (db) => readToBill(db, organizationId))).toEqual([]);
  }));
