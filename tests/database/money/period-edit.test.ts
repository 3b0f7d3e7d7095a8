// The limit in each period as a check of what is billed: lowered after it was delivered, the lines over it say so to Bea before she sends and to Finn who looks.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { readUnbilled } from "#app/models/delivery/unbilled.server";
import { checkUnbilled } from "#app/models/invoice/check.server";
import type { Edit } from "#app/models/invoice/edits";
import { readLines } from "#app/models/invoice/row.server";
import { beaSends, delivered } from "#tests/stage/money-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

const OVER = { code: "over_period", blanks: { used: "1", limit: "0.5" }, effect: "look" };

/** From now on so many units a day, as an agency's change sets them. */
const limitsEachDay = ({ asRole, cast }: Stage, units: string | null) =>
  asRole("app_definer", (db) =>
    db.execute(
      sql`update "authorization" set period = ${units ? "day" : null}, units_per_period = ${units} where agency_id = ${cast.agencyId}::uuid`,
    ),
  );

test("one session a day is found over a limit of half a unit, and not over one of a whole unit or none", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const attendanceIds = await delivered(stage, 2);
    const found = () =>
      as(cast.bea, async (db) => {
        const open = await readUnbilled(db, cast.northside.organizationId);
        const checked = await checkUnbilled(db, cast.bea, cast.agencyId, open);
        return checked.map(({ edits }) => edits.filter(({ code }) => code === OVER.code));
      });
    expect(await found()).toEqual([[], []]);
    await limitsEachDay(stage, "1");
    expect(await found()).toEqual([[], []]);
    await limitsEachDay(stage, "0.5");
    expect(await found()).toEqual([[OVER], [OVER]]);
    const id = await beaSends(stage, attendanceIds);
    const lines = await as(cast.finn, (db) => readLines(db, id));
    expect(lines.map(({ edits }) => (edits as Edit[]).filter(({ code }) => code === OVER.code))).toEqual([
      ...[[OVER], [OVER]],
    ]);
    expect(lines.map(({ unitsPerPeriod, periodUnits }) => [unitsPerPeriod, periodUnits])).toEqual([
      ...[
        [50n, 100n],
        [50n, 100n],
      ],
    ]);
  }));
