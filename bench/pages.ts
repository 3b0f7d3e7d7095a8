// Measures list pages of each desk on the demo network beside a plain page, the health check, in the same run.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Figure } from "#app/commands/bench";
import { DEMO_PASSWORD, demoEmail } from "#app/commands/demo/people";
import { freePort } from "#app/commands/postgres/embedded";
import { environmentWith } from "#app/env.server";

const WARMING = 8;
const MEASURED = 60;
/** The longest a list page may take at the 95th percentile, in milliseconds. */
const MOST_MILLISECONDS = 100;

const pages = [
  ["Ines Moreau", "/agency"],
  ["Ines Moreau", "/agency/clients"],
  ["Ines Moreau", "/agency/referrals"],
  ["Mara Quinn", "/portal/offers"],
  ["Pavel Novak", "/portal/sessions"],
  ["Finn Delgado", "/finance/invoices"],
] as const;

export async function run(): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-bench-"));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const server = spawn(process.execPath, ["--import", "tsx", "app/commands/start.ts"], {
    env: environmentWith({ DATA_DIR: folder, PORT: String(port), LOG_LEVEL: "silent", NODE_ENV: "development" }),
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.stdout.on("data", (part: Buffer) => String(part).includes("Ctrl-C stops it") && resolve());
      server.once("close", () => reject(new Error("the product did not start")));
    });
    return await measure(origin);
  } finally {
    server.kill("SIGTERM");
    await new Promise((resolve) => server.once("close", resolve));
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(origin: string): Promise<Figure[]> {
  const cookies = new Map<string, string>();
  for (const [name] of pages) if (!cookies.has(name)) cookies.set(name, await signIn(origin, name));
  const figures: Figure[] = [];
  for (const [name, address] of pages) {
    const took: number[] = [];
    const plain: number[] = [];
    for (let n = 0; n < WARMING + MEASURED; n++) {
      const page = await timed(() => ask(`${origin}${address}`, cookies.get(name) ?? ""));
      const beside = await timed(() => ask(`${origin}/healthz`, ""));
      if (n < WARMING) continue;
      took.push(page);
      plain.push(beside);
    }
    const value = share(took, 0.95);
    const against = share(plain, 0.95);
    figures.push({
      name: `page p95 ms ${address}`,
      value,
      against,
      ratio: value / against,
      target: `under ${MOST_MILLISECONDS} ms`,
      ok: value < MOST_MILLISECONDS,
    });
  }
  return figures;
}

async function signIn(origin: string, name: string): Promise<string> {
  const response = await fetch(`${origin}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: origin },
    body: new URLSearchParams({ email: demoEmail(name), password: DEMO_PASSWORD }).toString(),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((set) => set.split(";")[0])
    .join("; ");
  if (!cookie) throw new Error(`${name} could not sign in`);
  return cookie;
}

async function ask(address: string, cookie: string): Promise<void> {
  const response = await fetch(address, { headers: { Cookie: cookie }, redirect: "manual" });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${new URL(address).pathname} answered ${response.status}`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function share(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
