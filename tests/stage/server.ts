// Serves the built product on a database of the story's own, for journeys and for tests of whole requests.
import { freePort } from "#app/commands/postgres/embedded";
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
    ...{ DATABASE_URL: database.urls.admin, PORT: String(port), DEMO: "yes", DATA_DIR: `.data/${database.name}` },
    ...settings,
  });
  await command.until(/Ctrl-C stops it/);
  const stop = async () => {
    command.signal("SIGTERM");
    await command.ended;
  };
  return { origin: `http://localhost:${port}`, output: command.output, stop };
}
