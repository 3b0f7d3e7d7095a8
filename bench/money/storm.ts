// A long storm over the books: storm after storm, each on ground of its own, until the server and PostgreSQL were killed some hundred times. Mends nothing.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Figure } from "#app/commands/bench";
import { findBreaches } from "#app/models/payment/prove-books.server";
import { layGround, readKept } from "#tests/stage/storm/ground";
import { actsOf, storm } from "#tests/stage/storm/storm";

const STORMS = 10;
const ACTS = 2000;
const DAYS = 90;
const CALM = 80;

interface Found {
  kills: number;
  acts: number;
  lost: number;
  kept: number;
  twice: number;
  failed: number;
  broken: number;
}

async function oneStorm(seed: number, found: Found): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-storm-"));
  const ground = await layGround(folder, DAYS);
  let { server } = ground;
  try {
    const plan = { folder, server, url: ground.stage.urls.web, cast: ground.cast, people: 12, calm: CALM };
    const before = await readKept(server.url);
    const result = await storm(plan, actsOf(seed, ACTS));
    server = result.server;
    const kept = await readKept(server.url);
    const known = new Set(kept.keys.map(({ key }) => key));
    const stage = await ground.stageAgain();
    const breaches = await stage.asRole("app_auditor", findBreaches);
    const { deliver = 0, correct = 0, bill = 0, batch = 0, requeue = 0, grant = 0 } = result.done;
    const more = [
      [kept.attendances, before.attendances + deliver + correct],
      [kept.invoices, before.invoices + bill],
      [kept.batches, before.batches + batch + requeue],
      [kept.grants, before.grants + grant],
    ].filter(([there, told]) => there !== told).length;
    found.kills += result.kills.postgres + result.kills.server;
    found.acts += result.doneKeys.length;
    found.lost += result.doneKeys.filter((key) => !known.has(key)).length;
    found.kept += result.refusedKeys.filter((key) => known.has(key)).length;
    found.twice += kept.twice + more;
    found.failed += result.failed.length;
    found.broken += breaches.length;
    const wrong = [...result.failed, ...breaches.map(({ invariant }) => invariant.name)];
    if (wrong.length > 0) process.stdout.write(`storm of seed ${seed}: ${wrong.join("; ")}\n`);
  } finally {
    await ground.leave();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seeds count up from the day's, and are told where something went wrong. */
export async function measureStorm(): Promise<Figure[]> {
  const found: Found = { kills: 0, acts: 0, lost: 0, kept: 0, twice: 0, failed: 0, broken: 0 };
  const first = Math.floor(Date.now() / 86_400_000);
  for (let turn = 0; turn < STORMS; turn++) await oneStorm(first + turn, found);
  const none = (name: string, value: number): Figure => ({
    ...{ name: `storm: ${name}, of acts that were confirmed`, value, against: found.acts },
    ...{ ratio: value / Math.max(found.acts, 1), target: "none", ok: value === 0 },
  });
  return [
    {
      ...{ name: "storm: kills by signal 9, of acts that were confirmed", value: found.kills, against: found.acts },
      ...{ ratio: found.kills / Math.max(found.acts, 1), target: "at least 200", ok: found.kills >= 200 },
    },
    none("confirmed and lost", found.lost),
    none("refused and kept all the same", found.kept),
    none("done or paid twice", found.twice),
    none("neither kept nor refused in words", found.failed),
    none("invariants that do not hold", found.broken),
  ];
}
