// The web server: guard, headers, files, then Remix. Knows nothing of the trade, and never reads a body itself.
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import { type Env, isHttps, isProduction } from "#app/env.server";
import { log, logFailure } from "#app/log.server";
import { Stop } from "../stop";
import { dropForwarded, guardWrites, refuseStrangeAddresses, settleOrigin } from "./guard";
import { contextOf, keepNothing, nameRequest, protect } from "./headers";
import { makeProbe, tellHealth, tellMetrics, timeRequests } from "./health";

export type ServeOptions = {
  build: ServerBuild | (() => Promise<ServerBuild>);
  settings: Env;
  /** Fails when the database cannot be asked. */
  askDatabase: () => Promise<void>;
  /** Where built files for browsers are; with `develop` they come from memory instead. */
  clientFolder?: string;
  /** Serves sources while developing; given the server so that it can listen beside it. */
  develop?: (server: http.Server) => Promise<RequestHandler>;
};

export type WebServer = {
  server: http.Server;
  /** @throws Stop when the port is taken */
  listen(): Promise<{ host: string; port: number }>;
  /** Takes no more connections, finishes what was begun, at most ten seconds. */
  stop(): Promise<void>;
};

// Slow senders are cut off: a request's head within 10 s, all of it within 30 s, looked at every second.
const limits = {
  maxHeaderSize: 16_384,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
};
// Every browser at work holds one line open for its notices.
const mostConnections = 4_000;
const drainMilliseconds = 10_000;

/** Builds the server without starting it: tests listen on port 0. */
export async function createServer(options: ServeOptions): Promise<WebServer> {
  let stopping = false;
  const app = express();
  const server = http.createServer(limits, app);
  server.maxConnections = mostConnections;
  await furnish(app, server, options, () => stopping);
  return {
    server,
    listen: () => listen(server, options.settings),
    stop: () => {
      stopping = true;
      return drain(server);
    },
  };
}

async function furnish(
  app: Express,
  server: http.Server,
  options: ServeOptions,
  isStopping: () => boolean,
): Promise<void> {
  const { settings } = options;
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("trust proxy", settings.TRUSTED_PROXY ? settings.TRUSTED_PROXY.split(",").map((part) => part.trim()) : false);
  app.use(nameRequest, timeRequests(), logRequests(isProduction(settings)));
  app.use((_request, response, next) => {
    if (isStopping()) response.set("Connection", "close");
    next();
  });
  app.use(
    protect({ https: isHttps(settings), development: options.develop !== undefined, tileUrl: settings.MAP_TILE_URL }),
  );
  app.get("/healthz", keepNothing, tellHealth(makeProbe(options.askDatabase), isStopping));
  app.get("/metrics", keepNothing, tellMetrics());
  app.use(refuseStrangeAddresses, dropForwarded, guardWrites({ publicOrigin: settings.PUBLIC_ORIGIN }));
  app.use(settleOrigin({ publicOrigin: settings.PUBLIC_ORIGIN }));
  // A page is made for one reader and sent once: the last tenth of its size would take as long as all before it.
  app.use(compression({ level: 4 }));
  if (options.develop) app.use(await options.develop(server));
  else app.use(serveFiles(options.clientFolder ?? path.resolve("build/client")));
  app.use(
    keepNothing,
    createRequestHandler({
      build: options.build,
      getLoadContext: (request, response) => contextOf(request, response.locals),
    }),
  );
  app.use(answerFailure);
}

/** Built files carry a digest of their content in their name; the rest of the folder may change with a release. */
function serveFiles(folder: string): RequestHandler {
  const router = express.Router();
  router.use(
    "/assets",
    express.static(path.join(folder, "assets"), { immutable: true, maxAge: "365d", index: false, redirect: false }),
  );
  router.use("/assets", keepNothing, (_request, response) => void response.sendStatus(404));
  router.use(express.static(folder, { maxAge: "1h", index: false, redirect: false }));
  return router;
}

/** One line for each answer; without the address, for addresses carry ids. Quiet in a demo, which prints for a person. */
function logRequests(production: boolean): RequestHandler {
  return (request, response, next) => {
    const started = Date.now();
    response.once("finish", () => {
      const facts = {
        requestId: String(response.locals.requestId),
        method: request.method,
        status: response.statusCode,
        milliseconds: Date.now() - started,
      };
      if (response.statusCode >= 500) log.warn("answered", facts);
      else if (production) log.info("answered", facts);
      else log.debug("answered", facts);
    });
    next();
  };
}

/** What no page could show: a bug in the server itself. The number leads to the log line. */
const answerFailure: ErrorRequestHandler = (failure: unknown, _request, response, next) => {
  logFailure(failure, { requestId: String(response.locals.requestId) });
  if (response.headersSent) return next(failure);
  response
    .status(500)
    .type("text/plain")
    .send(`Something went wrong here. Nothing was saved. Reference: ${response.locals.requestId}\n`);
};

function listen(server: http.Server, settings: Env): Promise<{ host: string; port: number }> {
  return new Promise((resolve, reject) => {
    server.once("error", (failure: NodeJS.ErrnoException) => reject(explainListen(failure, settings)));
    server.listen(settings.PORT, settings.HOST, () => {
      const address = server.address() as AddressInfo;
      resolve({ host: address.address, port: address.port });
    });
  });
}

/** The sentence for a port or an address that cannot be had. */
export function explainListen(failure: NodeJS.ErrnoException, { HOST, PORT }: Pick<Env, "HOST" | "PORT">): Error {
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${PORT} is in use by another program: end it, or choose another port, such as PORT=${PORT + 1} npm start.`,
    EACCES: `This user may not listen on port ${PORT}: choose one above 1023, such as PORT=3000 npm start.`,
    EADDRNOTAVAIL: `${HOST} is not an address of this machine: correct HOST, or leave it out.`,
    ENOTFOUND: `${HOST} is not an address of this machine: correct HOST, or leave it out.`,
  };
  const sentence = sentences[failure.code ?? ""];
  return sentence ? new Stop(sentence) : failure;
}

function drain(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    const last = setTimeout(() => server.closeAllConnections(), drainMilliseconds);
    server.close(() => {
      clearTimeout(last);
      resolve();
    });
    server.closeIdleConnections();
  });
}
