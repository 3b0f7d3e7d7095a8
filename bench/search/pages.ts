// Asks the running product for pages of results, at a thousand places and at a million, and for pages of constant text beside them.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import autocannon from "autocannon";
import type { Figure } from "#app/commands/bench";
import { connect } from "#app/commands/postgres/connect";
import { freePort } from "#app/commands/postgres/embedded";
import { environmentWith } from "#app/env.server";
import { metresToMiles } from "#app/models/values/place";
import { termId } from "./directory";
import { towns } from "./nation";
import { type Asked, questions, TODAY } from "./questions";
import { atLeast, atMost, share, shown, timed } from "./times";

const WARMING = 40;
const MEASURED = 160;
const AT_ONCE = 8;
const SECONDS = 8;
const TOKEN = "b".repeat(40);
/** A page of constant text for whoever is not signed in: no session, no seat, no desk around it. */
const OUTSIDE = "/sign-in";
/** A page of constant text behind the same door as the search: the same session, rights, transaction and desk around it. */
const INSIDE = "/agency/search/order";

export interface Product {
  readonly origin: string;
  /** Of the process that answers. */
  readonly process: number;
  stop(): Promise<void>;
}

/** @param small and large addresses of the administrators of databases with a thousand and a million places */
export async function measurePages(small: string, large: string): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-bench-"));
  const products: Product[] = [];
  try {
    for (const url of [small, large]) {
      await signIn(url);
      products.push(await startProduct(url, path.join(folder, String(products.length))));
    }
    products.push(await startProduct(large, path.join(folder, "fixed"), "bench/search/fixed.ts"));
    const [few, many, fixed] = products;
    if (!few || !many || !fixed) throw new Error("the product did not start");
    return await measure(few, many, fixed);
  } finally {
    for (const product of products) await product.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(few: Product, many: Product, fixed: Product): Promise<Figure[]> {
  const asked = questions(WARMING + MEASURED, TODAY).map(addressOf);
  const [atFew, atMany]: [number[], number[]] = [[], []];
  for (const [n, address] of asked.entries()) {
    const [one, other] = [await timed(() => fetchPage(few, address)), await timed(() => fetchPage(many, address))];
    if (n < WARMING) continue;
    atFew.push(one);
    atMany.push(other);
  }
  for (const address of asked) await fetchPage(fixed, address);
  const outside = await requestsPerSecond(many, [OUTSIDE]);
  const inside = await requestsPerSecond(many, [INSIDE]);
  const results = await requestsPerSecond(many, asked);
  const drawn = await requestsPerSecond(fixed, asked);
  const name = "page of results at 1,000,000 places";
  return [
    shown(`${name}, p50 ms, against 1,000 places`, share(atMany, 0.5), share(atFew, 0.5)),
    atMost(`${name}, p95 ms, against 1,000 places`, share(atMany, 0.95), share(atFew, 0.95), 3, "at most 3 times"),
    atLeast(`${name}, requests a second, against ${INSIDE}`, results, inside, 0.5, "at least 1/2"),
    shown(`${name}, requests a second, against ${OUTSIDE}`, results, outside),
    shown(`${name}, requests a second, against the same pages with their answers fixed`, results, drawn),
    shown(`the same pages with their answers fixed, requests a second, against ${INSIDE}`, drawn, inside),
  ];
}

function addressOf({ town, metres, term, day, minute }: Asked): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const parts = {
    place: towns[town]?.postalCode ?? "",
    within: String(Math.round(metresToMiles(metres))),
    unit: "mile",
    specialty: termId(term),
    open: "at",
    day,
    time: `${two(Math.floor(minute / 60))}:${two(minute % 60)}`,
  };
  return `/agency/search?${new URLSearchParams(parts).toString()}`;
}

/** By an asker that takes little of the processor itself: it reads an answer to its end and unpacks nothing. */
async function requestsPerSecond({ origin }: Product, addresses: readonly string[]): Promise<number> {
  let askers = 0;
  const result = await autocannon({
    url: origin,
    connections: AT_ONCE,
    duration: SECONDS,
    setupClient: (client) => {
      // Each begins elsewhere in the same round, or all would ask for the same page at once.
      const first = Math.floor((addresses.length / AT_ONCE) * askers++);
      const round = [...addresses.slice(first), ...addresses.slice(0, first)];
      client.setRequests(round.map((address) => ({ method: "GET", path: address, headers: headersFor(address) })));
    },
  });
  if (result.errors > 0 || result.non2xx > 0)
    throw new Error(`${addresses[0]}: ${result.errors} errors, ${result.non2xx} answers of another kind`);
  return result.requests.average;
}

const headersFor = (address: string): Record<string, string> => ({
  "Accept-Encoding": "gzip, deflate",
  ...(address === OUTSIDE ? {} : { Cookie: `session=${TOKEN}` }),
});

async function fetchPage({ origin }: Product, address: string): Promise<void> {
  const response = await fetch(`${origin}${address}`, { headers: headersFor(address), redirect: "manual" });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${address} answered ${response.status}: ${text.slice(0, 200)}`);
}

/** A session as signing in makes one, for the caseworker who searches. */
async function signIn(url: string): Promise<void> {
  const admin = await connect(url, "bench");
  try {
    await admin`insert into sign_in_session (token_hash, person_id, membership_id, expires_at)
      select ${createHash("sha256").update(TOKEN).digest("hex")}, m.person_id, m.id, app.clock() + interval '10 hours' from membership m`;
  } finally {
    await admin.end({ timeout: 1 });
  }
}

export async function startProduct(url: string, folder: string, program = "app/commands/start.ts"): Promise<Product> {
  const port = await freePort();
  const settings = { DATABASE_URL: url, DATA_DIR: folder, PORT: String(port), LOG_LEVEL: "silent", WORKER: "external" };
  const server = spawn(process.execPath, ["--import", "tsx", program], {
    env: environmentWith({ ...settings, NODE_ENV: "development" }),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    server.stdout.on("data", (part: Buffer) => String(part).includes("Ctrl-C stops it") && resolve());
    server.once("close", () => reject(new Error("the product did not start")));
  });
  return {
    origin: `http://localhost:${port}`,
    process: server.pid ?? 0,
    async stop() {
      server.kill("SIGTERM");
      await ended;
    },
  };
}
