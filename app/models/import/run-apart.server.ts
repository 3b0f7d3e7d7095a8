// Runs an import in a process of its own: pages go on being answered meanwhile, and its memory goes with it. Knows nothing of what it does.
import { fork } from "node:child_process";
import { environmentWith } from "#app/env.server";

const PROGRAM = "app/commands/import-run.ts";

/**
 * @param attempt as runImport takes it
 * @throws Error when it did not end well: the job is tried again
 */
export async function runApart(importId: string, attempt: number, last: boolean): Promise<void> {
  const child = fork(PROGRAM, [importId, String(attempt), last ? "last" : "again"], {
    execArgv: ["--import", "tsx"],
    // It works as the worker alone, and never as somebody at a desk.
    env: environmentWith({ DATABASE_WEB_URL: undefined, WORKER: "external" }),
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0) throw new Error(`the import's process ended with ${code ?? "a signal"}`);
}
