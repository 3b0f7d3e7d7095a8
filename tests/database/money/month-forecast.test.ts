// What a month brings a provider, wherever its deliveries stand by now: each once, and only its own.
import { expect, test } from "vitest";
import { decideLine } from "#app/models/invoice/decide-line.server";
import { readMonthForecast } from "#app/models/invoice/month-forecast.server";
import { readLines } from "#app/models/invoice/row.server";
import { addMonths, asCalendarDay, firstOfMonth, localDay } from "#app/models/values/calendar-day";
import { asId, type InvoiceLineId } from "#app/models/values/ids";
import { copied } from "#tests/stage/many-deliveries";
import { beaDrafts, delivered, inReview, RATE } from "#tests/stage/money-story";
import { onStage } from "#tests/stage/on-stage";

test("Bea reads in the month it was given what is unbilled, drafted, sent and reduced, each once; Southside reads nothing of it", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    // Late in a month, so that four days back are all in it.
    setClock(new Date("2026-05-20T16:00:00Z"));
    const [unbilled, drafted, ...sent] = await delivered(stage, 4);
    if (!unbilled || !drafted) throw new Error("nothing was delivered");
    await beaDrafts(stage, [drafted]);
    const id = await inReview(stage, sent);
    const [first] = await as(cast.finn, (db) => readLines(db, id));
    const said = { reasonCode: "attendance_missing", reasonWords: "Half of it is documented." } as const;
    await as(cast.finn, (db) =>
      decideLine(db, cast.finn, id, asId<InvoiceLineId>(first?.id ?? ""), {
        ...{ move: "reduce", approvedCents: RATE / 2n },
        ...said,
      }),
    );
    const month = firstOfMonth(localDay(new Date("2026-05-20T16:00:00Z"), "America/New_York"));
    const read = (who: typeof cast.bea, of = month) => as(who, (db) => readMonthForecast(db, who, of));
    const { whole, agencies } = await read(cast.bea);
    expect(whole.mostCents).toBe(4n * RATE - RATE / 2n);
    expect(whole.earned.count + whole.atRisk.count).toBe(4);
    expect(agencies).toHaveLength(1);
    expect((await read(cast.bea, addMonths(month, -1))).whole.mostCents).toBe(0n);
    expect((await read(cast.bess)).agencies).toEqual([]);
  }));

test("Of more deliveries than one list shows, the month leaves none out", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    setClock(new Date("2026-05-20T16:00:00Z"));
    const [one] = await delivered(stage, 1);
    await copied(stage, one ?? "", COPIES);
    const { whole } = await as(cast.bea, (db) =>
      readMonthForecast(db, cast.bea, firstOfMonth(asCalendarDay("2026-05-20"))),
    );
    expect(whole.earned.count + whole.atRisk.count).toBe(COPIES + 1);
    expect(whole.mostCents).toBe(BigInt(COPIES + 1) * RATE);
  }));

/** More than the list of what can be billed shows. */
const COPIES = 1_005;
