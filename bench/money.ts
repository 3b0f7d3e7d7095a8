// Measures money: the finance queue as it grows, lines checked, a batch of payments, and a long storm. Each figure stands beside a plain thing of the same run.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type postgres from "postgres";
import type { Figure } from "#app/commands/bench";
import { loadDemo } from "#app/commands/demo/load";
import { connect } from "#app/commands/postgres/connect";
import { changeSettings } from "#app/env.server";
import { growDelivered, growPayable, growQueue, openDesk, SESSION } from "./money/grow";
import { measureBatch, measureEdits } from "./money/pace";
import { measureStorm } from "./money/storm";
import { measurePage } from "./network/page";
import { loginsOf, openHouse } from "./search/house";
import { type Product, startProduct } from "./search/pages";

const SIZES = [10_000, 100_000, 1_000_000];
const EDITED = 10_000;
const PAID = 5_000;

export async function run(): Promise<Figure[]> {
  // Of the bench alone: what it seals is thrown away with it.
  changeSettings({ ACCOUNT_KEYS: "5e".repeat(32) });
  const house = await openHouse();
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-bench-"));
  let product: Product | null = null;
  try {
    const url = await house.database("money");
    const { migrator, web } = loginsOf(url);
    if (!migrator) throw new Error("the demo network has no migrator");
    await loadDemo(migrator);
    const admin = await connect(url, "bench");
    try {
      await openDesk(admin);
      product = await startProduct(url, folder);
      const figures = await measureQueue(admin, product);
      await growDelivered(admin, EDITED);
      figures.push(await measureEdits(admin, web));
      await growPayable(admin, PAID);
      figures.push(await measureBatch(admin, web));
      return [...figures, ...(await measureStorm())];
    } finally {
      await admin.end({ timeout: 1 });
    }
  } finally {
    await product?.stop();
    await rm(folder, { recursive: true, force: true });
    await house.close();
  }
}

/** The growth table: the same pages at each size; the target is the largest's. */
async function measureQueue(admin: postgres.Sql, product: Product): Promise<Figure[]> {
  const figures: Figure[] = [];
  let grown = 0;
  for (const lines of SIZES) {
    await growQueue(admin, grown, lines);
    grown = lines;
    const told = lines.toLocaleString("en");
    const cookie = `session=${SESSION.finn}`;
    for (const [name, address] of [
      ["finance's day", "/finance"],
      ["queue that waits", "/finance/invoices"],
      ["books", "/finance/books"],
      ["funds", "/finance/funds"],
    ] as const)
      figures.push(await measurePage(product, { name: `${name} at ${told} lines`, addresses: [address], cookie }));
  }
  return figures;
}
