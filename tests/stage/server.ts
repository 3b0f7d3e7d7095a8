// Serves the built product on a database of the story's own, for journeys and for tests of whole requests.
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "#app/commands/postgres/embedded";
import { env } from "#app/env.server";
import { runCommandLine } from "./command";
import type { StageDatabase } from "./database";

export type StageServer = {
  /** Where it answers, such as http://localhost:41234. */
  origin: string;
  /** All it has printed: its log among it. */
  output(): string;
  stop(): Promise<void>;
};

/**
 * Starts the server as `npm start` does, with jobs inside and the mailbox at /dev/mail.
 * @param settings further settings, such as WORKER or SESSION_IDLE_MINUTES
 */
export async function serveStage(database: StageDatabase, settings: Record<string, string> = {}): Promise<StageServer> {
  const port = await freePort();
  const command = runCommandLine(["start"], {
    // The logins as they are: an administrator's address would give them other passwords under everybody's feet.
    DATABASE_WEB_URL: database.urls.web,
    DATABASE_WORKER_URL: database.urls.worker,
    DATABASE_MIGRATOR_URL: database.urls.migrator,
    PORT: String(port),
    DEMO: "yes",
    DATA_DIR: path.join(tmpdir(), database.name),
    // Accounts were sealed by this process.
    ACCOUNT_KEYS: env().ACCOUNT_KEYS ?? "",
    ...settings,
  });
  await command.until(/Ctrl-C stops it/);
  const stop = async () => {
    command.signal("SIGTERM");
    await command.ended;
    await rm(path.join(tmpdir(), database.name), { recursive: true, force: true });
  };
  return { origin: `http://localhost:${port}`, output: command.output, stop };
}
