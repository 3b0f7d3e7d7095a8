// Serves the product's pages with the first answer of each loader for ever after: drawing and sending alone, no session, no search, no database. Never part of the product.
import { pathToFileURL } from "node:url";
import type { LoaderFunctionArgs, ServerBuild } from "@remix-run/node";
import { buildIfChanged, serverBuildFile } from "#app/commands/build";
import { createServer } from "#app/commands/serve/server";
import { readyDatabase } from "#app/commands/start/database";
import { changeSettings, env } from "#app/env.server";

const say = (sentence: string) => void process.stdout.write(`${sentence}\n`);

/** By address, so that the pages are those the product draws. */
function keepFirst(loader: (asked: LoaderFunctionArgs) => unknown): (asked: LoaderFunctionArgs) => unknown {
  const answers = new Map<string, unknown>();
  return async (asked) => {
    const { url } = asked.request;
    if (!answers.has(url)) answers.set(url, await loader(asked));
    return answers.get(url);
  };
}

async function serve(): Promise<void> {
  changeSettings({ NODE_ENV: "production" });
  await buildIfChanged(say);
  await readyDatabase(env(), say);
  const build = (await import(pathToFileURL(serverBuildFile).href)) as ServerBuild;
  const routes = Object.entries(build.routes).map(([name, route]) => {
    const loader = route?.module.loader;
    return [name, loader ? { ...route, module: { ...route.module, loader: keepFirst(loader) } } : route];
  });
  const fixed: ServerBuild = { ...build, routes: Object.fromEntries(routes) };
  const server = await createServer({ build: fixed, settings: env(), askDatabase: async () => {} });
  await server.listen();
  process.once("SIGTERM", () => process.exit(0));
  say("Ctrl-C stops it.");
}

void serve();
