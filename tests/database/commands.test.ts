// The commands as a person meets them: what starts, what is told in a sentence, and that nothing is left running.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { takeFingerprint } from "#app/commands/build";
import { migrate } from "#app/commands/migrate";
import { connect } from "#app/commands/postgres/connect";
import { freePort, startPostgres } from "#app/commands/postgres/embedded";
import { deriveUrls } from "#app/commands/postgres/logins";
import { findChromium } from "#app/commands/test/chromium";
import { finishCommandLine, runCommandLine } from "#tests/stage/command";

const folder = await mkdtemp(path.join(tmpdir(), "throughline-commands-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const isAlive = (processId: number) => {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
};
const postgresOf = async (data: string) =>
  Number((await readFile(path.join(data, "postgres/postmaster.pid"), "utf8")).split("\n")[0]);

describe("npm start on a bare machine", () => {
  const data = path.join(folder, "bare");

  test("serves the demo, says who can sign in, stops on SIGTERM with nothing left, and finds its data again", async () => {
    const port = await freePort();
    const settings = { DATA_DIR: data, PORT: String(port) };
    const first = runCommandLine(["start"], settings);
    const printed = await first.until(/Ctrl-C stops it/, 240);
    expect(printed).toContain(`Throughline is at http://localhost:${port}`);
    expect(printed).toMatch(/Name +Role +E-mail +Password/);
    expect((await fetch(`http://localhost:${port}/healthz`)).status).toBe(200);
    const database = await postgresOf(data);

    const other = await finishCommandLine(["start"], { ...settings, PORT: String(await freePort()) });
    expect(other).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^Throughline is running already .* another DATA_DIR\.\n$/m),
    });

    first.signal("SIGTERM");
    expect(await first.ended).toBe(0);
    expect(isAlive(database)).toBe(false);

    const second = runCommandLine(["start"], settings);
    const again = await second.until(/Ctrl-C stops it/);
    expect(again).not.toMatch(/Building|Loading/);
    expect(again).toMatch(/Name +Role +E-mail +Password/);
    const killed = await postgresOf(data);
    second.signal("SIGKILL");
    await second.ended;
    await expect.poll(() => isAlive(killed), { timeout: 10_000 }).toBe(false);
  });
});

describe("npm start tells in one sentence", () => {
  const refused = async (settings: Record<string, string>, words = ["start"]) => {
    const { code, output } = await finishCommandLine(words, {
      DATA_DIR: path.join(folder, "none"),
      PORT: "0",
      ...settings,
    });
    expect(code).toBe(1);
    expect(output).not.toMatch(/^ +at /m);
    return output.trim();
  };

  test("that the port is in use", async () => {
    const taken = net.createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.once("listening", resolve));
    const { port } = taken.address() as net.AddressInfo;
    expect(await refused({ PORT: String(port) })).toMatch(
      /^Port \d+ is in use by another program: end it, or choose another port, such as PORT=\d+ npm start\.$/,
    );
    taken.close();
  });

  test("that no database answers, without the password", async () => {
    const output = await refused({ DATABASE_URL: "postgres://app:let-me-in@127.0.0.1:1/app" });
    expect(output).toBe(
      "The database cannot be used: no PostgreSQL answers at 127.0.0.1:1: start it or correct DATABASE_URL.",
    );
  });

  test("all settings that are wrong, at once and without their values", async () => {
    const output = await refused({ PORT: "eighty", DATABASE_URL: "mysql://let-me-in", WORKER: "sometimes" });
    expect(output).toMatch(/\(see \.env\.example\):\n {2}PORT must .*\n {2}DATABASE_URL must .*\n {2}WORKER must .*$/);
    expect(output).not.toContain("let-me-in");
  });

  test("that it does not know a word", async () => {
    expect(await refused({}, ["start", "--dmeo"])).toBe("--dmeo is not known. Usage: npm start [-- --demo]");
  });
});

describe("npm start on an operator's PostgreSQL", () => {
  test("makes its roles and tables, loads no demo, shows no password, and keeps the administrator's address from the web", async () => {
    const server = await startPostgres(path.join(folder, "operator"), true);
    try {
      const port = await freePort();
      const settings = {
        DATABASE_URL: server.url,
        NODE_ENV: "production",
        DATA_DIR: path.join(folder, "none"),
        PORT: String(port),
      };
      const web = runCommandLine(["start"], settings);
      const printed = await web.until(/Ctrl-C stops it/);
      expect(printed).not.toMatch(/Password|demo/i);
      const sql = await connect(server.url, "DATABASE_URL");
      expect(await sql`select count(*)::int as people from public.person`).toEqual([{ people: 0 }]);
      const users =
        await sql`select distinct usename from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'`;
      expect(users.map((row) => row.usename)).not.toContain("postgres");
      await sql`insert into migration.applied (name, digest) values ('9999_later', 'x')`;
      await sql.end();
      web.signal("SIGINT");
      expect(await web.ended).toBe(0);
      const newer = await finishCommandLine(["start"], settings);
      expect(newer).toMatchObject({
        code: 1,
        output: expect.stringMatching(/^The database is newer than this release/m),
      });
    } finally {
      await server.stop();
    }
  });

  test("that has an older schema is not served by logins that cannot migrate it", async () => {
    const server = await startPostgres(path.join(folder, "older"), true);
    try {
      const urls = deriveUrls(server.url, "x");
      await migrate(urls);
      const sql = await connect(server.url, "DATABASE_URL");
      await sql`delete from migration.applied where name = (select max(name) from migration.applied)`;
      await sql.end();
      const settings = {
        DATABASE_WEB_URL: urls.web,
        DATABASE_WORKER_URL: urls.worker,
        NODE_ENV: "production",
        PORT: "0",
      };
      const { code, output } = await finishCommandLine(["start"], settings);
      expect([code, output]).toEqual([
        1,
        expect.stringMatching(
          /^The database is older than this release .*: give DATABASE_MIGRATOR_URL or DATABASE_URL once, so that it can be migrated\.$/m,
        ),
      ]);
    } finally {
      await server.stop();
    }
  });
});

describe("npm test", () => {
  const say = () => {};

  test("says what to do where there is no Chromium and none can be installed", async () => {
    const { code, output } = await finishCommandLine(["test", "journeys"], {
      PATH: path.join(folder, "empty"),
      HOME: folder,
    });
    expect([code, output]).toEqual([
      1,
      "There is no Chromium for the journeys: install one (Debian: apt-get install chromium), or set CHROMIUM_PATH.\n",
    ]);
  });

  test("uses the Chromium it is told to, and says when that is not there", async () => {
    expect(await findChromium(process.execPath, say, [])).toBe(process.execPath);
    await expect(findChromium("/nowhere/chromium", say)).rejects.toThrow(
      "CHROMIUM_PATH is /nowhere/chromium, and there is no such file",
    );
  });

  test("knows its kinds of test", async () => {
    const { code, output } = await finishCommandLine(["test", "jorneys"], {});
    expect([code, output]).toEqual([
      1,
      "jorneys is no kind of test: choose from house, rules, database, access, routes, journeys.\n",
    ]);
  });
});

test("a map that another start is drawing meanwhile is nothing to build from", async () => {
  const before = await takeFingerprint();
  // No process has so high a number.
  const draft = path.resolve("public/basemap.999999999");
  await mkdir(path.join(draft, "towns"), { recursive: true });
  try {
    await writeFile(path.join(draft, "towns/half.json"), "{");
    expect(await takeFingerprint()).toBe(before);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
});
