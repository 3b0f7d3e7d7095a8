// `npm run admin -- <what>`: what an operator does at the machine itself. Never done over the web.
import { env } from "#app/env.server";
import type { AdminDeed } from "./admin/deed";
import { shareDatabase } from "./start/running";
import { runCommand, Stop } from "./stop";
import { readWords } from "./words";

const deeds: Record<string, () => Promise<AdminDeed>> = {
  "create-agency": async () => (await import("./admin/create-agency")).default,
  "create-administrator": async () => (await import("./admin/create-administrator")).default,
  "rotate-keys": async () => (await import("./admin/rotate-keys")).default,
  "verify-audit": async () => (await import("./admin/verify-audit")).default,
  "verify-books": async () => (await import("./admin/verify-books")).default,
};

const say = (sentence: string) => void process.stdout.write(`${sentence}\n`);

void runCommand(async () => {
  const [name = "", ...rest] = process.argv.slice(2);
  const usage = `npm run admin -- ${Object.keys(deeds).join(" | ")}`;
  const load = deeds[name];
  if (!load) throw new Stop(`${name === "" ? "Say what to do" : `${name} is not known`}. Usage: ${usage}`);
  const deed = await load();
  const { values } = readWords(rest, {
    flags: [],
    values: deed.values,
    most: 0,
    usage: `npm run admin -- ${deed.usage}`,
  });
  const missing = deed.needed.filter((value) => !values.get(value)?.trim());
  if (missing.length > 0)
    throw new Stop(`${missing.map((value) => `--${value}`).join(", ")} missing. Usage: npm run admin -- ${deed.usage}`);
  const database = await shareDatabase(env(), say);
  try {
    return await deed.run({ urls: database.urls, embedded: database.embedded, values, say });
  } finally {
    await database.stop();
  }
});
