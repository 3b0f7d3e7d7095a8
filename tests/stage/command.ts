// Runs one of the project's commands as a person would, in a process of its own. Never leaves it running after the test file.
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { afterAll } from "vitest";

export type Running = {
  process: ChildProcess;
  /** All it has printed so far. */
  output(): string;
  /** Waits for words in what it prints; fails with all it printed when it ends or is late. */
  until(pattern: RegExp, seconds?: number): Promise<string>;
  signal(name: NodeJS.Signals): void;
  /** Its exit code, once it has ended. */
  ended: Promise<number | null>;
};

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** @param words the file below app/commands without its ending, and what follows it, such as ["start", "--demo"] */
export function runCommandLine([name = "", ...words]: string[], settings: Record<string, string>): Running {
  const child = spawn(process.execPath, ["--import", "tsx", path.join("app/commands", `${name}.ts`), ...words], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: "warn", NODE_ENV: "development", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let output = "";
  const take = (part: Buffer) => {
    output += part;
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const ended = new Promise<number | null>((resolve) =>
    child.once("close", (code) => {
      running.delete(child);
      resolve(code);
    }),
  );
  const until = async (pattern: RegExp, seconds = 120) => {
    for (let waited = 0; waited < seconds * 20; waited++) {
      if (pattern.test(output)) return output;
      if (child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${name} never printed ${pattern}:\n${output}`);
  };
  return { process: child, output: () => output, until, ended, signal: (signal) => void child.kill(signal) };
}

/** Runs a command to its end. */
export async function finishCommandLine(words: string[], settings: Record<string, string>) {
  const command = runCommandLine(words, settings);
  const code = await command.ended;
  return { code, output: command.output() };
}
