// Every pair of duties that must be apart, tried by one person in two seats: by the page, by the deed and by SQL as the application's role.
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { refusalIn } from "#app/access/refusals.server";
import { constraintOf } from "#app/database/transaction.server";
import { sayIn } from "#app/i18n/say-in";
import { atTheDoor } from "#tests/access/door";
import { addPerson } from "#tests/stage/cast";
import { PAIRS, secondSeat } from "#tests/stage/duties";
import { booksAreWhole } from "#tests/stage/money-story";
import { pagesFor } from "#tests/stage/page-visit";

test.each(PAIRS)("$name, whichever way it is tried", (pair) =>
  atTheDoor(async (door) => {
    const { as, asRole, cast } = door;
    const house = { agencyId: cast.agencyId, organizationId: null };
    const faye = await asRole("app_definer", (db) =>
      addPerson(db, "faye@example.org", "Faye Lund", house, "finance_approver"),
    );
    const attempt = await pair.lay(door);
    const who = await secondSeat(door, cast[pair.first], pair.seat);
    const { file, path, params } = attempt.page;

    const shown = await (await pagesFor(door, who)).post(file, path, params, await attempt.form());
    expect(shown).toMatchObject({
      status: 403,
      text: expect.stringContaining(sayIn("en").any(`refusal.${pair.refusal}`)),
    });
    expect(await toldBy(as(who, (db) => attempt.deed(db, who)))).toBe(pair.refusal);
    expect(pair.constraints).toContain(await stoppedBy(as(who, (db) => db.execute(attempt.statement(who)))));

    const other: Actor = pair.second === "faye" ? faye : cast[pair.second];
    const taken = await (await pagesFor(door, other)).post(file, path, params, await attempt.form());
    expect(taken.status).toBe(303);
    await booksAreWhole(door);
  }),
);

const toldBy = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (failure: unknown) => refusalIn(failure)?.code ?? String(failure),
  );

const stoppedBy = (work: Promise<unknown>) =>
  work.then(
    () => "nothing",
    (failure: unknown) => constraintOf(failure) ?? String(failure),
  );
