// Runs the whole product in one process: database, jobs, web. Stops them in the order that loses nothing.
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import { closePools } from "#app/database/as-actor.server";
import { changeSettings, env, publicOrigin } from "#app/env.server";
import { logFailure } from "#app/log.server";
import { buildIfChanged, serverBuildFile } from "../build";
import { connect } from "../postgres/connect";
import { createServer, type ServeOptions, type WebServer } from "../serve/server";
import { Stop } from "../stop";
import { isEmbedded, type ReadyDatabase, readyDatabase } from "./database";
import { describeDemoPeople, loadDemoOnce } from "./demo";
import { startJobsInside } from "./jobs";
import { probePort } from "./port";
import { untilAsked } from "./signals";

export type RunOptions = {
  /** Load the demo network into an operator's database. */
  demo: boolean;
  /** Given while developing: what takes the build's place. */
  develop?: Pick<ServeOptions, "build" | "develop">;
};

const say = (sentence: string) => void process.stdout.write(`${sentence}\n`);

/** Settles with the exit code once everything has stopped again. */
export async function run(options: RunOptions): Promise<number> {
  const asked = untilAsked();
  const closing: (() => Promise<void>)[] = [];
  try {
    const { ended } = await open(options, closing, asked.sooner);
    const lost = ended.then(() => {
      throw new Stop("PostgreSQL ended by itself: see postgres.log in the data folder.");
    });
    await Promise.race([asked.stop, lost]);
    say("Stopping.");
    return 0;
  } catch (failure) {
    if (failure === asked.reason) return 0;
    throw failure;
  } finally {
    for (const close of closing.reverse()) await close().catch((failure: unknown) => logFailure(failure));
    asked.release();
  }
}

/** Opens one part after another; `sooner` gives up between two parts when a person has asked to stop. */
async function open(
  options: RunOptions,
  closing: (() => Promise<void>)[],
  sooner: () => void,
): Promise<{ ended: Promise<void> }> {
  const given = env();
  const demo = options.demo || (isEmbedded(given) && given.NODE_ENV !== "production");
  const shown = demo && given.NODE_ENV !== "production";
  // React and others choose their quick half by this name, in a demo too.
  changeSettings({ NODE_ENV: options.develop ? "development" : "production", ...(shown ? { DEMO: "yes" } : {}) });
  await probePort(given);
  if (!options.develop) await buildIfChanged(say);
  sooner();
  const database = await readyDatabase(env(), say);
  closing.push(database.stop);
  sooner();
  const loaded = demo && (await loadDemoOnce(database.urls, say));
  sooner();
  const web = await openWeb(options, database);
  closing.push(closePools, web.closePools, web.stop);
  const { host, port } = await web.listen();
  if (env().WORKER === "inside") closing.push(await startJobsInside());
  say(await welcome(host, port, loaded && shown));
  return { ended: database.ended };
}

/** The server, and what ends the connections its build has opened. */
async function openWeb(options: RunOptions, database: ReadyDatabase): Promise<WebServer & ClosesPools> {
  const build = options.develop?.build ?? ((await import(pathToFileURL(serverBuildFile).href)) as ServerBuild);
  const askDatabase = async () => void (await (await connect(database.urls.web, "DATABASE_WEB_URL")).end());
  const server = await createServer({ ...options.develop, build, settings: env(), askDatabase });
  return {
    ...server,
    // Nobody new is let in first; then those who hold a line are let go, and the rest is finished.
    stop: async () => {
      const stopped = server.stop();
      await callOf(build, "closeLive");
      await stopped;
    },
    closePools: () => callOf(build, "closePools"),
  };
}

type ClosesPools = { closePools(): Promise<void> };

/** A build is a bundle with a copy of the pools and of who holds a line; only its own entry can reach them. */
async function callOf(build: ServeOptions["build"], name: "closePools" | "closeLive"): Promise<void> {
  const { module } = (typeof build === "function" ? await build() : build).entry;
  const close: unknown = Reflect.get(module, name);
  if (typeof close === "function") await close();
}

async function welcome(host: string, port: number, demo: boolean): Promise<string> {
  const reached = env().PUBLIC_ORIGIN ?? (env().PORT === port ? publicOrigin() : `http://localhost:${port}`);
  const elsewhere = ["127.0.0.1", "::1"].includes(host) ? "" : ` (listening on ${host}, port ${port})`;
  const people = demo ? `\n\nWho can sign in to the demo:\n\n${await describeDemoPeople()}\n` : "";
  return `\nThroughline is at ${reached}${elsewhere}${people}\nCtrl-C stops it.`;
}
