// A small storm over the books: people act at random on many connections while the server and PostgreSQL are killed by signal 9.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { booksAreWhole } from "#tests/stage/money-story";
import { layGround, readKept } from "#tests/stage/storm/ground";
import { actsOf, storm } from "#tests/stage/storm/storm";

const ACTS = 240;
const folder = await mkdtemp(path.join(tmpdir(), "throughline-storm-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starting PostgreSQL and the server again takes long on a machine that does other things too. */
const LONGEST = 280_000;

test(
  "nothing that was confirmed is lost, nothing is done twice, nothing goes over, and the books balance",
  async () => {
    const ground = await layGround(folder, 12);
    let { server } = ground;
    try {
      await fc.assert(
        fc.asyncProperty(fc.integer(), async (seed) => {
          const plan = { folder, server, url: ground.stage.urls.web, cast: ground.cast, people: 8, calm: 64 };
          const before = await readKept(server.url);
          const result = await storm(plan, actsOf(seed, ACTS));
          server = result.server;
          expect(result.failed).toEqual([]);
          expect(result.kills).toMatchObject({ postgres: 2, server: 1 });
          const kept = await readKept(server.url);
          const known = new Set(kept.keys.map(({ key }) => key));
          expect(result.doneKeys.filter((key) => !known.has(key))).toEqual([]);
          expect(result.refusedKeys.filter((key) => known.has(key))).toEqual([]);
          const { deliver = 0, correct = 0, bill = 0, batch = 0, requeue = 0, grant = 0 } = result.done;
          expect(kept).toMatchObject({
            attendances: before.attendances + deliver + correct,
            invoices: before.invoices + bill,
            batches: before.batches + batch + requeue,
            grants: before.grants + grant,
            twice: 0,
          });
          await booksAreWhole(await ground.stageAgain());
        }),
        // A storm that went wrong is not made smaller: time is a part of it. Its seed is told.
        { numRuns: 1, endOnFailure: true },
      );
    } finally {
      await ground.leave();
      await server.stop();
    }
  },
  LONGEST,
);
