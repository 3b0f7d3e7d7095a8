// Tells a watchman whether we live and can reach the database, and how busy we are. Never tells anyone outside this machine.
import type { Request, RequestHandler } from "express";
import { collectDefaultMetrics, Histogram, register } from "prom-client";

const freshMilliseconds = 2_000;

/** Asks the database at most every two seconds, however many watchmen there are. */
export function makeProbe(ask: () => Promise<void>): () => Promise<boolean> {
  let last: { at: number; answer: Promise<boolean> } | null = null;
  return () => {
    const now = Date.now();
    if (!last || now - last.at > freshMilliseconds) {
      last = {
        at: now,
        answer: ask().then(
          () => true,
          () => false,
        ),
      };
    }
    return last.answer;
  };
}

/** 200 while we can serve; 503 while stopping, or while the database does not answer. */
export function tellHealth(probe: () => Promise<boolean>, isStopping: () => boolean): RequestHandler {
  return async (_request, response) => {
    const database = await probe();
    const stopping = isStopping();
    response
      .status(database && !stopping ? 200 : 503)
      .json({ web: stopping ? "stopping" : "ready", database: database ? "ready" : "unreachable" });
  };
}

const durations = () =>
  register.getSingleMetric("http_request_seconds") ??
  new Histogram({
    name: "http_request_seconds",
    help: "Time from a request's first line to the end of its answer.",
    labelNames: ["method", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  });

/** Times every answer. Labels carry no address: addresses carry ids. */
export function timeRequests(): RequestHandler {
  const histogram = durations();
  return (request, response, next) => {
    const started = process.hrtime.bigint();
    response.once("finish", () => {
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      if (histogram instanceof Histogram)
        histogram.observe({ method: request.method, status: String(response.statusCode) }, seconds);
    });
    next();
  };
}

/** Prometheus text, for this machine alone: a proxy here says for whom it asks, and then it is not for it. */
export function tellMetrics(): RequestHandler {
  if (!register.getSingleMetric("process_cpu_seconds_total")) collectDefaultMetrics();
  return async (request, response) => {
    if (!isFromHere(request)) {
      response.sendStatus(404);
      return;
    }
    response.type(register.contentType).send(await register.metrics());
  };
}

function isFromHere(request: Request): boolean {
  const address = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const throughProxy = ["x-forwarded-for", "forwarded", "via"].some((name) => request.get(name) !== undefined);
  return (address === "::1" || address.startsWith("127.")) && !throughProxy;
}
