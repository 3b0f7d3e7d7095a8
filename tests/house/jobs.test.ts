// A job that no process loads would never run, and nobody would be told.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";

test("every file that defines a job is loaded where jobs are started", async () => {
  const starter = await readFile("app/commands/start/jobs.ts", "utf8");
  const files = (await readdir("app/models", { recursive: true })).filter((file) => file.endsWith(".server.ts"));
  const texts = await Promise.all(files.map((file) => readFile(path.join("app/models", file), "utf8")));
  const defining = files.filter((_, place) => /\b(defineJob|everyMinute)\(\s*"/.test(texts[place] ?? ""));
  expect(defining.length).toBeGreaterThan(1);
  expect(defining.filter((file) => !starter.includes(`"#app/models/${file.replace(/\.ts$/, "")}"`))).toEqual([]);
});
