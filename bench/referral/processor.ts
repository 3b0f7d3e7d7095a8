// Tells what a request costs in processor time, in Node and in PostgreSQL, whatever else the machine does meanwhile. Knows Linux alone; elsewhere it says nothing.
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import type { Figure } from "#app/commands/bench";
import { connect } from "#app/commands/postgres/connect";
import { ask, type Page, PLAIN } from "../network/page";
import type { Product } from "../search/pages";
import { shown } from "../search/times";

const ASKED = 40;
/** The kernel counts in hundredths of a second on every machine this runs on. */
const MILLISECONDS_PER_TICK = 10;

export interface Processor {
  /** Beside the plain page, asked as often. */
  costs(page: Page): Promise<Figure[]>;
}

/** @param url of the product's database */
export async function watchProcessor(product: Product, url: string): Promise<Processor> {
  if (!existsSync("/proc/self/stat")) return { costs: async () => [] };
  const postmaster = await findPostmaster(url);
  const spent = async (page: Page): Promise<number> => {
    for (let n = 0; n < 4; n++) await askOnce(product, page, n);
    const before = await ticks(product.process, postmaster);
    for (let n = 0; n < ASKED; n++) await askOnce(product, page, n);
    return (((await ticks(product.process, postmaster)) - before) * MILLISECONDS_PER_TICK) / ASKED;
  };
  const plain: Page = { name: PLAIN, addresses: [PLAIN], cookie: "" };
  return {
    costs: async (page) => [
      shown(`${page.name}, ms of processor, against ${PLAIN}`, await spent(page), await spent(plain)),
    ],
  };
}

const askOnce = ({ origin }: Product, { addresses, cookie }: Page, n: number) =>
  ask(`${origin}${addresses[n % addresses.length]}`, cookie);

async function findPostmaster(url: string): Promise<number> {
  const admin = await connect(url, "bench");
  try {
    const [row] = await admin`select pg_backend_pid() as pid`;
    return (await statOf(Number(row?.pid)))?.parent ?? 0;
  } finally {
    await admin.end({ timeout: 1 });
  }
}

/** Of the web's process, and of all that PostgreSQL has begun and not ended: its connections are kept from page to page. */
async function ticks(web: number, postmaster: number): Promise<number> {
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(processes.map(async (id) => ({ id, stat: await statOf(id) })));
  return stats
    .filter(({ id, stat }) => id === web || stat?.parent === postmaster)
    .reduce((sum, { stat }) => sum + (stat?.ticks ?? 0), 0);
}

/** The fields after the name, which may hold blanks; null for a process that is gone. */
async function statOf(id: number): Promise<{ parent: number; ticks: number } | null> {
  const text = await readFile(`/proc/${id}/stat`, "utf8").catch(() => null);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}
